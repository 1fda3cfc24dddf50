"""Learn data/transliteration.tsv: which Cyrillic letter groups are read as which Latin ones, and how often.

    python -m benchmarks.train_names [../shared/data/names/wd_russian_train.tsv]     (two minutes, no dependencies)

Many-to-many alignment by expectation maximisation (Jiampojamarn, Kondrak and Sherif, NAACL 2007) started off on
short groups. Pairs that are no transliteration (a pseudonym beside a real name) fall out after three rounds.
"""

from __future__ import annotations

import math
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.names.fold import folded
from kg.resources import DATA

HERE = Path(__file__).resolve().parent
TRAIN = HERE.parent.parent / "shared" / "data" / "names" / "wd_russian_train.tsv"
INNER = ((1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (1, 0), (2, 0), (0, 1), (0, 2))
LAST = ((1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5), (3, 1), (3, 2), (3, 3), (3, 4))
ROUNDS = (
    (40_000, 0.3),
    (40_000, 0.3),
    (40_000, 0.3),
    (60_000, 0.5),
    (0, 1.0),
    (0, 1.0),
    (0, 1.0),
)  # pairs, least count
JUNK = -2.6  # log likelihood a letter under which a pair is taken for no transliteration
HEAD = """\
# Cyrillic letter group, Latin letter group, cost in nats of reading one as the other ("$" is the end of the word).
# Learnt by `python -m benchmarks.train_names` from the Russian name tokens of Wikidata (CC0).
# Do not edit: rules go to transliteration.toml.
"""

Table = dict[str, dict[str, float]]


class Edge(NamedTuple):
    """One group pair at one place of a word pair."""

    i: int
    j: int
    to_i: int
    to_j: int
    cyrillic: str
    latin: str
    weight: float


def name_pairs(path: Path) -> list[tuple[str, str, int]]:
    """(Cyrillic, Latin, count) of a file of `latin TAB c y r i l l i c TAB count` lines, folded, letters only."""
    pairs = []
    for line in path.read_text("utf-8").splitlines():
        latin, cyrillic, count = line.split("\t")
        latin = "".join(char for char in folded(latin) if "a" <= char <= "z")
        cyrillic = "".join(char for char in folded(cyrillic) if "а" <= char <= "я")
        if 2 <= len(latin) <= 16 and 2 <= len(cyrillic) <= 16:
            pairs.append((cyrillic, latin, int(count)))
    return pairs


def _start(cyrillic: int, latin: int) -> float:
    return math.exp(-2.0 * max(0, cyrillic + latin - 2) - (3 if not cyrillic or not latin else 0))


def edges(left: str, right: str, table: Table | None) -> list[Edge]:
    """Every group pair the table allows in two words that end in "$", from left to right."""
    rows, columns = len(left), len(right)
    places = [(i, j, i + a, j + b) for i in range(rows) for j in range(columns) for a, b in INNER
              if i + a < rows and j + b < columns]  # fmt: skip
    places += [(rows - a, columns - b, rows, columns) for a, b in LAST if a <= rows and b <= columns]
    found = []
    for i, j, to_i, to_j in places:
        cyrillic, latin = left[i:to_i], right[j:to_j]
        weight = _start(to_i - i, to_j - j) if table is None else table.get(cyrillic, {}).get(latin, 0.0)
        if weight:
            found.append(Edge(i, j, to_i, to_j, cyrillic, latin, weight))
    return sorted(found)


def expectation(left: str, right: str, table: Table | None, junk: float) -> dict[tuple[str, str], float]:
    """Expected counts of the group pairs in one word pair; empty where the pair is less likely than `junk` a letter."""
    steps, width = edges(left, right, table), len(right) + 1
    ahead = [1.0] + [0.0] * ((len(left) + 1) * width - 1)
    behind = ahead[::-1]
    for i, j, to_i, to_j, _, _, weight in steps:
        ahead[to_i * width + to_j] += ahead[i * width + j] * weight
    total = ahead[-1]
    if total < 1e-300 or math.log(total) < junk * (len(left) + len(right)):
        return {}
    for i, j, to_i, to_j, _, _, weight in reversed(steps):
        behind[i * width + j] += behind[to_i * width + to_j] * weight
    counts: dict[tuple[str, str], float] = defaultdict(float)
    for i, j, to_i, to_j, cyrillic, latin, weight in steps:
        share = ahead[i * width + j] * weight * behind[to_i * width + to_j] / total
        if share > 1e-4:
            counts[cyrillic, latin] += share
    return counts


def learnt(pairs: Sequence[tuple[str, str, int]]) -> Table:
    """Probabilities of group pairs."""
    table: Table | None = None
    for number, (size, fewest) in enumerate(ROUNDS):
        counts: dict[tuple[str, str], float] = defaultdict(float)
        junk = JUNK if number >= 3 else -math.inf
        for cyrillic, latin, count in pairs[: size or None]:
            weight = 1 + math.log(count)  # frequent names say little more about spelling than rare ones
            for group, share in expectation(cyrillic + "$", latin + "$", table, junk).items():
                counts[group] += share * weight
        kept = {group: count for group, count in counts.items() if count >= fewest}
        total = sum(counts.values())
        table = defaultdict(dict)
        for (cyrillic, latin), expected in kept.items():
            table[cyrillic][latin] = expected / total
        print(f"round {number + 1}: {len(kept)} group pairs", flush=True)
    assert table is not None
    return table


def main() -> None:
    """Write data/transliteration.tsv."""
    pairs = name_pairs(Path(sys.argv[1]) if len(sys.argv) > 1 else TRAIN)
    random.Random(1).shuffle(pairs)
    table = learnt(pairs[4000:])  # the first 4,000 are kept for calibration: benchmarks/names.py --calibrate
    lines = [
        f"{cyrillic}\t{latin}\t{-math.log(weight):.2f}\n"
        for cyrillic in sorted(table)
        for latin, weight in sorted(table[cyrillic].items())
    ]
    (DATA / "transliteration.tsv").write_text(HEAD + "".join(lines), "utf-8")
    print(f"{len(lines)} group pairs written")


if __name__ == "__main__":
    main()
