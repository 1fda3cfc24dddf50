"""Files and folders that are whole, or as they were before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import UsageError

MARK = "exported.txt"  # in a folder of ours: what it is, and that it may be replaced


@contextmanager
def replacing(path: Path, *, folder: bool) -> Iterator[Path]:
    """A place beside `path` to write to; it becomes `path` if nothing fails, and goes away if something does.

    Raises:
        UsageError: nothing can be written there, or something else than an earlier export is there.
    """
    _check(path, folder=folder)
    partial = path.with_name(path.name + ".part")
    try:
        _remove(partial)
        if folder:
            partial.mkdir()
        yield partial
        if folder:
            (partial / MARK).write_text("Written by kg export, which replaces it as a whole.\n", "utf-8")
            _remove(path)
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            _remove(partial)


def _check(path: Path, *, folder: bool) -> None:
    if folder and path.is_dir() and not (path / MARK).exists() and any(path.iterdir()):
        raise UsageError(f"{path}: holds other files; name a new or empty folder")
    if folder and path.exists() and not path.is_dir():
        raise UsageError(f"{path}: is a file; this format is a folder of several, name another")
    if not folder and path.is_dir():
        raise UsageError(f"{path}: a folder; name a file, as {path / 'graph.jsonl'}")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
