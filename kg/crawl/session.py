"""An archive that is open: pages are fetched into it or read from it again, and it is told what became of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import queue
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from kg import fetch
from kg.crawl.archive import Archive, Record
from kg.crawl.frontier import Frontier
from kg.crawl.lists import date
from kg.crawl.parts import Had, Missed, Start
from kg.crawl.rows import Row
from kg.crawl.run import Run
from kg.errors import SourceError, StoreError
from kg.folders import named
from kg.model import Page
from kg.settings import Settings


@dataclass(slots=True)
class Session:
    """An open archive."""

    frontier: Frontier
    archive: Archive
    settings: Settings
    run: int | None = None
    named: set[str] = field(default_factory=set)  # pages the user named, or that those redirect to
    _crawls: list[tuple[Run, threading.Thread]] = field(default_factory=list)

    def pages(
        self,
        starts: tuple[Start, ...],
        *,
        since: dt.datetime | None = None,
        failed_again: bool = False,
        others: bool = False,
    ) -> Iterator[Page | Missed]:
        """Pages that are new or have changed, as they are had; what was not had, with the reason.

        With `others` also the pages that another run, cut off, left unread.

        Raises:
            StoreError: the archive cannot be written.
        """
        run = Run(self.frontier, self.archive, self.settings, starts, since)
        came: queue.SimpleQueue[Had | Missed | BaseException | None] = queue.SimpleQueue()
        thread = threading.Thread(target=_crawl, args=(run, failed_again, others, came), daemon=True)
        self._crawls.append((run, thread))
        thread.start()
        try:
            while (one := came.get()) is not None:
                self.run = run.id
                if isinstance(one, BaseException):
                    raise one
                if isinstance(one, Had) and not one.row.found:
                    self.named.add(one.row.url)
                yield self._page(one.row) if isinstance(one, Had) else one
            self.run = run.id
        except sqlite3.Error as error:
            raise StoreError(f"{self.archive.folder}: the archive cannot be used ({error})") from None
        finally:
            self.end()

    def end(self) -> None:
        """Stops what still crawls and waits for it: nothing may use the frontier or the archive after they are closed."""
        for run, thread in self._crawls:
            run.stop.set()
            if thread.ident:  # it was begun
                thread.join()

    def kept(self) -> Iterator[Page | Missed]:
        """Every page of the archive, in the order they were found."""
        yield from (self._page(row) for row in self.frontier.every())

    def _page(self, row: Row) -> Page | Missed:
        try:
            if row.place is None:
                raise SourceError(f"{row.url}: not in the archive")
            return page(self.archive.record(row.place))
        except SourceError as error:
            self.frontier.read(row.url, str(error))
            return Missed(row.url, str(error), not row.found)

    def tell(self, url: str, error: str | None = None) -> None:
        """The graph holds the page, or there is a reason why it does not."""
        self.frontier.read(url, error)

    def counts(self) -> dict[str, int]:
        """How many addresses of the run are in each state."""
        return self.frontier.counts(self.run) if self.run is not None else {}


def _crawl(
    run: Run, failed_again: bool, others: bool, came: queue.SimpleQueue[Had | Missed | BaseException | None]
) -> None:
    """Fetches and archives while the pages before are still being read: what was answered is kept at once."""
    try:
        for one in run.pages(failed_again=failed_again, others=others):
            came.put(one)
    except BaseException as error:
        came.put(error)
    else:
        came.put(None)


@contextmanager
def opened(folder: Path, settings: Settings) -> Iterator[Session]:
    """The archive in a folder, which is made if need be.

    Raises:
        UsageError: another process has it; SourceError: it cannot be opened.
    """
    with closing(Frontier(folder)) as frontier:
        session = Session(frontier, Archive(folder, frontier.ends()), settings)
        try:
            yield session
        finally:
            session.end()  # Ctrl-C can leave whoever asked for pages behind, and its crawl running


def folder(store: str | None, settings: Settings) -> Path:
    """Where the pages of a store are: KG_ARCHIVE, else beside the folder of the store, else in the user's data folder."""
    where = store or settings.store
    if settings.archive:
        return named(settings.archive)
    if "://" not in where:
        folder = named(where)
        return folder.with_suffix(".pages") if folder.name else folder / "pages"  # of "." and "/"
    return Path(platformdirs.user_data_dir("kg")) / f"pages-{hashlib.sha256(where.encode()).hexdigest()[:8]}"


def failures(where: Path) -> list[dict[str, Any]]:
    """What was not had or not understood, and why; also while somebody fetches.

    Raises:
        SourceError: there is no archive, or it cannot be read.
    """
    if not (where / "pages.sqlite").is_file():
        raise SourceError(f"{where}: no archive of pages here yet; kg ingest with an address makes one")
    try:
        db = sqlite3.connect(f"{(where / 'pages.sqlite').resolve().as_uri()}?mode=ro", uri=True)
        try:
            db.row_factory = sqlite3.Row
            return Frontier.failures_of(db)
        finally:
            db.close()
    except sqlite3.Error as error:
        raise SourceError(f"{where}: the archive cannot be read ({error})") from None


def page(record: Record) -> Page:
    """A page of the archive, decoded.

    Raises:
        SourceError: it is empty, or no text.
    """
    is_html = "html" in record.kind or "xml" in record.kind
    return fetch.decoded_page(
        record.url, record.body, url=record.url, charset=record.charset, html=is_html, fetched_at=date(record.date)
    )
