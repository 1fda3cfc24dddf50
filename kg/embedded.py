"""The embedded store: ArcadeDB (`kg.engine`) in this process, spoken to in Bolt over loopback.

One process runs the server of a folder and holds its lock; any other finds port and password in `server.json` (mode
0600) and connects to it. When the first one ends, the next to ask takes over.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg import engine, folders, seal
from kg.errors import StoreError

FORMAT = 1
_OURS = {"kg.json.new", "lock", "write.lock"}  # what a first opening cut short may have left


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the store of a folder answers, and the password of this opening."""

    uri: str
    password: str
    pid: int

    @property
    def auth(self) -> tuple[str, str]:
        """User and password as the driver takes them."""
        return ("root", self.password)

    @property
    def is_ours(self) -> bool:
        """Whether this process runs the server."""
        return self.pid == os.getpid()


@dataclass(slots=True)
class _Running:
    server: Any
    lock: IO[bytes]
    connection: Connection
    users: int = 1


_running: dict[Path, _Running] = {}
_guard = threading.RLock()


def _forget_after_fork() -> None:
    # The server's threads stay with the parent: a child must neither use nor stop it.
    for running in _running.values():
        running.server._started = False
    _running.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_after_fork)


def connect(folder: Path) -> Connection | None:
    """The connection to a folder's store, started here if nobody runs it; None while its owner is coming or going.

    Raises:
        StoreError: the folder is not a store, cannot be written, or what is in it is damaged.
    """
    with _guard:
        return _connect(folder.resolve())


def _connect(folder: Path) -> Connection | None:
    if folder in _running:
        _running[folder].users += 1
        return _running[folder].connection
    _check(folder)
    lock = _open(folder / "lock")
    if not _locked(lock, wait=False):
        lock.close()
        return told(folder)
    try:
        _running[folder] = _started(folder, lock)
    except BaseException:
        lock.close()
        raise
    return _running[folder].connection


def release(folder: Path) -> None:
    """Ends one use of a folder's store; the server stops with the last use in this process."""
    folder = folder.resolve()
    with _guard:
        running = _running.get(folder)
        if running is None:
            return
        running.users -= 1
        if not running.users:
            del _running[folder]
            _stop(folder, running)


def _stop(folder: Path, running: _Running) -> None:
    with contextlib.suppress(OSError):
        (folder / "server.json").unlink(missing_ok=True)
    with contextlib.suppress(Exception):  # the log says why; everything that was acknowledged is on the disk already
        running.server.stop()
        seal.close(folder, _files(folder))
    running.lock.close()


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Holds the folder's write lock, which makes writers of all threads and processes take turns."""
    with _open(folder / "write.lock") as handle:
        _locked(handle, wait=True, by_handle=True)
        yield


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is a file, not a store; give a folder")
    try:
        folders.made(folder)
        found = {entry.name for entry in folder.iterdir()}
    except OSError as error:
        raise _refused(folder, error) from None
    if "kg.json" not in found and found - _OURS:
        raise StoreError(f"{folder}: holds other files and is not a store of kg; give a new or empty folder")


def _stated(folder: Path) -> dict[str, Any]:
    try:
        stated = json.loads((folder / "kg.json").read_text("utf-8"))
        found = stated["format"]
        if found == FORMAT:
            return dict(stated)
    except (ValueError, KeyError, TypeError):
        raise StoreError(
            f"{folder / 'kg.json'}: is damaged; restore the folder from a copy, or ingest into a new one"
        ) from None
    except OSError as error:
        raise _refused(folder, error) from None
    newer = isinstance(found, int) and found > FORMAT
    cure = "a newer kg; update kg" if newer else "another version of kg; export it there"
    raise StoreError(f"{folder}: was written by {cure}, or ingest into a new folder")


def _started(folder: Path, lock: IO[bytes]) -> _Running:
    try:
        (folder / "server.json").unlink(missing_ok=True)
        if not (folder / "kg.json").exists():  # only the holder of the lock writes it
            _write(folder / "kg.json", {"format": FORMAT, "ready": False})
        if _stated(folder).get("ready"):
            seal.open_(folder, _files(folder))
        else:  # the first opening was cut short: nothing can have been written yet
            shutil.rmtree(folder / "engine", ignore_errors=True)
        folders.made(folder / "engine")  # it makes files that all may read
        # The engine keeps the first password it was given; every opening gets its own.
        (folder / "engine" / "config" / "server-users.jsonl").unlink(missing_ok=True)
        password = secrets.token_urlsafe(24)
        server, port = engine.started(folder, password)
        connection = Connection(f"bolt://127.0.0.1:{port}", password, os.getpid())
        if not _stated(folder).get("ready"):
            _write(folder / "kg.json", {"format": FORMAT, "ready": True})
        _write(folder / "server.json", {"pid": os.getpid(), "port": port, "password": password})
    except OSError as error:
        raise _refused(folder, error) from None
    return _Running(server, lock, connection)


def define(folder: Path, statements: Iterable[str]) -> None:
    """Runs statements of the engine's own SQL; where another process runs the store, that one does."""
    running = _running.get(folder.resolve())
    if running:
        engine.define(running.server, statements)


def no_room(folder: Path) -> str | None:
    """Why nothing can be written to a folder's store, where it is the disk: the engine's own errors do not say so."""
    if shutil.disk_usage(folder).free < 1_000_000:
        return f"{folder}: no space left on the disk; free some and try again"
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    biggest = max((path.stat().st_size for path in _files(folder).glob("*")), default=0)
    if most != resource.RLIM_INFINITY and biggest + 1_000_000 > most:
        return f"{folder}: a file has reached the largest size allowed ({most} bytes); raise it with ulimit -f"
    return None


def _files(folder: Path) -> Path:
    return folder / "engine" / "databases" / engine.DATABASE


def told(folder: Path) -> Connection | None:
    """What the process that runs a folder's store tells others, None while there is none."""
    try:
        said = json.loads((folder / "server.json").read_text("utf-8"))
        return Connection(f"bolt://127.0.0.1:{said['port']}", said["password"], said["pid"])
    except (OSError, ValueError, KeyError):
        return None  # the owner is starting or stopping


def _write(path: Path, content: dict[str, Any]) -> None:
    new = path.with_name(f"{path.name}.new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _open(path: Path) -> IO[bytes]:
    try:
        return open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    except OSError as error:
        raise _refused(path.parent, error) from None


def _locked(handle: IO[bytes], *, wait: bool, by_handle: bool = False) -> bool:
    """Takes the lock of a file: of this process (not inherited by a fork), or of this handle (other threads wait)."""
    try:
        import fcntl
    except ImportError:  # Windows
        return _locked_on_windows(handle, wait)
    try:
        (fcntl.flock if by_handle else fcntl.lockf)(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (BlockingIOError, PermissionError):
        return False
    return True


def _locked_on_windows(handle: IO[bytes], wait: bool) -> bool:
    import importlib

    msvcrt: Any = importlib.import_module("msvcrt")
    while True:
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            if not wait:
                return False
            time.sleep(0.01)
        else:
            return True


def _refused(folder: Path, error: OSError) -> StoreError:
    return StoreError(f"{folder}: {error.strerror or error}; the store needs a folder it can write, with space left")
