"""The weighted edit transducer between Cyrillic and Latin spelling: letter groups and the cost of reading them so.

A word pair is cut into group pairs ("ш"~"sh", "дж"~"j", "з$"~"es$", where "$" is the end of the word); its cost is the
sum of the cheapest cut, in nats. The joint model and its training are those of Jiampojamarn, Kondrak and Sherif (NAACL
2007, many-to-many alignment by expectation maximisation); the groups are learnt by benchmarks/train_names.py, and
`transliteration.toml` rules what no list of names can teach.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kg.names.fold import is_cyrillic
from kg.resources import DATA, toml

END = "$"
NEVER = 1e9
MAX_CYRILLIC, MAX_LATIN = 3, 5  # letters in a group, "$" included

Table = dict[str, dict[str, float]]  # Cyrillic group -> Latin group -> cost


class Pair(NamedTuple):
    """One group pair of an alignment."""

    cyrillic: str
    latin: str
    cost: float


class Alignment(NamedTuple):
    """The cheapest reading of a Cyrillic word as a Latin one, and the least any spelling would cost on either side."""

    cost: float
    least_cyrillic: float
    least_latin: float
    pairs: tuple[Pair, ...]


class Side(NamedTuple):
    """A word made ready: at each position the groups that may start there, and the least cost from there to the end."""

    word: str
    groups: list[list[tuple[int, str]]]  # (length, group)
    rest: list[float]
    options: list[
        list[tuple[int, str, dict[str, float]]]
    ]  # of a Cyrillic word: (length, group, Latin groups and costs)


@cache
def table() -> Table:
    """Costs of all group pairs, learnt and ruled."""
    costs: Table = {}
    for line in (DATA / "transliteration.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            group, latin, learnt = line.split("\t")
            costs.setdefault(group, {})[latin] = float(learnt)
    for group, latin, cost in ruled():
        options = costs.setdefault(group, {})
        options[latin] = min(cost, options.get(latin, NEVER))
    return costs


@cache
def ruled() -> tuple[tuple[str, str, float], ...]:
    """Group pairs of `transliteration.toml` with their costs."""
    rules = toml(DATA / "transliteration.toml").get("group", [])
    return tuple((rule["ru"], latin, float(rule["cost"])) for rule in rules for latin in rule["en"])


@cache
def _least(cyrillic: bool) -> dict[str, float]:
    least: dict[str, float] = {}
    for group, options in table().items():
        for latin, cost in options.items():
            key = group if cyrillic else latin
            if key:
                least[key] = min(cost, least.get(key, NEVER))
    return least


@lru_cache(maxsize=1 << 16)
def side(word: str) -> Side:
    """A folded word of either script made ready for `align`."""
    cyrillic = is_cyrillic(word)
    least, longest = _least(cyrillic), MAX_CYRILLIC if cyrillic else MAX_LATIN
    text = word + END
    size = len(text)
    rest = [NEVER] * size + [0.0]
    groups: list[list[tuple[int, str]]] = [[] for _ in range(size + 1)]
    for at in range(size, -1, -1):
        groups[at] = [(0, "")]
        for length in range(1, min(longest, size - at) + 1):
            group = text[at : at + length]
            if group in least:
                groups[at].append((length, group))
                rest[at] = min(rest[at], least[group] + rest[at + length])
    if not cyrillic:
        return Side(text, groups, rest, [])
    costs = table()
    options = [[(length, group, costs[group]) for length, group in here if group in costs] for here in groups]
    return Side(text, groups, rest, options)


def align(cyrillic: str, latin: str, slack: float = 12.0) -> Alignment | None:
    """The cheapest alignment of two folded words; None where it costs over `slack` more than their least (mean)."""
    left, right = side(cyrillic), side(latin)
    limit = (left.rest[0] + right.rest[0]) / 2 + slack
    if max(left.rest[0], right.rest[0]) > limit or limit >= NEVER:  # NEVER: letters nobody has taught us
        return None
    best, back = _search(left, right, limit)
    if best > limit:
        return None
    return Alignment(best, left.rest[0], right.rest[0], tuple(_walk(back, len(left.word), len(right.word))))


_Back = dict[tuple[int, int], tuple[int, int, str, str, float]]


def _search(left: Side, right: Side, limit: float) -> tuple[float, _Back]:
    rows, columns = len(left.word), len(right.word)
    grid = [[NEVER] * (columns + 1) for _ in range(rows + 1)]
    grid[0][0] = 0.0
    back: _Back = {}
    for i in range(rows + 1):
        row = grid[i]
        starts, rest = left.options[i], left.rest[i]
        for j in range(columns + 1):
            here = row[j]
            if here + rest > limit or here + right.rest[j] > limit:
                continue
            for length, group, options in starts:
                target = grid[i + length]
                for width, letters in right.groups[j]:
                    cost = options.get(letters)
                    if cost is not None and here + cost < target[j + width]:
                        target[j + width] = here + cost
                        back[i + length, j + width] = (i, j, group, letters, cost)
    return grid[rows][columns], back


def _walk(back: _Back, i: int, j: int) -> Iterator[Pair]:
    pairs: list[Pair] = []
    while i or j:
        i, j, group, letters, cost = back[i, j]
        pairs.append(Pair(group, letters, cost))
    return reversed(pairs)
