"""Who works or worked where, who founded what, who belongs to what: all facts of a document, organisations of any kind.

Titles and verbs are read along the words where the text is a list, and along the tree where it is a clause.
"""

from __future__ import annotations

from extractors.facts.denied import is_denied
from extractors.facts.fact import Fact
from extractors.facts.plain import told_plainly
from extractors.facts.successions import told_by_successions
from extractors.facts.titles import told_by_titles
from extractors.facts.verbs import told_by_verbs
from extractors.scene import Scene

__all__ = ["Fact", "facts"]


def facts(scene: Scene) -> list[Fact]:
    """All facts, in text order; of several that say the same of one pair those with a role are kept."""
    titled = list(told_by_titles(scene))
    told = [*titled, *told_by_verbs(scene), *told_plainly(scene), *told_by_successions(scene, titled)]
    found = [fact for fact in told if not is_denied(scene, fact.trigger)]
    roled = {(fact.person._.entity, fact.body._.entity) for fact in found if fact.role is not None}
    kept: dict[tuple[int, int, str], Fact] = {}
    for fact in found:
        pair = (fact.person._.entity, fact.body._.entity)
        if fact.role is None and fact.kind == "employed" and pair in roled:
            continue
        role = fact.role.text.lower() if fact.role is not None else fact.kind
        kept.setdefault((*pair, role), fact)
    return sorted(kept.values(), key=lambda fact: (fact.person.start, fact.body.start, fact.trigger.i))
