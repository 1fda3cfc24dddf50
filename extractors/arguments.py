"""From a trigger to its arguments: which frame fits, and what stands in each slot.

A slot of a frame is a list of places: `subject`, `object` (of the active voice), `poss`, a bare case (`gen`, `ins`), a
preposition with or without a case (`from`, `в+acc`), or a noun whose genitive is meant (`команда+gen`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from extractors.lexicon import Frame, frames
from extractors.scene import Party, Scene
from extractors.syntax import (
    case_of,
    clause_tokens,
    dependents,
    feature,
    grammatical_subject,
    is_passive,
    is_verbal,
    marker,
    objects,
    subject,
)

_CASES = frozenset({"gen", "dat", "ins", "acc", "loc"})
_LIGHT = ("light_verbs", "speech_verbs", "plan_verbs", "deny_verbs")  # lists of verbs that lend a noun their subject
_DEEP = frozenset({"from", "as", "из", "to"})  # prepositions a parser often hangs one level too low


@dataclass(slots=True)
class Event:
    """A frame found in the text with its slots filled."""

    frame: Frame
    trigger: Token
    people: list[Party] = field(default_factory=list)
    to: list[Span] = field(default_factory=list)
    origins: list[Span] = field(default_factory=list)
    predecessors: list[Party] = field(default_factory=list)
    role: str | None = None
    role_tokens: tuple[int, int] = (-1, -1)
    post: bool = False  # a word for the post itself ("left his post")

    @property
    def filled(self) -> int:
        """How much of the frame the text gives: words matched, then slots."""
        return (
            2 * len(self.frame.extra)
            + 2 * bool(self.people)
            + 2 * bool(self.to)
            + bool(self.origins)
            + bool(self.role)
            + bool(self.predecessors)
        )


def events(scene: Scene) -> Iterator[Event]:
    """One event for each trigger of the document: the frame that explains most of the words around it."""
    index = frames(scene.doc.lang_)
    for token in scene.doc:
        candidates = index.get(token.lemma_) or index.get(token.lower_)
        if not candidates or (token.i in scene.entity_at and scene.entity_at[token.i].label_ != "ROLE"):
            continue
        fitting = [event for frame in candidates if (event := _fill(scene, frame, token)) is not None]
        if fitting:
            yield max(fitting, key=lambda event: event.filled)


def _fits_form(frame: Frame, token: Token) -> bool:
    if frame.is_noun:
        return token.pos_ in {"NOUN", "PROPN"}
    if token.pos_ in {"VERB", "AUX"} or feature(token, "VerbForm"):
        return True
    if token.doc.lang_ == "ru":
        return token.lower_.endswith(("ть", "ти", "ться", "тись")) or (
            token.pos_ in {"ADJ", "PROPN"} and token.lemma_ != token.lower_
        )
    return token.pos_ in {"NOUN", "PROPN"} and _headline(token.sent) and token.lower_ != token.lemma_


def _headline(sentence: Span) -> bool:
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(words) >= 3 and sum(t.text[0].isupper() for t in words) >= 0.75 * len(words)


def _fill(scene: Scene, frame: Frame, trigger: Token) -> Event | None:
    if not _fits_form(frame, trigger) or not _has_extra(frame, trigger):
        return None
    event = Event(frame, trigger)
    if frame.when_words and not any(
        t.lemma_ in frame.when_words or t.lower_ in frame.when_words for t in trigger.children
    ):
        return None
    event.people = _people(scene, frame, trigger, "person")
    if frame.kind == "founded":
        event.people += _companions(scene, trigger, event.people)
    event.predecessors = _people(scene, frame, trigger, "predecessor")
    event.to = _companies(scene, frame, trigger, "to", event)
    event.origins = [
        c for c in _companies(scene, frame, trigger, "from", event) if c._.entity not in {t._.entity for t in event.to}
    ]
    _fill_role(scene, event)
    return event if _satisfied(scene, event) else None


def _has_extra(frame: Frame, trigger: Token) -> bool:
    if not frame.extra:
        return True
    near = [t for child in trigger.children for t in (child, *child.children)]
    near += [t for t in trigger.children for c in t.children for t in c.children]
    return all(any(t.lower_ == word or t.lemma_ == word for t in near) for word in frame.extra)


def _satisfied(scene: Scene, event: Event) -> bool:
    have = {
        "person": bool(event.people), "to": bool(event.to), "from": bool(event.origins), "role": event.role is not None,
        "predecessor": bool(event.predecessors), "post": event.post,
    }  # fmt: skip
    frame = event.frame
    if not (frame.bare and event.people) and not all(
        any(have.get(slot, False) for slot in group) for group in frame.needs
    ):
        return False
    if frame.weak and not (
        have["person"] and (have["to"] or have["from"] or have["role"] or have["post"] or have["predecessor"])
    ):
        return False
    if frame.future_only and not _future_or_new(scene, event.trigger):
        return False
    return have["person"] or have["predecessor"]


def _future_or_new(scene: Scene, trigger: Token) -> bool:
    if any(child.dep_ == "aux" and child.lower_ in scene.words["future"] for child in trigger.children):
        return True
    return (trigger.dep_ in {"xcomp", "advcl"} and any(c.dep_ == "mark" for c in trigger.children)) or feature(
        trigger, "Tense"
    ) == "Fut"


# ---------------------------------------------------------------------- places
def _at(scene: Scene, place: str, trigger: Token) -> Iterator[Token]:
    """The tokens that stand in a place of the frame, the likeliest first."""
    if place == "subject":
        if trigger.pos_ in {"NOUN", "PROPN"} and not is_verbal(trigger):
            return
        found = subject(trigger)
        if found is not None:
            yield found
    elif place == "object":
        yield from objects(trigger)
    elif place in {"iobj", "xcomp", "attr"}:
        yield from dependents(trigger, place, "iobj")
    elif place == "object2":
        yield from dependents(trigger, "xcomp", "obl", "appos", "dep")
    elif place == "poss":
        yield from (
            t
            for t in trigger.children
            if t.dep_ == "nmod:poss"
            or (
                t.pos_ in {"DET", "PRON"}
                and t.lower_ in scene.words["person_pronouns"] | scene.words["company_pronouns"]
                and t.dep_ in {"det", "nmod", "amod"}
            )
        )
    elif place in _CASES:
        for child in trigger.children:
            if (
                child.dep_ in {"nmod", "obl", "iobj", "obj", "xcomp", "obl:agent"}
                and not marker(child)
                and (case_of(child) == place or (not case_of(child) and place in {"gen", "ins"}))
            ):
                yield child
    elif place == "by":
        yield from dependents(trigger, "obl:agent")
        yield from (c for c in trigger.children if marker(c) == "by")
    else:
        yield from _prepositional(place, trigger)


def _prepositional(place: str, trigger: Token) -> Iterator[Token]:
    word, _, case = place.partition("+")
    deep = list(clause_tokens(trigger)) if word in _DEEP else list(trigger.children)
    for token in deep:
        if token.dep_ not in {"obl", "nmod", "iobj", "obj", "advcl", "obl:agent", "dep", "acl"}:
            continue
        if marker(token) == word and (not case or case_of(token) in {case, ""}):
            yield token
        elif not marker(token) and token.lemma_ == word and case:
            yield from (c for c in token.children if c.dep_ in {"nmod", "appos", "obl"})
        elif token.lemma_ == word:
            yield from (c for c in token.children if c.dep_ in {"nmod", "obl", "appos"})


def _people(scene: Scene, frame: Frame, trigger: Token, slot: str) -> list[Party]:
    for place in frame.slots.get(slot, ()):
        for token in _at(scene, place, trigger):
            found = scene.people(token)
            if found:
                return found
    return _light_subject(scene, trigger) if slot == "person" and frame.is_noun else []


def _companions(scene: Scene, trigger: Token, people: list[Party]) -> list[Party]:
    """ "founded it with Larry Page", «вместе со Стивом Возняком»."""
    known = {party.entity for party in people}
    with_ = [
        t for t in clause_tokens(trigger) if marker(t) in {"with", "с", "со"} and t.dep_ in {"obl", "nmod", "conj"}
    ]
    return [p for t in with_ for p in scene.people(t) if p.span is not None and p.entity not in known] if people else []


def _light_subject(scene: Scene, noun: Token) -> list[Party]:
    """«объявил об уходе», "announced plans for retirement": the subject of the verb above an action noun."""
    for _ in range(3):
        if noun.head == noun:
            return []
        noun = noun.head
        if is_verbal(noun):
            if not any(noun.lemma_ in scene.words[name] for name in _LIGHT):
                return []
            found = grammatical_subject(noun)
            return scene.people(found) if found is not None and not is_passive(noun) else []
    return []


def _companies(scene: Scene, frame: Frame, trigger: Token, slot: str, event: Event) -> list[Span]:
    for place in frame.slots.get(slot, ()):
        for token in _at(scene, place, trigger):
            if slot == "from" and token.lemma_ in scene.words["post_nouns"]:
                event.post = True
            taken = any(
                party.head.i == token.i or (party.span is not None and party.span.start <= token.i < party.span.end)
                for party in event.people
            )
            found = [] if taken and place not in {"subject", "object"} else scene.companies(token, people=not taken)
            if found:
                return found
    return []


def _fill_role(scene: Scene, event: Event) -> None:
    """The role phrase among the frame's role places, or under a word for "post" anywhere in the clause."""
    frame, trigger = event.frame, event.trigger
    persons = {i for party in event.people if party.span is not None for i in range(party.span.start, party.span.end)}
    tokens: list[Token] = []
    for place in frame.slots.get("role", ()):
        tokens.extend(t for t in _at(scene, place, trigger))
    for token in clause_tokens(trigger):
        if token.lemma_ in scene.words["post_nouns"]:
            event.post = True
            tokens.extend([token, *token.children])
    for token in tokens:
        ent = scene.entity_at.get(token.i)
        if ent is None or ent.label_ != "ROLE":
            ent = next(
                (
                    e
                    for c in token.children
                    if (e := scene.entity_at.get(c.i)) is not None
                    and e.label_ == "ROLE"
                    and c.dep_ in {"compound", "nmod", "amod", "conj", "flat"}
                ),
                None,
            )
        if (
            ent is None
            or persons & set(range(ent.start, ent.end))
            or any(p.head.i in range(ent.start, ent.end) for p in event.people)
        ):
            continue
        event.role, event.role_tokens = _role_text(scene, ent), (ent.start, ent.end)
        if (
            not event.to
            and (company := scene.company_below(ent.root)) is not None
            and frame.kind not in {"left", "retired"}
        ):
            event.to = [company]
        elif (
            not event.origins
            and frame.kind in {"left", "retired"}
            and (company := _company_near(scene, ent)) is not None
        ):
            event.origins = [company]
        return
    if frame.kind in {"appointed", "promoted"} and event.role is None:
        _role_beside(scene, event, persons)


