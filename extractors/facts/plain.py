"""Facts told without a title or verb: "A, B and C at the University of D", "A of B", «А (Б)»."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from extractors.facts.fact import Fact
from extractors.facts.holders import chain
from extractors.facts.names import as_body, is_body, is_person, new_body
from extractors.scene import Scene
from kg.model import AffiliationKind

_REACH = 6


def _body(scene: Scene, at: int, end: int) -> Span | None:
    """The organisation at a token, "the" or "the rock band" before it."""
    group = False
    for here in range(at, min(at + _REACH, end)):
        token, ent = scene.doc[here], scene.entity_at.get(here)
        if ent is not None:
            if is_body(scene, ent):
                return ent
            return as_body(scene, ent) if group and ent.label_ in {"PERSON", "PLACE"} else None
        if group and (new := new_body(scene, here)) is not None:
            return new
        group = token.lemma_ in scene.words["band_nouns"]
        if token.pos_ not in {"DET", "ADJ", "NOUN"} and token.text not in {"-", "«"}:
            return None
    return None


def told_plainly(scene: Scene) -> Iterator[Fact]:
    """The facts of names that stand beside an organisation's."""
    done, bands = -1, scene.words["band_nouns"]
    for person in scene.people_ents:
        if person.start < done or not is_person(person):
            continue
        end = person.sent.end
        group = chain(scene, person, end)
        done = last = group[-1].end
        if last + 1 >= end or scene.doc[last].lower_ not in scene.words["beside"]:
            continue
        ent = _body(scene, last + 1, end)
        if ent is None:
            continue
        head = scene.doc[last].head
        owner = head.head
        if scene.doc[last].text != "(" and not any(p.start <= owner.i < p.end for p in group):
            continue
        kind: AffiliationKind = (
            "member" if ent.start - last > 2 and scene.doc[ent.start - 1].lemma_ in bands else "employed"
        )
        for each in group[-1:] if scene.doc[last].text == "(" else group:
            yield Fact(kind, each, ent, None, False, scene.doc[person.start])
