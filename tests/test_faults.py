"""What a long life brings: a clock that is set, another version of kg, and a store that an older one made."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path

import pytest

from kg.crawl.frontier import Frontier
from kg.errors import KGError
from kg.store import Store
from tests.conftest import Run
from tests.store_cases import ARTICLES, dump, fresh

DAY = 86_400.0


@pytest.mark.parametrize(("put_off", "is_due"), [(-5.0, True), (100.0, False), (3 * DAY, True), (4000 * DAY, True)])
def test_a_clock_set_back_makes_no_page_wait(tmp_path: Path, put_off: float, is_due: bool) -> None:
    frontier = Frontier(tmp_path)
    try:
        run, _ = frontier.run("https://a.example/1")
        frontier.ask("https://a.example/1", "page", run)
        row, _ = frontier.turn(run, "a.example", DAY)
        assert row
        frontier.wait(row, time.time() + put_off, "busy")
        again, later = frontier.turn(run, "a.example", DAY)
        assert (again is not None) is is_due
        assert (later is None) is is_due
    finally:
        frontier.close()


def test_a_store_of_a_newer_kg_is_refused_and_left_as_it_is(run: Run, tmp_path: Path) -> None:
    fresh(tmp_path / "graph.db", ARTICLES[:1])
    stated = tmp_path / "graph.db" / "kg.json"
    stated.write_text(json.dumps({"format": 2, "ready": True, "more": 1}), "utf-8")
    before = {path: path.read_bytes() for path in sorted((tmp_path / "graph.db").rglob("*")) if path.is_file()}
    done = run("status")
    assert done.returncode == 2
    assert "was written by a newer kg; update kg" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    after = {path: path.read_bytes() for path in sorted((tmp_path / "graph.db").rglob("*")) if path.is_file()}
    assert after == before


def test_an_archive_of_a_newer_kg_is_refused_and_one_of_before_is_taken(tmp_path: Path) -> None:
    Frontier(tmp_path).close()
    for version, refused in ((0, False), (1, False), (7, True)):
        db = sqlite3.connect(tmp_path / "pages.sqlite")
        db.execute(f"PRAGMA user_version={version}")
        db.close()
        if refused:
            with pytest.raises(KGError, match="newer kg"):
                Frontier(tmp_path)
        else:
            Frontier(tmp_path).close()


def test_what_a_store_of_an_older_kg_lacks_is_made(tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as store:
        before = dump(store)
        for claims in ARTICLES:
            store.write(claims)
        whole = dump(store)
        names = store.rows("SHOW INDEXES YIELD name RETURN name ORDER BY name")
        store.rows("DROP INDEX move_kind", write=True)
    with Store.open(tmp_path / "graph") as store:
        assert store.made == ("move_kind",)
        assert store.rows("SHOW INDEXES YIELD name RETURN name ORDER BY name") == names
        assert dump(store) == whole != before
