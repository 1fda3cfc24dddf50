"""What leads to articles: RSS, Atom, RDF and JSON feeds, sitemaps and their indexes, robots.txt, and pages with links.

XML is read as a stream, without its DTD and without entities of its own; at most `MOST` entries of a list are taken.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal
from urllib.parse import urlsplit

from kg.crawl.rows import Kind
from kg.errors import SourceError
from kg.fetch import address, robots

MOST = 50_000  # what sitemaps.org allows in one sitemap
UNPACKED = 50_000_000  # bytes, the same
# What may stand before the root. Nothing here is tried twice (possessive, atomic): a hostile page cannot make it slow.
_ROOT = re.compile(
    rb"(?:\s++|<\?[^>]{0,300}+>|(?><!--.{0,4000}?-->)|(?><!DOCTYPE[^>\[]{0,300}(?:\[.{0,6000}?\]\s*)?>))*+"
    rb"<(?:[\w-]+:)?(rss|RDF|feed|urlset|sitemapindex)[\s>/]",
    re.S,
)
_ENTRIES = ("item", "entry", "url", "sitemap")
_DATES = ("published", "pubDate", "publication_date", "issued", "date", "created")
_CHANGES = ("updated", "lastmod", "modified")
_NO_ARTICLE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|pdf|zip|mp[34]|xml|rss|json|woff2?)$", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """An address a list leads to."""

    url: str
    kind: Literal["page", "list"] = "page"
    date: dt.datetime | None = None  # published or, where that is not stated, changed
    changed: dt.datetime | None = None


def found(body: bytes, url: str, kind: Kind, *, named: bool = True, links: bool = False) -> tuple[Kind, list[Entry]]:
    """What the bytes at an address are, and what they lead to: for a page its links if they are to be followed.

    A page the user named may turn out to be a list; one that was found in a list stays a page.

    Raises:
        SourceError: it should be a list and is none, or its XML declares entities.
    """
    if kind == "page" and not named:
        return "page", [one for one in _unique(_links(body, url)) if one.kind == "page"] if links else []
    if kind != "index" and body[:2] == b"\x1f\x8b":
        body = _unpacked(body, url)
    root = _ROOT.match(body.removeprefix(b"\xef\xbb\xbf")[:8192]) or _utf16_root(body)
    if root:
        entries = list(islice(_xml(body, url), MOST))
        if not body.rstrip(b" \t\r\n\0").endswith(b">"):
            entries = entries[:-1]  # it broke off, and so may the last address have
        return "list", _unique(iter(entries))
    if urlsplit(url).path == "/robots.txt" and kind == "list":
        return "list", _unique(Entry(one, "list") for one in robots.parsed(body).sitemaps)
    if body.lstrip()[:1] == b"{" and b"jsonfeed.org" in body[:2000]:
        return "list", _unique(_json(body, url))
    if kind == "index":
        return "index", _unique(_links(body, url))
    if kind == "page":
        return "page", []
    lines = _addresses(body)
    if not lines:
        raise SourceError(f"{url}: no feed and no sitemap; give the address of one, or of an article")
    return "list", _unique(Entry(line) for line in lines)


def listed(text: str) -> list[str]:
    """The addresses of a .urls file: one a line, # begins a comment."""
    return [line.split("#")[0].strip() if line.lstrip().startswith("#") else line.strip() for line in text.splitlines()
            if line.strip() and not line.lstrip().startswith("#")]  # fmt: skip


def _unique(entries: Iterator[Entry]) -> list[Entry]:
    """The first entry of each address, at most MOST."""
    kept: dict[str, Entry] = {}
    for entry in islice(entries, MOST):
        clean = address.key(entry.url) if entry.kind == "page" else address.normal(entry.url)
        if clean:
            kept.setdefault(clean, Entry(clean, entry.kind, entry.date, entry.changed))
    return list(kept.values())


def _unpacked(body: bytes, url: str) -> bytes:
    try:
        data = gzip.GzipFile(fileobj=io.BytesIO(body)).read(UNPACKED + 1)
    except (EOFError, OSError, zlib.error):
        raise SourceError(f"{url}: a damaged gzip file") from None
    if len(data) > UNPACKED:
        raise SourceError(f"{url}: unpacks to more than {UNPACKED / 1e6:g} MB, more than a sitemap may have")
    return data


def _utf16_root(body: bytes) -> re.Match[bytes] | None:
    if body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return None
    return _ROOT.match(body[:16384].decode("utf-16", "ignore").encode())


