"""Pages to articles: the site's own scraper where there is one, else what the page states and what its markup shows."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from extractors import sites
from extractors.sites import STATED, Reading, Site, generic
from kg.errors import ReadError
from kg.fetch.decode import BROKEN
from kg.model import Article, Page
from kg.read import addresses, cites, dates, hostile, language, text
from kg.settings import settings

# The files of extractors/languages, listed rather than asked: importing them loads spaCy.
_LANGUAGES = Path(sites.__file__).parent.parent / "languages"
READABLE = tuple(sorted(path.stem for path in _LANGUAGES.glob("[a-z]*.py")))


def article(
    page: Page,
    *,
    url: str | None = None,
    outlet: str | None = None,
    published: dt.date | None = None,
    lang: str | None = None,
) -> Article:
    """The article of a page; what the caller states wins over the page's head, and the head over the page itself.

    Raises:
        ReadError: there is no article, it is in a language we do not read, or its text is damaged or far too long.
    """
    read = _from_html(page, url) if page.is_html else _from_text(page)
    body = read.body
    _refuse_wordless(page.source, body, is_html=page.is_html)
    code = _language(page, body, lang)
    _refuse_no_article(page.source, body, is_html=page.is_html)
    address = addresses.canonical(url or page.head.get("url") or read.url or page.url or "")
    name = outlet or page.head.get("outlet") or read.outlet or None
    stated = page.head.get("published")
    return Article(
        id=page.head.get("id") or addresses.article_id(address, body),
        source=page.source,
        language=code,
        text=body,
        url=address,
        outlet=name,
        title=text.one_line(page.head.get("title") or read.title) or None,
        authors=read.authors,
        published=published or dates.date(stated) or dates.date(read.published),
        cites=cites.cited(body, code, read.links, outlet=name, url=address),
        fetched_at=page.fetched_at,
    )


def _from_text(page: Page) -> Reading:
    """A plain text: its first line is the title when it looks like one, and stays in the text."""
    kind = page.head.get("format")
    if kind == "exact":
        body = text.exact(page.content)
    else:
        body = text.unwrapped(text.cleaned(text.from_markdown(page.content) if kind == "markdown" else page.content))
    first, _, rest = body.partition("\n")
    title = first.strip() if rest.strip() and text.looks_like_title(first) else ""
    return Reading(body=body, title=title, authors=generic.people([page.head.get("authors", "")]))


def _from_html(page: Page, url: str | None) -> Reading:
    """The site's reading of the page, completed by what the page states and then by what its markup shows."""
    hostile.refuse(page.source, page.content, settings().max_chars)
    soup = _soup(page.content)
    stated = generic.stated(soup)
    stated = replace(stated, url=_own_address(stated.url, url or page.url))
    site = sites.site_of(url or page.url or stated.url)
    found = generic.found(page.content, soup)
    read = sites.reading(site, soup) if site else Reading()
    if text.sentences(read.body) == 0:  # the site has changed its markup: degrade to the generic reader
        read = replace(read, body=found.body, links=found.links)
    outlet = read.outlet or stated.outlet or found.outlet
    return Reading(
        body=text.cleaned(read.body),
        title=read.title or _title(site, stated, found, soup, outlet),
        authors=_authors(stated, read, found),
        published=next((day for day in (stated.published, read.published, found.published) if dates.date(day)), ""),
        outlet=outlet,
        url=stated.url,
        links=read.links,
    )


def _title(site: Site | None, stated: Reading, found: Reading, soup: BeautifulSoup, outlet: str) -> str:
    if site and site.title == STATED and stated.title:
        return stated.title
    return generic.headline(stated.title or found.title, soup, outlet)


def _soup(html: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML pages say they are XML
        return BeautifulSoup(html, "lxml")


def _authors(*readings: Reading) -> tuple[str, ...]:
    """The first reading's people; a newsroom's own name only where no reading has a person."""
    outlets = {reading.outlet.casefold() for reading in readings} - {""}
    for reading in readings:
        names = tuple(name for name in map(text.one_line, reading.authors) if name.casefold() not in outlets)
        if names:
            return names
    return next((reading.authors for reading in readings if reading.authors), ())


def _own_address(canonical: str, fetched: str | None) -> str:
    """The address a page gives itself, unless it is a front page's or, for a fetched page, another site's."""
    address = addresses.canonical(canonical, fetched) if canonical else None
    if not address or (address.count("/") < 4 and address.endswith("/")):
        return ""
    return address if not fetched or addresses.host(address) == addresses.host(fetched) else ""


def _refuse_wordless(source: str, body: str, *, is_html: bool) -> None:
    if sum(any(char.isalpha() for char in word) for word in body.split()) < 2:
        raise ReadError(f"{source}: no article in this page" if is_html else f"{source}: no words in this text")


def _refuse_no_article(source: str, body: str, *, is_html: bool) -> None:
    if is_html and text.sentences(body) == 0:
        raise ReadError(
            f"{source}: no article in this page; give the address of an article, or its text as a .txt file"
        )
    if BROKEN in body:
        raise ReadError(
            f"{source}: the article holds bytes that are not in the page's encoding; save the page as UTF-8"
        )
    limit = settings().max_chars
    if len(body) > limit:
        raise ReadError(f"{source}: {len(body):,} characters, not an article; KG_MAX_CHARS sets the limit ({limit:,})")


def _language(page: Page, body: str, lang: str | None) -> str:
    """The language as stated, else as the text looks.

    Raises:
        ReadError: it is none that we read.
    """
    stated = (lang or page.head.get("lang") or "").lower().partition("-")[0]
    if stated and stated not in READABLE:
        raise ReadError(f"{page.source}: the language is said to be {stated!r}; kg reads {', '.join(READABLE)}")
    code = stated or language.detected(body)
    if code not in READABLE:
        name = language.name(code) if code else "no language"
        raise ReadError(f"{page.source}: the text looks like {name}; kg reads {', '.join(READABLE)}")
    return code
