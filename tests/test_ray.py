"""Ingesting on a Ray cluster of several nodes gives the same graph, also when one of them is killed in the middle."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Run, started_kg

missing = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="the extra ray is not installed")
asked = pytest.mark.skipif("KG_RAY_TESTS" not in os.environ, reason="takes half a minute: set KG_RAY_TESTS=1")
ARTICLES = 56


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster whose first node does no work, and two that have one core each."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    from ray.cluster_utils import Cluster

    made = Cluster(
        initialize_head=True,
        head_node_args={"num_cpus": 0, "include_dashboard": False, "object_store_memory": 100_000_000},
    )
    made.workers = [made.add_node(num_cpus=1, object_store_memory=100_000_000) for _ in range(2)]
    yield made
    made.shutdown()


@missing
@asked
def test_a_killed_node_costs_only_its_chunk(run: Run, nodes: Any, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (ROOT / "tests" / "gold" / "moves_en.jsonl").read_text("utf-8").splitlines()]
    made = [
        {"id": f"{number:03}", "lang": "en", "text": row["text"], "published": "2024-12-24"}
        for number, row in enumerate(rows)
    ]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in made[:ARTICLES]), "utf-8")
    sources = [str(ROOT / "data" / "demo" / "devby-ai-talent-war.html"), str(tmp_path / "news.jsonl"), "missing.txt"]

    alone = run("ingest", *sources, "--json", "--workers", "1", KG_STORE="alone.db")
    killed, said = False, []
    with started_kg(
        "ingest", *sources, "--json", "--engine", "ray", "--address", nodes.address, cwd=tmp_path, KG_STORE="ray.db"
    ) as kg:
        assert kg.stdout
        assert kg.stderr
        for line in kg.stdout:
            said.append(line)
            if len(said) == 20:
                nodes.remove_node(nodes.workers[0], allow_graceful=False)
                killed = True
        errors = kg.stderr.read()
    assert killed
    assert errors == ""
    assert kg.returncode == alone.returncode == 2  # of the file that is not there
    assert "".join(said) == alone.stdout
    assert run("export", "-", KG_STORE="ray.db").stdout == run("export", "-", KG_STORE="alone.db").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--engine", "spark"], "choose local or ray"),
        (["--address", "127.0.0.1:1"], "goes with --engine ray"),
        pytest.param(["--engine", "ray", "--address", "nonsense"], "no Ray cluster answers", marks=missing),
    ],
)
def test_a_cluster_that_cannot_be(run: Run, tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "a.txt").write_text("Ann Lee left Acme for OpenAI.")
    done = run("ingest", "a.txt", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
