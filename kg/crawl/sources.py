"""What a user names, as addresses to start from: an address, a list of them, an outlet."""

from __future__ import annotations

import datetime as dt
import difflib
import os.path
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.crawl.lists import listed
from kg.crawl.parts import Start
from kg.errors import KnowledgeError, SourceError, UsageError
from kg.fetch import address, is_address
from kg.resources import DATA, toml

_KEYS = {"id", "name", "feeds", "sitemaps", "pages", "depth", "verified"}
_SPANS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where an outlet says what it publishes."""

    id: str
    name: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()  # a robots.txt stands for the sitemaps it names
    pages: tuple[str, ...] = ()  # front pages, whose links are followed
    depth: int = 1  # links
    verified: bool = False

    def starts(self) -> tuple[Start, ...]:
        """Its addresses."""
        lists = (Start(_clean(url), "list") for url in (*self.feeds, *self.sitemaps))
        return (*lists, *(Start(_clean(url), "index", self.depth) for url in self.pages))


def starts(source: str) -> tuple[Start, ...] | None:
    """The addresses a source stands for; None for a file, a folder or standard input.

    Raises:
        SourceError: it is no address we fetch, or a .urls file that cannot be read or names none.
    """
    if is_address(source):
        url = _clean(source)
        return (Start(url, "list" if urlsplit(url).path == "/robots.txt" else "page"),)
    if source.lower().endswith(".urls"):
        return _of_file(Path(source))
    outlet = None if os.path.exists(source) else outlets().get(source.casefold())
    return outlet.starts() if outlet else None


def _clean(url: str) -> str:
    found = address.key(url)
    if found is None:
        raise SourceError(f"{url.rpartition('@')[2]}: not an address")
    return found


def _of_file(path: Path) -> tuple[Start, ...]:
    from kg import fetch
    from kg.settings import settings

    text = fetch.page(str(path), settings()).content
    lines = listed(text)
    for line in lines:
        if not is_address(line):
            raise SourceError(f"{path}: {line[:80]!r} is no address; give one http:// or https:// address a line")
    if not lines:
        raise SourceError(f"{path}: no address in it; give one a line")
    return tuple(one for line in lines for one in starts(line) or ())


def outlets() -> dict[str, Outlet]:
    """The outlets of data/outlets.toml, by id and by name in small letters."""
    table = toml(DATA / "outlets.toml")
    made = [outlet(row, DATA / "outlets.toml") for row in table["outlet"]]
    return {**{one.name.casefold(): one for one in made}, **{one.id: one for one in made}}


def outlet(row: dict[str, Any], path: Path) -> Outlet:
    """An outlet of a TOML file.

    Raises:
        KnowledgeError: a key is missing, unknown or of the wrong kind.
    """
    place = f"{path}: outlet {row.get('id', '')!r}"
    unknown = sorted(row.keys() - _KEYS)
    if unknown or not isinstance(row.get("id"), str):
        raise KnowledgeError(f"{place}: " + (f"unknown key {unknown[0]!r}" if unknown else "give it an id"))
    lists = {key: row.get(key, []) for key in ("feeds", "sitemaps", "pages")}
    for key, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(one, str) and address.key(one) for one in value):
            raise KnowledgeError(f"{place}: {key} is a list of http:// or https:// addresses")
    if not any(lists.values()):
        raise KnowledgeError(f"{place}: give it feeds, sitemaps or pages")
    depth = row.get("depth", 1)
    if not isinstance(depth, int) or not 1 <= depth <= 3:
        raise KnowledgeError(f"{place}: depth is how many links to follow, 1 to 3")
    feeds, sitemaps, pages = (tuple(value) for value in lists.values())
    return Outlet(row["id"], str(row.get("name", row["id"])), feeds, sitemaps, pages, depth, bool(row.get("verified")))


@dataclass(frozen=True, slots=True)
class Watch:
    """What `kg watch` goes on with."""

    starts: tuple[Start, ...]
    every: dt.timedelta
    since: dt.timedelta | None


def watch(path: Path) -> Watch:
    """The outlets of a TOML file, known ones by name and others described in it.

    Raises:
        KnowledgeError: it is not TOML, or has a key or value that cannot be; UsageError: an outlet nobody knows.
    """
    table = toml(path)
    unknown = sorted(table.keys() - {"every", "since", "outlets", "sources", "outlet"})
    if unknown:
        raise KnowledgeError(
            f"{path}: unknown key {unknown[0]!r}; it may have every, since, outlets, sources, [[outlet]]"
        )
    for key, kind in (("outlets", str), ("sources", str), ("outlet", dict)):
        if not isinstance(rows := table.get(key, []), list) or not all(isinstance(one, kind) for one in rows):
            raise KnowledgeError(
                f"{path}: " + ("[[outlet]] is a table" if kind is dict else f"{key} is a list of texts")
            )
    found = [start for name in table.get("outlets", []) for start in known(name).starts()]
    found += [start for row in table.get("outlet", []) for start in outlet(row, path).starts()]
    for source in table.get("sources", []):
        some = starts(source)
        if some is None:
            raise KnowledgeError(f"{path}: {source!r} in sources is no address and no .urls file")
        found += some
    if not found:
        raise KnowledgeError(f'{path}: names nothing to watch; give it outlets = ["devby"]')
    since = table.get("since")
    return Watch(tuple(dict.fromkeys(found)), span(str(table.get("every", "1h")), f"{path}: every"),
                 span(str(since), f"{path}: since") if since else None)  # fmt: skip


def known(name: str) -> Outlet:
    """An outlet we know.

    Raises:
        UsageError: we know none of that name.
    """
    every = outlets()
    if name.casefold() not in every:
        near = difflib.get_close_matches(name.casefold(), [one.id for one in every.values()], 1)
        raise UsageError(f"{name}: no outlet of data/outlets.toml" + (f"; did you mean {near[0]}?" if near else ""))
    return every[name.casefold()]


def span(written: str, what: str) -> dt.timedelta:
    """A span of time as 30m, 12h, 7d, 2w.

    Raises:
        UsageError: it is none.
    """
    found = re.fullmatch(r"(\d{1,4})\s*([mhdw])", written.strip())
    if not found or int(found[1]) == 0:
        raise UsageError(f"{what} {written}: give it as 30m, 12h, 7d or 2w")
    return dt.timedelta(**{_SPANS[found[2]]: int(found[1])})


def since(written: str, now: dt.datetime) -> dt.datetime:
    """A moment, as how long ago it was (7d) or as a day (2024-12-24).

    Raises:
        UsageError: it is neither.
    """
    try:
        return dt.datetime.combine(dt.date.fromisoformat(written), dt.time(), dt.UTC)
    except ValueError:
        if re.fullmatch(r"\d{1,4}\s*[mhdw]", written.strip()):
            return now - span(written, "--since")
        raise UsageError(f"--since {written}: give it as 7d, 12h, 2w or a day as 2024-12-24") from None
