"""Does a site's file still fit the site? One article is fetched, and each field tells which reader found it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from extractors import sites
from extractors.sites import Site
from kg import fetch
from kg.crawl import lists, sources
from kg.crawl.parts import Start
from kg.crawl.rows import Kind
from kg.crawl.sources import Outlet
from kg.crawl.worker import LISTS
from kg.errors import KGError, SourceError, UsageError
from kg.fetch import web
from kg.fetch.web import Answer
from kg.model import Page
from kg.read import html
from kg.settings import Settings

TRIED = 3  # articles, until one is read
NESTED = 3  # lists in one another
_WORDS = re.compile(
    r"\d{4,}|[^\W\d_]+(?:-[^\W\d_]+){2,}|/20\d\d/"
)  # what addresses of articles have and sections do not


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one site: an article, or why there is none."""

    id: str  # its file in extractors/sites
    outlet: str
    url: str | None = None  # of the article
    found: html.Found | None = None
    error: str | None = None

    @property
    def fits(self) -> bool:
        """Whether the site's own selectors still find the text."""
        return self.found is not None and self.found.body == "site"


def known() -> dict[str, Site]:
    """The sites there is a file for, by the name of the file."""
    return dict(zip(sites.names(), sites.all_sites(), strict=True))


def outlet_of(id: str, site: Site) -> Outlet | None:
    """The outlet of data/outlets.toml whose pages these are."""
    every = sources.outlets()
    known = every.get(id) or every.get(site.outlet.casefold())
    return known or next(
        (one for one in every.values() if any(sites.site_of(s.url) == site for s in one.starts())), None
    )


def checked(name: str | None, at: str | None, settings: Settings) -> Iterator[Checked]:
    """One article of the named site, or of each; `at` is an article, a feed or a front page to start from instead.

    Raises:
        UsageError: there is no such site, or `at` is given and no site.
    """
    every = known()
    if at and name is None:
        raise UsageError("--at: name the outlet whose page it is, as in kg sites check devby --at https://…")
    if name is not None and name not in every:
        raise UsageError(f"{name}: no such file in extractors/sites; kg sites lists them")
    for id, site in every.items():
        if name in (None, id):
            try:
                yield _checked(id, site, at, settings)
            except KGError as error:
                yield Checked(id, _named(id, site), error=str(error))


def _checked(id: str, site: Site, at: str | None, settings: Settings) -> Checked:
    failed: KGError | None = None
    for page in _pages(_starts(id, site, at), settings):
        try:
            if not isinstance(page, KGError):
                return Checked(id, _named(id, site), page.url, _read(page, site))
        except KGError as error:
            page = error
        failed = page
    raise failed or SourceError(f"{_named(id, site)}: its feeds and front page lead to no article; name one with --at")


def _read(page: Page, site: Site) -> html.Found:
    found = html.article(page, page.url, site)
    if not found.body:
        raise SourceError(f"{page.url}: no article in this page")
    return found


def _named(id: str, site: Site) -> str:
    return site.outlet or id


def _starts(id: str, site: Site, at: str | None) -> list[Start]:
    """Where to look for an article: what the user says, what data/outlets.toml knows, else the front page."""
    if at:
        return [Start(web.without_secrets(at), "page" if urlsplit(at).path.strip("/") else "index")]
    outlet = outlet_of(id, site)
    front = Start(f"https://{site.domains[0]}/", "index")
    return [*(outlet.starts() if outlet else ()), front]


def _pages(starts: list[Start], settings: Settings) -> Iterator[Page | KGError]:
    """Pages that may be articles, the newest of each list first, and why others were not had."""
    tried = 0
    for start in starts:
        for page in _under(start.url, start.kind, settings, 0):
            yield page
            tried += isinstance(page, Page)
            if tried >= TRIED:
                return


def _under(url: str, kind: Kind, settings: Settings, depth: int) -> Iterator[Page | KGError]:
    try:
        answer = _had(url, settings)
        kind, entries = lists.found(answer.body, answer.url, kind, links=kind == "index")
    except KGError as error:
        yield error
        return
    if kind == "page":
        yield fetch.decoded_page(
            answer.url,
            answer.body,
            url=answer.url,
            charset=answer.charset,
            html="html" in answer.kind,
            fetched_at=answer.at,
        )
        return
    dated = sorted((one for one in entries if one.date), key=lambda one: str(one.date), reverse=True)
    rest = [one for one in entries if not one.date]
    likely = [one for one in rest if _WORDS.search(urlsplit(one.url).path)]
    for entry in (dated or likely or rest)[:TRIED]:
        if entry.kind == "list" and depth < NESTED:
            yield from _under(entry.url, "list", settings, depth + 1)
        elif entry.kind == "page":
            yield from _under(entry.url, "page", settings, depth + 1)


def _had(url: str, settings: Settings) -> Answer:
    answer = web.followed(url, settings)
    if answer.kind not in LISTS:
        web.refuse(answer, web.without_secrets(url))
    elif answer.status != 200:
        raise SourceError(f"{web.without_secrets(url)}: the server says {answer.status} {answer.reason}".rstrip())
    time.sleep(settings.delay)
    return answer
