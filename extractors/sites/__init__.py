"""The outlets whose pages we know, one file each: `SITE = Site(…)`. Any other page is read by `generic`."""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from kg.errors import KnowledgeError
from kg.resources import DATA, toml

STATED = "stated"  # the headline in JSON-LD, where it is the one the outlet goes by and not the heading on the page


@dataclass(frozen=True, slots=True)
class Site:
    """Where an outlet's pages keep what we read, as CSS selectors; of several matches the first counts."""

    outlet: str  # empty where several papers share the markup and each page names its own
    domains: tuple[str, ...]
    body: str  # every element that holds paragraphs of the article, or is one, in order
    title: str = ""  # a meta element's content, or words; STATED; empty for the heading that any page is searched for
    author: str = ""
    published: str = "time"  # its datetime attribute, else its words
    drop: str = ""  # elements inside the body that are not the article's text
    paragraphs: str = "p, h2, h3, h4, li, blockquote"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page states, as it writes it."""

    body: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    outlet: str = ""
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()  # (words, address) of the links in the body


@cache
def all_sites() -> tuple[Site, ...]:
    """The sites there is a file for, by file name.

    Raises:
        KnowledgeError: a file defines no SITE.
    """
    return tuple(_site(name) for name in names())


def names() -> tuple[str, ...]:
    """The files of sites, without ".py"."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in found if name != "generic" and not name.startswith("_")))


def site_of(url: str | None) -> Site | None:
    """The site an address belongs to: its host is one of the site's domains or under one."""
    host = "." + (urlsplit(url or "").hostname or "").lower()
    return next((site for site in all_sites() if host.endswith(tuple("." + domain for domain in site.domains))), None)


def reading(site: Site, soup: BeautifulSoup) -> Reading:
    """What a page of this site states; fields its selectors do not find are empty."""
    parts = soup.select(site.body)
    for part in parts:
        for unwanted in part.select(f"script, style, noscript, template, {site.drop}".rstrip(", ")):
            unwanted.decompose()
    blocks = [block for part in parts for block in _blocks(part, site.paragraphs)]
    unique = list(dict.fromkeys(blocks))  # a nested container gives the same element twice
    return Reading(
        body="\n".join(filter(None, (words(block) for block in unique))),
        title=next((_said(found) for found in soup.select(_selector(site.title))), ""),
        authors=tuple(dict.fromkeys(filter(None, (words(found) for found in soup.select(_selector(site.author)))))),
        published=next((str(found.get("datetime") or words(found)) for found in soup.select(site.published)), ""),
        outlet=site.outlet,
        links=tuple((words(a), str(a["href"])) for block in unique for a in block.select("a[href]")),
    )


def words(tag: Tag) -> str:
    """The text of an element on one line: a line break is a blank, inline elements leave no blank of their own."""
    for line_break in tag.select("br"):
        line_break.replace_with(" ")
    return re.sub(r"\s+", " ", tag.get_text()).strip()


def _selector(selector: str) -> str:
    """The selector, or one that nothing matches."""
    return selector if selector not in ("", STATED) else ":not(*)"


def _said(tag: Tag) -> str:
    return " ".join(str(tag["content"]).split()) if tag.has_attr("content") else words(tag)


def _blocks(part: Tag, selector: str) -> list[Tag]:
    """The innermost paragraphs of a container, or the container where it has none."""
    found = [block for block in part.select(selector) if not block.select(selector)] or [part]
    return [block for block in found if not _only_leads_elsewhere(block)]


def _only_leads_elsewhere(block: Tag) -> bool:
    """Whether a block is a label ("Read more:"), or a paragraph or list item a link and at most a label before it."""
    link = block.select_one("a[href]") if block.name in ("p", "li") else None
    said, linked = words(block), words(link) if link else ""
    if linked and not said.endswith(linked):
        return False
    label = said.removesuffix(linked).strip(" :|—–-").casefold()
    return label in toml(DATA / "reading.toml")["more"]["labels"] or (link is not None and not label)


def _site(name: str) -> Site:
    found = getattr(importlib.import_module(f"{__name__}.{name}"), "SITE", None)
    if not isinstance(found, Site):
        raise KnowledgeError(f"extractors/sites/{name}.py: define SITE = Site(outlet=…, domains=…, body=…)")
    return found
