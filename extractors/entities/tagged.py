"""What the tagger of names says of an English article: a person or a body, and where a name begins and ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np
from spacy.tokens import Doc

from extractors.entities.found import Found
from extractors.tagger import LABELS, TAGS, Array, tagger

_MOST = 3.0  # points, however sure the tagger is
_PERSON, _ORG, _PLACE = ([TAGS.index(f"{position}-{label}") for position in "BI"] for label in LABELS[:3])


@dataclass(frozen=True, slots=True)
class Opinion:
    """Probabilities of the tags, a row a token; a token of a sentence that was not read has the row of no name."""

    shares: Array

    def points(self, each: Found) -> float:
        """Points for a person, negative ones for a body: the log of their odds, for what share it is either."""
        rows = self.shares[each.start : each.end].mean(axis=0)
        person, body = float(rows[_PERSON].sum()), float(rows[_ORG].sum())
        return (person + body) * max(-_MOST, min(_MOST, log((person + 0.02) / (body + 0.02))))

    def is_place(self, each: Found) -> bool:
        """Whether it is more likely a place than not."""
        return float(self.shares[each.start : each.end].mean(axis=0)[_PLACE].sum()) > 0.5


def opinion(doc: Doc, asked: Iterable[Found]) -> Opinion:
    """The tagger's of the sentences that hold what is asked about."""
    shares = np.zeros((len(doc), len(TAGS)), dtype=np.float32)
    shares[:, 0] = 1
    starts = {each.start: each.tokens(doc).sent for each in asked}
    read = list({sentence.start: sentence for _, sentence in sorted(starts.items())}.values())
    for sentence in read:
        shares[sentence.start : sentence.end] = tagger().probabilities([token.text for token in sentence])
    return Opinion(shares)
