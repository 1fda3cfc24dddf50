"""Any page: what it states for machines (JSON-LD, Open Graph) and what trafilatura and htmldate find in its markup."""

from __future__ import annotations

import html
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from bs4 import BeautifulSoup, Tag

from extractors.sites import Reading, words

_Found = TypeVar("_Found")
_ARTICLES = re.compile(
    r"(?:News|Blog|Report|Analysis|Opinion|Review|Liveblog|Background|Tech)?\w*(?:Article|Posting|BlogPost)$"
)
_TITLES = ("og:title", "twitter:title", "dc.title", "DC.title", "title")
_DATES = (
    "article:published_time", "og:published_time", "datePublished", "parsely-pub-date", "sailthru.date", "pubdate",
    "dc.date", "DC.date.issued", "dcterms.created", "publish-date", "date",
)  # fmt: skip
_AUTHORS = ("author", "article:author_name", "parsely-author", "sailthru.author", "byl", "dc.creator", "article:author")
_NOT_NAMES = re.compile(r"https?://|@|^(?:by|admin|editor|staff|no author|author|follow|редакция)$", re.I)
_SUFFIX = re.compile(r"\s+(?:[|–—•·»-]|--|::)\s+")

for name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(name).setLevel(logging.CRITICAL)  # they log what a page lacks; we say so ourselves


def stated(soup: BeautifulSoup) -> Reading:
    """What a page states about itself in JSON-LD, else in Open Graph and other meta elements; the body stays empty."""
    article = next(iter(_json_ld_articles(soup)), {})
    return Reading(
        title=_text(article.get("headline")) or _meta(soup, *_TITLES),
        authors=_names(article.get("author")) or _meta_authors(soup),
        published=_text(article.get("datePublished")) or _meta(soup, *_DATES),
        outlet=_name(article.get("publisher")) or _meta(soup, "og:site_name", "application-name"),
        url=_canonical(soup),
    )


def found(page: str, soup: BeautifulSoup) -> Reading:
    """The article found in a page's markup, in favour of precision, and what looks like its title, authors and date."""
    from htmldate import find_date  # both are slow to import
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = _had(
        lambda: bare_extraction(
            page, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True
        )
    )
    known = document if isinstance(document, Document) else Document()
    return Reading(
        body=known.text or "",
        title=known.title or (words(soup.title) if soup.title else ""),
        authors=tuple(part.strip() for part in (known.author or "").split(";") if part.strip()),
        published=_had(lambda: find_date(page, original_date=True, extensive_search=True)) or "",
        outlet=known.sitename or "",
        links=_links(soup),
    )


def _had(work: Callable[[], _Found | None]) -> _Found | None:
    """What it gives; None where it stumbles: damaged markup can end in any error of these libraries."""
    try:
        return work()
    except Exception as error:
        logging.getLogger("kg").debug("%s: %s", type(error).__name__, error)
        return None


def headline(title: str, soup: BeautifulSoup, outlet: str) -> str:
    """The title as readers see it: the one heading that says the same, else the title without the outlet."""
    headings = list(dict.fromkeys(filter(None, (words(h1) for h1 in soup.select("h1")))))
    said = _content_words(title)
    inside = [heading for heading in headings if said and said < _content_words(heading) and title in heading]
    if inside:  # a label before the headline, or words after it, in one heading
        return title
    alike = [heading for heading in headings if len(_content_words(heading) & said) * 3 >= len(said) or not said]
    if len(alike) == 1 and alike[0].casefold() != outlet.casefold():
        return alike[0]
    parts = _SUFFIX.split(title)
    if len(parts) > 1 and parts[-1].casefold() in (outlet.casefold(), *_hosts(outlet)):
        return title[: title.rindex(parts[-1])].rstrip(" |–—•·»-:")
    return title


def _content_words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", title.casefold()) if len(word) > 3}


def _hosts(outlet: str) -> tuple[str, str]:
    bare = re.sub(r"\W", "", outlet.casefold())
    return f"{bare}.com", f"the {outlet.casefold()}"


def _links(soup: BeautifulSoup) -> tuple[tuple[str, str], ...]:
    """Links inside paragraphs of the article element; menus and lists of more to read are none."""
    inside = soup.select("article p a[href], main p a[href], [itemprop=articleBody] a[href]") or soup.select(
        "p a[href]"
    )
    return tuple(dict.fromkeys((words(a), str(a["href"])) for a in inside))


def _json_ld_articles(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(re.sub(r"[\x00-\x1f]+", " ", script.get_text()))
        except ValueError:
            continue  # half of the web's JSON-LD is generated by templates
        yield from (row for row in _nodes(data) if any(_ARTICLES.match(kind) for kind in _kinds(row)))


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a document, a graph or a list, outermost first."""
    if isinstance(data, list) and depth < 4:
        for row in data:
            yield from _nodes(row, depth + 1)
    elif isinstance(data, dict) and depth < 4:
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth + 1)


def _kinds(row: dict[str, Any]) -> list[str]:
    kind = row.get("@type")
    return [part for part in (kind if isinstance(kind, list) else [kind]) if isinstance(part, str)]


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _plain(value) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    return next(iter(_names(value, clean=False)), "")


def _names(value: Any, *, clean: bool = True) -> tuple[str, ...]:
    """Names of a person or organisation: a string, an object with a name, or a list of either."""
    rows = value if isinstance(value, list) else [value]
    names = [row.get("name") if isinstance(row, dict) else row for row in rows]
    flat = [part for name in names for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)]
    return people(flat) if clean else tuple(_plain(name) for name in flat if name.strip())


def people(names: list[str]) -> tuple[str, ...]:
    """The names in bylines, one a person: "By Ann Lee and Bo Chu" -> Ann Lee, Bo Chu; addresses are none."""
    parts = [
        part for name in names for part in re.split(r"\s*[;|]\s*|,\s+(?=[^\W\d_]+ )|\s+(?:and|&|и)\s+", _plain(name))
    ]
    bare = [re.sub(r"^(?:by|от|авторы?:?|текст:?)\s+", "", part.strip(" ,"), flags=re.I) for part in parts]
    return tuple(dict.fromkeys(name for name in bare if 1 < len(name) < 80 and not _NOT_NAMES.search(name)))


def _meta_authors(soup: BeautifulSoup) -> tuple[str, ...]:
    for key in _AUTHORS:
        found = people([str(tag.get("content", "")) for tag in _metas(soup, key)])
        if found:
            return found
    return ()


def _meta(soup: BeautifulSoup, *keys: str) -> str:
    return next(
        (text for key in keys for tag in _metas(soup, key) if (text := _plain(str(tag.get("content", ""))))), ""
    )


def _metas(soup: BeautifulSoup, key: str) -> list[Tag]:
    return [tag for tag in soup.find_all("meta") if key in (tag.get("property"), tag.get("name"), tag.get("itemprop"))]


def _canonical(soup: BeautifulSoup) -> str:
    link = soup.find("link", rel="canonical")
    return (str(link.get("href") or "") if isinstance(link, Tag) else "") or _meta(soup, "og:url")


def _plain(text: str) -> str:
    """The text without entities that were escaped twice, on one line."""
    return " ".join(html.unescape(text).split())
