"""Pronouns whose names the order of clauses gives: "all of whom", and one that stands before its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from extractors.syntax import governors, is_verbal

if TYPE_CHECKING:
    from extractors.scene import Scene

LISTING = frozenset({",", "and", "и", "а", "также"})


def named_before(scene: Scene, token: Token) -> list[Span]:
    """The list of names a clause with "all of whom" is hung on: it ends right before the comma."""
    run: list[Span] = []
    for person in reversed([e for e in scene.people_ents if token.sent.start <= e.start and e.end <= token.i]):
        gap = scene.doc[person.end : run[-1].start if run else token.i]
        if not all(t.lower_ in LISTING or scene.label_at(t.i) == "ROLE" for t in gap):
            break
        run.append(person)
    return run[::-1]


def subject_ahead(scene: Scene, token: Token) -> Span | None:
    """ "After telling her boss that she was leaving, Jane Roe …": the subject of a clause that another opens."""
    if scene.doc.lang_ != "en":
        return None
    inner = token
    for head, label in governors(token):
        if label in {"advcl", "obl", "nmod"} and is_verbal(head) and head.i > token.i:
            for child in head.children:
                ent = scene.entity_at.get(child.i)
                if (
                    child.dep_ in {"nsubj", "nsubj:pass"}
                    and ent is not None
                    and ent.label_ == "PERSON"
                    and child.i > inner.i
                ):
                    return ent
        inner = head
    return None
