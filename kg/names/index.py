"""Many names to look one up in: 100,000 candidates answer in milliseconds.

A query's words are spelled in the script of the candidates, the nearest words of the index are found by edit distance
(rapidfuzz, C++), and only the names that hold them are compared letter group by letter group.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from kg.names.blocks import Kind
from kg.names.company import firm
from kg.names.fold import is_cyrillic
from kg.names.letters import align
from kg.names.score import score
from kg.names.spelling import spellings
from kg.names.tokens import nominatives, one_given_name, parsed

NEAR, LEAST_RATIO = 40, 45  # words of the index looked at for a spelling; how alike they must be, of 100
SPELLED = 2  # spellings of a word that are looked up
COMPARED, SCORED = 50, 5  # names compared by letter groups; names that get the full score
SLACK, DECAY = 12.0, 0.5  # nats allowed above the cheapest; how fast likeness falls with nats a letter
CLEAR, INFLECTED = 0.3, 1  # below that a case ending may hide the likeness; how many readings without one are tried
DOUBT = 0.3  # likeness of words that only look alike, at most
IN_ORDER = 0.02  # what the order of the words is worth


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate for a query, how likely it is the same name (0..1), and why."""

    candidate: str
    score: float
    reason: str


class Index:
    """Names by their words.

    >>> Index(["Noam Shazeer", "Naveen Rao"]).matches("Ноам Шазир")[0].candidate
    'Noam Shazeer'
    """

    def __init__(self, names: Iterable[str], kind: Kind = "person") -> None:
        self.kind = kind
        self._names = list(dict.fromkeys(names))
        self._words = [_parts(name, kind) for name in self._names]
        self._holders: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in dict.fromkeys(words):
                self._holders.setdefault(word, []).append(number)
        every = sorted(self._holders)
        self._by_script = {script: [word for word in every if is_cyrillic(word) is script] for script in (True, False)}

    def matches(self, query: str, most: int = 1) -> list[Match]:
        """The likeliest names, best first; none where no word of any name is like one of the query's."""
        words = _parts(query, self.kind)
        found: dict[int, float] = {}
        for word in words:
            for near, alike in self._near(word).items():
                for number in self._holders[near]:
                    found[number] = found.get(number, 0.0) + alike
        nearest = heapq.nsmallest(COMPARED, found, key=lambda number: (-found[number], self._names[number]))
        ranked = sorted(nearest, key=lambda number: (-_likeness(words, self._words[number]), self._names[number]))
        best = [(score(query, self._names[number], self.kind), number) for number in ranked[: max(SCORED, most)]]
        order = {number: place for place, number in enumerate(ranked)}
        best.sort(key=lambda one: (-one[0].value, order[one[1]]))
        return [Match(self._names[number], one.value, "; ".join(one.reasons)) for one, number in best[:most]]

    def _near(self, word: str) -> dict[str, float]:
        """The words of the index that may be this one, and how alike they are (0..1)."""
        near: dict[str, float] = {word: 1.0} if word in self._holders else {}
        for script, words in self._by_script.items():
            looked_up = [word] if is_cyrillic(word) is script else spellings(word, SPELLED)
            for spelled in looked_up:
                hits = process.extract(spelled, words, scorer=fuzz.ratio, limit=NEAR, score_cutoff=LEAST_RATIO)
                for hit, ratio, _ in hits:
                    near[hit] = max(ratio / 100, near.get(hit, 0.0))
        return near


def _parts(name: str, kind: Kind) -> tuple[str, ...]:
    if kind == "person":
        words, patronymic, particles = parsed(name)
        return (*words, *particles, *([patronymic] if patronymic else ()))
    return firm(name).words


def _likeness(words: Sequence[str], others: Sequence[str]) -> float:
    """How alike two names are (0..1), each word tied to the likest of the other name that is still free."""
    pairs = [(_alike(word, other), i, j) for i, word in enumerate(words) for j, other in enumerate(others)]
    total, left, right = 0.0, set(range(len(words))), set(range(len(others)))
    ties = []
    for alike, i, j in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            total += alike
            ties.append((i, j))
    in_order = sorted(j for _, j in ties) == [j for _, j in sorted(ties)]
    return 2 * total / (len(words) + len(others) or 1) + IN_ORDER * in_order


@lru_cache(maxsize=1 << 17)
def _alike(word: str, other: str) -> float:
    """How alike two words are (0..1); unlike `kg.names.words.match` it never gives up, so that it can rank."""
    if word == other:
        return 1.0
    if is_cyrillic(word) is is_cyrillic(other):
        ratio = fuzz.ratio(word, other) / 100
    else:
        cyrillic, latin = (word, other) if is_cyrillic(word) else (other, word)
        alike = _rendered(cyrillic, latin)
        if alike < CLEAR:
            alike = max([alike, *(_rendered(form, latin) for form, _ in nominatives(cyrillic)[:INFLECTED])])
        spelled = spellings(word)
        ratio = max(alike, DOUBT * fuzz.ratio(spelled[0] if spelled else word, other) / 100)
    return max(ratio, 0.9) if one_given_name(word, other) else ratio


def _rendered(cyrillic: str, latin: str) -> float:
    found = align(cyrillic, latin, SLACK)
    if found is None:
        return 0.0
    excess = 2 * found.cost - found.least_cyrillic - found.least_latin
    return math.exp(-DECAY * excess / (len(cyrillic) + len(latin)))
