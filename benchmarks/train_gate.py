"""Learn data/gate.tsv: what speaks for a move and what against it where a word that can carry one stands.

    python -m benchmarks.train_gate        (ten minutes: everything is extracted once without the gate)

The teacher is the extractor itself: each word that fits a cue is an example, right where a move was extracted with it.
Texts: ../shared/data/html, pool, and of talent the half that was read (an even sha256 of the id). Logistic regression
with L2, whole batches, Adam (Kingma and Ba, ICLR 2015): numpy only, the same bytes every time.
`--check` learns from every second text and shows what the gate would do to the others.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kg.gate.cues import cues
from kg.gate.sentence import features, fitting
from kg.model import Article, Extraction
from kg.resources import DATA

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
ROUNDS, STEP, L2, POSITIVE, LEAST = 600, 0.05, 2.0, 3.0, 4
HEAD = """\
# What speaks for a move (+) and against it (-) around a word that can carry one, in nats; kg/gate/sentence.py says what
# the features are. Learnt by `python -m benchmarks.train_gate`; do not edit.
"""
Weights = dict[str, float]


class Example(NamedTuple):
    """A word that fits a cue: of which text and sentence, whether a move was extracted with it, what is around it."""

    text: int
    start: int
    end: int
    right: int  # 1, 0, or -1: in the sentence of a move that another word carries
    features: tuple[str, ...]


def is_even(key: str) -> bool:
    """Whether an id belongs to the half that was read."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0


def texts() -> Iterator[Article]:
    """Everything to learn from, Russian last."""
    rows = [json.loads(line) for line in (SHARED / "html" / "index.jsonl").read_text("utf-8").splitlines()]
    found = [Article(r["file"], r["file"], r["lang"], r["body"]) for r in rows if r.get("body")]
    for path in sorted((SHARED / "pool").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        found += [Article(r["id"], r["id"], r["lang"], r["text"]) for r in rows]
    for path in sorted((SHARED / "talent").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        whole = path.stem in ("en", "ru")
        found += [Article(r["id"], r["id"], r["lang"], r["text"]) for r in rows if whole or is_even(r["id"])]
    yield from sorted((a for a in found if a.language in ("en", "ru")), key=lambda a: a.language)


def examples(found: Iterable[Extraction]) -> Iterator[Example]:
    """The examples of extracted texts, numbered in their order."""
    for number, one in enumerate(found):
        article = one.article
        for start, end, fitted in fitting(article.text, cues(article.language)):
            here = [m for m in one.moves if start < m.evidence.end and m.evidence.start < end]
            carried = {move.trigger.lower() for move in here}
            for cue, sentence, i in fitted:
                right = sentence.lower[i] in carried or (cue.kind == "new" and bool(here))
                yield Example(number, start, end, 1 if right else -bool(here), tuple(features(cue, sentence, i)))


def learnt(rows: list[Example]) -> Weights:
    """The weights of the features, "" being the constant."""
    rows = [row for row in rows if row.right >= 0]
    counts = Counter(name for row in rows for name in row.features)
    numbers = {name: j for j, name in enumerate(sorted(n for n, count in counts.items() if count >= LEAST))}
    columns = [[numbers[name] for name in row.features if name in numbers] for row in rows]
    index = np.concatenate([np.array(c, dtype=int) for c in columns])
    owner = np.repeat(np.arange(len(rows)), [len(c) for c in columns])
    wanted = np.array([float(row.right) for row in rows])
    weight = np.where(wanted > 0, POSITIVE, 1.0)
    w = np.zeros(len(numbers) + 1)
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for round_ in range(1, ROUNDS + 1):
        score = np.bincount(owner, w[index], len(rows)) + w[-1]
        error = weight * (1 / (1 + np.exp(-score)) - wanted)
        slope = np.append(np.bincount(index, error[owner], len(numbers)) + L2 * w[:-1], error.sum())
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope * slope
        w -= STEP * (mean / (1 - 0.9**round_)) / (np.sqrt(square / (1 - 0.999**round_)) + 1e-8)
    return {"": float(w[-1])} | {name: float(w[j]) for name, j in numbers.items()}


def check(found: list[Extraction], rows: list[Example], odd: set[int], weights: Weights) -> None:
    """Print what thresholds let through of the texts nothing was learnt from."""
    best: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for row in rows:
        if row.text in odd:
            score = weights[""] + sum(weights.get(name, 0.0) for name in row.features)
            best[row.text][row.start, row.end] = max(score, best[row.text].get((row.start, row.end), -99.0))
    moves = [(n, move.evidence) for n in sorted(odd) for move in found[n].moves]
    got = [
        max((z for (a, b), z in best[n].items() if a < e.end and e.start < b), default=-99.0) for n, e in moves
    ]  # fmt: skip
    whole = sum(len(found[n].article.text) for n in odd)
    for least in (-6, -5, -4.5, -4, -3.5, -3, -2.5, -2, -1):
        kept = sum(b - a for one in best.values() for (a, b), z in one.items() if z >= least)
        print(f"{least}: {np.mean([z >= least for z in got]):.3f} of {len(got)} moves, {kept / whole:.3f} of the text")


def main() -> None:
    """Learn and write, or check."""
    from kg.extract import extract_all

    cached = Path(sys.argv[sys.argv.index("--cache") + 1]) if "--cache" in sys.argv else None
    if cached and cached.exists():
        found: list[Extraction] = pickle.loads(cached.read_bytes())
    else:
        found = list(extract_all(texts()))
        if cached:
            cached.write_bytes(pickle.dumps(found))
    rows = list(examples(found))
    if "--check" in sys.argv:
        odd = {n for n, one in enumerate(found) if not is_even("gate" + one.article.id)}
        check(found, rows, odd, learnt([row for row in rows if row.text not in odd]))
        return
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in sorted(learnt(rows).items()) if abs(weight) >= 0.0005]
    (DATA / "gate.tsv").write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
