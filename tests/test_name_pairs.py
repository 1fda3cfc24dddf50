"""Names that are easily taken for one, and names of one that are easily taken for two.

`tests/gold/names.jsonl`: "not same" must score below SAME, "same" at least SAME, and of "maybe" only context can tell, so
that the names alone give at least MAYBE and less than SAME.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.names import MAYBE, SAME, block, blocks, score
from kg.names.fold import is_cyrillic

GOLD = Path(__file__).parent / "gold" / "names.jsonl"
PAIRS: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
CLASSES = sorted({(row["expected"], row["kind"], row["why"]) for row in PAIRS})
RANGE = {"not same": (0.0, SAME), "maybe": (MAYBE, SAME), "same": (SAME, 1.01)}


@pytest.mark.parametrize(("expected", "kind", "why"), CLASSES)
def test_pairs(expected: str, kind: str, why: str) -> None:
    least, under = RANGE[expected]
    wrong = [
        (row["a"], row["b"], score(row["a"], row["b"], row["kind"]))
        for row in PAIRS
        if (row["expected"], row["kind"], row["why"]) == (expected, kind, why)
        and not least <= score(row["a"], row["b"], row["kind"]).value < under
    ]
    assert not wrong


def test_there_are_many_pairs_of_each() -> None:
    counts = Counter(row["expected"] for row in PAIRS)
    assert counts["not same"] >= 200
    assert counts["same"] + counts["maybe"] >= 150
    assert len({(row["kind"], *sorted((row["a"], row["b"]))) for row in PAIRS}) == len(PAIRS)


def test_spellings_of_one_name_meet_in_blocking() -> None:
    """From both sides where they are in two scripts, so that it does not matter which was read first."""
    apart = []
    for row in PAIRS:
        a, b, kind = row["a"], row["b"], row["kind"]
        met = [block(one, kind) in blocks(other, kind) for one, other in ((a, b), (b, a))]
        enough = all(met) if is_cyrillic(a) != is_cyrillic(b) else any(met)
        if row["expected"] == "same" and not enough:
            apart.append((a, b))
    assert not apart
