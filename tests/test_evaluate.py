"""The scorer: each rule of sameness, and on real gold the same figures as the scorer that the data came with."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.cli import load
from kg.evaluate import Statement, passages, scored
from kg.evaluate.same import lenient, same_amount, same_date, same_name, same_person, strict
from kg.extract import extract_all
from kg.model import Article
from tests.conftest import ROOT, Run

SHARED = ROOT.parent / "shared"
GOLD = [f"talent/{name}.jsonl" for name in ("en", "ru")] + ["relations/factrueval.jsonl", "relations/fire.jsonl"]


def move(kind: str, who: str | None, start: str = "", end: str = "", **more: Any) -> Statement:
    return Statement(
        kind,
        names=(who,) if who else (),
        origins=tuple(filter(None, start.split("+"))),
        destination=end or None,
        **more,
    )


JOINED = move("joined", "Ann Lee", "Acme", "OpenAI")
PAIRS = [  # found, stated, strict, lenient
    (move("joined", "Lee", "Acme Inc", "OpenAI"), JOINED, True, True),
    (move("appointed", "Ann Lee", "Acme", "OpenAI"), JOINED, True, True),
    (move("joined", "Ann Lee", "", "OpenAI"), JOINED, False, True),
    (move("joined", "Ann Lee", "Acme", "Meta"), JOINED, False, True),
    (move("left", "Ann Lee", "Acme"), JOINED, False, True),
    (move("joined", "Bo Lee", "Acme", "OpenAI"), JOINED, False, False),
    (move("joined", "Ann Lee", "Google", "Meta"), JOINED, False, False),
    (move("joined", "Ann Lee", "Acme", "OpenAI", status="denied"), JOINED, False, True),
    (move("joined", "Ann Lee", "Acme", "OpenAI", status="planned"), JOINED, True, True),
    (move("left", "Ann Lee", "Acme"), move("left", "Ann Lee", "Acme", "OpenAI"), True, True),
    (move("left", "Ann Lee"), move("left", "Ann Lee", "Acme"), False, False),
    (move("left", "Ann Lee", "Acme"), move("left", "Ann Lee"), True, True),
    (move("founded", "Ann Lee", "", "Nova"), move("founded", "Ann Lee", "Acme", "Nova"), False, True),
    (move("promoted", "Ann Lee", "", "Acme"), move("promoted", "Ann Lee", "Acme", "Acme"), True, True),
    (
        move("joined", None, "", "OpenAI", description="four senior engineers"),
        move("joined", None, "", "OpenAI", description="engineers"), True, True,
    ),
    (
        move("joined", None, "", "OpenAI", description="the designer"),
        move("joined", None, "", "OpenAI", description="engineers"), False, False,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("found", "stated", "is_strict", "is_lenient"), PAIRS)
def test_when_two_moves_are_one(found: Statement, stated: Statement, is_strict: bool, is_lenient: bool) -> None:
    assert (strict(found, stated), lenient(found, stated)) == (is_strict, is_lenient)


NAMES = [
    ("Ноама Шазира", "Ноам Шазир", "person", True),
    ("N. Shazeer", "Noam Shazeer", "person", True),
    ("Mr Shazeer", "Noam Shazeer", "person", True),
    ("Noam", "Naveen Rao", "person", False),
    ("ECB", "European Central Bank", "company", True),
    ("ОАО «Газпром»", "Газпрома", "company", True),
    ("Apple Inc", "Apple", "company", True),
    ("Apple", "Alphabet", "company", False),
    ("", "Apple", "company", False),
]


@pytest.mark.parametrize(("one", "other", "kind", "same"), NAMES)
def test_names(one: str, other: str, kind: str, same: bool) -> None:
    assert same_name(one, other, kind) is same


def test_dates_amounts_and_people_without_a_name() -> None:
    assert same_date("2024-08-02", "2024-08")
    assert same_date("2024", "2024-08-02")
    assert not same_date("2023", "2024-08-02")
    assert not same_date(None, "2024")
    assert same_amount("almost $3 billion", "$3 bn")
    assert not same_amount(None, "$3 bn")
    assert same_person(move("left", None), move("left", None, description="an engineer"))


def shared_scorer() -> ModuleType:
    path = SHARED / "score.py"
    if not path.exists():
        pytest.skip(f"the scorer and the data beside the checkout are not there: {path}")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", GOLD)
def test_the_figures_are_those_of_the_scorer_that_came_with_the_data(name: str) -> None:
    theirs = shared_scorer()
    path = SHARED / "data" / name
    read = list(passages(path))[:120]
    found = list(extract_all(Article(one.id, one.id, one.language, one.text, published=one.published) for one in read))
    score = scored(zip(read, found, strict=True))
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()][:120]
    predicted = [load.extraction(one) for one in found]
    for one in predicted:
        for said in one["moves"] + one["facts"]:
            said["type"] = {"recruited": "hired_attempt"}.get(said["kind"], said["kind"])
    if read[0].facts is not None:
        expected = theirs.score_A(rows, predicted, quiet=True)["pair"]
        assert (score.facts.precision, score.facts.recall, score.facts.f1) == pytest.approx(expected)
        return
    expected = theirs.score_B(rows, predicted, quiet=True)
    assert (score.strict.precision, score.strict.recall, score.strict.f1) == pytest.approx(expected["strict"])
    assert (score.lenient.precision, score.lenient.recall, score.lenient.f1) == pytest.approx(expected["lenient"])
    assert (score.alarms, score.quiet) == expected["alarms"]
    assert len(score.errors) == score.strict.false + score.strict.missed
    assert all(error.why for error in score.errors)


def test_a_run_is_kept_and_compared(run: Run, tmp_path: Path) -> None:
    stated = [{"person": "Ann Lee", "kind": "joined", "from": ["Apple"], "to": "OpenAI", "status": "completed"}]
    lines = [
        {"id": "1", "lang": "en", "text": "Ann Lee left Apple to join OpenAI.", "moves": stated},
        {"id": "2", "lang": "en", "text": "The sky over Paris was grey on Monday.", "moves": []},
        {
            "id": "3",
            "lang": "en",
            "text": "Nothing happened.",
            "moves": [{"person": "Bo Day", "kind": "left", "from": ["Google"]}],
        },
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(map(json.dumps, lines)))
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    first = run("evaluate", str(gold), "--errors", "5", **state)
    assert first.returncode == 0, first.stderr
    figures = {
        row.split()[0] + " " + row.split()[1]: row.split() for row in first.stdout.splitlines() if len(row.split()) > 2
    }
    assert figures["strict R"][2:] == ["0.5"]
    assert "nothing is said of the person" in first.stdout
    second = run("evaluate", str(gold), **state)
    figures = {
        row.split()[0] + " " + row.split()[1]: row.split() for row in second.stdout.splitlines() if len(row.split()) > 2
    }
    assert figures["strict R"][2:] == ["0.5", "0.5"]
    (line,) = map(json.loads, run("evaluate", str(gold), "--json", **state).stdout.splitlines())
    assert (line["strict F1"], line["false alarms"], line["kinds"]["joined"]) == (
        pytest.approx(2 / 3, abs=1e-4),
        0,
        [1, 0, 0],
    )
    (none,) = map(
        json.loads, run("evaluate", str(gold), "--json", "--min-confidence", "1.0", **state).stdout.splitlines()
    )
    assert none["strict R"] <= line["strict R"]


@pytest.mark.parametrize("text", ["{", '{"id": "1"}', '{"id": "1", "lang": "en", "text": "x", "moves": [1]}'])
def test_a_line_that_is_no_passage(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "0", "lang": "en", "text": "x", "moves": []}\n' + text)
    done = run("evaluate", "bad.jsonl")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "bad.jsonl: line 2 is no annotated passage" in done.stderr
    assert run("evaluate", "none.jsonl").stderr == "kg: none.jsonl: No such file or directory\n"
