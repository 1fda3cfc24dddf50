"""Several processes that extract: the same rows in the same order, and a clean end however it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from kg.workers import chosen, cores
from tests.conftest import ROOT, Run, started_kg

DEMO = str(ROOT / "data" / "demo")
TEXT = "Ann Lee left Google in May to join OpenAI as a vice president."


@pytest.mark.parametrize(("asked", "sources", "count"), [(3, 1, 3), (None, 1, 1), (None, 1000, cores()), (1, 1000, 1)])
def test_how_many(asked: int | None, sources: int, count: int) -> None:
    assert chosen(asked, sources) == count


def test_the_graph_is_the_same(run: Run, tmp_path: Path) -> None:
    said, exported = [], []
    for count in ("1", "2"):
        store = f"{count}.db"
        done = run("ingest", DEMO, "--json", "--workers", count, "--store", store)
        assert (done.returncode, done.stderr) == (0, "")
        said.append([json.loads(line) for line in done.stdout.splitlines()])
        assert run("export", f"{count}.jsonl", "--store", store).returncode == 0
        exported.append((tmp_path / f"{count}.jsonl").read_bytes())
    assert said[0] == said[1]
    assert len(said[0]) == 12
    assert exported[0] == exported[1]


def started(folder: Path) -> subprocess.Popen[str]:
    """A long ingest in two worker processes, in a process group of its own, once its first article is stored."""
    for n in range(40):
        (folder / f"{n}.txt").write_text(f"{TEXT} It was day {n}.\n\n" + (TEXT + "\n\n") * 60, "utf-8")
    process = started_kg("ingest", str(folder), "--json", "--workers", "2", cwd=folder)
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def ended(process: subprocess.Popen[str], children: list[psutil.Process]) -> tuple[int, list[str]]:
    """The exit code and the lines of errors, once all of the process's children have ended too."""
    _, errors = process.communicate(timeout=60)
    deadline = time.monotonic() + 10
    while any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return process.returncode, errors.splitlines()


def test_a_worker_that_is_killed_is_told_in_one_line(tmp_path: Path) -> None:
    process = started(tmp_path)
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) == 2
    children[0].kill()
    code, (line,) = ended(process, children)
    assert (code, "ended from outside" in line, "--workers" in line) == (2, True, True), line


def test_ctrl_c_ends_all(tmp_path: Path) -> None:
    process = started(tmp_path)
    children = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    code, (line,) = ended(process, children)
    assert code == 130
    assert line.startswith("kg: stopped; every article that was written is whole")
