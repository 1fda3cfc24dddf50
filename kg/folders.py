"""Folders as a user names them."""

from __future__ import annotations

import contextlib
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
