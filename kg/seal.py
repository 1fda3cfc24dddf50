"""Whether the files of an embedded store are as its last clean closing left them: the engine itself does not notice."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from kg.errors import StoreError

# Bigger files are known by their size alone, so that opening stays quick.
SMALL = 4_000_000
_SEAL = "sealed.json"


def close(folder: Path, files: Path) -> None:
    """Notes down what the files are like, now that nobody has them open."""
    new = folder / f"{_SEAL}.new"
    new.write_text(json.dumps(_state(files)), "utf-8")
    new.replace(folder / _SEAL)


def open_(folder: Path, files: Path) -> None:
    """Compares the files with the note and takes it off: from now on they change.

    After a crash there is no note, and the engine recovers from its log.

    Raises:
        StoreError: a file is missing, new, or not what it was.
    """
    seal = folder / _SEAL
    try:
        told = json.loads(seal.read_text("utf-8"))
    except FileNotFoundError:
        told = None
    except ValueError:
        raise _damaged(seal) from None
    if told is not None:
        found = _state(files)
        for name in sorted(told.keys() | found.keys()):
            if told.get(name) != found.get(name):
                raise _damaged(files / name)
        seal.unlink()
    elif not files.is_dir():
        raise _damaged(files)


def _state(files: Path) -> dict[str, list[int]]:
    return {
        str(path.relative_to(files)): [path.stat().st_size, zlib.crc32(path.read_bytes()) if _is_small(path) else 0]
        for path in sorted(files.rglob("*"))
        if path.is_file() and path.suffix not in (".lck", ".log")
    }


def _is_small(path: Path) -> bool:
    return path.stat().st_size <= SMALL


def _damaged(path: Path) -> StoreError:
    return StoreError(f"{path}: is not as it was left, so the store is damaged; restore it from a copy, or ingest anew")
