"""Ends of a move told around its clause: its purpose, who persuaded somebody, the company they are first told of with."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extractors.arguments import Event
from extractors.scene import Scene
from extractors.syntax import marker, subject


def purpose(scene: Scene, event: Event) -> Span | None:
    """ "hired from X to fix the finances of Y": who is hired works for whom they were hired."""
    away = {int(c._.entity) for c in event.origins}
    for clause in event.trigger.children:
        if clause.dep_ in {"xcomp", "advcl"} and any(c.lower_ == "to" for c in clause.children):
            named = [e for e in scene.company_ents if clause.is_ancestor(e.root) and e._.entity not in away]
            if named:
                return named[0]
    return None


def persuader(scene: Scene, trigger: Token) -> Span | None:
    """ "Y has persuaded Roe to leave X": the company somebody leaves for."""
    verb = trigger.head
    if trigger.dep_ != "xcomp" or verb.lemma_ not in scene.words["persuade_verbs"]:
        return None
    who = subject(verb)
    return next(iter(scene.companies(who)), None) if who is not None else None


def told_with(scene: Scene, person: Span, trigger: Token, there: int) -> Span | None:
    """ "X confirmed that Roe had resigned. She is going to Y": the one company somebody is first told of with.

    It is a subject, or where somebody is or comes from, and it stands before the move; two of them tell nothing.
    """
    first = next((p for p in scene.people_ents if p._.entity == person._.entity), person)
    if not scene.words["home_prepositions"] or (
        first.sent.end < trigger.sent.start and first.sent.end != trigger.sent.start
    ):
        return None
    near = [e for e in scene.company_ents if e.sent == first.sent and e.start < trigger.i and e.label_ == "COMPANY"]
    able = [
        e
        for e in near
        if e._.entity != there
        and (e.root.dep_ in {"nsubj", "nsubj:pass"} or marker(e.root) in scene.words["home_prepositions"])
    ]
    return able[0] if len({int(e._.entity) for e in able}) == 1 and not trigger.is_ancestor(able[0].root) else None
