"""How sure a move is: the chance that the article tells it so, from how its parts were found.

Logistic regression on cues one can read, stretched so that of the moves with .8 about eight in ten are right (Platt,
"Probabilistic outputs for support vector machines", 1999). The weights are learnt: benchmarks/train_confidence.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp

from spacy.tokens import Span, Token

from extractors.arguments import Event
from extractors.gazetteer import entries
from extractors.lexicon import OUT
from extractors.merging import Found
from extractors.scene import Scene
from extractors.syntax import is_passive
from kg.errors import KnowledgeError
from kg.resources import DATA, toml

_FAR = 12  # tokens between the word that tells a move and a company not quite near it
_LONG = 45  # tokens of a sentence in which parsers lose their way
_SHORT = 2  # letters of a name that may be anything
_ODD = re.compile(r"[<>\"=|{}\[\]\\/]|^(?:ex|non|anti|экс)-", re.IGNORECASE)
_DOUBTS = frozenset(
    {
        "nobody named", "a name of one word", "person in another sentence", "another person nearer",
        "company in another sentence", "another company nearer", "company far away", "company called as a person is",
        "an odd name", "a long sentence", "words of sports", "words of politics",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What the moves of one language are weighed with, in nats."""

    constant: float
    cues: Mapping[str, float]
    least: float  # a move less sure than that is not told


@cache
def weights(language: str) -> Weights:
    """The weights of a language, from data/confidence.toml.

    Raises:
        KnowledgeError: the file is missing, is not TOML, or has no such language.
    """
    table = toml(DATA / "confidence.toml")
    try:
        own = table[language]
        return Weights(float(own["constant"]), {n: float(w) for n, w in table["cues"].items()}, float(own["least"]))
    except (KeyError, TypeError, ValueError):
        raise KnowledgeError(f"confidence.toml: no weights of {language}; restore it from the repository") from None


def chance(known: Weights, found: Iterable[str]) -> float:
    """The probability, above 0 and below 1, that a move with these cues is told as it was found."""
    return 1 / (1 + exp(-(known.constant + sum(known.cues.get(name, 0.0) for name in found))))


def cues(scene: Scene, move: Found) -> tuple[str, ...]:
    """What speaks for or against a move, by name, in a fixed order."""
    found = (*_of_person(scene, move), *_of_ends(scene, move), *_of_telling(scene, move))
    plain = "company in its place" in found and not any(cue in _DOUBTS for cue in found)
    return ("a plain statement", *found) if plain else found


def _of_person(scene: Scene, move: Found) -> Iterator[str]:
    person, trigger = move.person.span, move.trigger
    if person is None:
        yield "nobody named"
        return
    if " " not in str(person._.name or person.text):
        yield "a name of one word"
    elif " " not in person.text.strip():
        yield "a full name from elsewhere"
    if person.kb_id_:
        yield "a known person"
    if person.sent != trigger.sent:
        yield "person in another sentence"
    told = {person._.entity, *_told_with(move)}
    if any(_between(other, person, trigger) for other in scene.people_ents if other._.entity not in told):
        yield "another person nearer"


def _of_ends(scene: Scene, move: Found) -> Iterator[str]:
    first, second = _ends(move)
    if first is None:
        yield "no company"
        return
    yield from _of_name(first)
    yield from _of_place(scene, first, {int(end._.entity) for end in _all_ends(move)}, move.trigger)
    if move.event is not None:
        yield from _of_slots(first, move.event, move.trigger)
    if second is None:
        return
    yield "both companies"
    if second.sent != move.trigger.sent:
        yield "the other company in another sentence"
    if second.kb_id_:
        yield "the other company known"


def _of_name(end: Span) -> Iterator[str]:
    name = str(end._.name or end.text)
    if end.kb_id_:
        yield "a known company"
        return
    if name.casefold() in _surnames():
        yield "company called as a person is"
    if _ODD.search(name) or len(name) <= _SHORT or name[0].islower():
        yield "an odd name"


def _of_place(scene: Scene, end: Span, ends: Collection[int], trigger: Token) -> Iterator[str]:
    """Where the company stands, and whether one that is no end of the move would be nearer."""
    here = [e for e in scene.company_ents if e._.entity == end._.entity and e.sent == trigger.sent]
    others = [e for e in scene.company_ents if e._.entity not in ends and e.sent == trigger.sent]
    if others:
        yield "another company in the sentence"
    if not here:
        yield "company in another sentence"
        return
    near = min(here, key=lambda e: abs(e.root.i - trigger.i))
    if abs(near.root.i - trigger.i) > _FAR:
        yield "company far away"
    if any(_between(other, near, trigger) for other in others):
        yield "another company nearer"


def _of_slots(end: Span, event: Event, trigger: Token) -> Iterator[str]:
    """Whether the clause itself names the company, or only "it", "the company"."""
    slots = [e for e in (*event.to, *event.origins) if e._.entity == end._.entity]
    if slots:
        meant = event.vague or event.vague_goal or all(e.sent != trigger.sent for e in slots)
        yield "company only meant" if meant else "company in its place"


def _of_telling(scene: Scene, move: Found) -> Iterator[str]:
    yield move.kind
    if move.status not in {"completed", "planned"}:
        yield "not real"
    if move.role is not None:
        yield "a post"
    if move.also:
        yield "told again"
    frame = move.event.frame if move.event is not None else None
    if frame is not None and frame.weak:
        yield "an everyday word"
    if frame is not None and frame.extra:
        yield "a phrase"
    if move.trigger.pos_ in {"NOUN", "PROPN"}:
        yield "told by a noun"
    if is_passive(move.trigger):
        yield "passive"
    if move.trigger.dep_ in {"xcomp", "ccomp"}:
        yield "below another verb"
    if len(move.trigger.sent) > _LONG:
        yield "a long sentence"
    yield from (f"words of {topic}" for topic in ("sports", "politics") if _is_told_of(scene, move.trigger, topic))


def _is_told_of(scene: Scene, trigger: Token, topic: str) -> bool:
    return any(t.lemma_ in scene.words[topic] for t in trigger.sent)


def _ends(move: Found) -> tuple[Span | None, Span | None]:
    """The company that makes the move what it is, and the other."""
    start = move.origins[0] if move.origins else None
    if move.kind in OUT:
        return start, move.destination
    inside = start is not None and move.destination is not None and start._.entity == move.destination._.entity
    return move.destination, None if inside else start


def _all_ends(move: Found) -> tuple[Span, ...]:
    return (*move.origins, *((move.destination,) if move.destination is not None else ()))


def _told_with(move: Found) -> tuple[int, ...]:
    """The others whose moves the same words tell: those who come along, and whom somebody succeeds."""
    return tuple(p.entity for p in (*move.event.people, *move.event.predecessors)) if move.event is not None else ()


def _between(other: Span, span: Span, trigger: Token) -> bool:
    """Does another name of the sentence stand between the trigger and a name?"""
    low, high = sorted((span.root.i, trigger.i))
    return other.sent == trigger.sent == span.sent and low < other.root.i < high


@cache
def _surnames() -> frozenset[str]:
    """The last names of the people that are listed: a company called so may be the person."""
    people = (entry for entry in entries().values() if entry.label == "PERSON")
    return frozenset(name.casefold().split()[-1] for one in people for name in one.spellings() if " " in name)
