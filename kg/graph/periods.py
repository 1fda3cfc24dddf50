"""Whether two claims can be about one time: event periods where they are stated, else the days they were reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from kg.graph.rows import StoredClaim
from kg.model import Precision

PRECISIONS: tuple[Precision, ...] = ("day", "month", "quarter", "year")
# Nobody joins one company twice within a quarter, but announcement and first day are often weeks apart.
SLACK = 90
# News tells of what is new: an undated claim is about something of about a year around its report.
NEWS = 400

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
Period = tuple[int, int]  # first and last day, as ordinals
Nearness = tuple[int, int]  # how it is known (0 the surest), days apart


def period(date: dt.date, precision: Precision | None) -> Period:
    """The days a date of this precision can mean, both ends included."""
    if precision in (None, "day"):
        return date.toordinal(), date.toordinal()
    months = date.year * 12 + date.month - 1 + _MONTHS[precision]
    if months >= 9999 * 12:
        return date.toordinal(), dt.date.max.toordinal()
    return date.toordinal(), dt.date(months // 12, months % 12 + 1, 1).toordinal() - 1


def event(claim: StoredClaim) -> Period | None:
    """When a claim says that it happened."""
    return period(claim.date, claim.precision) if claim.date else None


def gap(one: Period, other: Period) -> int:
    """Days between two periods, 0 where they overlap."""
    return max(0, other[0] - one[1], one[0] - other[1])


@dataclass(slots=True)
class Times:
    """When the claims of one move say it was, and when they said so."""

    dated: set[tuple[Period, bool]] = field(default_factory=set)  # with whether they are sharp: a day or a month
    reports: set[Period] = field(default_factory=set)

    def add(self, claim: StoredClaim) -> None:
        """Takes in one more claim."""
        when, told = event(claim), _report(claim)
        if when:
            self.dated.add((when, claim.precision in ("day", "month")))
        if told:
            self.reports.add(told)


def same_time(claim: StoredClaim, times: Times) -> Nearness | None:
    """How near in time a claim is to those of one move, or None where it has to be another move.

    Dated claims must fit every dated one of the others. An undated one is news, so its report must be near the event;
    failing that, near another report of it.
    """
    when, told = event(claim), _report(claim)
    if when and times.dated:
        sharp = claim.precision in ("day", "month")
        gaps = [(gap(when, other), SLACK if sharp and other_sharp else 0) for other, other_sharp in times.dated]
        return (0, max(days for days, _ in gaps)) if all(days <= allowed for days, allowed in gaps) else None
    events = [period for period, _ in times.dated] or times.reports
    ways = [(1, gap(mine, other)) for mine in (when or told,) if mine for other in events]
    ways += [(2, gap(mine, other)) for mine in (told,) if mine for other in times.reports]
    near = [(way, days) for way, days in ways if days <= NEWS]
    if near:
        return min(near)
    return None if ways else (3, 0)  # nothing is known of when: it cannot be told apart, but any other match goes first


def _report(claim: StoredClaim) -> Period | None:
    day = claim.report.published
    return (day.toordinal(), day.toordinal()) if day else None
