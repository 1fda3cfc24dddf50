"""Entities in the making: token spans with a label, before they become a Doc's `ents`."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

ACTORS = frozenset({"PERSON", "COMPANY", "OUTLET", "ORG"})


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens start to end (exclusive) of a Doc, what they are, and the gazetteer's id where they are known."""

    start: int
    end: int
    label: str
    known: str = ""

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Found) -> bool:
        """Whether all of the other lies within."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Found) -> bool:
        """Whether they share a token."""
        return self.start < other.end and other.start < self.end

    def tokens(self, doc: Doc) -> Span:
        """The span of the Doc."""
        return doc[self.start : self.end]

    def labelled(self, label: str) -> Found:
        """The same span with another label."""
        return replace(self, label=label)


def is_name(token: Token) -> bool:
    """Whether a token is written as a name: a capital in it (Rao, xAI), letters, and not a function word."""
    text = token.text
    if (
        token.pos_ in {"PUNCT", "SPACE", "ADP", "DET", "CCONJ", "SCONJ", "PART", "AUX", "PRON", "NUM"}
        and not text[1:2].isupper()
    ):
        return False
    return any(letter.isupper() for letter in text) and text[0].isalnum()


def is_camel(text: str) -> bool:
    """Whether capitals follow small letters, as in OpenAI or xAI: trade marks do, places and people hardly."""
    return any(a.islower() and b.isupper() for a, b in itertools.pairwise(text)) and text.isascii()


def run_from(doc: Doc, start: int, taken: Sequence[bool], limit: int = 4) -> int:
    """The end of the names that follow one another from a token on, within its sentence; `start` when there is none."""
    at, stop = start, min(doc[start].sent.end, start + limit)
    while at < stop and is_name(doc[at]) and not taken[at]:
        at += 1
    return at


def hyphenated_run_from(doc: Doc, at: int, taken: Sequence[bool]) -> int:
    """The end of the names that follow one another from a token on; the tokenizer cuts a double surname at its hyphen."""
    until = run_from(doc, at, taken)
    while (
        until + 1 < len(doc) and until > at and doc[until].text == "-" and run_from(doc, until + 1, taken) > until + 1
    ):
        until = run_from(doc, until + 1, taken)
    return until


def taken_tokens(doc: Doc, found: Iterable[Found]) -> list[bool]:
    """For each token, whether an entity covers it."""
    taken = [False] * len(doc)
    for each in found:
        taken[each.start : each.end] = [True] * len(each)
    return taken


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """The entities in text order; where two overlap the known one stays, else the longer, else the earlier."""
    kept: list[Found] = []
    for each in sorted(set(found), key=lambda one: (not one.known, -len(one), one.start, one.label)):
        if not any(each.overlaps(other) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)
