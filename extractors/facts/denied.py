"""Whether a sentence says that something is so at all: no fact rests on "is not", "may join", "tried to hire", "if"."""

from __future__ import annotations

from spacy.tokens import Token

from extractors.scene import Scene
from extractors.syntax import is_verbal

_UP = 4


def is_denied(scene: Scene, word: Token) -> bool:
    """Whether the clause of a verb or title is negated, only possible, tried, refused, or a condition."""
    token, heads = word, 0
    for _ in range(_UP):
        clausal = is_verbal(token) or any(child.dep_ == "cop" for child in token.children)
        if clausal:
            heads += 1
            if heads == 1 and _weakened(scene, token):
                return True
        if token.dep_ in {"acl:relcl", "appos", "conj", "advcl", "acl"} or token.dep_.startswith("nsubj"):
            return False
        if token.head == token:
            return False
        if clausal and token.dep_ in {"xcomp", "ccomp"} and _unreal(scene, token.head):
            return True
        token = token.head
    return False


def _weakened(scene: Scene, verb: Token) -> bool:
    words = scene.words
    for child in verb.children:
        if child.lower_ in words["negation"] and child.dep_ in {"advmod", "neg", "det", "mark", "aux"}:
            return True
        if child.dep_ in {"aux", "advmod", "mark"} and child.lower_ in words["unsaying"]:
            return True
    return False


def _unreal(scene: Scene, verb: Token) -> bool:
    words = scene.words
    unreal = words["attempt_verbs"] | words["deny_verbs"] | words["refuse_verbs"] | words["rumour_verbs"]
    return verb.lemma_ in unreal or _weakened(scene, verb)
