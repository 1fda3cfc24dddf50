"""Posts: one of a person, a company and a role, however many articles state it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from kg.graph.rows import GraphPost, Report, StoredPost, digest
from kg.graph.sources import independent

_ARTICLE = re.compile(r"^(?:a|an|the)\s+", re.IGNORECASE)


def posts_of(claims: Sequence[StoredPost]) -> tuple[GraphPost, ...]:
    """The posts that claims come to, sorted by id; a pure function of the set of claims."""
    groups: dict[tuple[str, str, str], list[StoredPost]] = {}
    for claim in sorted(set(claims), key=lambda claim: (claim.report.article, claim.id)):
        groups.setdefault((claim.person, claim.company, role_key(claim.role)), []).append(claim)
    return tuple(sorted((_post(key, found) for key, found in groups.items()), key=lambda post: post.id))


def role_key(role: str | None) -> str:
    """A role without its article, capitals and punctuation: what makes two posts of one person the same."""
    return " ".join(re.findall(r"\w+", _ARTICLE.sub("", (role or "").strip()).casefold()))


def reported(reports: Iterable[Report]) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day something was reported, where any report is dated."""
    days = sorted(report.published for report in reports if report.published)
    return (days[0], days[-1]) if days else (None, None)


def latest(report: Report) -> tuple[dt.date, str]:
    """Sorts reports by day, undated ones first, the article breaking ties."""
    return (report.published or dt.date.min, report.article)


def _post(key: tuple[str, str, str], claims: list[StoredPost]) -> GraphPost:
    newest = sorted(claims, key=lambda claim: (latest(claim.report), claim.id))
    first, last = reported(claim.report for claim in claims)
    return GraphPost(
        id=digest("post", *key),
        person=key[0],
        company=key[1],
        role=newest[-1].role,
        current=not newest[-1].former,
        founder=any(claim.founder for claim in claims),
        first_reported=first,
        last_reported=last,
        sources=independent((claim.report, claim.quote) for claim in claims),
        claims=tuple(claims),
    )
