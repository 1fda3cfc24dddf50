"""ArcadeDB itself: how its server is started in this process, and what its errors mean."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.ports import free_port

DATABASE = "graph"
QUIET = Path(__file__).parent / "quiet.properties"
_TRIES = 10
_TAKEN = "nable to listen"
_BOLT = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"


def started(folder: Path, password: str) -> tuple[Any, int]:
    """A running server of the store in a folder, and the port it speaks Bolt on, loopback only.

    Raises:
        StoreError: the engine cannot open the folder.
    """
    with _undisturbed():
        return _started(folder, password)


def _started(folder: Path, password: str) -> tuple[Any, int]:
    arcadedb = _module(folder)

    for attempt in range(_TRIES):  # a free port can be taken by somebody else before the engine binds it
        port = free_port()
        config = {
            "mode": "development",  # production mode hides the texts of errors; what it adds, the flush, is set below
            "host": "127.0.0.1",
            "http_port": free_port(),
            "server_plugins": _BOLT,
            "bolt_port": port,
            "bolt_host": "127.0.0.1",
        }
        server = arcadedb.create_server(str(folder / "engine"), password, config=config)
        try:
            server.start()
            break
        except Exception as error:
            if attempt + 1 == _TRIES or _TAKEN not in str(error):
                raise _broken(folder, error) from None
    try:
        server.create_database(DATABASE).set_wal_flush("yes_nometadata")  # fdatasync at every commit
    except Exception as error:
        with contextlib.suppress(Exception):
            server.stop()
        raise _broken(folder, error) from None
    return server, port


def define(server: Any, statements: Iterable[str]) -> None:
    """Runs statements of SQL on a running server: what Cypher has no words for."""
    database = server.get_database(DATABASE)
    for statement in statements:
        database.command("sql", statement)


def _module(folder: Path) -> Any:
    """The engine, which keeps no log of its own unless ARCADEDB_LOG_DIR asks for one: on a full disk it prints traces."""
    if "ARCADEDB_LOG_DIR" not in os.environ:
        os.environ["ARCADEDB_LOG_DIR"] = str(folder / "engine" / "log")
        os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", f"-Djava.util.logging.config.file={QUIET.as_posix()}")
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    logging.getLogger("arcadedb").setLevel(logging.CRITICAL)
    import arcadedb

    return arcadedb


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until the engine stands: in the middle of its start it would end the process, or crash it.

    The engine's threads begin here too, so none of them is ever given the signal.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _broken(folder: Path, error: Exception) -> StoreError:
    text = " ".join(str(error).split())[:200]
    if "space left" in text:
        return StoreError(f"{folder}: no space left on the disk; free some and try again")
    if any(sign in text for sign in ("Read-only", "ermission denied", "not writable")):
        return StoreError(f"{folder}: cannot be written; make it writable or give another folder")
    return StoreError(f"{folder}: cannot be opened ({text}); restore it from a copy, or ingest into a new folder")
