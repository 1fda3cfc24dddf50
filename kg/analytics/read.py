"""A store as Flows: the claims that the lens believes, brought together by the rules that also made the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.analytics.model import Career, Flows, Lens, day
from kg.graph import GraphMove, StoredClaim, StoredPost, moves_of, posts_of, stints_of
from kg.store import Store
from kg.store.properties import claim, post
from kg.store.statements import REPORT

_REPORT = f"{REPORT}, a.language AS language"
_MOVES = f"MATCH (p:Person)-[:MADE]->(:Move)-[e:EVIDENCED_BY]->(a:Article) RETURN p.personId AS person, {_REPORT}"
_POSTS = (
    "MATCH (p:Person)-[:HELD]->(h:Post)-[:AT]->(c:Company), (h)-[e:EVIDENCED_BY]->(a:Article) "
    f"RETURN p.personId AS person, c.companyId AS company, {_REPORT}"
)
_PEOPLE = "MATCH (p:Person) WHERE p.name IS NOT NULL RETURN p.personId AS id, p.name AS name"
_COMPANIES = "MATCH (c:Company) WHERE c.name IS NOT NULL RETURN c.companyId AS id, c.name AS name"


def flows(store: Store, lens: Lens | None = None) -> Flows:
    """Everything in a store seen through a lens; without one, all completed moves.

    Moves, posts and stints are made anew from the claims (`kg.graph.moves_of`), so that `as_of` gives what the graph was
    on that day. An article without a date was reported on no day: with `as_of` it is left out.

    Raises:
        StoreError: the store failed.
    """
    lens = lens or Lens()
    claims: dict[str, list[StoredClaim]] = {}
    held: dict[str, list[StoredPost]] = {}
    for row in _believed(store.rows(_MOVES), lens):
        one = claim(row["person"], row)
        if one.confidence >= lens.min_confidence:
            claims.setdefault(one.person, []).append(one)
    for row in _believed(store.rows(_POSTS), lens):
        held.setdefault(row["person"], []).append(post(row["person"], row))
    names = {row["id"]: row["name"] for row in store.rows(_PEOPLE)}
    companies = {row["id"]: row["name"] for row in store.rows(_COMPANIES)}
    people = sorted(claims.keys() | held.keys())
    careers = (career(id, names.get(id, id), claims.get(id, ()), held.get(id, ())) for id in people)
    return Flows(lens, dict(sorted(companies.items())), tuple(careers))


def career(id: str, name: str, claims: Iterable[StoredClaim], held: Iterable[StoredPost]) -> Career:
    """One person from what articles claim of them."""
    moves, posts = moves_of(tuple(claims)), posts_of(tuple(held))
    return Career(id, name, tuple(sorted(moves, key=_order)), posts, stints_of(moves, posts))


def _believed(rows: Iterable[Mapping[str, Any]], lens: Lens) -> Iterable[Mapping[str, Any]]:
    for row in rows:
        known = lens.as_of is None or (row["published"] is not None and row["published"] <= lens.as_of)
        if known and lens.lang in (None, row["language"]):
            yield row


def _order(move: GraphMove) -> tuple[object, ...]:
    when = day(move)
    return (when is None, when.toordinal() if when else 0, move.id)
