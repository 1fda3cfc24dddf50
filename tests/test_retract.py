"""An article taken out again: the graph is as if it had never been read, on each kind of store."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("seed", range(2))
def test_retracted_in_any_order_nothing_of_it_stays(tmp_path: Path, seed: int) -> None:
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
