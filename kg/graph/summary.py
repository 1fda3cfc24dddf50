"""What the claims of one move come to: one kind, status, date, role and amount."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.periods import PRECISIONS
from kg.graph.posts import latest, reported
from kg.graph.rows import GraphMove, StoredClaim
from kg.graph.sources import independent
from kg.model import STATUSES, MoveKind, Status

# The most telling word first: "returned" says all that "joined" does and more.
_TELLING: tuple[MoveKind, ...] = (
    "returned", "acquihired", "promoted", "appointed", "joined", "founded", "retired", "left", "recruited",
)  # fmt: skip


def summary(main: Sequence[StoredClaim], halves: Sequence[StoredClaim], origins: frozenset[str]) -> GraphMove:
    """The move that `main` tells wholly and `halves` in part, as departures do; its id is still empty."""
    claims = [*main, *halves]
    newest = sorted(main, key=_newness, reverse=True)
    paid = next((one for one in sorted(claims, key=_newness, reverse=True) if one.amount is not None), None)
    sure = [(_sureness(one, half), one) for some, half in ((main, False), (halves, True)) for one in some if one.date]
    dated = min(sure, key=lambda pair: pair[0])[1] if sure else None
    first, last = reported(claim.report for claim in claims)
    return GraphMove(
        id="",
        person=main[0].person,
        kind=min((claim.kind for claim in main), key=_TELLING.index),
        status=_status(main),
        origins=tuple(sorted(origins)),
        destination=main[0].destination,
        role=next((claim.role for claim in newest if claim.role), None),
        date=dated.date if dated else None,
        precision=dated.precision if dated else None,
        amount=paid.amount if paid else None,
        currency=paid.currency if paid else None,
        amount_text=paid.amount_text if paid else None,
        amount_qualifier=paid.amount_qualifier if paid else None,
        first_reported=first,
        last_reported=last,
        sources=independent((claim.report, claim.quote) for claim in claims),
        claims=tuple(sorted(claims, key=lambda claim: (claim.report.article, claim.id))),
    )


def _status(claims: Sequence[StoredClaim]) -> Status:
    """Completed once anyone says so; else what the latest day's reports say, the better supported, the surer first."""
    if any(claim.status == "completed" for claim in claims):
        return "completed"
    day = max(latest(claim.report)[0] for claim in claims)
    newest = [claim for claim in claims if latest(claim.report)[0] == day]
    support = {
        status: independent((claim.report, claim.quote) for claim in newest if claim.status == status)
        for status in STATUSES
    }
    return max(STATUSES, key=lambda status: (support[status], -STATUSES.index(status)))


def _newness(claim: StoredClaim) -> tuple[object, ...]:
    return (latest(claim.report), claim.id)


def _sureness(claim: StoredClaim, half: bool) -> tuple[object, ...]:
    published = claim.report.published
    return (
        PRECISIONS.index(claim.precision or "day"),
        half,
        STATUSES.index(claim.status),
        -(published.toordinal() if published else 0),
        claim.date,
        claim.report.article,
        claim.id,
    )
