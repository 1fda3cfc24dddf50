"""What the commands that fetch share: the archive of a store, and its pages as articles."""

from __future__ import annotations

import datetime as dt
import os.path
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.cli import out
from kg.errors import KGError, UsageError
from kg.model import Article, Page
from kg.pipeline import Outcome, Stated
from kg.settings import settings

if TYPE_CHECKING:
    from kg.crawl.parts import Missed, Start
    from kg.crawl.session import Session


def split(sources: Sequence[str]) -> tuple[list[str], tuple[Start, ...]]:
    """Files, and where to start from for the rest; only what can be an address or an outlet loads the crawler."""
    if not any(_may_lead(source) for source in sources):
        return list(sources), ()
    from kg.crawl import sources as named

    files: list[str] = []
    starts: list[Start] = []
    for source in sources:
        found = named.starts(source) if _may_lead(source) else None
        if found is None:
            files.append(source)
        else:
            starts += found
    return files, tuple(dict.fromkeys(starts))


def _may_lead(source: str) -> bool:
    """Whether a source can be an address, a list of them or an outlet's name: it is no file we read, and no path."""
    from kg.fetch import is_address

    plain = bool(source.strip()) and source != "-" and not set(source) & {"/", "\\", "\0"}
    return is_address(source) or source.lower().endswith(".urls") or (plain and not os.path.exists(source))


def since(written: str | None) -> dt.datetime | None:
    """The moment of --since.

    Raises:
        UsageError: it is none.
    """
    if written is None:
        return None
    from kg.crawl import sources

    return sources.since(written, dt.datetime.now(dt.UTC))


@contextmanager
def opened(address: str | None, *, must_exist: bool = False) -> Iterator[Session]:
    """The archive of a store.

    Raises:
        UsageError: it has to exist and does not, or another process has it.
    """
    from kg.crawl import session

    where = session.folder(address, settings())
    if must_exist and not (where / "pages.sqlite").is_file():
        raise UsageError(f"{where}: no archive of pages here yet; kg ingest with an address makes one")
    with session.opened(where, settings()) as found:
        yield found


def articles(
    session: Session, pages: Iterable[Page | Missed], stated: Stated, oldest: dt.datetime | None
) -> Iterator[Article | Outcome]:
    """The articles of pages; a failure counts where the user named the page, else the archive alone keeps it."""
    from kg import read

    for page in pages:
        if not isinstance(page, Page):
            if page.named:
                yield Outcome(page.url, "failed", error=page.error)
            continue
        of = stated if page.source in session.named else replace(stated, url=None, published=None)  # of one article
        try:
            article = read.article(page, url=of.url, outlet=of.outlet, published=of.published, lang=of.lang)
        except KGError as error:
            if page.source in session.named:
                yield Outcome(page.source, "failed", error=str(error))
            else:
                session.tell(page.source, str(error))
            continue
        if not (oldest and article.published and article.published < oldest.date()):
            yield article  # an older one stays unread: a later command may want it


def summary(session: Session, *, as_json: bool) -> None:
    """Say on standard error what the run came to, beside the articles."""
    counts = session.counts()
    if as_json or not counts:
        return
    words = {"fetched": "in the archive", "moved": "moved", "refused": "refused by robots.txt", "failed": "not had",
             "later": "left for the next run"}  # fmt: skip
    said = ", ".join(f"{counts[state]:,} {what}" for state, what in words.items() if counts.get(state))
    more = "; kg status --failed says why" if counts.keys() & {"failed", "refused", "later"} else ""
    out.note(f"{said or 'nothing new'}{more}")
