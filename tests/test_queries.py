"""Every named query on a real store, its header, and the canonical export."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import queries
from kg.errors import KnowledgeError, UsageError
from kg.export import lines
from kg.store import Store
from kg.view.graph import Graph, graph_of
from tests.store_cases import ARTICLES, made_up
from tests.stores import KINDS, Place, Servers

Row = dict[str, object]
NAMES = [query.name for query in queries.all_queries()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with loaded(Place("embedded", tmp_path_factory.mktemp("queries"), None)) as store:
        yield store


@pytest.fixture(scope="module", params=KINDS)
def each(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, servers: Servers) -> Iterator[Store]:
    """The same articles on each kind of store in turn."""
    running = None if request.param == "embedded" else servers[request.param]
    with loaded(Place(request.param, tmp_path_factory.mktemp("queries"), running)) as store:
        yield store


def loaded(place: Place) -> Store:
    store = place.open()
    for claims in ARTICLES:
        store.write(claims)
    return store


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


@pytest.mark.parametrize("name", NAMES)
def test_every_query_gives_the_same_rows_on_every_store(store: Store, each: Store, name: str) -> None:
    query = queries.load(name)
    values = queries.bind(query, {})
    assert each.rows(query.cypher, values) == store.rows(query.cypher, values)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_draws_the_same_graph_on_every_store(store: Store, each: Store, name: str) -> None:
    query = queries.load(name)
    drawn = graph_of(each, queries.picture(query), queries.bind(query, {}))
    assert drawn.nodes
    assert untimed(drawn) == untimed(graph_of(store, query.graph, queries.bind(query, {})))
    written_out = queries.filled(query.graph, queries.bind(query, {}))
    assert "$" not in written_out
    assert untimed(graph_of(each, written_out)) == untimed(drawn)


def untimed(drawn: Graph) -> list[tuple[object, ...]]:
    """All of a graph but when its articles were read."""
    nodes = [(one.key, one.label, {**one.properties, "ingestedAt": None}) for one in drawn.nodes]
    return nodes + [(one.source, one.target, one.type, one.properties) for one in drawn.edges]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_table_lists_is_in_the_picture(store: Store, name: str) -> None:
    query = queries.load(name)
    values = queries.bind(query, {})
    drawn = graph_of(store, query.graph, values)
    for row in store.rows(query.cypher, values):
        values_there = [value for one in (*drawn.nodes, *drawn.edges) for value in one.properties.values()]
        assert listed(row) <= {
            str(one) for value in values_there for one in (value if isinstance(value, list) else [value])
        }


def listed(row: Row) -> set[str]:
    """Everything a row names: whatever can be compared as text and is no count."""
    texts = {value for value in row.values() if isinstance(value, str | dt.date)} - {"post", "current", "former"}
    return {str(text) for text in texts} | {one for value in row.values() if isinstance(value, list) for one in value}


@pytest.mark.parametrize("name", ["arrivals", "departures", "career", "evidence", "posts", "attempts"])
def test_who_has_no_aliases_is_found_by_name(tmp_path: Path, name: str) -> None:
    with Store.open(tmp_path / "graph") as store:
        for claims in ARTICLES:
            store.write(claims)
        store.rows("MATCH (n:Person|Company) REMOVE n.aliases", write=True)  # as a bulk import leaves empty lists out
        query = queries.load(name)
        given = {"arrivals": "GOOGLE", "departures": "openai", "posts": "OpenAI", "attempts": "perplexity"}
        values = queries.bind(query, {query.parameters[0].name: given.get(name, "noam shazeer")})
        assert store.rows(query.cypher, values)
        assert graph_of(store, query.graph, values).nodes


@pytest.mark.parametrize(
    ("cypher", "values", "expected"),
    [
        ("RETURN $a, $ab", {"a": 1, "ab": True}, "RETURN 1, true"),
        ("RETURN $a", {"a": None}, "RETURN null"),
        ("RETURN $a", {"a": dt.date(2024, 8, 2)}, "RETURN date('2024-08-02')"),
        ("RETURN $a", {"a": "D'Arc \\ \n"}, r"RETURN 'D\'Arc \\ \n'"),
        ("RETURN '$a', \"$a\", `$a` // $a\n, $a", {"a": "x"}, "RETURN '$a', \"$a\", `$a` // $a\n, 'x'"),
        ("RETURN 'it\\'s $a', $a", {"a": "x"}, "RETURN 'it\\'s $a', 'x'"),
        ("RETURN $b", {"a": "x"}, "RETURN $b"),
    ],
)
def test_parameters_written_out(cypher: str, values: dict[str, queries.Value], expected: str) -> None:
    assert queries.filled(cypher, values) == expected


def test_a_value_written_out_is_read_as_it_was(store: Store) -> None:
    for value in ("D'Arc", 'a "b" c', "back\\slash", "line\nline", "Ноам", "'", "\\'", "$name"):
        assert store.rows(queries.filled("RETURN $v AS v", {"v": value})) == [{"v": value}]


def test_a_query_without_a_picture_says_so() -> None:
    bare = queries.Query("bare", "T", (), "// title: T\nRETURN 1")
    with pytest.raises(UsageError, match="add a '// graph:' part to queries/bare.cypher"):
        queries.picture(bare)


def test_the_questions_that_must_have_an_answer() -> None:
    assert len(NAMES) >= 25
    wanted = "quotes interviews net ratios alumni chains moves career arrivals departures flows returns attempts evidence articles founders amounts contradictions"
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
    ("quotes", {"person": "naveen rao", "words": "What it takes"}, 0, {"Naveen Rao"}),
    ("quotes", {"person": "any", "words": "scarcity"}, 0, set()),
    ("interviews", {}, 1, {"The Verge"}),
    ("interviews", {"least": "5"}, 1, set()),
    ("between", {"from": "character ai", "to": "гугл"}, 0, {"Noam Shazeer"}),
    ("between", {"from": "Google", "to": "Character.AI"}, 0, set()),
    ("net", {}, 0, {"Google", "Character.AI", "OpenAI"}),
    ("net", {"least": "2"}, 0, {"OpenAI"}),
    ("ratios", {}, 2, {1}),
    ("stints", {"company": "Character AI"}, 1, {"Noam Shazeer"}),
    ("staff", {"company": "google"}, 0, {"Noam Shazeer"}),
    ("alumni", {}, 0, {"Google"}),
    ("colleagues", {"person": "sam altman"}, 1, {"OpenAI"}),
    ("chains", {"from": "Google", "to": "Character.AI"}, 0, set()),
    ("chains", {}, 2, {1}),
    ("years", {"status": "rumoured"}, 0, {2025}),
    ("years", {"company": "character ai"}, 0, {2024}),
    ("roles", {"word": "PRESIDENT"}, 1, {"Naveen Rao"}),
    ("supported", {}, 0, {"Noam Shazeer"}),
    ("outlets", {}, 0, {"The Verge", "dev.by", "The Paper"}),
    ("cited", {}, 1, {"The Verge", "devby.io"}),
    ("reported", {"since": "2025-07-21"}, 1, {"an engineer"}),
    ("claims", {"until": "2025-06-10", "person": "Ноам Шазир"}, 1, {"The Paper"}),
    ("unsettled", {}, 0, {"denied", "rumoured"}),
    ("unnamed", {}, 2, {"completed", "attempted"}),
    ("mentioned", {"least": "4"}, 0, set()),
    ("bilingual", {}, 2, {2, 3}),
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
        ("flows", {"moost": "1"}, "it has least, most"),
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
        ("// title: T\n// guide: look at it\nRETURN 1", "cannot read '// guide: look at it'"),
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
    assert sorted(set(kinds)) == [
        "article", "company", "flow", "move", "outlet", "person", "post", "quote", "stint",
    ]  # fmt: skip
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
