"""Moves told without their verb: "its new CEO, Jane Roe", "her successor will be …", "A went to X, B to Y"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from extractors.arguments import Event
from extractors.lexicon import Frame
from extractors.posts import company_of_role, role_text
from extractors.scene import COMPANY_LABELS, Party, Scene
from extractors.syntax import dependents, is_verbal, subject

_NEW = Frame(kind="appointed", word="new", extra=(), is_noun=True, slots={}, weak=True)
_NOW = Frame(kind="joined", word="now", extra=(), is_noun=True, slots={}, weak=True, former=True)
_BEFORE = 4  # tokens before a title within which "new" belongs to it
_TO = frozenset({"to", "for", "into", "в", "на", "к"})
_FROM = frozenset({"from", "из", "с", "у", "от"})
_STOPS = frozenset({",", ";", "and", "и", "а", "while", "when", "as", "."})


def newcomers(scene: Scene) -> Iterator[Event]:
    """Titles called new with the people who hold them, and successors with their names, in text order."""
    for token in scene.doc:
        role = scene.entity_at.get(token.i)
        heads = role is not None and role.label_ == "ROLE" and role.root == token
        successor = token.lemma_ in scene.words["successors"]
        now = heads and _is_now(scene, token)
        if not (successor or now or (heads and _is_new(scene, token))):
            continue
        trigger, people = _holders(scene, token)
        people = [p for p in people if p.span is not None]
        if len(people) != 1:
            continue
        event = Event(_NOW if now else _NEW, trigger, people=people)
        if trigger.lemma_ in scene.words["have_verbs"] and role is not None and role.start > trigger.i:
            owner = subject(trigger)  # "X has a new chief: Jane Roe, now at Y"
            event.to = scene.companies(owner)[:1] if owner is not None else []
            event.role, event.role_tokens = role_text(scene, role), (role.start, role.end)
        elif role is not None and heads and not successor:
            event.role, event.role_tokens = role_text(scene, role), (role.start, role.end)
            event.to = [c] if (c := company_of_role(scene, role)) is not None else []
        if successor:
            owners = [t for t in dependents(token, "nmod:poss", "nmod", "det") if t != people[0].head]
            event.predecessors = [p for t in owners for p in scene.people(t) if p.entity != people[0].entity][:1]
        yield event


def _is_now(scene: Scene, token: Token) -> bool:
    """«Бывший инженер X — теперь сотрудник Y»: a title with a word for now right before it, or at the head of its sentence."""
    role = scene.entity_at[token.i]
    near = (*scene.doc[max(token.sent.start, role.start - 1) : role.start], token.sent[0])
    predicate = token.dep_ == "root" or any(c.dep_ in {"cop", "nsubj"} for c in token.children)
    return scene.doc.lang_ == "ru" and predicate and any(t.lower_ in scene.words["now"] for t in near)


def _is_new(scene: Scene, token: Token) -> bool:
    role = scene.entity_at[token.i]
    before = scene.doc[max(token.sent.start, role.start - _BEFORE) : token.i]
    new = [t for t in before if t.lower_ in scene.words["new"] or t.lemma_ in scene.words["new"]]
    gap = scene.doc[new[-1].i : role.start] if new else ()
    return bool(new) and not any((is_verbal(t) and t.dep_ != "amod") or t.is_punct for t in gap if t.text != "-")


def _holders(scene: Scene, token: Token) -> tuple[Token, list[Party]]:
    """The clause's head and who holds the post: named beside it, its copular subject, or the predicate it is subject of."""
    if any(child.dep_ == "cop" for child in token.children):
        return token, [p for t in dependents(token, "nsubj") for p in scene.people(t)]
    head = token.head
    if token.dep_ == "root" and scene.doc.lang_ == "ru" and (own := dependents(token, "nsubj")):
        return token, [p for t in own for p in scene.people(t)]
    if token.dep_ == "nsubj" and scene.label_at(head.i) == "PERSON":
        return head, scene.people(head)
    if token.dep_ in {"nsubj", "nsubj:pass"} and is_verbal(head):
        named = [t for t in dependents(head, "xcomp", "obl", "ccomp") if scene.label_at(t.i) == "PERSON"]
        if named and head.lemma_ in scene.words["being_verbs"] | scene.words["naming"]:
            return head, scene.people(named[0])
    if token.dep_ in {"xcomp", "obl"} and head.lemma_ in scene.words["being_verbs"]:  # «его преемником станет …»
        return head, [p for t in dependents(head, "nsubj") for p in scene.people(t)]
    if token.dep_ == "appos" and scene.label_at(head.i) == "PERSON":
        return token, scene.people(head)
    colon = next((t for t in scene.doc[token.i : token.sent.end] if t.text == ":"), None)
    if (
        colon is not None and token.dep_ == "obj" and scene.label_at(colon.i + 1) == "PERSON"
    ):  # "has a new CEO: Jane Roe"
        return head, scene.people(scene.entity_at[colon.i + 1].root)
    return token, scene.people(token)