def _xml(body: bytes, url: str) -> Iterator[Entry]:
    from lxml import etree

    if b"<!ENTITY" in body[:100_000] or "<!ENTITY".encode("utf-16-le") in body[:100_000]:
        raise SourceError(f"{url}: its XML declares entities of its own, and is not read")
    events = etree.iterparse(io.BytesIO(body), events=("end",), resolve_entities=False, load_dtd=False, no_network=True,
                             recover=True, huge_tree=False, remove_comments=True, remove_pis=True)  # fmt: skip
    some = False
    try:
        for _, element in events:
            name = _local(element.tag)
            if name in _ENTRIES:
                entry = _entry(element, name, url)
                element.clear()
                while element.getprevious() is not None and element.getparent() is not None:
                    del element.getparent()[0]
                some = True
                if entry:
                    yield entry
    except etree.XMLSyntaxError as error:
        if not some:
            said = " ".join(str(error).split())[:100]
            raise SourceError(f"{url}: not well-formed XML ({said})") from None


def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _entry(element: Any, name: str, url: str) -> Entry | None:
    texts: dict[str, str] = {}
    for child in element.iter():
        key, text = _local(child.tag), (child.text or "").strip()
        if key == "link" and child.get("href"):
            if child.get("rel", "alternate") == "alternate":
                texts.setdefault("link", child.get("href").strip())
        elif key == "guid" and child.get("isPermaLink", "true") == "false":
            continue
        elif text:
            texts.setdefault(key, text)
    there = texts.get("origLink") or texts.get("loc") or texts.get("link") or texts.get("guid")
    whole = address.normal(there, url) if there else None
    if not whole or (name in ("url", "sitemap") and not _same_site(whole, url)):
        return None
    changed = next(filter(None, (date(texts.get(key)) for key in _CHANGES)), None)
    published = next(filter(None, (date(texts.get(key)) for key in _DATES)), None)
    return Entry(whole, "list" if name == "sitemap" else "page", published or changed, changed)


def _same_site(one: str, other: str) -> bool:
    """Whether one host is the other or under it: a sitemap speaks for its own site only (sitemaps.org)."""
    a, b = address.site(one), address.site(other)
    return a == b or a.endswith("." + b) or b.endswith("." + a)


def _json(body: bytes, url: str) -> Iterator[Entry]:
    try:
        items = json.loads(body)["items"]
        for item in items:
            there = address.normal(str(item.get("url") or item.get("external_url") or ""), url)
            changed = date(str(item.get("date_modified") or ""))
            if there and there != url:
                yield Entry(there, "page", date(str(item.get("date_published") or "")) or changed, changed)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SourceError(f"{url}: a damaged JSON feed") from None


def _links(body: bytes, url: str) -> Iterator[Entry]:
    """The feeds a page states and the pages of the same site it links to."""
    from lxml import etree, html

    try:
        tree = html.fromstring(body or b"<html/>", parser=html.HTMLParser(recover=True, huge_tree=False))
    except (etree.LxmlError, ValueError):
        return
    base = next((one for one in tree.xpath("//base/@href")), "")
    base = address.normal(str(base), url) or url
    for link in tree.xpath("//link[@href][contains(@rel, 'alternate')]"):
        there = address.normal(str(link.get("href")), base)
        if there and re.search(r"(rss|atom)\+xml|feed\+json", link.get("type") or ""):
            yield Entry(there, "list")
    for link in tree.iterfind(".//a[@href]"):
        there = address.key(str(link.get("href")), base)
        rel = (link.get("rel") or "").split()
        if there and "nofollow" not in rel and _same_site(there, url) and not _NO_ARTICLE.search(urlsplit(there).path):
            yield Entry(there)


def _addresses(body: bytes) -> list[str]:
    """The addresses of a text sitemap; none where a line is anything else."""
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").split("\n")[: MOST + 1] if line.strip()]
    return lines if all(re.match(r"https?://\S+$", line) for line in lines) else []


def date(text: str | None) -> dt.datetime | None:
    """A moment in UTC, from ISO 8601 (cut or whole) or RFC 822; None for what is neither."""
    text = (text or "").strip()
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$", text)
    try:
        if found:
            return dt.datetime(int(found[1]), int(found[2] or 1), int(found[3] or 1), tzinfo=dt.UTC)
        moment = dt.datetime.fromisoformat(text) if text[:4].isdigit() else email.utils.parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
