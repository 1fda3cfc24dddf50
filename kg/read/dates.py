"""Publication dates as pages write them: ISO 8601, RFC 822, "24 декабря 2024", "Dec. 24, 2024", 24.12.2024."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from kg.resources import DATA, toml

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_YEAR = r"/((?:19|20)\d\d)"
_FILED = tuple(
    re.compile(_YEAR + rest)  # between slashes "10-things" is no day
    for rest in (r"/(\d\d?)/(\d\d?)(?=[/.]|$)", r"-(\d\d?)-(\d\d?)(?=[/._-]|$)", r"(\d\d)/?(\d\d)(?=[/._-]|$)")
)
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|-?го)?\s+(?:of\s+)?([^\W\d_]{3,})\.?,?\s+(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")


def date(text: str | None, *, slashed: bool = True) -> dt.date | None:
    """The first day the text names, in the zone it names it in, or None; `slashed`: 12/24/2024 is one, month first."""
    text = " ".join((text or "").split())
    for pattern, order in (
        (_ISO, "ymd"),
        (_DOTTED, "dmy"),
        (_DAY_FIRST, "dmy"),
        (_MONTH_FIRST, "mdy"),
        *(((_SLASHED, "mdy"),) if slashed else ()),
    ):
        for found in pattern.finditer(text):
            day = _day(dict(zip(order, (part for part in found.groups() if part), strict=True)))
            if day:
                return day
    return None


def in_address(url: str | None) -> dt.date | None:
    """The day an address is filed under (/2024/12/24/, /20241224/), or None."""
    found = (pattern.search(url or "") for pattern in _FILED)
    days = (_day(dict(zip("ymd", one.groups(), strict=True))) for one in found if one)
    return next(filter(None, days), None)


def _day(parts: dict[str, str]) -> dt.date | None:
    month = int(parts["m"]) if parts["m"].isdigit() else _month(parts["m"].lower())
    try:
        day = dt.date(int(parts["y"]), month or 0, int(parts["d"]))
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def _month(word: str) -> int | None:
    return next((number for beginning, number in _months() if word.startswith(beginning)), None)


@cache
def _months() -> tuple[tuple[str, int], ...]:
    """Beginnings of month names, the longest first."""
    found = [pair for table in toml(DATA / "reading.toml")["months"].values() for pair in table.items()]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))
