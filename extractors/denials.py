"""What is denied: by a negation, by the verb above, by what is said of the report, by the next sentence."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from extractors.arguments import Event
from extractors.scene import Scene
from extractors.syntax import is_verbal
from kg.model import Status


def denied(scene: Scene, event: Event, chain: Sequence[Token]) -> Status | None:
    """What a denial makes of an event: denied, or attempted where an offer was refused; None where nothing is denied."""
    words = scene.words
    if _is_told_false(scene, chain[0]):
        return "denied"
    if any(_denies(scene, token) for token in chain[1:]):
        refused = any(token.lemma_ in words["refuse_verbs"] for token in chain[1:])
        return "attempted" if event.frame.kind == "recruited" or refused else "denied"
    if not words["negation"].isdisjoint(event.frame.extra):  # "no longer works": the frame itself is a denial
        return "completed"
    if any(_negated(scene, one) for one in chain[:2] if one == chain[0] or one.lemma_ not in words["speech_verbs"]):
        return "denied"
    return "denied" if _denied_next(scene, chain[0]) else None


def _negated(scene: Scene, token: Token) -> bool:
    return any(
        child.lower_ in scene.words["negation"] and child.dep_ not in {"nmod", "obl", "conj"}
        for child in token.children
    )


def _denies(scene: Scene, token: Token) -> bool:
    """A verb of denial, "called the report fiction", "is not true"."""
    words = scene.words
    if token.lemma_ in words["truth_verbs"] and _negated(scene, token):
        return True
    if any(child.lemma_ in words["fiction_nouns"] and child.dep_ not in {"nsubj"} for child in token.children):
        return True
    silent = any(child.dep_ == "xcomp" and child.lemma_ in words["comment_verbs"] for child in token.children)
    return token.lemma_ in words["deny_verbs"] and not silent and not _negated(scene, token)


def _is_told_false(scene: Scene, trigger: Token) -> bool:
    """ "Reports that Roe is off to X are wrong": what the noun over the clause is said to be."""
    words = scene.words
    for token in trigger.ancestors:
        if token.lemma_ in words["told_pronouns"] and token.dep_ in {"nsubj", "nsubj:pass"}:
            head = token.head
            return _denies(scene, head) or (head.lemma_ in words["fiction_nouns"] and not _negated(scene, head))
    return False


def _denied_next(scene: Scene, trigger: Token) -> bool:
    """Does the next sentence deny what this one tells: "The company denied it", «В группе это отрицают»?"""
    end = trigger.sent.end
    if end >= len(scene.doc) or (scene.people_ents and any(p.sent.start == end for p in scene.people_ents)):
        return False
    following = scene.doc[end].sent
    told = {t.lower_ for t in following} | {t.lemma_ for t in following}
    return any(_denies(scene, t) for t in following if is_verbal(t)) and bool(told & scene.words["told_pronouns"])
