"""The day an article was published: of all the dates a page shows, the one that is said of its publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from extractors.sites import words
from kg.read import dates

_NEAR, _LINE = 400, 100  # characters after the heading that are looked at; those of a line that is no sentence
_HEADINGS = "h1, h2, h3, [itemprop=headline]"
_UNSEEN = ("script", "style", "noscript", "template")
_WEST, _EAST = dt.timedelta(hours=-10), dt.timedelta(hours=14)  # the zones people live in


def day_stated(written: str, url: str | None, soup: BeautifulSoup) -> dt.date | None:
    """The day a page states, as it is where the outlet is.

    A day with a zone of its own stands. An address is made when an article is first published: filed under the day before or
    after a time in UTC, where it is that day in some zone, it says which day it was there; filed under a day long before, it
    says that the page was dated anew. A time element may give the same instant in the outlet's own zone.
    """
    day, filed = dates.date(written), dates.in_address(url)
    if day is None:
        return None
    if filed and abs((filed - day).days) > 1:
        return min(filed, day)
    instant = _time(written)
    if instant and instant.utcoffset():
        return day
    if filed and (instant is None or filed in {(instant + zone).date() for zone in (_WEST, _EAST)}):
        return filed
    return next((time.date() for time in _times(soup) if time.utcoffset() and time == instant), day)


def beside_title(soup: BeautifulSoup, title: str) -> dt.date | None:
    """The first day in the lines that follow the heading which says the title (byline, "Posted on"), sentences left out."""
    said = _word_set(title)
    for heading in soup.select(_HEADINGS):
        shared = _word_set(words(heading)) & said
        if said and len(shared) * 3 >= len(said) * 2:
            day = next(filter(None, (dates.date(line, slashed=False) for line in _lines(heading))), None)
            if day:
                return day
    return None


def _time(written: str) -> dt.datetime | None:
    """The time written, in UTC where no zone is; None if it is in no form of ISO 8601."""
    with suppress(ValueError):
        time = dt.datetime.fromisoformat(written.strip())
        return time if time.tzinfo else time.replace(tzinfo=dt.UTC)
    return None


def _times(soup: BeautifulSoup) -> Iterator[dt.datetime]:
    return filter(None, (_time(str(tag["datetime"])) for tag in soup.select("time[datetime]")))


def _lines(heading: Tag) -> Iterator[str]:
    """What stands after a heading and is too short for a sentence, line by line; a time element's own datetime first."""
    seen = 0
    for one in _after(heading):
        if isinstance(one, Tag):
            if one.name == "time":
                yield str(one.get("datetime") or "")
            continue
        parent, text = one.parent, str(one).strip()
        seen += len(text)
        if seen > _NEAR:
            return
        if text and parent and len(line := words(parent)) <= _LINE:
            yield line


def _after(heading: Tag) -> Iterable[Tag | NavigableString]:
    """Elements and visible texts behind a heading, in the order of the page."""
    inside = {id(one) for one in heading.descendants}
    for one in list(heading.next_elements):
        if id(one) in inside or isinstance(one, PreformattedString):
            continue
        if isinstance(one, Tag) or (isinstance(one, NavigableString) and _seen(one)):
            yield one


def _seen(text: NavigableString) -> bool:
    return text.parent is not None and text.parent.name not in _UNSEEN


def _word_set(text: str) -> set[str]:
    return {word for word in text.casefold().split() if any(char.isalnum() for char in word)}
