"""How sure a move is: a logistic regression over what is plain to see in it, so that a reader can follow the figure.

Weights are those of `data/confidence.toml`, which `python -m benchmarks.train_confidence` writes.
"""

from __future__ import annotations

import math
from functools import cache

from kg.model import Article, Move
from kg.resources import DATA, toml

LONG = 200  # characters of a sentence that is long


def confidence(move: Move, article: Article) -> float:
    """The estimated probability (0..1, two decimals) that the move is right: person, direction, ends and whether it happened."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in features(move, article).items())
    return round(1 / (1 + math.exp(-total)), 2)


def features(move: Move, article: Article) -> dict[str, float]:
    """What the figure rests on, by name; each between 0 and 1."""
    companies = [*move.origins, *([move.destination] if move.destination else [])]
    sentence = move.evidence.quote
    found = {
        "always": True,
        f"kind {move.kind}": True,
        f"status {move.status}": True,
        f"language {article.language}": True,
        "the person is named in full": move.person is not None and " " in move.person.name,
        "the person is not named": move.person is None,
        "both ends are stated": bool(move.origins) and move.destination is not None,
        "no company is stated": not companies,
        "a company is well known": any(one.known for one in companies),
        "the companies stand in the sentence": all(_within(one.start, move) for one in companies),
        "the person stands in the sentence": move.person is not None and _within(move.person.start, move),
        "it is told more than once": bool(move.also),
        "a role is stated": move.role is not None,
        "somebody says so": move.speaker is not None,
        "the sentence asks": sentence.rstrip("»”\"'").endswith("?"),
    }
    return {name: float(value) for name, value in found.items()} | {
        "the sentence is long": min(1.0, len(sentence) / (2 * LONG))
    }


def _within(start: int, move: Move) -> bool:
    return move.evidence.start <= start < move.evidence.end


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = toml(DATA / "confidence.toml")["weights"]
    return weights
