"""`kg` as a user runs it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Run

MOVED = "Noam Shazeer returned to Google in August 2024, almost three years after he had left the company."
COMMANDS = (
    "ingest",
    "bench",
    "watch",
    "reread",
    "versions",
    "read",
    "extract",
    "query",
    "queries",
    "evidence",
    "status",
    "export",
    "demo",
    "names",
    "view",
    "browser",
    "copy",
    "init",
    "neo4j",
    "evaluate",
)


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_help_is_quick_and_names_every_command(run: Run) -> None:
    started = time.monotonic()
    done = run("--help")
    took = time.monotonic() - started
    assert done.returncode == 0
    assert all(re.search(rf"^  {command} ", done.stdout, re.M) for command in COMMANDS)
    assert took < 1.5, "the help page imports something slow"  # 0.05 s by itself; the machine may be busy


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: kg" in done.stdout


def test_version(run: Run) -> None:
    assert re.fullmatch(r"kg \d+\.\d+\.\d+\n", run("--version").stdout)


def test_the_help_page_loads_no_language_pipeline_and_no_driver() -> None:
    slow = ("spacy", "neo4j", "bs4", "requests", "pydantic")
    code = (
        "import sys, kg.cli\n"
        "try: kg.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {slow} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_read_prints_an_article_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"outlet: A\npublished: 2024-09-01\n\n{MOVED}\n", "utf-8")
    done = run("read", "a.txt", "--url", "https://a.example/1?utm_source=x")
    assert done.returncode == 0
    assert lines(done) == [
        {"source": "a.txt", "url": "https://a.example/1", "outlet": "A", "title": None, "authors": [],
         "published": "2024-09-01", "lang": "en", "text": MOVED},
    ]  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    "given", [MOVED, f"<!DOCTYPE html><html><body><article><p>{MOVED}</p></article></body></html>"]
)
def test_standard_input_is_text_or_html(run: Run, given: str) -> None:
    done = run("read", "-", input=given)
    assert (done.returncode, lines(done)[0]["text"]) == (0, MOVED)


def test_a_bad_source_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MOVED, "utf-8")
    done = run("read", "missing.txt", "a.txt")
    assert (done.returncode, done.stderr) == (2, "kg: missing.txt: no such file\n")
    assert [row["source"] for row in lines(done)] == ["a.txt"]


def test_extract_points_into_the_text(run: Run, tmp_path: Path) -> None:
    rows = [
        {"id": "one", "lang": "en", "text": f"\u00a0{MOVED}\r\n"},
        {"id": 2, "lang": "ru", "text": "Ноам Шазир вернулся в Google."},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = run("extract", "a.jsonl")
    assert done.returncode == 0, done.stderr
    found = lines(done)
    assert [row["id"] for row in found] == ["one", "2"]
    for row, given in zip(found, rows, strict=True):
        assert set(row) == {"id", "lang", "moves", "facts", "mentions", "quotes"}
        moves: list[dict[str, Any]] = row["moves"]  # type: ignore[assignment]
        assert "Google" in [move["to"] for move in moves]
        for move in moves:
            assert str(given["text"])[move["start"] : move["end"]].split() == move["evidence"].split()


def test_names_score_explains(run: Run) -> None:
    done = run("names", "score", "Ноам Шазир", "Noam Shazeer")
    assert done.returncode == 0
    assert "same" in done.stdout
    as_json = lines(run("names", "score", "Гугл", "Google", "--kind", "company", "--json"))[0]
    assert set(as_json) == {"a", "b", "kind", "value", "verdict", "reasons"}


def test_ingest_twice_then_ask(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"url: https://a.example/1\npublished: 2024-09-01\n\n{MOVED}\n", "utf-8")
    first, second = (lines(run("ingest", "a.txt", "--json")) for _ in range(2))
    assert [row["status"] for row in (*first, *second)] == ["added", "unchanged"]
    counted = run("status", "--json")
    assert lines(counted)[0]["Article"] == 1
    assert lines(run("query", "MATCH (p:Person)-[:MADE]->(m:Move) RETURN p.name AS name", "--format", "json"))
    table = run("query", "MATCH (p:Person)-[:MADE]->(m:Move) RETURN p.name AS name, count(m) AS moves")
    assert "Noam Shazeer" in table.stdout
    assert "\x1b" not in table.stdout
    none = run("query", "MATCH (p:Person {name: $name}) RETURN p.name AS name", "--param", "name=Nobody")
    assert (none.returncode, none.stdout) == (1, "")
    told = run("evidence", "Ноам Шазир", "--json")
    assert told.returncode == 0, told.stderr
    assert all(row["exact"] for row in lines(told))
    exports = [run("export", "-") for _ in range(2)]
    assert [done.returncode for done in exports] == [0, 0], exports[0].stderr
    assert exports[0].stdout == exports[1].stdout
    assert {row["type"] for row in lines(exports[0])} >= {"person", "company", "move", "article"}


def test_ctrl_c_leaves_whole_articles_and_going_on_completes_the_job(tmp_path: Path, run: Run) -> None:
    for number in range(24):
        (tmp_path / f"{number:02}.txt").write_text(f"url: https://a.example/{number}\n\n{MOVED}\n", "utf-8")
    command = [sys.executable, "-m", "kg.cli", "ingest", ".", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        process.stdout.readline()  # one article is on the disk, the rest is under way
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    assert process.returncode == 130
    assert complaint.startswith("kg: stopped")
    stored = lines(run("status", "--json"))[0]
    assert 1 <= int(str(stored["Article"])) < 24
    whole = "MATCH (m:Move)-[e:EVIDENCED_BY]->(a:Article) RETURN count(DISTINCT a) AS whole"
    assert stored["Article"] == lines(run("query", whole, "--format", "json"))[0]["whole"]
    assert run("ingest", ".").returncode == 0
    assert lines(run("status", "--json"))[0]["Article"] == 24


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m kg.cli read data/demo | head -c 20"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
