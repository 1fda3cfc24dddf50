"""Whether two claims can be about one time: event periods where they are stated, else the days they were reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

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


def same_time(claim: StoredClaim, others: Sequence[StoredClaim]) -> Nearness | None:
    """How near in time a claim is to others about one move, or None where it has to be another move.

    Dated claims must fit every dated one of the others. An undated one is news, so its report must be near the event;
    failing that, near another report of it.
    """
    dated = [other for other in others if other.date]
    if claim.date and dated:
        gaps = [_apart(claim, other) for other in dated]
        return None if None in gaps else (0, max(gap for gap in gaps if gap is not None))
    mine = _told(claim)
    ways = [(1, gap(one, two)) for one in mine for two in _told(*(dated or others))]
    ways += [(2, gap(one, two)) for one in _reports(claim) for two in _reports(*others)]
    near = [(way, days) for way, days in ways if days <= NEWS]
    if near:
        return min(near)
    return None if ways else (3, 0)  # nothing is known of when: it cannot be told apart, but any other match goes first


def _apart(claim: StoredClaim, other: StoredClaim) -> int | None:
    mine, theirs = event(claim), event(other)
    if mine is None or theirs is None:
        return None
    sharp = {claim.precision, other.precision} <= {"day", "month"}
    days = gap(mine, theirs)
    return days if days <= (SLACK if sharp else 0) else None


def _told(*claims: StoredClaim) -> list[Period]:
    """When the event was, or for claims that do not say, when it was news."""
    return [time for claim in claims if (time := event(claim) or next(iter(_reports(claim)), None))]


def _reports(*claims: StoredClaim) -> list[Period]:
    return [(claim.report.published.toordinal(),) * 2 for claim in claims if claim.report.published]
