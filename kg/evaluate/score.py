"""Counting: what was found, missed and made up, by kind, status and slot, and why each error is one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.evaluate.gold import Fact, Passage, Statement, facts, statement
from kg.evaluate.same import (
    any_same,
    direction,
    half,
    is_pronoun,
    lenient,
    one_fact,
    pairs,
    real,
    same_amount,
    same_date,
    same_fact,
    same_name,
    same_person,
    strict,
)
from kg.model import Extraction

_WORKS = {"owns": "owning", "owner": "owning", "founded": "founding", "founder": "founding"}


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, false and missed; `of` adds up."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Right of all found; 0 where nothing was."""
        return self.right / (self.right + self.false or 1)

    @property
    def recall(self) -> float:
        """Found of all stated; 0 where nothing was."""
        return self.right / (self.right + self.missed or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (2 * self.right + self.false + self.missed or 1)


@dataclass(frozen=True, slots=True)
class Error:
    """One move that was missed or made up, and the class of the error."""

    passage: str
    side: str  # missed or false
    why: str
    move: Statement


@dataclass(slots=True)
class Score:
    """All counts over some passages."""

    passages: int = 0
    strict: Tally = Tally()
    lenient: Tally = Tally()
    facts: Tally = Tally()
    by_kind: dict[str, Tally] = field(default_factory=dict)
    slots: Counter[tuple[str, bool]] = field(default_factory=Counter)  # (slot, right) on strict matches that state it
    quiet: int = 0  # passages without a move
    alarms: int = 0  # of those, the ones where a real one was found
    errors: list[Error] = field(default_factory=list)
    trusted: list[tuple[float, bool]] = field(default_factory=list)  # (confidence, right) of what was found

    def slot(self, name: str) -> tuple[int, int]:
        """How often a slot is right on strict matches, of how often it is stated."""
        right = self.slots[name, True]
        return right, right + self.slots[name, False]


def scored(results: Iterable[tuple[Passage, Extraction]], *, least: float = 0.0) -> Score:
    """The score of what was extracted from passages; moves below the confidence `least` count as not found."""
    score = Score()
    for passage, extraction in results:
        score.passages += 1
        if passage.moves is not None:
            found = [statement(move) for move in extraction.moves if move.confidence >= least]
            _score_moves(score, passage, passage.moves, found)
        if passage.facts is not None:
            score.facts += _tally_of_facts(passage.facts, facts(extraction), passage.scope)
    return score


def verdicts(passage: Passage, found: Sequence[Statement]) -> list[bool | None]:
    """Whether each move that was found is right, strictly; None where people leave it open or say it another time."""
    return _verdicts(passage, found, pairs(found, passage.moves or (), strict), strict)


def _verdicts(
    passage: Passage,
    found: Sequence[Statement],
    matched: Mapping[int, int],
    same: Callable[[Statement, Statement], bool],
) -> list[bool | None]:
    stated = passage.moves or ()
    return [
        True if i in matched
        else None if any(same(one, other) for other in stated) or _free(one, passage, stated)
        else False
        for i, one in enumerate(found)
    ]  # fmt: skip


def _score_moves(score: Score, passage: Passage, stated: tuple[Statement, ...], found: list[Statement]) -> None:
    for same in (strict, lenient):
        matched = pairs(found, stated, same)
        judged = list(zip(found, _verdicts(passage, found, matched, same), strict=True))
        false = [one for one, right in judged if right is False]
        tally = Tally(len(matched), len(false), len(stated) - len(matched))
        if same is lenient:
            score.lenient += tally
            continue
        score.strict += tally
        missed = [other for j, other in enumerate(stated) if j not in matched.values()]
        for other in stated:
            hit = other not in missed
            score.by_kind[other.kind] = score.by_kind.get(other.kind, Tally()) + Tally(right=hit, missed=not hit)
        for one in false:
            score.by_kind[one.kind] = score.by_kind.get(one.kind, Tally()) + Tally(false=1)
        for i, j in matched.items():
            score.slots.update(_slots(found[i], stated[j]))
        score.trusted += [(one.confidence, right) for one, right in judged if right is not None]
        score.errors += [Error(passage.id, "missed", _why_missed(other, found), other) for other in missed]
        score.errors += [Error(passage.id, "false", _why_false(one, stated), one) for one in false]
    if not stated:
        score.quiet += 1
        score.alarms += any(real(one) and not _free(one, passage, stated) for one in found)


def _free(one: Statement, passage: Passage, stated: tuple[Statement, ...]) -> bool:
    return any(lenient(one, other) for other in passage.optional) or any(half(one, other) for other in stated)


def _slots(found: Statement, stated: Statement) -> Iterator[tuple[str, bool]]:
    yield "kind", found.kind == stated.kind
    yield "status", found.status == stated.status
    if stated.origins:
        yield "from", any_same(found.origins, (*stated.origins, *stated.also_origins))
    if stated.destination:
        ours = (found.destination,) if found.destination else ()
        yield "to", any_same(ours, (stated.destination, *stated.also_destinations))
    if stated.role:
        yield "role", bool(found.role) and same_name(found.role or "", stated.role, "company")
    if stated.date:
        yield "date", same_date(found.date, stated.date)
    if stated.amount:
        yield "amount", same_amount(found.amount, stated.amount)


def _why_missed(stated: Statement, found: list[Statement]) -> str:
    theirs = [one for one in found if same_person(one, stated)]
    if not theirs:
        return "nothing is said of the person" if stated.names else "somebody unnamed is not found"
    return _difference(theirs, stated)


def _why_false(one: Statement, stated: tuple[Statement, ...]) -> str:
    theirs = [other for other in stated if same_person(one, other)]
    if not stated:
        return "the passage states no move"
    if not theirs:
        return "no move of this person is stated"
    return min(_difference([one], other) for other in theirs)


def _difference(some: list[Statement], stated: Statement) -> str:
    """What is wrong with the nearest of some moves of the person."""
    near = [one for one in some if direction(one) == direction(stated)]
    if not near:
        return f"direction: {some[0].kind} for {stated.kind}"
    if all(real(one) != real(stated) for one in near):
        return f"status: {near[0].status} for {stated.status}"
    if stated.destination and not any(strict(one, _without_origin(stated)) for one in near):
        return "to: none" if not near[0].destination else "to: another"
    return "from: none" if not near[0].origins else "from: another"


def _without_origin(move: Statement) -> Statement:
    return replace(move, origins=(), also_origins=())


def _tally_of_facts(stated: tuple[Fact, ...], found: list[Fact], scope: tuple[str, ...]) -> Tally:
    wanted: list[Fact] = []
    ignored: list[Fact] = []
    for fact in stated:
        if any(party is None or party.pronoun or is_pronoun(party.names[0]) for party in (fact.person, fact.company)):
            ignored.append(fact)
        elif not any(_works(fact) == _works(other) and one_fact(fact, other) for other in wanted):
            wanted.append(fact)
    matched = pairs(found, wanted, same_fact)
    false = [
        one
        for i, one in enumerate(found)
        if i not in matched
        and not any(same_fact(one, other) for other in wanted)
        and not any(_half_known(one, other) for other in ignored)
        and _asked(one, scope)
    ]
    return Tally(len(matched), len(false), len(wanted) - len(matched))


def _half_known(found: Fact, stated: Fact) -> bool:
    # Annotated with a pronoun or without one side: what was found may be the same fact, and is not held against us.
    def fits(ours: Fact, side: str) -> bool:
        theirs = getattr(stated, side)
        if theirs is None or theirs.pronoun or is_pronoun(theirs.names[0]):
            return True
        return same_fact(Fact("", getattr(ours, side), getattr(ours, side)), Fact("", theirs, theirs))

    return fits(found, "person") and fits(found, "company")


def _works(fact: Fact) -> str:
    return _WORKS.get(fact.kind, "employment")


def _asked(fact: Fact, scope: tuple[str, ...]) -> bool:
    """Whether the annotators of a passage looked for facts of this kind at all."""
    if "ceo" not in scope and "founded" not in scope:
        return True
    if _works(fact) == "founding":
        return "founded" in scope
    return "employment" in scope or (
        "ceo" in scope and bool(re.search(r"\b(ceo|chief executive)", (fact.role or "").lower()))
    )
