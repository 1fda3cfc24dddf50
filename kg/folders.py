"""Folders as a user names them, and files that are for their owner alone."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from kg.errors import UsageError


def named(written: str) -> Path:
    """The folder of a name, `~` written out; it need not exist.

    Raises:
        UsageError: no file can have that name, or it is of a user nobody knows.
    """
    try:
        path = Path(written).expanduser()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            path.stat()
    except (OSError, RuntimeError, ValueError) as error:  # too long; no such user; a NUL
        why = (isinstance(error, OSError) and error.strerror) or "no file can have that name"
        raise UsageError(f"{written[:80]}: cannot be the name of a folder ({str(why).lower()})") from None
    return path


def made(folder: Path) -> None:
    """Makes a folder for its owner alone; one that is there keeps the permissions that its owner gave it.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def private(path: str, flags: int) -> int:
    """The opener of a file that, when it is new, only its owner may read: `open(…, opener=private)`."""
    return os.open(path, flags, 0o600)
