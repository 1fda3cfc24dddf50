"""What is only supposed: wishes, conditions, counterfactuals, comparisons. The chain is a trigger and its governors, upwards."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from extractors.arguments import Event
from extractors.scene import Scene
from extractors.syntax import feature


def is_wished(scene: Scene, event: Event, chain: Sequence[Token]) -> bool:
    """ "Investors want Roe to resign", «акционеры хотят, чтобы он ушёл»: what others wish of somebody."""
    if event.frame.kind not in {"left", "retired", "appointed", "promoted"}:
        return False
    own = any(c.dep_ == "nsubj" for c in event.trigger.children)
    if scene.doc.lang_ == "en" and (own or not to_infinitive(event.trigger)):  # "told X she is leaving"
        return False
    for verb in chain[1:2]:
        if verb.lemma_ in scene.words["wish_verbs"] and any(
            c.dep_ in {"obj", "iobj"} and c.i < event.trigger.i for c in verb.children
        ):
            return True
    return False


def is_hypothetical(scene: Scene, chain: Sequence[Token]) -> bool:
    """A condition ("if X leaves"), a counterfactual ("would have joined"), a likeness ("like hiring LeBron James")."""
    if _is_counterfactual(chain[0]):
        return True
    for token in chain[:3]:
        lowered = {child.lower_ for child in token.children if child.dep_ in {"mark", "aux", "advmod", "case"}}
        if (
            lowered & {"if", "unless", "whether", "should", "если", "бы"}
            or {"would", "have"} <= lowered
            or ("would" in lowered and _has_condition(token))
            or (lowered & scene.words["comparison"] and token.dep_ == "advcl")
        ):
            return True
    return False


def _is_counterfactual(trigger: Token) -> bool:
    """ "Had X moved faster, it might have hired Roe": what did not come about."""
    auxiliaries = {child.lower_ for child in trigger.children if child.dep_ == "aux"}
    opening = next((token for token in trigger.sent if not token.is_space), trigger)
    return "have" in auxiliaries and bool(auxiliaries & {"might", "could"}) and opening.text == "Had"


def _has_condition(token: Token) -> bool:
    """ "If Roe does go, Lee would run it": somebody's doing as a condition; "if he is confirmed" is a plan's own."""
    return any(
        clause.dep_ == "advcl"
        and any(child.dep_ == "mark" and child.lower_ == "if" for child in clause.children)
        and any(child.dep_ == "nsubj" for child in clause.children)
        for clause in token.children
    )


def to_infinitive(token: Token) -> bool:
    """Is a verb an infinitive that another one governs: "agreed to join", «решил уйти»?"""
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children):  # "will run"
        return False
    return (
        feature(token, "VerbForm") == "Inf"
        or token.dep_ in {"xcomp", "csubj"}
        or token.lower_.endswith(("ть", "ться", "ти"))
        or any(c.dep_ == "mark" and c.lower_ == "to" for c in token.children)
    )
