"""Does the text give a frame all it needs?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from extractors.lexicon import OUT
from extractors.scene import Scene
from extractors.syntax import dependents, feature, is_infinitive, objects

if TYPE_CHECKING:
    from extractors.arguments import Event


def is_filled(scene: Scene, event: Event) -> bool:
    """Whether each group of slots the frame needs has one filled, and an everyday word has both its ends."""
    homes = any(party.home is not None for party in event.people)  # "Acme's finance chief quits"
    have = {
        "person": bool(event.people),
        "to": bool(event.to),
        "from": bool(event.origins) or homes or _is_titled(scene, event),
        "role": event.role is not None,
        "predecessor": bool(event.predecessors) or _is_succeeded(scene, event),
        "post": event.post,
    }
    frame = event.frame
    if not (frame.bare and event.people) and not all(
        any(have.get(slot, False) for slot in group) for group in frame.needs
    ):
        return False
    if frame.weak and not (
        have["person"] and (have["to"] or have["from"] or have["role"] or have["post"] or have["predecessor"])
    ):
        return False
    if frame.future_only and not future_or_new(scene, event.trigger):
        return False
    if frame.purpose and not (event.trigger.head.lemma_ in frame.purpose and is_infinitive(event.trigger)):
        return False
    return have["person"] or have["predecessor"]


def _is_succeeded(scene: Scene, event: Event) -> bool:
    """ "will be succeeded by Jane Roe": somebody is, whoever "she" was."""
    if "predecessor" not in event.frame.slots or not event.people:
        return False
    return any(t.lower_ in scene.words["person_pronouns"] for t in objects(event.trigger))


def _is_titled(scene: Scene, event: Event) -> bool:
    """ "Finance chief Jane Roe has been dismissed": who is let go has the post the title says."""
    dismissed = event.frame.kind in OUT and event.frame.slots.get("person", ("",))[0] == "object"
    named = [party for party in event.people if party.span is not None] if dismissed else []
    return any(
        scene.label_at(p.span.start - 1) == "ROLE" or any(c.ent_type_ == "ROLE" for c in dependents(p.head, "appos"))
        for p in named
        if p.span is not None
    )


def future_or_new(scene: Scene, trigger: Token) -> bool:
    """Whether a verb is told as yet to come: a future, or an infinitive of purpose."""
    if any(child.dep_ == "aux" and child.lower_ in scene.words["future"] for child in trigger.children):
        return True
    infinitive = trigger.dep_ in {"xcomp", "advcl"} and any(
        c.dep_ == "mark" and c.lower_ == "to" for c in trigger.children
    )
    return infinitive or feature(trigger, "Tense") == "Fut"