def gapped(scene: Scene, events: Iterable[Event]) -> Iterator[Event]:
    """The events, each followed by those that share its verb without repeating it: "…, B to Y and C to Z"."""
    for event in events:
        if not event.people or not (event.to or event.origins) or event.frame.is_noun:
            yield event
            continue
        if pairs := list(_respective(scene, event)):
            yield from pairs
            continue
        shared = list(_shared(scene, event))
        own = {party.entity for other in shared for party in other.people}
        event.people = [party for party in event.people if party.entity not in own] or event.people
        yield event
        yield from shared


def _respective(scene: Scene, event: Event) -> Iterator[Event]:
    """ "A and B left for X and Y respectively": each goes to their own."""
    told = any(t.lower_ in scene.words["respectively"] for t in event.trigger.sent)
    if told and len(event.people) > 1:
        people = sorted(event.people, key=lambda party: party.head.i)
        if len(event.to) == len(people):
            yield from (replace(event, people=[one], to=[goal]) for one, goal in zip(people, event.to, strict=True))


def _shared(scene: Scene, event: Event) -> Iterator[Event]:
    known = {party.entity for party in event.people[:1]}
    yield from _posted(scene, event, known)
    if event.frame.kind in {"appointed", "promoted"}:
        yield from _second_post(scene, event)
    for start, end in _segments(scene, event.trigger):
        inside = [e for e in scene.doc.ents if start <= e.start and e.end <= end]
        people = [e for e in inside if e.label_ == "PERSON" and e._.entity not in known]
        companies = [e for e in inside if e.label_ in COMPANY_LABELS and e.start > start]
        if len(people) != 1 or len(companies) != 1 or any(is_verbal(t) for t in scene.doc[start:end]):
            continue
        first = companies[0].start - 1
        if scene.doc[first].lemma_ in scene.words["company_nouns"] and first > start:  # «из института X — Y»
            first -= 1
        before = scene.doc[first].lower_
        party = [Party(people[0].root, people[0])]
        if before in _TO and event.to:
            yield replace(event, people=party, to=companies, origins=[], role=None)
        elif before in _FROM and event.origins:
            yield replace(event, people=party, origins=companies, role=None)


def _second_post(scene: Scene, event: Event) -> Iterator[Event]:
    """ "named finance chief of X, and chairman of Y": each title with an organisation of its own is a post."""
    last = event.role_tokens[1]
    for role in scene.doc.ents if event.role is not None and event.to else ():
        if role.label_ != "ROLE" or role.start < last or role.end > event.trigger.sent.end:
            continue
        gap = scene.doc[last : role.start]
        if any(is_verbal(t) or t.ent_type_ == "PERSON" or t.text == ";" for t in gap) or "and" not in {
            t.lower_ for t in gap
        }:
            break
        company = company_of_role(scene, role)
        if company is not None and company._.entity != event.to[0]._.entity and company.start > role.start:
            yield replace(
                event, to=[company], origins=[], role=role_text(scene, role), role_tokens=(role.start, role.end)
            )
        last = role.end


def _posted(scene: Scene, event: Event, known: set[int]) -> Iterator[Event]:
    """ "hired A as CFO, B as COO and C as …": names behind a comma or "and" with their own "as" and title."""
    if not event.to:
        return
    for person in scene.people_ents:
        if not event.trigger.i < person.start < event.trigger.sent.end or person._.entity in known:
            continue
        before, after = scene.doc[person.start - 1], scene.doc[person.end : person.end + 1]
        roles = [e for e in scene.doc.ents if e.label_ == "ROLE" and person.end < e.start <= person.end + _BEFORE]
        joined = before.lower_ in _STOPS - {"as"} or before.ent_type_ == "ROLE"
        if (
            roles
            and joined
            and after.text == "as"
            and not any(is_verbal(t) for t in scene.doc[person.end : roles[0].start])
        ):
            yield replace(
                event, people=[Party(person.root, person)], origins=[], role=role_text(scene, roles[0]),
                role_tokens=(roles[0].start, roles[0].end),
            )  # fmt: skip


def _segments(scene: Scene, trigger: Token) -> Iterator[tuple[int, int]]:
    """The stretches between commas and conjunctions behind a trigger, up to the end of its sentence."""
    start = trigger.i + 1
    for i in range(trigger.i + 1, trigger.sent.end):
        if scene.doc[i].lower_ in _STOPS or i == trigger.sent.end - 1:
            if i > start:
                yield start, i if scene.doc[i].lower_ in _STOPS else i + 1
            start = i + 1
