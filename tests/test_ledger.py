"""`kg merge`, `kg split`, `kg undo`, `kg review`, `kg why`: what people judge, as a user gives and reads it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ledger import doubts, reasons, side, split
from kg.store import Store
from tests.conftest import Run, environment
from tests.identity_cases import own, told
from tests.store_cases import ARTICLES, dump

NEWS = (
    told("quorvex", "John Smith", ("at", "Quorvex", "engineer"), published=None),
    told("again", "Джон Смит", ("joined", "Кворвекс", "инженер"), published=None),
    told("harbold", "John Smith", ("at", "Harbold", "treasurer"), published=None),
    told("bare", "John Smith", published=None),
)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    folder = tmp_path / "graph.db"
    with Store.open(folder) as store:
        for claims in (*NEWS, *ARTICLES):
            store.write(claims)
    return folder


def test_what_a_user_names(graph: Path) -> None:
    john = own("John Smith")
    with Store.open(graph) as store:
        by_id, by_name, one = side(store, "john-smith"), side(store, "Джон Смит"), side(store, f"harbold#{john}")
        assert by_name.entity == by_id.entity == "john-smith"
        assert (len(by_id.ids), by_name.ids) == (2, (f"again#{own('Джон Смит')}",))
        assert one.ids == (f"harbold#{john}",)
        assert side(store, "Кворвекс").ids == ("company:Кворвекс",)
        assert side(store, "Ноам Шазир").ids == ("noam-shazeer",)  # listed
        assert [part.ids for part in split(store, "quorvex", "Кворвекс")] == [
            ("company:Quorvex",),
            ("company:Кворвекс",),
        ]
        for named, said in (("John Smith", "several are called so"), ("Nobody", "nobody is called so")):
            with pytest.raises(UsageError, match=said):
                side(store, named)
        with pytest.raises(UsageError, match="the same references"):
            split(store, f"harbold#{john}", "harbold")


def test_reasons_and_doubts(graph: Path) -> None:
    with Store.open(graph) as store:
        one = reasons(store, side(store, "Джон Смит"), side(store, f"quorvex#{own('John Smith')}"))
        assert one.is_one
        assert one.sum >= (one.enough or 0)
        assert any(words.startswith("both at") for words, _ in one.features)
        found = doubts(store)
        assert len(found) == 3  # three that are called John Smith
        assert all({"the name is common"} <= {words for words, _ in doubt.reasons.features} for doubt in found)
        against = [doubt for doubt in found if ("different companies", -2.0) in doubt.reasons.features]
        assert [doubt.reasons.is_one for doubt in against] == [False]


def test_the_commands(graph: Path, run: Run) -> None:
    with Store.open(graph) as store:
        before = dump(store)
        namesake = side(store, f"harbold#{own('John Smith')}").entity
    done = run("merge", "john-smith", namesake, "--by", "Ann", "--why", "a photo", "--json")
    said = json.loads(done.stdout)
    assert (said["verdict"], said["by"], said["why"], said["undone"]) == ("same", "Ann", "a photo", None)
    with Store.open(graph) as store:
        assert side(store, f"harbold#{own('John Smith')}").entity == "john-smith"
    assert "judged same by Ann" in run("why", "Джон Смит", f"harbold#{own('John Smith')}").stdout
    assert run("undo", said["id"]).returncode == 0
    assert run("undo").stderr == "kg: no judgement stands\n"
    with Store.open(graph) as store:
        kept = {one.id for one in store.judgements()}
        assert kept == {said["id"]}
        assert [line for line in dump(store).splitlines() if "judgementId" not in line] == before.splitlines()


def test_a_review_asks_and_does_not_ask_twice(graph: Path, tmp_path: Path, run: Run) -> None:
    listed = [json.loads(line) for line in run("review", "--json").stdout.splitlines()]
    assert len(listed) == 3
    ours, theirs = pty.openpty()
    asked = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "review"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    )
    os.write(ours, b"x\ny\nu\nq\n")
    out, _ = asked.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert out.decode().count("[y/n/u/q]") == 4
    assert asked.returncode == 0
    with Store.open(graph) as store:
        assert [one.verdict for one in store.judgements()] == ["same", "unsure"]
        assert len(doubts(store)) < 3
