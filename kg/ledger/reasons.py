"""Why two are one, or are not: the names, what is known of each, and what people said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.identity.context import Context, Feature, features
from kg.identity.judgements import Judgement, Word, standing
from kg.identity.knowledge import weights
from kg.identity.surnames import is_short_for
from kg.ledger.sides import Side
from kg.names import MAYBE, NameScore, score
from kg.resolve.clusters import THRESHOLDS

if TYPE_CHECKING:
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Reasons:
    """All that speaks for and against two sides being one."""

    one: Side
    other: Side
    names: tuple[str, str]  # the two spellings that are most alike
    score: NameScore
    needed: float
    features: tuple[Feature, ...] = ()  # beside the names, of people
    enough: float | None = None
    judgements: tuple[Judgement, ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether the graph has them as one."""
        return self.one.entity == self.other.entity

    @property
    def sum(self) -> float:
        """What the features come to."""
        return sum(value for _, value in self.features)


def reasons(store: Store, one: Side, other: Side, word: Word | None = None) -> Reasons:
    """Why two sides are one in the graph or are not; `word` is of the store's judgements, where the caller has them."""
    pairs = [(a, b) for a in _spellings(one) for b in _spellings(other)]
    names = max(pairs, key=lambda pair: (score(*pair, one.kind).value, pair))
    people = one.kind == other.kind == "person" and one.references and other.references
    word = word or Word(standing(store.judgements()))
    return Reasons(
        one, other, names, score(*names, one.kind), _needed(one, names),
        tuple(features(Context.of(one.references), Context.of(other.references))) if people else (),
        weights().enough if people else None,
        tuple(word.between(one.ids, other.ids)),
    )  # fmt: skip


def _needed(one: Side, names: tuple[str, str]) -> float:
    """What the names have to come to; less where one is the other cut, which an employer in common can make one."""
    cut = one.kind == "person" and (is_short_for(*names) or is_short_for(*reversed(names)))
    return MAYBE if cut else THRESHOLDS[one.kind]


def _spellings(side: Side) -> list[str]:
    return sorted({name for reference in side.references for name in reference.names} or {side.name})
