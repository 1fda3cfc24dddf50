"""Every named query on a real store, its header, and the canonical export."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import queries
from kg.errors import KnowledgeError, UsageError
from kg.export import lines
from kg.store import Store
from tests.store_cases import ARTICLES, made_up

NAMES = [query.name for query in queries.all_queries()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("queries") / "graph") as store:
        for claims in ARTICLES:
            store.write(claims)
        yield store


def asked(store: Store, name: str, given: dict[str, str]) -> list[tuple[object, ...]]:
    query = queries.load(name)
    return [tuple(row.values()) for row in store.rows(query.cypher, queries.bind(query, given))]


@pytest.mark.parametrize("name", NAMES)
def test_every_query_reads_and_runs_with_its_defaults(store: Store, name: str) -> None:
    query = queries.load(name)
    rows = store.rows(query.cypher, queries.bind(query, {}))
    assert rows, f"{name} finds nothing among articles that have some of everything"
    assert query.title
    assert "ORDER BY" in query.cypher
    used = {one.name for one in query.parameters if f"${one.name}" in query.cypher}
    assert used == {one.name for one in query.parameters}
    assert all(one.help for one in query.parameters)


def test_the_questions_that_must_have_an_answer() -> None:
    wanted = "moves career arrivals departures flows returns attempts evidence articles founders amounts contradictions"
    assert set(wanted.split()) <= set(NAMES)


# name, parameters, column, what it holds
ANSWERS = [
    ("arrivals", {"company": "гугл"}, 0, {"Noam Shazeer"}),
    ("arrivals", {"company": "Character AI"}, 0, set()),
    ("departures", {"company": "character ai"}, 0, {"Noam Shazeer"}),
    ("departures", {"company": "OpenAI"}, 0, {"Person Lee"}),
    ("career", {"person": "ноам шазир"}, 2, {"joined", "returned"}),
    ("career", {"person": "Naveen Rao"}, 6, {"vice president of AI"}),
    ("moves", {"status": "rumoured"}, 0, {"Sam Altman"}),
    ("moves", {"status": "denied"}, 0, {"Sam Altman"}),
    ("returns", {}, 0, {"Noam Shazeer"}),
    ("attempts", {"company": "perplexity"}, 0, {"an engineer"}),
    ("flows", {"least": "1"}, 1, {"Google"}),
    ("flows", {"least": "2"}, 1, set()),
    ("founders", {}, 0, {"Sam Altman"}),
    ("amounts", {}, 0, {"Noam Shazeer"}),
    ("articles", {"outlet": "the verge"}, 3, {"The talent wars"}),
    ("evidence", {"name": "Гугл"}, 0, {"Noam Shazeer"}),
    ("evidence", {"name": "нет такой"}, 0, set()),
    ("contradictions", {}, 0, {"Sam Altman"}),
]


@pytest.mark.parametrize(("name", "given", "column", "expected"), ANSWERS)
def test_answers(store: Store, name: str, given: dict[str, str], column: int, expected: set[object]) -> None:
    assert {row[column] for row in asked(store, name, given)} == expected


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("move", {}, "did you mean moves"),
        ("zzzz", {}, "no such query"),
        ("flows", {"least": "many"}, "least must be of type integer"),
        ("flows", {"most": "1"}, "it has least"),
    ],
)
def test_what_cannot_be_asked(name: str, given: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        queries.bind(queries.load(name), given)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MATCH (n) RETURN n", "the first line must be"),
        ("// title: T\n// param: company\nRETURN 1", "cannot read '// param: company'"),
        ("// title: T\n// param: least number 1 how many\nRETURN 1", "cannot read"),
        ("// title: T\n// param: least integer one how many\nRETURN 1", "least must be of type integer"),
    ],
)
def test_a_malformed_header_names_the_file_and_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    (tmp_path / "bad.cypher").write_text(text, "utf-8")
    monkeypatch.setattr(queries, "QUERIES", tmp_path)
    queries.all_queries.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match=words) as refused:
            queries.all_queries()
    finally:
        queries.all_queries.cache_clear()
    assert str(refused.value).startswith("bad.cypher")


def test_the_export_is_sorted_json_with_every_quote(store: Store) -> None:
    rows = [json.loads(line) for line in lines(store)]
    kinds = [row["type"] for row in rows]
    assert sorted(set(kinds)) == ["article", "company", "move", "person", "post"]
    moves = [row for row in rows if row["type"] == "move"]
    assert [row["id"] for row in moves] == sorted(row["id"] for row in moves)
    (back,) = [row for row in moves if row["kind"] == "returned"]
    assert (back["person"], back["from"], back["to"], back["sources"]) == ("noam-shazeer", ["character"], "google", 2)
    assert [quote["article_url"] for quote in back["evidence"]] == [
        "https://devby.io/news/1", "https://paper.example/a", "https://www.theverge.com/decoder/1",
    ]  # fmt: skip
    assert all(row["evidence"] for row in rows if row["type"] in ("move", "post"))


def test_equal_graphs_give_equal_bytes(tmp_path: Path) -> None:
    exports = set()
    for seed in range(2):
        articles = made_up(30)
        random.Random(seed).shuffle(articles)
        with Store.open(tmp_path / str(seed)) as store:
            for claims in articles:
                store.write(claims)
            exports.add("\n".join(lines(store)))
    assert len(exports) == 1
