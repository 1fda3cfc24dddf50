"""Who works or worked where, who founded what, who belongs to what: all facts of a document, organisations of any kind.

Titles and verbs are read along the words where the text is a list, and along the tree where it is a clause.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractors.affiliations import Tie
from extractors.facts.fact import Fact
from extractors.facts.plain import told_plainly
from extractors.facts.titles import kind_of, told_by_titles
from extractors.facts.verbs import told_by_verbs
from extractors.scene import Scene

__all__ = ["Fact", "facts"]


def facts(scene: Scene, ties: Iterable[Tie]) -> list[Fact]:
    """All facts, in text order; of several that say the same of one pair those with a role are kept."""
    titled = list(told_by_titles(scene))
    read = {fact.role.start for fact in titled if fact.role is not None}
    found = [_of_tie(scene, tie) for tie in ties if tie.role is not None and tie.role.start not in read]
    found += titled
    found += told_by_verbs(scene)
    found += told_plainly(scene)
    kept: dict[tuple[int, int, str], Fact] = {}
    roled = {(f.person._.entity, f.body._.entity) for f in found if f.role is not None}
    for fact in found:
        pair = (fact.person._.entity, fact.body._.entity)
        role = fact.role.text.lower() if fact.role is not None else fact.kind
        if fact.role is None and fact.kind == "employed" and pair in roled:
            continue
        kept.setdefault((*pair, role), fact)
    return sorted(kept.values(), key=lambda f: (f.person.start, f.body.start, f.trigger.i))


def _of_tie(scene: Scene, tie: Tie) -> Fact:
    kind = kind_of(scene, tie.role) if tie.role is not None else "employed"
    return Fact(kind, tie.person, tie.company, tie.role, tie.former, scene.doc[tie.start])
