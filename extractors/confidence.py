"""How sure a move is: the chance that the article tells it so, from how its parts were found.

Logistic regression on cues one can read, scaled so that of moves with .8 about eight in ten are right (Platt,
"Probabilistic outputs for support vector machines", 1999). Weights: data/confidence.toml, learnt by
`python -m benchmarks.train_confidence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import exp

from spacy.tokens import Span, Token

from extractors.lexicon import frames
from extractors.merging import OUT, Found
from extractors.scene import Scene
from extractors.syntax import feature, is_passive, marker
from kg.resources import DATA, toml

_FAR = 12  # tokens between the word that tells a move and a company not quite near it
_LONG = 45  # tokens of a sentence in which parsers lose their way
_MANY = 2  # words of politics or sport that make it what a text is about


@dataclass(frozen=True, slots=True)
class Weights:
    """What one language's moves are weighed with, in nats."""

    constant: float
    cues: dict[str, float]
    least: float  # a move less sure is not told


@cache
def weights(language: str) -> Weights:
    """The weights of a language.

    Raises:
        KnowledgeError: data/confidence.toml is missing or is not TOML.
    """
    table = toml(DATA / "confidence.toml")
    own = table[language]
    shared = {str(name): float(value) for name, value in table["cues"].items()}
    scaled = {name: own["scale"] * value for name, value in shared.items()}
    return Weights(float(own["constant"]), scaled, float(own["least"]))


def chance(language: str, found: Iterable[str]) -> float:
    """The probability, above 0 and below 1, that a move with these cues is told as it was found."""
    known = weights(language)
    score = known.constant + sum(known.cues.get(name, 0.0) for name in found)
    return 1 / (1 + exp(-score))


def least_of(language: str) -> float:
    """The confidence below which a move of a language is not told."""
    return weights(language).least


def cues(scene: Scene, move: Found) -> tuple[str, ...]:
    """What speaks for or against a move, by name, in a fixed order."""
    return (*_of_person(scene, move), *_of_ends(scene, move), *_of_trigger(scene, move), *_of_text(scene, move))


def _of_person(scene: Scene, move: Found) -> Iterator[str]:
    person, trigger = move.person.span, move.trigger
    if person is None:
        yield "nobody named"
        return
    name = str(person._.name or person.text)
    if " " not in name:
        yield "a name of one word"
    elif " " not in person.text.strip():
        yield "a full name from elsewhere"
    if person.kb_id_:
        yield "a known person"
    if person.sent != trigger.sent:
        yield "person in another sentence"
    elif _hangs(move.person.head, trigger):
        yield "person beside the verb"
    if any(_label(scene, i) == "ROLE" for i in (person.start - 1, person.end, person.end + 1)):
        yield "a title beside the name"
    if any(_between(other, person, trigger) for other in scene.people_ents if other._.entity != person._.entity):
        yield "another person nearer"


def _of_ends(scene: Scene, move: Found) -> Iterator[str]:
    first, second = _ends(move)
    if first is None:
        yield "no company"
        return
    yield from _of_end(scene, first, move.trigger)
    if second is None:
        return
    yield "both companies"
    if second.sent != move.trigger.sent:
        yield "the other company in another sentence"
    if second.kb_id_:
        yield "the other company known"


def _of_end(scene: Scene, end: Span, trigger: Token) -> Iterator[str]:
    if end.kb_id_:
        yield "a known company"
    if end.label_ != "COMPANY":
        yield "another body than a company"
    mentions = [e for e in scene.company_ents if e._.entity == end._.entity]
    if len(mentions) == 1:
        yield "company named once"
    here = [e for e in mentions if e.sent == trigger.sent]
    if not here:
        yield "company in another sentence"
    elif any(_hangs(e.root, trigger) for e in here):
        yield "company beside the verb"
    elif min(abs(e.root.i - trigger.i) for e in here) > _FAR:
        yield "company far away"
    near = min(here, key=lambda e: abs(e.root.i - trigger.i)) if here else None
    others = [e for e in scene.company_ents if e._.entity != end._.entity and e.sent == trigger.sent]
    if near is not None and any(_between(other, near, trigger) for other in others):
        yield "another company nearer"
    if near is None and others:
        yield "another company in the sentence"
    names = {t.lower_ for e in scene.people_ents for t in e}
    if not end.kb_id_ and all(t.lower_ in names for t in end):
        yield "company called as a person is"


def _of_trigger(scene: Scene, move: Found) -> Iterator[str]:
    trigger = move.trigger
    yield move.kind
    if move.status != "completed":
        yield "planned" if move.status == "planned" else "not real"
    if move.role is not None:
        yield "a post"
    if move.guessed:
        yield "a guessed company"
    if move.also:
        yield "told again"
    able = [f for f in frames(scene.doc.lang_).get(trigger.lemma_, ()) if (f.kind in OUT) == (move.kind in OUT)]
    if any(frame.weak for frame in able):
        yield "an everyday word"
    if trigger.pos_ in {"NOUN", "PROPN"}:
        yield "told by a noun"
    if is_passive(trigger):
        yield "passive"
    if trigger.dep_ in {"acl:relcl", "acl", "advcl"}:
        yield "told by the way"
    elif trigger.dep_ in {"xcomp", "ccomp"}:
        yield "below another verb"
    if feature(trigger, "Tense") == "Pres" or feature(trigger, "VerbForm") == "Inf":
        yield "no past tense"
    if len(trigger.sent) > _LONG:
        yield "a long sentence"


def _of_text(scene: Scene, move: Found) -> Iterator[str]:
    for name in ("sports", "politics"):
        words = scene.words[name]
        count = sum(t.lemma_ in words for t in scene.doc)
        if count:
            yield f"{name} talked of" if count >= _MANY else f"a word of {name}"
    if move.trigger.sent.start == 0:
        yield "the first sentence"


def _ends(move: Found) -> tuple[Span | None, Span | None]:
    """The company that makes the move what it is, and the other."""
    start = move.origins[0] if move.origins else None
    if move.kind in OUT:
        return start, move.destination
    inside = start is not None and move.destination is not None and start._.entity == move.destination._.entity
    return move.destination, None if inside else start


def _hangs(token: Token, trigger: Token) -> bool:
    """Is a token an argument of the trigger, or the possessor, apposition or conjunct of one?"""
    above = token
    for _ in range(3):
        if above.head == trigger:
            return True
        if above.dep_ not in {"appos", "conj", "flat", "flat:name", "nmod:poss", "compound", "nmod"} or above.head == above:
            return False
        above = above.head
    return False


def _between(other: Span, span: Span, trigger: Token) -> bool:
    """Does another name of the sentence stand between the trigger and a name?"""
    low, high = sorted((span.root.i, trigger.i))
    return other.sent == trigger.sent == span.sent and low < other.root.i < high


def _label(scene: Scene, i: int) -> str:
    return scene.label_at(i)
