"""Which outlets and articles an article says it retells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractors import sites
from kg.read import addresses
from kg.resources import DATA, toml

_NAME = r"(?:«(?P<quoted>[^«»\n]{2,40})»|(?P<plain>[A-Z][\w.&’'-]*(?: (?:[A-Z][\w.&’'-]*|of|and|the))*(?<![a-z] of)))"


def cited(
    text: str, language: str, links: Iterable[tuple[str, str]], *, outlet: str | None, url: str | None
) -> tuple[str, ...]:
    """Names of outlets and addresses of articles, in the order of the text; never the article's own.

    `links` are (words, address) of the links in the body: those that stand for a known outlet or say "source" count.
    """
    found = {start: name for start, name in _by_words(text, language) if name != outlet}
    names = list(dict.fromkeys(name for _, name in sorted(found.items())))
    own = addresses.host(url)
    for words, address in links:
        clean = addresses.canonical(address)
        if clean and addresses.host(clean) != own and _is_source(words):
            names.append(clean)
    return tuple(dict.fromkeys(names))


def _by_words(text: str, language: str) -> Iterable[tuple[int, str]]:
    for pattern in _patterns(language):
        for found in pattern.finditer(text):
            name = found.groupdict().get("known") or found.groupdict().get("quoted") or found.groupdict().get("plain")
            if name:
                yield found.start(), _outlets().get(_key(name), name)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Cue and name: any name after a sure cue, a known outlet's after a possible one or before a verb of saying."""
    table = toml(DATA / "reading.toml")["cites"].get(language)
    if not table:
        return ()
    known = "|".join(sorted((re.escape(name) for name in _spellings()), key=lambda name: (-len(name), name)))
    known = rf"(?:the |The )?[«“\"]?(?P<known>{known})(?!\w)"
    cue = "|".join
    return (
        re.compile(rf"(?<!\w)(?i:{cue(table['sure'])}) (?:the |издание |газету )?{_NAME}"),
        re.compile(rf"(?<!\w)(?i:{cue(table['maybe'])}) {known}"),
        re.compile(rf"(?<!\w){known}[»”\"]? (?:{cue(table['after'])})(?!\w)"),
    )


def _is_source(words: str) -> bool:
    low = words.lower().strip(" :.")
    return low in toml(DATA / "reading.toml")["source"]["words"] or _key(words) in _outlets()


@cache
def _spellings() -> tuple[str, ...]:
    rows = [row for row in toml(DATA / "companies.toml")["company"] if row.get("kind") == "outlet"]
    names = {name for row in rows for name in (row["name"], *row.get("aliases", ()))}
    return tuple(sorted(names | {site.outlet for site in sites.all_sites() if site.outlet}))


@cache
def _outlets() -> dict[str, str]:
    """Spelling, in small letters without an article, to the outlet's name."""
    table = {_key(site.outlet): site.outlet for site in sites.all_sites() if site.outlet}
    for row in toml(DATA / "companies.toml")["company"]:
        if row.get("kind") == "outlet":
            table.update({_key(name): row["name"] for name in (row["name"], *row.get("aliases", ()))})
    return table


def _key(name: str) -> str:
    return re.sub(r"^the ", "", name.strip(" «»“”\"'.,:").lower())
