"""An article taken out, read again, and a graph made anew: as if nothing else had ever been there, on each kind of store."""

from __future__ import annotations

import json
import random
from pathlib import Path

from kg.store import Change, Store
from tests.conftest import Run
from tests.store_cases import ARTICLES, dump, fresh, made_up
from tests.stores import Place


def test_retracting_is_the_inverse_of_writing(place: Place) -> None:
    without = {}
    for gone in ARTICLES:
        with place.open(f"without-{gone.article.id}") as store:
            for claims in ARTICLES:
                if claims is not gone:
                    store.write(claims)
            without[gone.article.id] = dump(store)
    with place.open("all") as store:
        for claims in ARTICLES:
            store.write(claims)
        whole = dump(store)
        for gone in ARTICLES:
            assert store.retract(gone.article.id)
            assert dump(store) == without[gone.article.id]
            assert not store.retract(gone.article.id)
            assert store.write(gone) == Change(added=1)
            assert dump(store) == whole


def test_retracted_in_any_order_nothing_of_it_stays(tmp_path: Path) -> None:
    seed = 1
    articles = made_up(40, seed)
    gone = random.Random(seed).sample(articles, 20)
    kept = [claims for claims in articles if claims not in gone]
    with Store.open(tmp_path / "graph") as store:
        for claims in articles:
            store.write(claims)
        for claims in gone:
            store.retract(claims.article.id)
        left = dump(store)
        for claims in kept:
            store.retract(claims.article.id)
        assert dump(store) == ""
    assert left == fresh(tmp_path / "fresh", kept)


def test_the_command_takes_an_address_a_file_or_an_id(tmp_path: Path, run: Run) -> None:
    fresh(tmp_path / "graph.db", ARTICLES)
    for named, id in (
        ("https://devby.io/news/1", "devby-1"), ("verge-1.html", "verge-1"), ("paper-1", "paper-1"),
    ):  # fmt: skip
        done = run("retract", named, "--json")
        assert (done.returncode, json.loads(done.stdout)) == (0, {"article": id, "status": "retracted"})
    missing = run("retract", "paper-1")
    assert missing.returncode == 2
    assert missing.stderr == "kg: paper-1: no article of that address, file or id; kg query articles lists them\n"


PAGE = "Lena Vostrikova joined Quorvex from Zelmor in May 2024 as an engineer. She had worked at Zelmor for years."
OTHER = "Oleg Tarnavsky left Zelmor. Lena Vostrikova, an engineer at Quorvex, said so."


def test_the_commands_bring_a_graph_up_to_date(tmp_path: Path, run: Run) -> None:
    for name, text in (("a.txt", PAGE), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text)
    assert run("ingest", "a.txt", "b.txt", "--published", "2024-06-01").returncode == 0
    with Store.open(tmp_path / "graph.db") as store:
        both = dump(store)
        assert "oleg-tarnavsky" in both
        # as rules of another day would have left it
        store.rows("MATCH (a:Article {source: 'b.txt'}) SET a.extractor = 'old', a.digest = 'old'", write=True)
        store.rows("MATCH (:Person {personId: 'oleg-tarnavsky'})-[:MADE]->(m:Move) DETACH DELETE m", write=True)
    done = [json.loads(line) for line in run("reextract", "--stale", "--json").stdout.splitlines()]
    assert [(one["source"], one["status"]) for one in done] == [("b.txt", "changed")]
    assert run("reextract").stdout == "2 unchanged; 0 moves stated in what is new\n"
    with Store.open(tmp_path / "graph.db") as store:
        assert dump(store) == both
    assert run("rebuild").stdout == "rebuilt from 2 articles\n"
    with Store.open(tmp_path / "graph.db") as store:
        assert dump(store) == both
