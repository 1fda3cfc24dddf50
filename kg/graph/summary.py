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


def summary(main: Sequence[StoredClaim], claims: Sequence[StoredClaim], origins: frozenset[str]) -> GraphMove:
    """The move that `claims` tell, `main` being those that tell the whole of it; its id is still empty."""
    newest = sorted(claims, key=lambda claim: (latest(claim.report), claim in main, claim.id), reverse=True)
    dated = min((claim for claim in claims if claim.date), key=lambda claim: _sureness(claim, main), default=None)
    paid = next((claim for claim in newest if claim.amount is not None), None)
    first, last = reported(claim.report for claim in claims)
    return GraphMove(
        id="",
        person=main[0].person,
        kind=min((claim.kind for claim in main), key=_TELLING.index),
        status=_status(main),
        origins=tuple(sorted(origins)),
        destination=main[0].destination,
        role=next((claim.role for claim in newest if claim.role and claim in main), None),
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
    support = {
        status: independent(
            (claim.report, claim.quote) for claim in claims if claim.status == status and latest(claim.report)[0] == day
        )
        for status in STATUSES
    }
    return max(STATUSES, key=lambda status: (support[status], -STATUSES.index(status)))


def _sureness(claim: StoredClaim, main: Sequence[StoredClaim]) -> tuple[object, ...]:
    published = claim.report.published
    return (
        PRECISIONS.index(claim.precision or "day"),
        claim not in main,
        STATUSES.index(claim.status),
        -(published.toordinal() if published else 0),
        claim.date,
        claim.report.article,
        claim.id,
    )
