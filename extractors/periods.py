"""What a written date means: the parts a reader sees, and the calendar period they add up to."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Precision

Period = tuple[dt.date, Precision]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the words of one date state; a part not stated is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 1
    season: int | None = None  # its first month
    quarter: int | None = None
    unit: str | None = None  # day, week, weekend, month, quarter, year: what `shift` counts
    shift: int | None = None  # last is -1, this is 0, next is 1, "three months ago" is -3
    vague: bool = False  # "recent months", "the late 1990s": a date, but no period of the calendar
    same: bool = False  # "that same year": as in the date before it


def period(parts: Parts, published: dt.date | None, future: bool | None) -> Period | None:
    """The period `parts` state on the day `published`, or None where they state none.

    A date without a year is the last one not after `published`; with `future`, the first one not before it; with
    `future` None, the nearest of the two.
    """
    try:
        if parts.vague or parts.same:
            return None
        if parts.year is not None:
            return _absolute(parts, parts.year)
        return _relative(parts, published, future) if published else None
    except (ValueError, OverflowError):  # "30 February", "5000 years ago"
        return None


def days(when: Period) -> tuple[dt.date, dt.date]:
    """The first and the last day of a period."""
    first, precision = when
    if precision == "day":
        return first, first
    last_month = first.month + {"month": 0, "quarter": 2, "year": 11}[precision]
    return first, dt.date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def _absolute(parts: Parts, year: int) -> Period:
    if parts.month and parts.day:
        return dt.date(year, parts.month, parts.day), "day"
    if parts.month:
        return dt.date(year, parts.month, 1), "month"
    if parts.quarter:
        return dt.date(year, 3 * parts.quarter - 2, 1), "quarter"
    return dt.date(year, 1, 1), "year"  # a season is no quarter of the calendar: its year is all we can state


def _relative(parts: Parts, published: dt.date, future: bool | None) -> Period | None:
    named = parts.month or parts.quarter or parts.season
    if parts.unit == "year" and parts.shift is not None and named:  # "in September of last year"
        return _absolute(parts, published.year + parts.shift)
    if parts.month and parts.day:
        return _chosen(_days_of_years(parts, published), published, future)
    if parts.month or parts.quarter:
        return _of_years(parts, published, future)
    if parts.season:
        return _season(parts.season, parts.shift, published, future)
    if parts.weekday:
        return _weekday(parts.weekday, parts.shift, published, future)
    if parts.unit and parts.shift is not None:
        return _counted(parts.unit, parts.shift, published)
    return None


def _days_of_years(parts: Parts, published: dt.date) -> Iterable[Period]:
    """The day in the years around, only where it falls on the weekday that is written beside it."""
    around = 1 if parts.weekday is None else 11  # in 11 years each day of a year falls on every weekday
    for year in range(published.year - around, published.year + around + 1):
        try:
            day = dt.date(year, parts.month or 1, parts.day or 1)
        except ValueError:  # 29 February
            continue
        if parts.weekday in (None, day.isoweekday()):
            yield day, "day"


def _of_years(parts: Parts, published: dt.date, future: bool | None) -> Period | None:
    if parts.unit is None and parts.shift == -1:  # "last July", said in September, is not this year's July
        return _absolute(parts, published.year - 1)
    if parts.unit is None and parts.shift == 0:
        return _absolute(parts, published.year)
    later = future if parts.shift is None else True
    found = [_absolute(parts, published.year + shift) for shift in (-1, 0, 1)]
    if parts.shift == 1:
        found = [each for each in found if each[0] > published]
    return _chosen(found, published, later)


def _chosen(found: Iterable[Period], published: dt.date, future: bool | None) -> Period | None:
    found = list(found)
    if future is None:
        return min(found, key=lambda each: abs((each[0] - published).days), default=None)
    if future:
        return min((each for each in found if days(each)[1] >= published), default=None)
    return max((each for each in found if each[0] <= published), default=None)


def _season(first: int, shift: int | None, published: dt.date, future: bool | None) -> Period:
    """The year of a season: "last summer" is the last one that is over."""
    begun, over = published.month >= first, published.month > first + 2
    year = published.year
    if shift == -1 or (shift is None and future is False and not begun):
        year -= 0 if over else 1
    elif shift == 1 or (shift is None and future):
        year += 1 if over or (shift == 1 and begun) else 0
    return dt.date(year, 1, 1), "year"


def _weekday(weekday: int, shift: int | None, published: dt.date, future: bool | None) -> Period:
    since = (published.isoweekday() - weekday) % 7  # days since that weekday, 0 if it is today
    until = -since % 7
    if shift == 0:
        offset = weekday - published.isoweekday()
    elif shift is not None:
        offset = -(since or 7) if shift < 0 else until or 7
    elif future is None:
        offset = until if until < since else -since
    else:
        offset = until if future else -since
    return published + dt.timedelta(offset), "day"


def _counted(unit: str, shift: int, published: dt.date) -> Period:
    if unit == "day":
        return published + dt.timedelta(shift), "day"
    if unit in ("week", "weekend"):
        # The month of a week is that of its Thursday, as ISO 8601 has it for the year of a week.
        inside = 4 if unit == "week" else 6
        day = published + dt.timedelta(7 * shift + inside - published.isoweekday())
        return day.replace(day=1), "month"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return dt.date(months // 12, months % 12 + 1, 1), "month"
    if unit == "quarter":
        quarters = published.year * 4 + (published.month - 1) // 3 + shift
        return dt.date(quarters // 4, quarters % 4 * 3 + 1, 1), "quarter"
    return dt.date(published.year + shift, 1, 1), "year"
