"""Pairs that a reader should look at: people of one name whom the context keeps apart, and companies of like names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.identity.judgements import Word, standing
from kg.ledger.reasons import Reasons, reasons
from kg.ledger.sides import side

if TYPE_CHECKING:
    from kg.store import Store

# Names with all they are names of, and pairs of like names of different things.
_SHARED = """
MATCH (n:Name)<-[c:CALLS]-(:Article)
WHERE c.first
WITH n.nameId AS name, collect(DISTINCT c.entity) AS entities
WHERE size(entities) > 1
RETURN entities ORDER BY name"""
_ALIKE = """
MATCH (n:Name)-[:LIKE]->(m:Name), (n)<-[c:CALLS]-(:Article), (m)<-[d:CALLS]-(:Article)
WHERE c.first AND d.first AND c.entity <> d.entity
RETURN DISTINCT c.entity AS one, d.entity AS other ORDER BY one, other"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two entities that may be one."""

    one: str
    other: str
    reasons: Reasons


def doubts(store: Store) -> list[Doubt]:
    """The doubtful pairs of which nothing was judged, the nearest to being one first."""
    pairs = {pair for row in store.rows(_SHARED) for pair in combinations(sorted(row["entities"]), 2)}
    pairs |= {(min(row["one"], row["other"]), max(row["one"], row["other"])) for row in store.rows(_ALIKE)}
    word = Word(standing(store.judgements()))
    found = [found for pair in sorted(pairs) if (found := _doubt(store, pair, word))]
    return sorted(found, key=lambda doubt: (-doubt.reasons.sum, -doubt.reasons.score.value, doubt.one, doubt.other))


def _doubt(store: Store, pair: Iterable[str], word: Word) -> Doubt | None:
    try:
        one, other = (side(store, id) for id in pair)
    except UsageError:
        return None
    if one.kind != other.kind or word.between(one.ids, other.ids):
        return None
    return Doubt(one.entity, other.entity, reasons(store, one, other, word))
