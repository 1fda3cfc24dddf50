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
import json
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.moves import TALENT, WHOLE, is_read
from extractors.languages import pipeline
from extractors.scene import Scene
from kg.evaluate import passages
from kg.evaluate.gold import statement
from kg.evaluate.score import verdicts
from kg.extract import candidates
from kg.model import Article, Move
from kg.resources import DATA

GOLD = Path(__file__).parent.parent / "tests" / "gold"
LABELS = GOLD / "pool_labels.tsv"
LANGUAGES = ("en", "ru")
TOPS = ("read", "own")  # sources of which more is right than of news
FOLDS, L2, LEAST, BETA, OWN = 5, 4.0, 5, 0.5, 2.0  # LEAST examples of a cue; BETA: precision counts twice as much as recall
HEAD = """\
# How sure a move is: what speaks for it (+) and against it (-), in nats; extractors/confidence.py says what the cues are.
# `least` is the confidence below which a move is not told. Learnt by `python -m benchmarks.train_confidence`; do not edit.
"""
Floats = NDArray[np.float64]


class Example(NamedTuple):
    """A move that was found and judged."""

    passage: str
    language: str
    source: str  # read: the half the rules were made for; news: pool and pages; own: sentences of the tests
    right: bool
    cues: tuple[str, ...]


class Learnt(NamedTuple):
    """Weights of the cues and constants of the languages, in nats; `tops` is what sources other than news have on top."""

    cues: dict[str, float]
    constants: dict[str, float]
    tops: dict[tuple[str, str], float]

    def score(self, one: Example) -> float:
        """The log odds of an example as if it stood in other news."""
        return self.constants[one.language] + sum(self.cues.get(cue, 0.0) for cue in one.cues)


