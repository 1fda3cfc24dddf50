"""The versions of an article that the archive of pages holds, and what changed from each to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path

from kg import read
from kg.crawl.archive import records
from kg.crawl.session import page
from kg.errors import KGError, SourceError
from kg.model import Article
from kg.read import addresses

_LIMIT = 1 << 30  # bytes of a page: what is in the archive was small enough to be fetched


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article, and the lines (its title is one) that came and went since the version before."""

    fetched: str  # ISO 8601, UTC
    published: dt.date | None
    title: str | None
    words: int
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def versions(folder: Path, url: str) -> list[Version]:
    """The versions of the article at an address, the first fetched first; fetched again unchanged it is the same version.

    Raises:
        SourceError: there is no archive, it does not have the article, or one of its files is broken.
    """
    files = sorted(folder.glob("*.warc.gz"))
    if not files:
        raise SourceError(f"{folder}: no archive of pages here yet; kg ingest with an address makes one")
    found: list[Version] = []
    before: list[str] | None = None
    for fetched, article in _articles(files, addresses.canonical(url) or url):
        lines = [article.title or "", *article.text.split("\n")]
        if lines != before:
            found.append(_version(fetched, article, before or lines, lines))
        before = lines
    if not found:
        raise SourceError(f"{url}: no article of this address in {folder}; kg query articles lists what the store has")
    return found


def _version(fetched: str, article: Article, before: list[str], lines: list[str]) -> Version:
    changed = [line for line in ndiff(before, lines) if line[:2] in ("+ ", "- ") and line[2:]]
    return Version(
        fetched, article.published, article.title, len(article.text.split()),
        added=tuple(line[2:] for line in changed if line[0] == "+"),
        removed=tuple(line[2:] for line in changed if line[0] == "-"),
    )  # fmt: skip


def _articles(files: list[Path], url: str) -> Iterator[tuple[str, Article]]:
    """What was fetched at an address, or calls it its own, in the order of fetching: files and records are in it."""
    for path in files:
        with path.open("rb") as file:
            for record in records(file, str(path), limit=_LIMIT):
                if addresses.canonical(record.url) != url and url.encode() not in record.body:
                    continue
                try:
                    article = read.article(page(record))
                except KGError:
                    continue  # a wall, or nothing any more: no version of the article
                if url in (article.url, addresses.canonical(record.url)):
                    yield record.date, article
