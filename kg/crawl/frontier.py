"""Every address we know and what became of it, in SQLite: each change is one transaction, and a kill loses none.

States: `waiting` for its turn · `fetched`, in the archive · `moved` to another address · `failed` · `refused` by
robots.txt · `later`, put off to the next run. `read` is set once the graph holds the page, or its reader found no article.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg import folders
from kg.crawl.archive import Place
from kg.crawl.rows import Kind, Row, due, locked, made, now, row_of, unusable
from kg.errors import UsageError
from kg.fetch import address


class Frontier:
    """The addresses; one process at a time."""

    def __init__(self, folder: Path) -> None:
        """Opens, or makes, the frontier of a folder.

        Raises:
            UsageError: another process has it; SourceError: it cannot be read or written.
        """
        try:
            folders.made(folder)
            self._lock = locked(folder)
            with open(folder / "pages.sqlite", "ab", opener=folders.private):
                pass  # SQLite would make it for all to read
        except OSError as error:
            raise unusable(folder, error) from None
        try:
            self._turn = threading.RLock()  # the scheduler's thread and its consumer's share the connection
            self.db = sqlite3.connect(folder / "pages.sqlite", isolation_level=None, check_same_thread=False)
            self.db.row_factory = sqlite3.Row
            made(self.db, folder)
        except (sqlite3.Error, UsageError) as error:
            self.close()
            raise error if isinstance(error, UsageError) else unusable(folder, error) from None

    def close(self) -> None:
        """Leaves everything as a kill would, only tidier."""
        self.db.close()
        self._lock.close()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All changes inside, or none of them."""
        with self._turn:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")

    def run(self, sources: str) -> tuple[int, bool]:
        """The unfinished run of these sources, else a new one; whether it was there."""
        row = self.db.execute("SELECT id FROM run WHERE sources = ? AND ended IS NULL", (sources,)).fetchone()
        if row:
            return int(row["id"]), True
        made = self.db.execute("INSERT INTO run (sources, started) VALUES (?, ?)", (sources, now()))
        return int(made.lastrowid or 0), False

    def end(self, run: int) -> None:
        """The run is finished."""
        self.db.execute("UPDATE run SET ended = ? WHERE id = ?", (now(), run))

    def ask(self, url: str, kind: Kind, run: int, *, found: str = "", depth: int = 0, hops: int = 0,
            changed: str | None = None) -> bool:  # fmt: skip
        """Puts an address in line for this run, unless it had its turn or there is no reason to ask again."""
        row = self.db.execute("SELECT * FROM page WHERE url = ?", (url,)).fetchone()
        rank = int(kind == "page" and bool(found) and not hops)  # lists, redirects and what the user named come first
        if row is None:
            self.db.execute(
                "INSERT INTO page (url, host, kind, run, found, depth, hops, rank) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (url, address.host(url), kind, run, found, depth, hops, rank),
            )
            return True
        if row["run"] == run or not due(row, kind, explicit=not found, changed=changed):
            return False
        self.db.execute(
            "UPDATE page SET run = ?, kind = ?, state = 'waiting', found = ?, depth = ?, hops = ?, rank = ?, tries = 0, "
            "next = 0, error = NULL WHERE id = ?",
            (run, kind, found, depth, hops, rank, row["id"]),
        )
        return True

    def again(self, run: int) -> int:
        """Puts what failed in line once more, and what was fetched but not understood up for reading; gives how many."""
        unread = self.db.execute(
            "UPDATE page SET read = 0, run = ?, error = NULL WHERE state = 'fetched' AND error IS NOT NULL", (run,)
        )
        failed = self.db.execute(
            "UPDATE page SET state = 'waiting', run = ?, tries = 0, next = 0, hops = 0 WHERE state IN ('failed', 'refused')",
            (run,),
        )
        return unread.rowcount + failed.rowcount

    def hosts(self, run: int) -> list[str]:
        """The hosts that have addresses in line."""
        rows = self.db.execute(
            "SELECT DISTINCT host FROM page WHERE run = ? AND state = 'waiting' ORDER BY host", (run,)
        )
        return [row["host"] for row in rows]

    def turn(self, run: int, host: str, longest: float) -> tuple[Row | None, float | None]:
        """The host's next address; where it is not its time yet, that time; (None, None) where nothing is in line.

        What seems to be more than `longest` seconds away was put off by a clock that has been set back since: it is due.
        """
        where, now = "run = ? AND state = 'waiting' AND host = ?", time.time()
        row = self.db.execute(
            f"SELECT * FROM page WHERE {where} AND (next <= ? OR next > ?) ORDER BY rank, id LIMIT 1",
            (run, host, now, now + longest),
        ).fetchone()
        if row:
            return row_of(row), None
        return None, self._one(f"SELECT min(next) FROM page WHERE {where}", run, host)

    def asked(self, run: int, host: str) -> int:
        """How many addresses of the host had their turn in this run."""
        return int(
            self._one(
                "SELECT count(*) FROM page WHERE run = ? AND host = ? AND status IS NOT NULL AND state NOT IN ('waiting', 'later')",
                run,
                host,
            )
        )

    def last(self, host: str) -> float:
        """When the host was asked for a page last, in seconds since 1970; 0 where it never was."""
        query = "SELECT strftime('%s', max(fetched)) FROM page WHERE host = ? AND status IS NOT NULL"
        return float(self._one(query, host) or 0)

    def had(
        self, row: Row, place: Place, *, status: int, etag: str | None, modified: str | None, digest: str, at: str
    ) -> None:
        """The page is in the archive; one that is the same as before does not have to be read again."""
        same = digest == row.digest and row.place is not None
        end = place.offset + place.length
        self.db.execute(
            "INSERT INTO file VALUES (?, ?) ON CONFLICT DO UPDATE SET end = max(end, ?)", (place.file, end, end)
        )
        self.db.execute(
            "UPDATE page SET state = 'fetched', status = ?, etag = ?, modified = ?, digest = ?, fetched = ?, file = ?, start = ?, "
            "length = ?, error = CASE WHEN ? THEN error END, read = CASE WHEN ? THEN read ELSE 0 END WHERE id = ?",
            (status, etag, modified, digest, at, place.file, place.offset, place.length, same, same, row.id),
        )

    def done(self, row: Row, status: int) -> None:
        """The address was looked at, and what we hold of it is still good."""
        self.db.execute(
            "UPDATE page SET state = 'fetched', status = ?, fetched = ? WHERE id = ?", (status, now(), row.id)
        )

    def moved(self, row: Row, target: str, status: int) -> None:
        """The page is somewhere else."""
        self.db.execute(
            "UPDATE page SET state = 'moved', target = ?, status = ?, fetched = ? WHERE id = ?",
            (target, status, now(), row.id),
        )

    def wait(self, row: Row, until: float, error: str) -> None:
        """The page is to be asked for again at a time."""
        self.db.execute("UPDATE page SET tries = tries + 1, next = ?, error = ? WHERE id = ?", (until, error, row.id))

    def fail(
        self, row: Row, error: str, *, state: str = "failed", status: int | None = None, again: bool = False
    ) -> None:
        """The page was not had; `again` says that another run may have it."""
        self.db.execute(
            "UPDATE page SET state = ?, error = ?, status = ?, again = ?, fetched = ? WHERE id = ?",
            (state, error, status, again, now(), row.id),
        )

    def put_off(self, run: int, host: str, error: str, *, state: str = "later", origin: str = "") -> list[str]:
        """No page of the host, or of one origin on it, has a turn any more in this run; gives their addresses."""
        where = "run = ? AND host = ? AND state = 'waiting' AND substr(url, 1, ?) = ?"
        given = (run, host, len(origin), origin)
        urls = [row["url"] for row in self.db.execute(f"SELECT url FROM page WHERE {where} ORDER BY id", given)]
        self.db.execute(f"UPDATE page SET state = ?, error = ?, again = 1 WHERE {where}", (state, error, *given))
        return urls

    def leads_back(self, url: str, target: str) -> bool:
        """Whether a redirect to `target` comes back to `url`."""
        seen = {url}
        while target not in seen:
            seen.add(target)
            row = self.db.execute("SELECT target FROM page WHERE url = ? AND state = 'moved'", (target,)).fetchone()
            if row is None:
                return False
            target = row["target"]
        return True

    def unread(self, run: int | None = None, id: int | None = None) -> list[Row]:
        """Pages that are in the archive and not yet in the graph: of a run or of all, or one of them."""
        query = (
            "SELECT * FROM page WHERE state = 'fetched' AND kind = 'page' AND read = 0 AND file IS NOT NULL "
            "AND run = ifnull(?, run) AND id = ifnull(?, id) ORDER BY id"
        )
        if id is not None:
            query = query.replace("id = ifnull(?, id)", "id = ?")  # so that the key is used
        return [row_of(row) for row in self.db.execute(query, (run, id))]

    def every(self) -> Iterator[Row]:
        """All pages of the archive."""
        rows = "SELECT * FROM page WHERE file IS NOT NULL AND kind = 'page' ORDER BY id"
        yield from map(row_of, self.db.execute(rows).fetchall())

    def read(self, url: str, error: str | None = None) -> None:
        """The graph holds what the page says, or its reader said why not."""
        with self._turn:
            self.db.execute("UPDATE page SET read = 1, error = ? WHERE url = ? AND state = 'fetched'", (error, url))

    def kind(self, row: Row, kind: Kind) -> None:
        """The page turned out to be something else."""
        self.db.execute("UPDATE page SET kind = ? WHERE id = ?", (kind, row.id))

    def robots(self, origin: str, newer: float) -> bytes | None:
        """The robots.txt of an origin, had after a time; b"" where it has none."""
        row = self.db.execute("SELECT robots FROM host WHERE origin = ? AND had > ?", (origin, newer)).fetchone()
        return bytes(row["robots"]) if row else None

    def keep_robots(self, origin: str, data: bytes) -> None:
        """Keeps a robots.txt."""
        self.db.execute("INSERT OR REPLACE INTO host VALUES (?, ?, ?)", (origin, data, time.time()))

    def ends(self) -> dict[str, int]:
        """How long each file of the archive is by what we know."""
        return {row["name"]: int(row["end"]) for row in self.db.execute("SELECT name, end FROM file ORDER BY name")}

    def counts(self, run: int | None = None) -> dict[str, int]:
        """How many addresses are in each state."""
        where, given = ("WHERE run = ?", (run,)) if run is not None else ("", ())
        rows = self.db.execute(f"SELECT state, count(*) AS n FROM page {where} GROUP BY state ORDER BY state", given)
        return {row["state"]: row["n"] for row in rows}

    @staticmethod
    def failures_of(db: sqlite3.Connection) -> list[dict[str, Any]]:
        """What was not had or not understood, and why."""
        rows = db.execute(
            "SELECT url, state, status, error, fetched AS at FROM page WHERE state IN ('failed', 'refused', 'later') "
            "OR (state = 'fetched' AND error IS NOT NULL) ORDER BY state, host, id"
        )
        return [dict(row) for row in rows]

    def _one(self, query: str, *given: object) -> Any:
        return self.db.execute(query, given).fetchone()[0]