# ---------------------------------------------------------------------- examples
def labels() -> dict[tuple[str, ...], bool]:
    """Whether a move is right, by passage, kind, person, from and to; what the reader was unsure of is left out."""
    rows = [line.split("\t") for line in LABELS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {tuple(row[:5]): row[5] == "right" for row in rows if row[5] != "unsure"}


def key(passage: str, move: Move) -> tuple[str, ...]:
    """What a judged move is known by."""
    person = move.person.name if move.person else "-"
    to = move.destination.name if move.destination else "-"
    return passage, move.kind, person, "; ".join(origin.name for origin in move.origins) or "-", to


def annotated(language: str) -> Iterator[Example]:
    """The examples of the read half, and of the sentences written for the tests."""
    talent = [TALENT / f"{stem}.jsonl" for stem in (language, f"more_{language}", f"written_{language}")]
    for path in (*talent, GOLD / f"moves_{language}.jsonl"):
        own = path.parent == GOLD
        read = [one for one in passages(path) if own or path.stem in WHOLE or is_read(one)]
        for passage, doc in zip(read, pipeline(language).pipe(one.text for one in read), strict=True):
            found = candidates(Scene(doc), passage.published)
            judged = verdicts(passage, [statement(move) for move, _ in found])
            for (_, cues), right in zip(found, judged, strict=True):
                if right is not None:
                    yield Example(f"{path.stem}/{passage.id}", language, "own" if own else "read", right, cues)


def judged(language: str, known: dict[tuple[str, ...], bool]) -> Iterator[Example]:
    """The examples of the pool and the pages."""
    named = {passage for passage, *_ in known}
    read = [one for one in _texts() if one.language == language and one.id in named]
    for article, doc in zip(read, pipeline(language).pipe(one.text for one in read), strict=True):
        for move, cues in candidates(Scene(doc)):
            right = known.get(key(article.id, move))
            if right is not None:
                yield Example(article.id, language, "news", right, cues)


def _texts() -> Iterator[Article]:
    data = TALENT.parent
    for name, text in (("pool/en.jsonl", "text"), ("pool/ru.jsonl", "text"), ("html/index.jsonl", "body")):
        for row in map(json.loads, (data / name).read_text("utf-8").splitlines()):
            if row.get(text):
                yield Article(row.get("id") or row["file"], name, row["lang"], row[text])


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
    w = newton(np.array(columns, dtype=float).T, np.array([row.right for row in rows], dtype=float), penalty, weights_of(rows))
    cut, end = len(names), len(names) + len(LANGUAGES)
    return Learnt(
        dict(zip(names, map(float, w[:cut]), strict=True)),
        dict(zip(LANGUAGES, map(float, w[cut:end]), strict=True)),
        dict(zip(((source, one) for source in TOPS for one in LANGUAGES), map(float, w[end:]), strict=True)),
    )


def weights_of(rows: Sequence[Example]) -> Floats:
    """How much each example counts: sentences written to be clear less than what people wrote for people."""
    return np.array([OWN if row.source == "own" else 1.0 for row in rows])


def newton(x: Floats, y: Floats, penalty: Floats, count: Floats, rounds: int = 30) -> Floats:
    """The weights (columns of x) of the likeliest logistic regression with an L2 penalty."""
    w = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (count * (p - y)) + penalty * w
        w -= np.linalg.solve((x * (count * p * (1 - p))[:, None]).T @ x + np.diag(penalty), slope)
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
    real = np.array([float(row.source != "own") for row in rows])
    stretch, shift = newton(np.array([scores + tops, np.ones(len(rows))]).T, right, np.array([1e-3, 1e-3]), real)
    raw = learnt(rows)
    final = Learnt(
        {name: float(stretch) * weight for name, weight in raw.cues.items()},
        {name: float(stretch) * constant + float(shift) for name, constant in raw.constants.items()},
        raw.tops,
    )
    return final, 1 / (1 + np.exp(-(stretch * scores + shift)))


def threshold(rows: Sequence[Example], chances: Floats, stated: int) -> float:
    """The confidence at which F of the read half is best over the folds, precision counting twice as much as recall."""

    def f(least: float) -> float:
        kept = [row.right for row, p in zip(rows, chances, strict=True) if row.source == "read" and p >= least]
        return (1 + BETA**2) * sum(kept) / (len(kept) + BETA**2 * stated)

    return max((step / 100 for step in range(0, 100, 5)), key=lambda least: (round(f(least), 3), -least))


def written(final: Learnt, least: float) -> str:
    """The text of data/confidence.toml."""
    lines = [HEAD]
    for language in LANGUAGES:
        lines.append(f"\n[{language}]\nconstant = {final.constants[language]:.3f}\nleast = {least:.2f}\n")
    lines.append("\n[cues]\n")
    ranked = sorted(final.cues.items(), key=lambda one: (-one[1], one[0]))
    return "".join((*lines, *(f'"{name}" = {weight:.3f}\n' for name, weight in ranked)))


# ---------------------------------------------------------------------- report
def reliability(pairs: Iterable[tuple[float, bool]]) -> str:
    """Bins of confidence: how many, how sure, how often right; and the expected calibration error."""
    rows = sorted(pairs)
    lines, error = ["| confidence | n | mean | right |", "|---|---|---|---|"], 0.0
    for low in range(0, 100, 20):
        some = [(p, right) for p, right in rows if low <= 100 * p < low + 20]
        if some:
            mean, share = sum(p for p, _ in some) / len(some), sum(right for _, right in some) / len(some)
            error += abs(mean - share) * len(some) / len(rows)
            lines.append(f"| {low / 100:.1f}-{low / 100 + 0.2:.1f} | {len(some)} | {mean:.3f} | {share:.3f} |")
    return "\n".join((*lines, f"expected calibration error {error:.3f}"))


def main(arguments: Sequence[str]) -> None:
    """Learn and write, or only print."""
    cache = Path(arguments[arguments.index("--cache") + 1]) if "--cache" in arguments else None
    if cache is not None and cache.exists():
        rows = pickle.loads(cache.read_bytes())
    else:
        known = labels()
        rows = [one for language in LANGUAGES for one in (*annotated(language), *judged(language, known))]
        if cache is not None:
            cache.write_bytes(pickle.dumps(rows))
    final, chances = scaled(rows)
    stated = sum(
        len(one.moves or ())
        for path in sorted(TALENT.glob("*.jsonl"))
        for one in passages(path)
        if path.stem in WHOLE or is_read(one)
    )
    least = threshold(rows, chances, stated)
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
