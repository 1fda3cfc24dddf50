"""From a trigger to its arguments: which frame fits, and what stands in each slot.

A slot of a frame is a list of places: `subject`, `object` (of the active voice), `poss`, a bare case (`gen`, `ins`), a
preposition with or without a case (`from`, `в+acc`), or a noun whose genitive is meant (`команда+gen`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from extractors.cases import role_by_case, teller
from extractors.companions import TOGETHER, companions, joint
from extractors.filled import future_or_new, is_filled
from extractors.lexicon import OUT, POSTS, Frame, frames
from extractors.persons import listed
from extractors.places import tokens_at
from extractors.posts import company_of_role, role_among, role_behind, role_meant, role_named, role_text
from extractors.relatives import besides_hirer, is_own
from extractors.scene import COMPANY_LABELS, Party, Scene
from extractors.syntax import (
    clause_tokens,
    feature,
    grammatical_subject,
    is_passive,
    is_verbal,
    marker,
)
from extractors.triggers import candidates, triggers

_PLACES = frozenset({"subject", "object", "gen", "ins", "dat", "acc", "loc", "poss", "by", "of", "at"})
_TAKEN = COMPANY_LABELS | {"ROLE", "PERSON"}  # entities with companies of their own
_AROUND = frozenset({"before", "after", "since", "upon", "following", "до", "после", "перед", "накануне"})
_LIGHT = ("light_verbs", "speech_verbs", "plan_verbs", "deny_verbs")  # lists of verbs that lend a noun their subject


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
    vague: bool = False  # the origin is only "the company"
    vague_goal: bool = False  # the destination is only "its"
    role_tokens: tuple[int, int] = (-1, -1)
    post: bool = False  # a word for the post itself ("left his post")
    posts: frozenset[tuple[int, int]] = frozenset()  # the titles that moves of the text lead to, as tokens

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
        able = candidates(index, token)
        if not able or (token.i in scene.entity_at and scene.entity_at[token.i].label_ != "ROLE"):
            continue
        fitting = [event for frame in able if (event := _fill(scene, frame, token)) is not None]
        if fitting:
            yield max(fitting, key=lambda event: event.filled)


def _fill(scene: Scene, frame: Frame, trigger: Token) -> Event | None:
    if not triggers(scene, frame, trigger):
        return None
    event = Event(frame, trigger)
    event.people = _people(scene, frame, trigger, "person")
    if frame.kind == "founded":
        event.people += companions(scene, trigger, event.people)
    elif event.people and scene.doc.lang_ == "ru" and frame.kind in TOGETHER and not frame.is_noun:
        event.people += joint(scene, trigger, event.people)
    elif event.people and not frame.is_noun:
        event.people += _along(scene, trigger, event.people)
    coming = frozenset(party.entity for party in event.people)
    event.predecessors = _people(scene, frame, trigger, "predecessor", coming)
    event.to = _companies(scene, frame, trigger, "to", event)
    if frame.slots.get("from", ("",))[0] == "subject":  # "X lost Y to the company …": the subject cannot be the goal
        lost = {c._.entity for c in _companies(scene, frame, trigger, "from", event)}
        event.to = [c for c in event.to if c._.entity not in lost]
    event.origins = [
        c for c in _companies(scene, frame, trigger, "from", event) if c._.entity not in {t._.entity for t in event.to}
    ]
    _fill_role(scene, event)
    return event if is_filled(scene, event) else None


def _people(
    scene: Scene, frame: Frame, trigger: Token, slot: str, besides: frozenset[int] = frozenset()
) -> list[Party]:
    """The people in the first place of a slot that holds any, named ones before described ones."""
    for place in frame.slots.get(slot, ()):
        described: list[Party] = []
        for token in tokens_at(scene, place, trigger):
            found = [party for party in scene.people(token) if party.entity not in besides]
            if slot == "predecessor" and token.head != trigger and place == "gen":  # «сменил пост директора X на …»
                found = [party for party in found if party.span is not None]
            if any(party.span is not None for party in found):
                return found
            described = described or found
        if described:
            return described
    if slot == "person" and frame.is_noun and frame.kind in OUT and feature(trigger, "Number") == "Plur":
        behind = scene.doc[trigger.i + 1 : trigger.i + 2]
        first = next((p for p in scene.people_ents if trigger.i < p.start < trigger.sent.end), None)
        if first is not None and behind.text in {"—", "–", ":"}:  # "a string of departures — A, B and C"
            return [Party(e.root, e) for e in listed(scene, first)]
    if slot != "person" or not frame.is_noun or frame.word not in scene.words["own_nouns"]:
        return []
    found = _light_subject(scene, trigger, frame.kind not in OUT)
    if not found and scene.doc.lang_ == "ru":
        verbs = scene.words["plan_verbs"] | scene.words["deny_verbs"] | scene.words["light_verbs"]
        own = teller(scene, trigger, verbs)
        found = [Party(own.root, own)] if own is not None else []
    return found


def _along(scene: Scene, trigger: Token, people: list[Party]) -> list[Party]:
    """ "hired Roe along with two engineers", "left alongside Poe": who goes the same way."""
    known = {party.entity for party in people}
    with_ = [t for t in trigger.children if t.dep_ == "obl" and marker(t) in scene.words["along"]]
    return [p for t in with_ for p in scene.people(t) if p.entity not in known]


def _light_subject(scene: Scene, noun: Token, coming: bool) -> list[Party]:
    """«объявил об уходе», "announced plans for retirement": the subject of the verb above an action noun."""
    around = coming and marker(noun) in _AROUND
    for _ in range(3):
        if noun.head == noun:
            return []
        noun = noun.head
        if is_verbal(noun):
            if not around and not any(noun.lemma_ in scene.words[name] for name in _LIGHT):
                return []
            found = grammatical_subject(noun)
            return scene.people(found) if found is not None and not is_passive(noun) else []
    return []


def _companies(scene: Scene, frame: Frame, trigger: Token, slot: str, event: Event) -> list[Span]:
    for place in frame.slots.get(slot, ()):
        for token in tokens_at(scene, place, trigger):
            if _is_past(scene, token) and place.partition("+")[0] not in scene.words["spans"]:
                continue
            if slot == "from" and token.lemma_ in scene.words["post_nouns"]:
                event.post = True
            if slot == "to" and place == "object" and frame.kind == "appointed" and token.i not in scene.entity_at:
                event.post = event.post or token.lemma_ in scene.words["work_nouns"]
            taken = any(
                party.head.i == token.i or (party.span is not None and party.span.start <= token.i < party.span.end)
                for party in event.people
            )
            joined = slot == "to" and place == "object"  # who joins people does not join their company
            found = (
                []
                if taken and place not in {"subject", "object"}
                else scene.companies(token, people=not taken and not joined)
            )
            if slot == "to" and frame.kind == "founded" and scene.doc.lang_ == "ru" and token.i not in scene.entity_at:
                found = [c for c in found if c.start not in scene.former_companies and marker(c.root) != "из"]
            if slot == "to" and frame.kind == "founded" and future_or_new(scene, trigger):
                # What is yet to be founded is none of the companies talked of before.
                found = [c for c in found if token.left_edge.i <= c.start <= token.right_edge.i + 1]
            if slot == "to" and token.i not in scene.entity_at:
                found = [c for c in found if not is_own(c, trigger)] or [
                    c for c in (scene.last_company(token, frozenset(int(c._.entity) for c in found)),) if c and found
                ]
            if slot == "from" and token.i not in scene.entity_at:
                found = besides_hirer(scene, found, token, trigger)
            if found:
                event.vague = slot == "from" and token.i not in scene.entity_at
                return found
    return _strayed(scene, frame, trigger, event) if slot == "to" else []


def _strayed(scene: Scene, frame: Frame, trigger: Token, event: Event) -> list[Span]:
    """A goal the parser hung on a noun of the clause: «после перерыва в X вернулся», "talks over a role at X"."""
    words = {place.partition("+")[0] for place in frame.slots.get("to", ()) if place not in _PLACES}
    own = {t.i for party in event.people for t in party.head.subtree}
    for token in clause_tokens(trigger):
        ent = scene.entity_at.get(token.i)
        if ent is None or ent.label_ not in COMPANY_LABELS or ent.root != token or token.i in own:
            continue
        if marker(token) in words and not _is_past(scene, token) and token.head.ent_type_ not in _TAKEN:
            return [ent]
    return []


def _is_past(scene: Scene, token: Token) -> bool:
    """ "after two years at X", «спустя год в X»: a place of the time before, where nobody is going."""
    if marker(token) in {"", "из", "с"}:  # «весной прошлого года из X»
        return False
    before = scene.doc[max(token.sent.start, token.left_edge.i - 1) : token.left_edge.i]
    return bool(before) and before[0].lemma_ in scene.words["spans"] and token.lower_ not in scene.words["spans"]


def _fill_role(scene: Scene, event: Event) -> None:
    """The role phrase among the frame's role places, or under a word for "post" anywhere in the clause."""
    frame, trigger = event.frame, event.trigger
    names = {i for party in event.people if party.span is not None for i in range(party.span.start, party.span.end)}
    tokens = [t for place in frame.slots.get("role", ()) for t in tokens_at(scene, place, trigger)]
    for token in clause_tokens(trigger):
        if token.lemma_ in scene.words["post_nouns"]:
            event.post = True
            tokens.extend([token, *token.children])
    if frame.kind in POSTS and (named := role_named(scene, trigger, max((*names, trigger.i)))) is not None:
        tokens.append(named.root)
    role = role_among(scene, tokens, names | {party.head.i for party in event.people})
    if role is None and frame.kind in POSTS and names:
        role = role_meant(scene, tokens, trigger)
    if role is None and frame.kind in POSTS and names and "ins" in frame.slots.get("role", ()):
        able = role_by_case(scene, trigger)
        role = able if able is not None and not names & set(range(able.start, able.end)) else None
    if role is None and not event.to and frame.kind in POSTS:
        titled = [
            (t, c)
            for t in tokens
            if (marker(t) == "as" or (t.dep_ == "xcomp" and scene.is_person_noun(t)))
            and (c := scene.company_below(t)) is not None
        ]
        if titled:  # "as chief of X": a title too plain to be one by itself
            event.to, event.role = [titled[0][1]], titled[0][0].text
            return
    if role is None and names and frame.kind in POSTS and "object2" in frame.slots.get("role", ()):
        role = role_behind(scene, trigger, max(names))
        event.role, event.role_tokens = (role_text(scene, role), (role.start, role.end)) if role else (None, (-1, -1))
    elif role is not None:
        event.role, event.role_tokens = role_text(scene, role), (role.start, role.end)
        ends = event.origins if frame.kind in OUT else event.to
        leaves = frame.kind == "joined" and any(f.kind in OUT for f in frames(scene.doc.lang_)[frame.word])
        if not ends and not leaves and (company := company_of_role(scene, role)) is not None:
            ends.append(company)
            event.vague_goal = not role.sent.start <= company.start < role.sent.end or company.end <= trigger.i
