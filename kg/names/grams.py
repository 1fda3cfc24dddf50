"""The words of a list that share most with spellings of another word: pairs of neighbouring letters, rare ones first.

Weighted Dice coefficient over letter pairs (Dice, 1945; for words Adamson and Boreham, 1974), each pair weighted by how few
words have it (Sparck Jones, 1972). Postings are arrays, so a look-up among 100,000 words takes a fraction of a millisecond.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np


class Words:
    """Words by the pairs of letters they hold, "^" before and "$" after them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            for pair in sorted(_pairs(word)):
                found.setdefault(pair, []).append(number)
        self._postings = {pair: np.array(numbers) for pair, numbers in found.items()}
        self._worth = {pair: self._rarity(len(numbers)) for pair, numbers in found.items()}
        self._total = np.zeros(len(self._words))
        for pair, numbers in self._postings.items():
            self._total[numbers] += self._worth[pair]

    def near(self, spelled: Sequence[tuple[str, float]], most: int) -> list[str]:
        """At most `most` words that have a letter pair of one of the spellings (text, weight 0..1), likest first."""
        weights: dict[str, float] = {}
        for text, weight in spelled:
            for pair in _pairs(text):
                weights[pair] = max(weight, weights.get(pair, 0.0))
        shared, total = np.zeros(len(self._words)), 0.0
        for pair, weight in sorted(weights.items()):
            worth = weight * self._worth.get(pair, self._rarity(1))
            total += worth
            if pair in self._postings:
                shared[self._postings[pair]] += worth
        alike = shared / (total + self._total) if total else shared
        nearest = np.argsort(-alike, kind="stable")[:most] if len(alike) <= most else _largest(alike, most)
        return [self._words[number] for number in nearest if alike[number]]

    def _rarity(self, holders: int) -> float:
        return math.log((1 + len(self._words)) / holders)


def _pairs(word: str) -> set[str]:
    return {a + b for a, b in pairwise(f"^{word}$")}


def _largest(
    values: np.ndarray[tuple[int], np.dtype[np.float64]], most: int
) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Places of the largest values, largest first, of equals the first; a partial sort."""
    least = -np.partition(-values, most - 1)[most - 1]
    places = np.flatnonzero(values >= least)
    return places[np.argsort(-values[places], kind="stable")][:most]
