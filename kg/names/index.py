"""Many names to look one up in: 100,000 candidates answer in milliseconds.

A query's words are spelled in the script of the candidates in the likeliest ways, the words of the index that share most
letter pairs with those spellings are compared with them letter group by letter group, and the names that hold the likest
get the full score.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from kg.names.blocks import Kind
from kg.names.company import firm
from kg.names.fold import is_cyrillic
from kg.names.grams import Words
from kg.names.letters import align
from kg.names.score import MAYBE, score
from kg.names.spelling import priced, spellings
from kg.names.tokens import given_forms, nominatives, one_given_name, parsed

NEAR = 20  # words of the index compared with a word
SPELLED, SLACK_SPELLED, FLAT = 40, 8.0, 0.2  # spellings of a word followed; nats above the best; how little these count
COMPARED, SCORED = 15, 5  # names compared as a whole; names that get the full score
SLACK, DECAY = 12.0, 0.5  # nats allowed above the cheapest; how fast likeness falls with nats a letter
CLEAR = 0.3  # below that a long case ending may hide the likeness
DOUBT = 0.3  # likeness of words that only look alike, at most
FORMS = 0.9  # likeness of two forms of one given name
IN_ORDER, WORD = 3.0, 6.0  # letters that a word in its place is worth; letters that any word is worth besides its own


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
        self._holders: dict[str, list[tuple[int, int]]] = {}  # word -> (name, which word of it)
        for number, words in enumerate(self._words):
            for place, word in enumerate(words):
                self._holders.setdefault(word, []).append((number, place))
        self._by_script = {
            script: Words(word for word in self._holders if is_cyrillic(word) is script) for script in (True, False)
        }

    def matches(self, query: str, most: int = 1) -> list[Match]:
        """The likeliest names, best first; none where no word of any name is like one of the query's."""
        words = _parts(query, self.kind)
        found: dict[int, float] = {}
        for i, word in enumerate(words):
            for near in self._near(word):
                alike = _alike(word, near)
                for number, place in self._holders[near]:
                    found[number] = found.get(number, 0.0) + _worth(alike, word, near, in_place=i == place)
        nearest = heapq.nsmallest(COMPARED, found, key=lambda number: (-found[number], self._names[number]))
        ranked = sorted(nearest, key=lambda number: (-_likeness(words, self._words[number]), self._names[number]))
        best = [(score(query, self._names[number], self.kind), number) for number in ranked[: max(SCORED, most)]]
        order = {number: place for place, number in enumerate(ranked)}
        # Scores that say "different" are no measure of how different: the likeness is.
        best.sort(key=lambda one: (-one[0].value if one[0].value >= MAYBE else 0.0, order[one[1]]))
        return [Match(self._names[number], one.value, "; ".join(one.reasons)) for one, number in best[:most]]

    def _near(self, word: str) -> list[str]:
        """The words of the index that may be this one."""
        near = [form for form in (word, *given_forms(word)) if form in self._holders]
        for script, words in self._by_script.items():
            near += words.near([(word, 1.0)] if is_cyrillic(word) is script else _spelled(word), NEAR)
        return list(dict.fromkeys(near))


def _parts(name: str, kind: Kind) -> tuple[str, ...]:
    if kind == "person":
        found = parsed(name)
        return (*found.words, *found.particles, *([found.patronymic] if found.patronymic else ()))
    return firm(name).words


@lru_cache(maxsize=1 << 14)
def _spelled(word: str) -> list[tuple[str, float]]:
    """Spellings in the other script with weights: unlikely ones count little less than likely ones, as all may be."""
    return [(text, math.exp(-FLAT * cost)) for text, cost in priced(word, SPELLED, SLACK_SPELLED)]


def _likeness(words: Sequence[str], others: Sequence[str]) -> float:
    """How alike two names are (0..1), each word tied to the likest of the other name that is still free."""
    pairs = [
        (_worth(_alike(word, other), word, other, in_place=i == j), i, j)
        for i, word in enumerate(words)
        for j, other in enumerate(others)
    ]
    total, left, right = 0.0, set(range(len(words))), set(range(len(others)))
    for worth, i, j in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            total += worth
    letters = sum(map(len, words)) + sum(map(len, others))
    return total / (letters + (WORD + IN_ORDER) * max(len(words), len(others)) or 1)


def _worth(alike: float, word: str, other: str, *, in_place: bool) -> float:
    """What two words tied to one another add to the likeness of names: long ones say more than short ones."""
    return alike * (len(word) + len(other) + WORD + (IN_ORDER if in_place else 0.0))


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
            forms = [form for form, ending in nominatives(cyrillic)[:1] if len(ending) > 1]
            alike = max([alike, *(_rendered(form, latin) for form in forms)])
        spelled = spellings(word)
        ratio = max(alike, DOUBT * fuzz.ratio(spelled[0] if spelled else word, other) / 100)
    return max(ratio, FORMS) if one_given_name(word, other) else ratio


def _rendered(cyrillic: str, latin: str) -> float:
    found = align(cyrillic, latin, SLACK)
    if found is None:
        return 0.0
    excess = 2 * found.cost - found.least_cyrillic - found.least_latin
    return math.exp(-DECAY * excess / (len(cyrillic) + len(latin)))
