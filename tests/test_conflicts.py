"""Where articles disagree: which moves contradict each other, what becomes of a plan, and what `kg conflicts` shows."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from kg.asof import as_of
from kg.graph import moves_of
from kg.ledger import conflicts
from kg.store import Store
from tests.conftest import Run
from tests.store_cases import dump, said
from tests.test_graph import claim

PAIRS: dict[str, tuple[list[Any], int]] = {  # claims, and how many pairs of moves contradict each other
    "two destinations at one time": (
        [claim("a", "joined", "X", "A", date="2024-08"), claim("b", "joined", "Y", "A", date="2024-08-10")], 1),
    "and nobody says when": ([claim("a", "joined", "X", "A"), claim("b", "appointed", "Y", "A")], 1),
    "the next job": ([claim("a", "joined", "X", "A", date="2022-01"), claim("b", "joined", "Y", "A", date="2024-08")], 0),
    "a job after that": ([claim("a", "joined", "X", "A", date="2024-08"), claim("b", "joined", "Y", "X", date="2024-09")], 0),
    "an offer is no move": (
        [claim("a", "joined", "X", "A"), claim("b", "recruited", "Y", "A", status="attempted")], 0),
    "a rumour asserts nothing": ([claim("a", "joined", "X", "A"), claim("b", "joined", "Y", "A", status="rumoured")], 0),
    "two dates of one move": (
        [claim("a", "joined", "X", "A", date="2022-03"), claim("b", "joined", "X", "A", date="2023-05")], 1),
    "a way back between them": (
        [claim("a", "joined", "X", "A", date="2022-03"), claim("c", "joined", "A", "X", date="2022-09"),
         claim("b", "joined", "X", "A", date="2023-05")], 0),
    "told as a return": (
        [claim("a", "joined", "X", "A", date="2022-03"), claim("b", "returned", "X", "A", date="2023-05")], 0),
    "two dates, and no origin": (
        [claim("a", "joined", "X", date="2022-03"), claim("b", "joined", "X", date="2023-05")], 0),
    "done and denied": ([claim("a", "joined", "X", "A"), claim("b", "joined", "X", "A", status="denied")], 1),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "count"), PAIRS.values(), ids=PAIRS)
def test_moves_that_cannot_both_be_right(claims: list[Any], count: int) -> None:
    moves = moves_of(claims)
    assert sum(len(move.contradicts) for move in moves) == 2 * count
    assert moves_of(claims[::-1]) == moves


def test_a_plan_that_is_done_later_is_one_move_with_both_quotes() -> None:
    planned = claim("a", "joined", "X", "A", status="planned", date="2024-09", published="2024-08-01")
    done = claim("b", "joined", "X", date="2024-10-02", published="2024-10-03")
    (move,) = moves_of([planned, done])
    assert (move.status, [one.quote for one in move.claims]) == ("completed", ["a says so", "b says so"])
    assert moves_of([done, planned]) == (move,)


def test_a_planned_departure_is_done_by_the_arrival() -> None:
    planned = claim("a", "left", None, "A", status="planned", published="2024-08-01")
    done = claim("b", "joined", "X", "A", published="2024-10-03")
    assert [(move.status, len(move.claims)) for move in moves_of([planned, done])] == [("completed", 2)]


NEWS = [
    said("first", {"person": "sam-altman", "kind": "joined", "to": "google", "origins": ("meta",), "amount": 2e6},
         outlet="The Paper", published="2025-06-10"),
    said("second", {"person": "sam-altman", "kind": "joined", "to": "google", "origins": ("meta",), "amount": 3e6},
         outlet="The Post", published="2025-06-11"),
    said("third", {"person": "sam-altman", "kind": "joined", "to": "google", "status": "denied", "origins": ("meta",)},
         outlet="The Times", published="2025-06-20"),
    said("fourth", {"person": "naveen-rao", "kind": "joined", "to": "google", "origins": ("databricks",)},
         {"person": "naveen-rao", "kind": "joined", "to": "openai", "origins": ("databricks",)},
         outlet="The Paper", published="2025-07-01"),
]  # fmt: skip


def test_conflicts_are_shown_side_by_side(tmp_path: Path, run: Run) -> None:
    with Store.open(tmp_path / "graph.db") as store:
        for claims in NEWS:
            store.write(claims)
        found = conflicts(store)
    assert [(one.person, one.about) for one in found] == [
        ("sam-altman", ("happened",)), ("naveen-rao", ("to",)), ("sam-altman", ("amount",)),
    ]  # fmt: skip
    first = found[0].versions
    assert [(one.status, one.sources, one.reported) for one in first] == [
        ("completed", 2, "2025-06-11"), ("denied", 1, "2025-06-20"),
    ]  # fmt: skip
    assert [place for place, _ in first[0].quotes] == ["The Paper, 2025-06-10", "The Post, 2025-06-11"]
    told = [json.loads(line) for line in run("conflicts", "--json").stdout.splitlines()]
    assert [one["about"] for one in told] == [["happened"], ["to"], ["amount"]]


def test_a_question_is_asked_of_the_graph_of_a_day(tmp_path: Path, run: Run) -> None:
    with Store.open(tmp_path / "graph.db") as store:
        for claims in NEWS:
            store.write(claims)
        with as_of(store, dt.date(2025, 6, 11)) as then, Store.open(tmp_path / "alone") as alone:
            for claims in NEWS[:2]:
                alone.write(claims)
            assert dump(then) == dump(alone)
            assert [one.about for one in conflicts(then)] == [("amount",)]
    count = "MATCH (a:Article) RETURN count(a) AS n"
    assert json.loads(run("query", count, "--as-of", "2025-06-20", "--format", "json").stdout) == {"n": 3}
    assert run("query", count, "--as-of", "June").stderr == "kg: --as-of June: give a day as 2024-12-24\n"
