"""Learn data/confidence.toml: how sure a move is, from moves that people judged.

    python -m benchmarks.train_confidence            (two minutes; --check only prints, --cache FILE keeps what was read)

Examples: what the extractor finds in the read half of ../shared/data/talent (right or false by its annotations) and in
../shared/data/pool and html (judged by reading: tests/gold/pool_labels.tsv; what is not judged there is left out). The
rules were made for the read half, so more is right there than in other news: a constant of each language takes that up
while learning and is left out after. Logistic regression with L2 by Newton's method, then Platt scaling on the scores of
five folds of whole passages; numpy only, the same bytes every time. The unread half is never looked at.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.judged import LANGUAGES, Example, examples, stated
from kg.evaluate import bins, calibration_error
from kg.resources import DATA

TOPS = ("read", "own")  # sources of which more is right than of news
FOLDS, L2, LEAST, BETA = 5, 4.0, 5, 0.7  # LEAST examples of a cue; BETA below 1: precision counts more than recall
CLEAR = 0.92  # so many of the moves of our own sentences are told
HEAD = """\
# How sure a move is: what speaks for it (+) and against it (-), in nats; extractors/confidence.py says what the cues are.
# `least` is the confidence below which a move is not told. Learnt by `python -m benchmarks.train_confidence`; do not edit.
"""
Floats = NDArray[np.float64]


class Learnt(NamedTuple):
    """Weights of the cues and constants of the languages, in nats; `tops` is what sources other than news have on top."""

    cues: dict[str, float]
    constants: dict[str, float]
    tops: dict[tuple[str, str], float]

    def score(self, one: Example) -> float:
        """The log odds of an example as if it stood in other news."""
        return self.constants[one.language] + sum(self.cues.get(cue, 0.0) for cue in one.cues)


# ---------------------------------------------------------------------- learning
def learnt(rows: Sequence[Example], *, l2: float = L2) -> Learnt:
    """The weights of the examples, before they are scaled."""
    counts: dict[str, int] = {}
    for cue in (cue for row in rows for cue in row.cues):
        counts[cue] = counts.get(cue, 0) + 1
    names = sorted(cue for cue, count in counts.items() if count >= LEAST)
    columns = [[cue in row.cues for row in rows] for cue in names]
    columns += [[row.language == language for row in rows] for language in LANGUAGES]
    columns += [[row.language == one and row.source == source for row in rows] for source in TOPS for one in LANGUAGES]
    penalty = np.array([l2] * len(names) + [0.01] * len(LANGUAGES) + [0.5] * len(LANGUAGES) * len(TOPS))
    w = newton(np.array(columns, dtype=float).T, np.array([row.right for row in rows], dtype=float), penalty)
    cut, end = len(names), len(names) + len(LANGUAGES)
    return Learnt(
        dict(zip(names, map(float, w[:cut]), strict=True)),
        dict(zip(LANGUAGES, map(float, w[cut:end]), strict=True)),
        dict(zip(((source, one) for source in TOPS for one in LANGUAGES), map(float, w[end:]), strict=True)),
    )


def newton(x: Floats, y: Floats, penalty: Floats, rounds: int = 30) -> Floats:
    """The weights (columns of x) of the likeliest logistic regression with an L2 penalty."""
    w = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + penalty * w
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), slope)
    return w


def fold(passage: str) -> int:
    """Which fold a passage is in."""
    return int(hashlib.sha256(f"fold {passage}".encode()).hexdigest(), 16) % FOLDS


def outside(rows: Sequence[Example]) -> tuple[Floats, Floats]:
    """For each example the score, and what its half has on top, of weights that have not seen its passage."""
    scores, tops = np.zeros(len(rows)), np.zeros(len(rows))
    for number in range(FOLDS):
        others = learnt([row for row in rows if fold(row.passage) != number])
        for i, row in enumerate(rows):
            if fold(row.passage) == number:
                scores[i], tops[i] = others.score(row), others.tops.get((row.source, row.language), 0.0)
    return scores, tops


def scaled(rows: Sequence[Example]) -> tuple[Learnt, Floats]:
    """The weights so stretched that chances are right on passages not seen, and the chances of the folds."""
    scores, tops = outside(rows)
    right = np.array([row.right for row in rows], dtype=float)
    real = np.array([row.source != "own" for row in rows])
    shown = np.array([scores + tops, np.ones(len(rows))]).T[real]
    stretch, shift = newton(shown, right[real], np.array([1e-3, 1e-3]))
    raw = learnt(rows)
    final = Learnt(
        {name: float(stretch) * weight for name, weight in raw.cues.items()},
        {name: float(stretch) * constant + float(shift) for name, constant in raw.constants.items()},
        raw.tops,
    )
    return final, 1 / (1 + np.exp(-(stretch * scores + shift)))


def threshold(rows: Sequence[Example], chances: Floats, wanted: int) -> float:
    """The confidence at which F is best over the folds, precision counting more than recall.

    Counted on the read half, where it is known what is missed, and on the sentences of the tests: these are clear, and
    of each language CLEAR of them are to be kept.
    """
    known = [(row.right, p) for row, p in zip(rows, chances, strict=True) if row.source != "news"]
    wanted += sum(row.right for row in rows if row.source == "own")

    def f(least: float) -> float:
        kept = [right for right, p in known if p >= least]
        return (1 + BETA**2) * sum(kept) / (len(kept) + BETA**2 * wanted)

    clear = [(row.language, p) for row, p in zip(rows, chances, strict=True) if row.source == "own" and row.right]

    def keeps_clear(least: float) -> bool:
        return all(np.mean([p >= least for spoken, p in clear if spoken == one]) >= CLEAR for one, _ in clear)

    steps = [step / 100 for step in range(0, 100, 5)]
    return max(filter(keeps_clear, steps), key=lambda least: (round(f(least), 3), -least))


def written(final: Learnt, least: float) -> str:
    """The text of data/confidence.toml."""
    own = (f"\n[{one}]\nconstant = {final.constants[one]:.3f}\nleast = {least:.2f}\n" for one in LANGUAGES)
    ranked = sorted(final.cues.items(), key=lambda one: (-one[1], one[0]))
    return "".join((HEAD, *own, "\n[cues]\n", *(f'"{name}" = {weight:.3f}\n' for name, weight in ranked)))


# ---------------------------------------------------------------------- report
def reliability(pairs: Iterable[tuple[float, bool]]) -> str:
    """Bins of confidence: how many, how sure, how often right; and the expected calibration error."""
    found = bins(pairs)
    rows = [f"| {one.low:.1f}-{one.high:.1f} | {one.count} | {one.mean:.3f} | {one.right:.3f} |" for one in found]
    error = f"expected calibration error {calibration_error(found):.3f}"
    return "\n".join(("| confidence | n | mean | right |", "|---|---|---|---|", *rows, error))


def main(arguments: Sequence[str]) -> None:
    """Learn and write, or only print."""
    cache = Path(arguments[arguments.index("--cache") + 1]) if "--cache" in arguments else None
    if cache is not None and cache.exists():
        rows = pickle.loads(cache.read_bytes())
    else:
        rows = examples()
        if cache is not None:
            cache.write_bytes(pickle.dumps(rows))
    final, chances = scaled(rows)
    least = threshold(rows, chances, stated())
    print(f"{len(rows)} examples, {sum(row.right for row in rows)} right; {len(final.cues)} cues; least {least:.2f}")
    for language in LANGUAGES:
        some = [(p, row) for p, row in zip(chances, rows, strict=True) if row.language == language]
        for name in ("read", "news", "own"):
            kept = [(p, row.right) for p, row in some if row.source == name]
            told = [right for p, right in kept if p >= least]
            print(f"{language} {name}: {len(kept)} found, {np.mean([r for _, r in kept]):.3f} right; "
                  f"{len(told)} told, {np.mean(told):.3f} right, {sum(told) / sum(r for _, r in kept):.3f} of the right kept")  # fmt: skip
        print(reliability((float(p), row.right) for p, row in some if row.source == "news"))
    if "--check" not in arguments:
        (DATA / "confidence.toml").write_text(written(final, least), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
