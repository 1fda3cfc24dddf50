"""A page of HTML to what it says, field by field, and where each field was found."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from extractors import sites
from extractors.sites import STATED, Reading, Site, generic
from kg.model import Page
from kg.read import addresses, dates, hostile, published, text, walls
from kg.settings import settings

Origin = Literal[
    "site", "page", "markup", ""
]  # the site's selectors · JSON-LD or meta elements · the generic reader · none


@dataclass(frozen=True, slots=True)
class Found:
    """What a page says, and which reader said each field."""

    reading: Reading
    site: Site | None
    title: Origin
    authors: Origin
    published: Origin
    body: Origin
    signs: walls.Signs  # of a wall before the article


def found(page: Page, url: str | None, site: Site | None = None) -> Found:
    """The site's reading of the page, completed by what the page states and then by what its markup shows.

    `site` says whose page it is where the address does not.

    Raises:
        ReadError: the markup is hostile.
    """
    hostile.refuse(page.source, page.content, settings().max_chars)
    soup = _soup(page.content)
    stated = generic.stated(soup)
    stated = replace(stated, url=_own_address(stated.url, url or page.url))
    signs = walls.signs(soup, page.url)
    site = site or sites.site_of(url or page.url or stated.url)
    shown = generic.found(page.content, soup)
    read = sites.reading(site, soup) if site else Reading()
    body: Origin = "site"
    if text.sentences(read.body) == 0:  # the site has changed its markup: degrade to the generic reader
        read, body = replace(read, body=shown.body, links=shown.links), "markup"
    outlet = read.outlet or stated.outlet or shown.outlet
    title, titled = _title(site, stated, read, shown, soup, outlet)
    authors, signed = _authors(stated, read, shown)
    day, dated = _published(soup, title, stated, read, shown, url or page.url or stated.url)
    whole = text.cleaned(read.body)
    made = Reading(whole, title, authors, day, outlet, stated.url, read.links)
    return Found(made, site, titled, signed, dated, body if whole else "", signs)


def article(page: Page, url: str | None, site: Site | None = None) -> Found:
    """What is found in a page that is an article.

    Raises:
        ReadError: the markup is hostile, or the page is a paywall, a consent form or a check for robots.
    """
    read = found(page, url, site)
    walls.refuse(page.source, read.reading.body, read.signs)
    return read


def _soup(html: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML pages say they are XML
        return BeautifulSoup(html, "lxml")


def _named(*readings: Reading) -> Iterable[tuple[Origin, Reading]]:
    """Readings in the order: stated, the site's, found."""
    origins: tuple[Origin, ...] = ("page", "site", "markup")
    return zip(origins, readings, strict=True)


def _title(
    site: Site | None, stated: Reading, read: Reading, shown: Reading, soup: BeautifulSoup, outlet: str
) -> tuple[str, Origin]:
    if read.title:
        return read.title, "site"
    if site and site.title == STATED and stated.title:
        return stated.title, "page"
    title = generic.headline(stated.title or shown.title, soup, outlet)
    return title, ("page" if stated.title else "markup") if title else ""


def _authors(stated: Reading, read: Reading, shown: Reading) -> tuple[tuple[str, ...], Origin]:
    """The first reading's people; a newsroom's own name only where no reading has a person."""
    outlets = {reading.outlet.casefold() for reading in (stated, read, shown)} - {""}
    for origin, reading in _named(stated, read, shown):
        names = tuple(name for name in map(text.one_line, reading.authors) if name.casefold() not in outlets)
        if names:
            return names, origin
    return next(
        ((reading.authors, origin) for origin, reading in _named(stated, read, shown) if reading.authors), ((), "")
    )


def _published(
    soup: BeautifulSoup, title: str, stated: Reading, read: Reading, shown: Reading, url: str | None
) -> tuple[str, Origin]:
    """The day that is stated, else in the address, else beside the title, else found anywhere."""
    for origin, reading in list(_named(stated, read, shown))[:2]:
        if day := published.day_stated(reading.published, url, soup):
            return day.isoformat(), origin
    beside = dates.in_address(url) or published.beside_title(soup, title) or dates.date(shown.published)
    return (beside.isoformat(), "markup") if beside else ("", "")


def _own_address(canonical: str, fetched: str | None) -> str:
    """The address a page gives itself, unless it is a front page's or, for a fetched page, another site's."""
    address = addresses.canonical(canonical, fetched) if canonical else None
    if not address or (address.count("/") < 4 and address.endswith("/")):
        return ""
    return address if not fetched or addresses.host(address) == addresses.host(fetched) else ""
