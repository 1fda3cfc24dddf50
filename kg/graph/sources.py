"""How many independent sources stand behind something: copies, retellings and one outlet's articles count once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from kg.graph.rows import Report

# Shorter sentences are written alike by chance; a long one word for word is syndication.
COPIED = 60

Key = tuple[str, str]


def independent(said: Iterable[tuple[Report, str]]) -> int:
    """The number of independent sources among (report, quote) pairs.

    Two reports are one source when they share an outlet, when one cites the other or both cite the same third, or when
    they carry the same long sentence: connected components over those keys, so the order of reports is of no account.
    """
    pairs = sorted(set(said), key=lambda pair: (pair[0].article, pair[1]))
    hosts = {_host(report.url) for report, _ in pairs if report.url}
    groups: list[set[Key]] = []
    for report, quote in pairs:
        keys = _keys(report, quote, hosts)
        apart = [group for group in groups if not group & keys]
        groups = [*apart, keys.union(*(group for group in groups if group & keys))]
    return len(groups)


def _keys(report: Report, quote: str, hosts: set[str]) -> set[Key]:
    keys: set[Key] = {("article", report.article)}
    if report.url:
        keys |= {("page", _page(report.url)), ("host", _host(report.url))}
    if report.outlet:
        keys.add(("outlet", _name(report.outlet)))
    for cited in report.cites:
        keys |= _cited(cited, hosts)
    same = " ".join(re.findall(r"\w+", quote.casefold()))
    if len(same) >= COPIED:
        keys.add(("words", same))
    return keys


def _cited(cited: str, hosts: set[str]) -> set[Key]:
    if "://" not in cited:
        return {("outlet", _name(cited))}
    # Two articles that link to one site retell different pages of it, unless the page itself or its outlet is here too.
    host = _host(cited)
    return {("page", _page(cited))} | ({("host", host)} if host in hosts else set())


def _page(url: str) -> str:
    parts = urlsplit(url)
    return f"{_host(url)}{parts.path.rstrip('/')}?{parts.query}"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _name(outlet: str) -> str:
    return " ".join(re.findall(r"\w+", outlet.casefold())).removeprefix("the ")


def outlet_id(name: str) -> str:
    """The key of an outlet, the same with and without its article and capitals ("The Verge" -> "verge")."""
    return _host(name) if "://" in name else re.sub(r"\W+", "-", _name(name)).strip("-") or "unnamed"


def hosts_of(reports: Sequence[str]) -> list[str]:
    """Hosts of the addresses among things cited, sorted."""
    return sorted({_host(cited) for cited in reports if "://" in cited})
