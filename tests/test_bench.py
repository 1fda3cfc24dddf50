"""`kg bench`: every stage with its figures."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT, Run


def test_every_stage_is_measured(run: Run) -> None:
    done = run("bench", str(ROOT / "data" / "demo"), "--json")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    names = [row["stage"] for row in rows]
    assert names[:3] == ["fetch", "read", "gate"]
    assert {"en parser", "en ner", "ru kg_slovnet", "ru kg_entities", "rules"} <= set(names)
    assert names[-1] == "resolve, load"
    assert sum(row["share"] or 0 for row in rows) == pytest.approx(1, abs=0.02)
    assert all(row["articles"] in (6, 12) and row["MB"] > 0 for row in rows)


def test_nothing_to_measure(run: Run) -> None:
    done = run("bench", "-", input="")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: ")
    assert len(done.stderr.splitlines()) == 1
