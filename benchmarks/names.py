"""Measure kg.names on name pairs nobody trained on: ranking, decision, blocking, speed.

    python -m benchmarks.names [--queries 300] [--candidates 10000]     (about three minutes)
    python -m benchmarks.names --calibrate                              (refit the constants of kg/names/words.py)

A pair of Wikidata labels need not be a transliteration (a pseudonym beside a real name, Asahikuni beside Масуо):
figures are given for all pairs and for "related" ones, whose cost above the cheapest spelling is under 2 nats a letter.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.train_names import TRAIN, name_pairs
from kg.names import MAYBE, Index, block, blocks, score
from kg.names.letters import align
from kg.names.spelling import latinised
from kg.names.words import SLACK

DEV = TRAIN.with_name("wd_russian_dev.tsv")
FAR, RELATED = 9.0, 2.0  # nats a letter
WordPair = tuple[str, str]


class Ranked(NamedTuple):
    """A query, its right Latin word, and all candidates with their excess cost a letter, cheapest first."""

    query: str
    right: str
    candidates: list[tuple[float, str]]


def excess(cyrillic: str, latin: str, slack: float = SLACK) -> float:
    """Cost above the cheapest spelling of either word in nats a letter; infinite where it is beyond `slack`."""
    found = align(cyrillic, latin, slack)
    if found is None:
        return math.inf
    return (2 * found.cost - found.least_cyrillic - found.least_latin) / (len(cyrillic) + len(latin))


def ranked(pairs: Sequence[WordPair], candidates: Sequence[str]) -> list[Ranked]:
    """Every candidate of every query, cheapest first."""
    rows = []
    for cyrillic, latin in pairs:
        near = [(value, other) for other in candidates if (value := excess(cyrillic, other)) < FAR]
        rows.append(Ranked(cyrillic, latin, sorted(near)))
    return rows


def best_f1(positive: Sequence[float], negative: Sequence[float]) -> tuple[float, float]:
    """(F1, threshold) at the best threshold on values where lower means one name."""
    options = []
    for threshold in np.arange(0.5, 4.0, 0.05):
        hit = sum(value <= threshold for value in positive)
        false = sum(value <= threshold for value in negative)
        options.append((2 * hit / (hit + false + len(positive)), float(threshold)))
    return max(options)


def ranking(pairs: Sequence[WordPair], candidates: Sequence[str], known: frozenset[WordPair]) -> None:
    """Print recall@1 and the decision against the nearest other name."""
    rows = ranked(pairs, candidates)
    hits = [bool(row.candidates) and (row.query, row.candidates[0][1]) in known for row in rows]
    near = [hit for row, hit in zip(rows, hits, strict=True) if excess(row.query, row.right) < RELATED]
    figures = f"all {np.mean(hits):.3f} ({len(hits)}), related {np.mean(near):.3f} ({len(near)})"
    print(f"recall@1 among {len(candidates)}: {figures}")
    positive = [excess(row.query, row.right) for row in rows]
    negative = [next((v for v, other in row.candidates if (row.query, other) not in known), FAR) for row in rows]
    f1, threshold = best_f1(positive, negative)
    print(f"right against nearest wrong of {len(candidates)}: best F1 {f1:.3f} at {threshold:.2f} nats a letter")


def reason_missed(query: str, right: str, got: Sequence[str]) -> str:
    """The class of a right name that did not come first among those got."""
    costs = [excess(a.casefold(), b.casefold()) for a, b in zip(query.split(), right.split(), strict=True)]
    if max(costs) >= RELATED:
        return "a word of the pair is no transliteration"
    first = got[0] if got else ""
    if score(query, first).value >= score(query, right).value >= MAYBE:
        return "another name is spelled as the query just as well"
    if right not in got:
        return "far from every spelling that was looked up"
    return "a word of the first name is spelled nearer to the query"


def lookup(pairs: Sequence[WordPair], queries: int, size: int) -> None:
    """Print how often the right one of `size` names of two words comes first, and milliseconds of CPU a query."""
    shuffled = [
        pair for turn in range(1 + size // len(pairs)) for pair in random.Random(turn).sample(pairs, len(pairs))
    ]
    twos = itertools.pairwise(shuffled)
    names = [(f"{a} {c}".title(), f"{b} {d}".title()) for (a, b), (c, d) in twos][:size]
    candidates = list(dict.fromkeys(latin for _, latin in names))
    begin = time.process_time()
    index = Index(candidates)
    print(f"index of {len(candidates)} names: {time.process_time() - begin:.1f} s")
    step = max(1, len(names) // queries)
    asked = names[::step][:queries]
    begin = time.process_time()
    found = [[match.candidate for match in index.matches(query, 5)] for query, _ in asked]
    spent = (time.process_time() - begin) / len(asked) * 1000
    first = np.mean([got[:1] == [right] for got, (_, right) in zip(found, asked, strict=True)])
    five = np.mean([right in got for got, (_, right) in zip(found, asked, strict=True)])
    print(
        f"kg names match: first {first:.3f}, of the first five {five:.3f}, {spent:.1f} ms of CPU a query ({len(asked)})"
    )
    misses = [(query, right, got) for (query, right), got in zip(asked, found, strict=True) if got[:1] != [right]]
    for why, count in sorted(Counter(reason_missed(*miss) for miss in misses).items()):
        print(f"  missed, {why}: {count}")
    lower = [name.casefold() for name in candidates]
    begin = time.process_time()
    plain = [
        [name for name, _, _ in process.extract(latinised(query), lower, scorer=fuzz.ratio, limit=5)]
        for query, _ in asked
    ]
    spent = (time.process_time() - begin) / len(asked) * 1000
    first = np.mean([got[:1] == [right.casefold()] for got, (_, right) in zip(plain, asked, strict=True)])
    five = np.mean([right.casefold() in got for got, (_, right) in zip(plain, asked, strict=True)])
    print(f"latinised, rapidfuzz ratio over all: first {first:.3f}, of the first five {five:.3f}, {spent:.1f} ms")


def decision(pairs: Sequence[WordPair], known: frozenset[WordPair]) -> None:
    """Print precision and recall of `score(...) >= 0.75` for single words against words of the same block."""
    by_key: dict[str, list[str]] = {}
    for _, latin in pairs:
        by_key.setdefault(block(latin), []).append(latin)
    rng = random.Random(2)
    right = wrong = compared = 0
    for cyrillic, latin in pairs[:2000]:
        right += score(cyrillic, latin).value >= 0.75
        others = [other for key in sorted(blocks(cyrillic)) for other in by_key.get(key, ())]
        for other in rng.sample(others, min(3, len(others))):
            if (cyrillic, other) not in known:
                compared += 1
                wrong += score(cyrillic, other).value >= 0.75
    recall, fallout = right / 2000, wrong / compared
    print(f"score >= 0.75: recall {recall:.3f}; {wrong} of {compared} others of the block ({fallout:.3f})")


def blocking(pairs: Sequence[WordPair], size: int) -> None:
    """Print how often block(Latin) is among blocks(Cyrillic) and the reverse, and the candidates a query meets."""
    latin = [block(word) for _, word in pairs[:size]]
    cyrillic = [block(word) for word, _ in pairs[:size]]
    related = [excess(a, b) < RELATED for a, b in pairs[:size]]
    directions = (("Cyrillic", latin, [a for a, _ in pairs]), ("Latin", cyrillic, [b for _, b in pairs]))
    for name, stored, queries in directions:
        counts: dict[str, int] = {}
        for key in stored:
            counts[key] = counts.get(key, 0) + 1
        keys = [blocks(query) for query in queries[:size]]
        hit = [key in found for key, found in zip(stored, keys, strict=True)]
        mean = np.mean([sum(counts.get(key, 0) for key in found) for found in keys])
        good = [found for found, close in zip(hit, related, strict=True) if close]
        recall = f"recall all {np.mean(hit):.4f}, related {np.mean(good):.4f}"
        print(f"blocking, {name} query: {recall}; {mean:.1f} of {size} met")


def speed(pairs: Sequence[WordPair]) -> None:
    """Print microseconds a pair of two-word names: unseen right ones, unseen wrong ones, the same again."""
    twos = zip(pairs[:4000:2], pairs[1:4000:2], strict=True)
    names = [(f"{a} {c}".title(), f"{b} {d}".title()) for (a, b), (c, d) in twos]
    score("Иван Иванов", "Ivan Ivanov")  # reads the tables
    wrong = [(a, names[i - 1][1]) for i, (a, _) in enumerate(names)]
    for label, rows in (("right, unseen", names), ("wrong, words seen", wrong), ("again", names)):
        start = time.process_time()
        for a, b in rows:
            score(a, b)
        print(f"speed, {label}: {(time.process_time() - start) / len(rows) * 1e6:.0f} us a pair")


def calibrate() -> None:
    """Print the logistic regression of right pairs against the two nearest wrong ones, on pairs not trained on."""
    pairs = name_pairs(TRAIN)
    random.Random(1).shuffle(pairs)
    known = frozenset((cyrillic, latin) for cyrillic, latin, _ in pairs)
    held = [(cyrillic, latin) for cyrillic, latin, _ in pairs[:4000]]
    rows, labels = [], []
    for row in ranked(held[:1500], sorted({latin for _, latin in held})):
        wrong = [(value, other) for value, other in row.candidates if (row.query, other) not in known][:2]
        right = [(value, row.right) for value in [excess(row.query, row.right)] if value < 5]
        for label, found in ((1, right), (0, wrong)):
            rows += [(1.0, value * (len(row.query) + len(word)), value) for value, word in found]
            labels += [label] * len(found)
    x, y, weights = np.array(rows), np.array(labels), np.zeros(3)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        curvature = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(3)
        weights += np.linalg.solve(curvature, x.T @ (y - p) - 1e-3 * weights)
    print(f"constant {weights[0]:.2f}, excess {weights[1]:.3f}, excess a letter {weights[2]:.2f}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--candidates", type=int, default=10_000)
    parser.add_argument("--lookups", type=int, default=1_000, help="20000 asks every name")
    parser.add_argument("--dev", type=Path, default=DEV)
    parser.add_argument("--calibrate", action="store_true")
    options = parser.parse_args()
    if options.calibrate:
        return calibrate()
    pairs = [(cyrillic, latin) for cyrillic, latin, _ in name_pairs(options.dev)]
    known = frozenset([*pairs, *((cyrillic, latin) for cyrillic, latin, _ in name_pairs(TRAIN))])
    random.Random(3).shuffle(pairs)
    lookup(pairs, options.lookups, 20_000)
    lookup(pairs, options.lookups, 100_000)
    speed(pairs)
    blocking(pairs, options.candidates)
    decision(pairs, known)
    ranking(pairs[: options.queries], sorted({latin for _, latin in pairs[: options.candidates]}), known)
    return None


if __name__ == "__main__":
    main()
