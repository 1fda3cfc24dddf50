"""Russian prepositions the parser gave to another noun: each belongs to the first noun behind it.

«ушедший из X в марте, присоединился к Y»: nothing between a preposition and its noun but the noun's own attributes, and
a participle among these may have a phrase of its own («вместо ушедшей в мае Анны Серовой»).
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from extractors.languages import _clauses, _tree

_ATTRIBUTES = ("ADJ", "DET", "NUM", "ADV")
_QUOTES = frozenset('«"„“')
_FAR = 12  # tokens behind a preposition within which the noun of a participle stands
_NOMINAL = ("NOUN", "PROPN")


def rehang(
    words: Sequence[str], heads: MutableSequence[int], labels: MutableSequence[str], tags: Sequence[str]
) -> None:
    """Hang prepositions that a comma, a verb or another preposition parts from their head on the first noun behind."""
    for at, tag in enumerate(tags):
        if not tag.startswith("ADP") or labels[at] != "case":
            continue
        first = _past_attributes(words, tags, at + 1)
        if first < len(tags) and _clauses.is_full_participle(tags[first]) and "Case=Nom" not in tags[first]:
            _attach_participle(words, heads, labels, tags, at, first)
        elif first < len(tags) and tags[first].startswith(_NOMINAL) and not _tree.is_below(heads, first, at):
            heads[at] = first if _is_parted(words, heads, tags, at) else heads[at]


def _past_attributes(words: Sequence[str], tags: Sequence[str], at: int) -> int:
    while at < len(tags) and (tags[at].startswith(_ATTRIBUTES) or words[at] in _QUOTES):
        at += 1
    return at


def _is_parted(words: Sequence[str], heads: Sequence[int], tags: Sequence[str], at: int) -> bool:
    """Whether the head stands before the preposition, or behind what no noun phrase goes over."""
    head = heads[at]
    between = range(at + 1, head)
    return head < at or any(words[i] == "," or "VerbForm=Fin" in tags[i] or tags[i].startswith("ADP") for i in between)


def _attach_participle(
    words: Sequence[str],
    heads: MutableSequence[int],
    labels: MutableSequence[str],
    tags: Sequence[str],
    at: int,
    participle: int,
) -> None:
    noun = _noun_of(words, tags, participle)
    if noun < 0 or heads[noun] == noun or heads[participle] == participle or labels[noun] in {"flat", "flat:name"}:
        return
    if _tree.is_below(heads, noun, at) or _tree.is_below(heads, heads[participle], noun):  # no cycles
        return
    if _tree.is_below(heads, noun, participle):
        heads[noun] = heads[participle]
    heads[at], labels[at] = noun, "case"
    heads[participle], labels[participle] = noun, "acl"
    if labels[noun] in {"nsubj", "nsubj:pass", "obj"}:
        labels[noun] = "obl"


def _noun_of(words: Sequence[str], tags: Sequence[str], participle: int) -> int:
    """The noun behind a participle that agrees with it and has no preposition of its own; -1 where none does."""
    inner = False  # behind a preposition of the participle's own phrase
    for i in range(participle + 1, min(len(tags), participle + 1 + _FAR)):
        if words[i] in {",", ";", "—"} or "VerbForm=Fin" in tags[i]:
            return -1
        if tags[i].startswith("ADP"):
            inner = True
        elif tags[i].startswith(_NOMINAL):
            thing = "Case=Acc" in tags[i] and "Animacy=Inan" in tags[i] and "Case=Acc" not in tags[participle]
            if not inner and not thing and _clauses.agrees(words[participle], tags[participle], tags[i]):
                return i
            inner = False
    return -1
