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


def same_time(claim: StoredClaim, others: Sequence[StoredClaim]) -> int | None:
    """How many days a claim is from others about one move, or None where it has to be another move.

    Dated claims must fit every dated one of the others; an undated one must have been reported near the event or near
    the first report of it.
    """
    dated = [other for other in others if other.date]
    if claim.date and dated:
        gaps = [_apart(claim, other) for other in dated]
        return None if None in gaps else max(gap for gap in gaps if gap is not None)
    near = [days for days in (_reported_apart(claim, other) for other in dated or others) if days is not None]
    if not near:
        return NEWS  # nothing is known of when: it cannot be told apart, and any better match goes first
    return min(near) if min(near) <= NEWS else None


def _apart(claim: StoredClaim, other: StoredClaim) -> int | None:
    mine, theirs = event(claim), event(other)
    if mine is None or theirs is None:
        return None
    sharp = {claim.precision, other.precision} <= {"day", "month"}
    days = gap(mine, theirs)
    return days if days <= (SLACK if sharp else 0) else None


def _reported_apart(claim: StoredClaim, other: StoredClaim) -> int | None:
    mine, theirs = _times(claim), _times(other)
    return min((gap(one, two) for one in mine for two in theirs), default=None)


def _times(claim: StoredClaim) -> list[Period]:
    found = [event(claim)]
    if claim.report.published:
        found.append((claim.report.published.toordinal(),) * 2)
    return [time for time in found if time is not None]
