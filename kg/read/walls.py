"""Pages that stand where the article should be: paywalls, consent forms, checks for robots.

None of one sign alone is trusted: many sites say `isAccessibleForFree: false` and give the whole text, or have a dialog
for subscribers in every page. What counts is a sign together with a text that is too short for an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from kg.errors import ReadError
from kg.resources import DATA, toml

_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?(true|false)\b', re.I)
_TIERS = ("article:content_tier", "content_tier", "article:access")
_HIDDEN = (
    "script, style, noscript, template, [hidden], [aria-hidden=true], [style*='display:none'], [style*='display: none']"
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows of a wall; each is the sign itself, to be told, or empty."""

    closed: str = ""  # what the page states for machines
    marked: str = ""  # an element made for it
    asked: str = ""  # words that ask a reader to pay or to register
    free: bool = False  # the page states that anybody may read it
    consent: str = ""
    check: str = ""


def signs(soup: BeautifulSoup, url: str | None) -> Signs:
    """The signs of a page as it came, before anything is taken out of it."""
    stated = {found.lower() for script in _json_ld(soup) for found in _FREE.findall(script)}
    tiers = {
        str(tag.get("content", "")).lower()
        for key in _TIERS
        for tag in soup.select(f"meta[property='{key}'], meta[name='{key}']")
    }
    closed = (
        "isAccessibleForFree: false" if "false" in stated else next(iter(sorted(tiers & {"locked", "metered"})), "")
    )
    known = _table()
    shown = _visible(soup)
    marked = soup.select_one(known["paywall"]["elements"])
    return Signs(
        closed=closed,
        marked=" ".join([*(marked.get("class") or []), str(marked.get("id") or "")]).strip() if marked else "",
        asked=_said("paywall", shown),
        free=stated == {"true"} or (not stated and "free" in tiers),
        consent=_address(url) or _said("consent", shown),
        check=_said("check", shown),
    )


def refuse(source: str, body: str, found: Signs) -> None:
    """Says so where a body is what a wall leaves of an article, or the wall itself.

    Raises:
        ReadError: with the sign, and what to do.
    """
    if sign := _paywall(body, found):
        raise ReadError(f"{source}: behind a paywall ({sign}); if you may read it, save the page and give the file")
    for sign, limit, wall in (
        (found.consent, "consent", "a page that asks for consent"),
        (found.check, "check", "a check for robots"),
    ):
        if sign and _is_the_text(sign, body, limit):
            cure = "open it in a browser, save the article and give the file"
            raise ReadError(f"{source}: {wall} ({_quoted(sign)}), not the article; {cure}")


def _paywall(body: str, found: Signs) -> str:
    """The sign that what we have is a teaser, or nothing."""
    limits, words = _table()["words"], len(body.split())
    if found.closed and (found.marked or found.asked) and words < limits["paywall_stated"]:
        return _quoted(found.asked) if found.asked else found.closed
    if found.asked and not found.free and words < limits["paywall"]:
        return _quoted(found.asked)
    if found.closed and _cut(body) and words < limits["paywall"]:
        return f"{found.closed}, and the text breaks off"
    return ""


def _is_the_text(sign: str, body: str, kind: str) -> bool:
    """Whether a phrase is what the page is about, and not in a bar over an article."""
    limits, words = _table()["words"], len(body.split())
    here = "." in sign or sign in " ".join(body.replace("’", "'").casefold().split())
    return words < limits["nothing"] or (here and words < limits[kind])


def _quoted(sign: str) -> str:
    return sign if "." in sign else f"“{sign}”"


def _cut(body: str) -> bool:
    """Whether the text ends in the middle of a sentence."""
    return body.rstrip().endswith(("…", "...", "[…]", ",")) or body.rstrip()[-1:].isalpha()


def _json_ld(soup: BeautifulSoup) -> list[str]:
    return [script.get_text() for script in soup.find_all("script", type="application/ld+json")]


def _visible(soup: BeautifulSoup) -> str:
    """The words of a page that a reader may see, on one line and in small letters."""
    hidden = {id(tag) for tag in soup.select(_HIDDEN)}
    parts = [str(one) for one in soup.find_all(string=True) if not any(id(tag) in hidden for tag in one.parents)]
    return " ".join(" ".join(parts).replace("’", "'").casefold().split())


def _said(wall: str, shown: str) -> str:
    """The first phrase of a kind of wall in the words of a page; a phrase is words, with … for some words between."""
    found = _phrases(wall).search(shown)
    return found[0] if found else ""


@cache
def _phrases(wall: str) -> re.Pattern[str]:
    table = _table()[wall]
    lines = [line for language in ("en", "ru") for line in table[language]]
    return re.compile("|".join(rf"(?<!\w){re.escape(line).replace('…', r'[^.!?]{0,60}')}(?!\w)" for line in lines))


def _address(url: str | None) -> str:
    """The host of a consent page a redirect led to."""
    parts = urlsplit(url or "")
    host = (parts.hostname or "").lower()
    hosts = tuple(_table()["consent"]["hosts"])
    return (
        host
        if host.startswith(hosts) or re.search(r"/(?:consent|cookie-?wall|gdpr-?consent)(?:/|$)", parts.path)
        else ""
    )


@cache
def _table() -> dict[str, dict]:  # type: ignore[type-arg]
    return dict(toml(DATA / "walls.toml"))
