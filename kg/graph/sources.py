"""How many independent sources stand behind something: copies, retellings and one outlet's articles count once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from kg.graph.rows import Report

# Shorter sentences are written alike by chance; a long one word for word is syndication.
COPIED = 60

Key = tuple[str, str]


def independent(said: Iterable[tuple[Report, str]]) -> int:
    """The number of independent sources among (report, quote) pairs.

    Two reports are one source when they share an outlet, when one cites the other or both cite the same third, or when
    their articles are near copies or carry the same long sentence: connected components over those keys, so the order of
    reports is of no account.
    """
    pairs = set(said)
    hosts = frozenset(_host(report.url) for report, _ in pairs if report.url)
    group: dict[Key, int] = {}
    joined: list[int] = []  # the group that a group has gone into, itself while it stands alone
    for report, quote in pairs:
        keys = _keys(report, hosts) | _words(quote)
        roots = sorted({_root(joined, group[key]) for key in keys if key in group}) or [len(joined)]
        if roots[0] == len(joined):
            joined.append(len(joined))
        for root in roots[1:]:
            joined[root] = roots[0]
        group |= dict.fromkeys(keys, roots[0])
    return sum(number == root for number, root in enumerate(joined))


def _root(joined: Sequence[int], number: int) -> int:
    while joined[number] != number:
        number = joined[number]
    return number


@lru_cache(maxsize=10_000)
def _words(quote: str) -> frozenset[Key]:
    same = " ".join(re.findall(r"\w+", quote.casefold()))
    return frozenset({("words", same)} if len(same) >= COPIED else ())


@lru_cache(maxsize=10_000)
def _keys(report: Report, hosts: frozenset[str]) -> frozenset[Key]:
    keys: set[Key] = {("article", report.article)}
    if report.url:
        keys |= {("page", _page(report.url)), ("host", _host(report.url))}
    if report.outlet:
        keys.add(("outlet", _name(report.outlet)))
    keys |= {("copy", key) for key in report.copies}
    for cited in report.cites:
        keys |= _cited(cited, hosts)
    return frozenset(keys)


def _cited(cited: str, hosts: frozenset[str]) -> set[Key]:
    if "://" not in cited:
        return {("outlet", _name(cited))}
    # Two articles that link to one site retell different pages of it, unless the page itself or its outlet is here too.
    host = _host(cited)
    return {("page", _page(cited))} | ({("host", host)} if host in hosts else set())


@lru_cache(maxsize=10_000)
def _page(url: str) -> str:
    parts = urlsplit(url)
    return f"{_host(url)}{parts.path.rstrip('/')}?{parts.query}"


@lru_cache(maxsize=10_000)
def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


@lru_cache(maxsize=10_000)
def _name(outlet: str) -> str:
    return " ".join(re.findall(r"\w+", outlet.casefold())).removeprefix("the ")


def outlet_id(name: str) -> str:
    """The key of an outlet, the same with and without its article and capitals ("The Verge" -> "verge")."""
    return _host(name) if "://" in name else re.sub(r"\W+", "-", _name(name)).strip("-") or "unnamed"


def hosts_of(reports: Sequence[str]) -> list[str]:
    """Hosts of the addresses among things cited, sorted."""
    return sorted({_host(cited) for cited in reports if "://" in cited})
