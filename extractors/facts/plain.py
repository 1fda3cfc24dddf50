"""Facts told without a title or verb: "A, B and C at the University of D", "A of B", «А (Б)»."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.facts.fact import Fact
from extractors.facts.holders import chain
from extractors.facts.names import is_body, is_person
from extractors.scene import Scene


def told_plainly(scene: Scene) -> Iterator[Fact]:
    """The facts of names that stand beside an organisation's."""
    done = -1
    for person in scene.people_ents:
        if person.start < done or not is_person(person):
            continue
        end = person.sent.end
        group = chain(scene, person, end)
        done = last = group[-1].end
        if last + 1 >= end or scene.doc[last].lower_ not in scene.words["beside"]:
            continue
        at = last + 1 + (scene.doc[last + 1].pos_ == "DET")
        ent = scene.entity_at.get(at)
        if ent is None or not is_body(scene, ent):
            continue
        head = scene.doc[last].head
        owner = head.head
        if scene.doc[last].text != "(" and not any(p.start <= owner.i < p.end for p in group):
            continue
        for each in group:
            yield Fact("employed", each, ent, None, False, scene.doc[person.start])
