"""Whether moves are as often right as their confidence says.

The bins of a reliability diagram and the expected calibration error: Guo, Pleiss, Sun and Weinberger, "On calibration of
modern neural networks" (ICML 2017).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BINS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """The moves whose confidence is `low` or more and below `high`: how many, their mean, and the share that is right."""

    low: float
    high: float
    count: int
    mean: float
    right: float


def bins(trusted: Iterable[tuple[float, bool]], number: int = BINS) -> list[Bin]:
    """The bins of equal width, from (confidence, right) of each move, that hold any."""
    some: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in trusted:
        some.setdefault(min(int(confidence * number), number - 1), []).append((confidence, right))
    return [
        Bin(
            i / number, (i + 1) / number, len(pairs),
            sum(confidence for confidence, _ in pairs) / len(pairs), sum(right for _, right in pairs) / len(pairs),
        )
        for i, pairs in sorted(some.items())
    ]  # fmt: skip


def calibration_error(found: Iterable[Bin]) -> float:
    """The mean distance, 0..1, between how sure moves are and how often they are right; 0 where there are none."""
    every = list(found)
    return sum(abs(one.mean - one.right) * one.count for one in every) / (sum(one.count for one in every) or 1)
