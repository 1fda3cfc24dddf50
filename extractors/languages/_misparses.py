"""Common errors of the parsers that the order of words and the punctuation of a language set right."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from spacy.tokens import Doc

_OPENING = {"«": "»", "„": "“", "“": "”"}
_INSIDE = 8  # tokens a quoted name may have
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def quoted(
    words: Sequence[str], heads: MutableSequence[int], labels: MutableSequence[str], tags: Sequence[str]
) -> None:
    """A preposition right before a quoted name is that name's: «из «Яндекса» в «Ларкспур»», wherever it was hung."""
    for at in range(len(words) - 1):
        closing = _OPENING.get(words[at + 1])
        if closing is None or not tags[at].startswith("ADP"):
            continue
        inside = [i for i in range(at + 2, min(len(words), at + 2 + _INSIDE)) if closing not in words[at + 2 : i + 1]]
        tops = [i for i in inside if heads[i] not in inside and not tags[i].startswith("PUNCT") and heads[i] != i]
        if tops and heads[at] not in inside:
            if _is_below(heads, tops[0], at):  # the parser has made the preposition the head
                _promote(heads, labels, tops[0], at)
            heads[at], labels[at] = tops[0], "case"


def _promote(heads: MutableSequence[int], labels: MutableSequence[str], name: int, preposition: int) -> None:
    """Give a name the place of its preposition in the tree, and all that hung on it."""
    for i in range(len(heads)):
        if heads[i] == preposition and i not in {name, preposition}:
            heads[i] = name
    heads[name] = name if heads[preposition] == preposition else heads[preposition]
    labels[name] = labels[preposition] if labels[preposition] != "case" else "obl"


def introduced(doc: Doc, heads: MutableSequence[int], labels: MutableSequence[str]) -> None:
    """ "Before joining X, Jane Roe worked …": a name hung on the introductory clause is the subject of the next verb.

    It stands right before a finite verb without a subject, behind a comma, and somewhere below that very verb.
    """
    subjects = {heads[i] for i, label in enumerate(labels) if label in {"nsubj", "nsubj:pass", "expl", "csubj"}}
    for name in range(1, len(doc) - 1):
        if labels[name] not in {"appos", "conj", "compound"} or doc[name].pos_ not in {"PROPN", "NOUN"}:
            continue
        after = doc[name + 1]
        verb = name + 1 if after.tag_ in _FINITE else -1
        if after.pos_ == "AUX" and verb >= 0 and labels[verb] in {"aux", "aux:pass", "cop"}:
            verb = heads[verb]
        if verb < 0 or verb in subjects or not _is_below(heads, name, verb):
            continue
        left = name
        while left > 0 and heads[left - 1] == name and labels[left - 1] == "compound":
            left -= 1
        if left > 0 and doc[left - 1].text == ",":
            passive = any(heads[i] == verb and labels[i] == "aux:pass" for i in range(name, verb))
            heads[name], labels[name] = verb, "nsubj:pass" if passive else "nsubj"


def _is_below(heads: Sequence[int], token: int, top: int) -> bool:
    for _ in range(len(heads)):
        if heads[token] == token:
            return False
        token = heads[token]
        if token == top:
            return True
    return False
