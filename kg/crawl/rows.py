"""The rows of the frontier, how they are kept, and when one is due again."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kg.crawl.archive import Place
from kg.errors import SourceError, UsageError
from kg.folders import private

Kind = Literal["page", "list", "index"]  # an article, a feed or sitemap, a page whose links are followed
VERSION = 1  # of the tables, kept as user_version; 0 are those of before it was kept, which are the same
SCHEMA = """
CREATE TABLE IF NOT EXISTS run (id INTEGER PRIMARY KEY, sources TEXT NOT NULL, started TEXT NOT NULL, ended TEXT);
CREATE TABLE IF NOT EXISTS page (
  id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, host TEXT NOT NULL, kind TEXT NOT NULL, run INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting', found TEXT NOT NULL, depth INTEGER NOT NULL DEFAULT 0,
  hops INTEGER NOT NULL DEFAULT 0, rank INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, next REAL NOT NULL DEFAULT 0, status INTEGER,
  etag TEXT, modified TEXT, digest TEXT, target TEXT, error TEXT, again INTEGER NOT NULL DEFAULT 0, fetched TEXT,
  file TEXT, start INTEGER, length INTEGER, read INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS turn ON page (run, state, host, rank, id);
CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, end INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS host (origin TEXT PRIMARY KEY, robots BLOB, had REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Row:
    """An address whose turn it is."""

    id: int
    url: str
    host: str
    kind: Kind
    found: str  # "" where the user named it, else the list or page it was found in
    depth: int  # links followed from what the user named
    hops: int  # redirects followed
    tries: int
    etag: str | None
    modified: str | None
    digest: str | None
    place: Place | None  # of the copy we have


def due(row: sqlite3.Row, kind: Kind, *, explicit: bool, changed: str | None) -> bool:
    """Whether an address known from an earlier run is to be asked for in this one."""
    if explicit or kind != "page" or row["state"] in ("waiting", "later", "refused"):
        return True
    if row["state"] == "failed":
        return bool(row["again"])
    return row["state"] == "fetched" and bool(changed) and str(changed) > str(row["fetched"])


def row_of(row: sqlite3.Row) -> Row:
    """The row as a dataclass."""
    place = Place(row["file"], row["start"], row["length"]) if row["file"] else None
    return Row(row["id"], row["url"], row["host"], row["kind"], row["found"], row["depth"], row["hops"], row["tries"],
               row["etag"], row["modified"], row["digest"], place)  # fmt: skip


def unusable(folder: Path, error: Exception) -> SourceError:
    """The error for a folder that is no archive, or may not be written."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    return SourceError(f"{folder}: the archive cannot be opened ({said}); KG_ARCHIVE names another folder")


def made(db: sqlite3.Connection, folder: Path) -> None:
    """Makes the tables that are missing.

    Raises:
        UsageError: they are those of a newer kg, and stay as they are.
    """
    if db.execute("PRAGMA user_version").fetchone()[0] > VERSION:
        raise UsageError(f"{folder}: this archive was written by a newer kg; update kg, or set KG_ARCHIVE")
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.executescript(SCHEMA)
    db.execute(f"PRAGMA user_version={VERSION}")


def now() -> str:
    """The moment, ISO 8601 in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def locked(folder: Path) -> Any:
    """The folder's lock, which ends with the process however it ends."""
    file = open(folder / "lock", "a", opener=private)  # noqa: SIM115
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass  # Windows: SQLite's own locks have to do
    except OSError:
        file.close()
        raise UsageError(f"{folder}: another kg fetches into this archive; wait for it, or set KG_ARCHIVE") from None
    return file