def _role_beside(scene: Scene, event: Event, persons: set[int]) -> None:
    """ "named Jane Roe chief executive": parsers disagree on the second object, its place does not."""
    if not persons or not event.people or "object2" not in event.frame.slots.get("role", ()):
        return
    last = max(persons)
    for ent in scene.doc.ents:
        if (
            ent.label_ == "ROLE"
            and last < ent.start <= last + 4
            and ent.sent == event.trigger.sent
            and event.trigger.i < last
        ):
            gap = scene.doc[last + 1 : ent.start]
            if all(t.lower_ not in {",", "(", "who"} for t in gap):
                event.role, event.role_tokens = _role_text(scene, ent), (ent.start, ent.end)
                return


def _role_text(scene: Scene, ent: Span) -> str:
    """The role in the nominative, a coordinated second title included ("chairman and CEO")."""
    name = str(ent._.name or ent.text)
    following = scene.entity_at.get(ent.end + 1)
    if following is not None and following.label_ == "ROLE" and scene.doc[ent.end].lower_ in {"and", "и"}:
        return f"{name} {scene.doc[ent.end].text} {following._.name or following.text}"
    return name


def _company_near(scene: Scene, role: Span) -> Span | None:
    """The company a role phrase states itself ("chief executive of Starbucks", «главы Intel Foundry», "X's CEO")."""
    found = scene.company_below(role.root)
    if found is not None:
        return found
    beside = scene.entity_at.get(role.end)
    if beside is not None and beside.label_ in {"COMPANY", "ORG", "OUTLET"} and scene.doc.lang_ == "ru":
        return beside
    return next(
        iter(
            scene.companies(child)[0]
            for child in role.root.children
            if child.dep_ in {"nmod", "nmod:poss"} and scene.companies(child)
        ),
        None,
    )
