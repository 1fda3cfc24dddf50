"""`kg export`: JSON lines, GraphML, Parquet, and what the real neo4j-admin imports."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx
import pytest
from pyarrow import parquet

from kg import queries, server
from kg.errors import StoreError, UsageError
from kg.export import FORMATS, export, format_of, lines
from kg.export.files import replacing
from kg.export.neo4j_admin import AFTER, ARGUMENTS, SCRIPT
from kg.export.parquet import TABLES
from kg.identity import identified
from kg.store import Store
from tests.conftest import ROOT, Run
from tests.stores import LINES, Place, killed, started
from tests.test_copy import EVERY, HARD, WORDS, everything, filled


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled(Store.open(tmp_path_factory.mktemp("export") / "graph")) as store:
        yield store


# -- JSON lines ---------------------------------------------------------------------------------------------


def test_what_every_article_said_is_in_the_lines(store: Store) -> None:
    rows = [json.loads(line) for line in lines(store)]
    of = {row["id"]: row for row in rows if row["type"] == "article"}
    for claims in identified(EVERY):
        article, row = claims.article, of[claims.article.id]
        assert (row["text"], row["title"], row["authors"]) == (article.text, article.title, list(article.authors))
        assert {(one["mentioned"], one["count"]) for one in row["mentions"]} == set(claims.mentions)
    said = {(one["article"], one["claimId"], one["quote"]) for row in rows for one in row.get("evidence", ())}
    assert said == {(c.article.id, one.id, one.evidence.quote) for c in EVERY for one in (*c.moves, *c.posts)}
    assert all(of[one["article"]]["text"][one["start"] : one["end"]] == one["quote"]
               for row in rows for one in row.get("evidence", ()))  # fmt: skip
    quotes = {(row["article"], row["id"], row["text"], row["person"]) for row in rows if row["type"] == "quote"}
    assert quotes == {(c.article.id, one.id, one.text, one.person) for c in EVERY for one in c.quotes}


def test_lines_hold_the_derived_and_what_contradicts(store: Store) -> None:
    rows = [json.loads(line) for line in lines(store)]
    counted = Counter(row["type"] for row in rows)
    flows = store.rows("MATCH ()-[f:TALENT_FLOW]->() RETURN count(f) AS n")[0]["n"]
    stints = store.rows("MATCH ()-[w:WORKED_AT]->() RETURN count(w) AS n")[0]["n"]
    contradictions = store.rows("MATCH ()-[r:CONTRADICTS]->() RETURN count(r) AS n")[0]["n"]
    assert (counted["flow"], counted["stint"]) == (flows, stints)
    assert sum(len(row["contradicts"]) for row in rows if row["type"] == "move") == 2 * contradictions > 0
    outlets = {row["id"] for row in rows if row["type"] == "outlet"}
    assert {row["published_by"] for row in rows if row["type"] == "article"} - {None} <= outlets


def test_lines_say_nothing_of_when_or_how_it_was_ingested(store: Store) -> None:
    assert not [line for line in lines(store) if any(word in line for word in ("ingested", 'igest"', '"extractor"'))]


def test_every_store_gives_the_same_lines(place: Place, store: Store) -> None:
    with place.open() as there:
        filled(there, tuple(reversed(EVERY)))
        assert list(lines(there)) == list(lines(store))


# -- GraphML ------------------------------------------------------------------------------------------------


def test_graphml_is_read_again_with_every_node_and_relationship(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "a.graphml", "graphml")
    graph = networkx.read_graphml(tmp_path / "a.graphml")
    assert isinstance(graph, networkx.MultiDiGraph)
    nodes = store.rows("MATCH (n) RETURN labels(n)[0] AS label, count(n) AS n")
    assert Counter(has["labels"] for _, has in graph.nodes(data=True)) == {row["label"]: row["n"] for row in nodes}
    edges = store.rows("MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS n")
    assert Counter(has["label"] for *_, has in graph.edges(data=True)) == {row["type"]: row["n"] for row in edges}
    assert len({key for *_, key in graph.edges(keys=True)}) == graph.number_of_edges(), "Gephi wants ids of their own"
    hard = graph.nodes["Article:hard-1"]
    assert (
        hard["text"] == HARD.article.text.replace("\r\n", "\n").replace("\r", "\n") or hard["text"] == HARD.article.text
    )
    assert hard["authors"] == 'Ann; "Lee"; O\'Neil, Jr; -'
    assert (hard["published"], hard["labels"]) == ("1899-12-31", "Article")
    assert type(graph.nodes["Company:google"]["name"]) is str
    values = {type(value) for _, has in graph.nodes(data=True) for value in has.values()}
    assert values <= {str, int, float, bool}


def test_graphml_of_equal_graphs_is_equal(store: Store, tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "again"), tuple(reversed(EVERY))) as again:
        for name, one in (("a", store), ("b", again)):
            export(one, tmp_path / f"{name}.graphml", "graphml")
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()


def test_graphml_leaves_out_what_xml_cannot_hold(tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "graph"), EVERY[:1]) as store:
        store.rows("MATCH (a:Article) SET a.title = $title", {"title": "a\x00b\x0bc\x1f"}, write=True)
        export(store, tmp_path / "a.graphml", "graphml")
    graph = networkx.read_graphml(tmp_path / "a.graphml")
    assert graph.nodes["Article:verge-1"]["title"].replace("�", "") == "abc"


# -- Parquet ------------------------------------------------------------------------------------------------


def test_parquet_holds_all_that_the_lines_hold(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "tables", "parquet")
    tables = {name: parquet.read_table(tmp_path / "tables" / f"{name}.parquet").to_pylist() for name in TABLES}
    rows = [json.loads(line) for line in lines(store)]
    plural = {"person": "people", "company": "companies"}
    of: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for row in rows:
        kind = row.pop("type")
        of["evidence"] += [one | {kind: row["id"]} for one in row.pop("evidence", ())]
        of["mentions"] += [one | {"article": row["id"]} for one in row.pop("mentions", ())]
        of[plural.get(kind, f"{kind}s")].append(row)
    for name, found in tables.items():
        stated = [{key: value for key, value in row.items() if value not in (None, False)} for row in found]
        assert json.loads(json.dumps(stated, default=str)) == [
            {key: value for key, value in row.items() if value not in (None, False)} for row in of[name]
        ], name
        assert found, f"the articles have some {name}"
    schema = parquet.read_schema(tmp_path / "tables" / "moves.parquet")
    assert {name: str(schema.field(name).type) for name in ("date", "amount", "from", "sources")} == {
        "date": "date32[day]", "amount": "double", "from": "list<element: string>", "sources": "int64",
    }  # fmt: skip


def test_parquet_of_an_empty_graph_has_every_table(tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as store:
        export(store, tmp_path / "tables", "parquet")
    assert [parquet.read_table(tmp_path / "tables" / f"{name}.parquet").num_rows for name in TABLES] == [0] * len(
        TABLES
    )


def test_without_pyarrow_one_line_says_what_to_install(tmp_path: Path) -> None:
    filled(Store.open(tmp_path / "graph.db"), EVERY[:1]).close()
    code = "import sys; sys.modules['pyarrow'] = None; import kg.cli; kg.cli.main(['export', 't.parquet'])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (2, "kg: Parquet needs pyarrow: pip install 'talent-kg[parquet]'\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.db"]


# -- neo4j-admin --------------------------------------------------------------------------------------------


def asked(store: Store) -> dict[str, list[dict[str, Any]]]:
    every = queries.all_queries()
    return {query.name: store.rows(query.cypher, queries.bind(query, {})) for query in every}


@pytest.mark.slow
def test_neo4j_admin_imports_the_same_graph(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = LINES[-1]  # an import takes longer than all other tests of a server: the newest line stands for all
    running = started(tmp_path / "home", name)
    try:
        server.stop(running.home)
        export(store, tmp_path / "csv", "neo4j-admin")
        monkeypatch.chdir(tmp_path / "csv")
        server.admin(running.home, server.line(name), [f"@{ARGUMENTS}"])
        again, _ = server.start(running.home, server.line(name), bolt=0, http=0)
        there = type(running)(again, running.password, running.home)
        with pytest.raises(StoreError, match="init --force"):
            there.open()
        with there.driver() as driver, driver.session() as session:
            for statement in (tmp_path / "csv" / AFTER).read_text("utf-8").split(";\n")[:-1]:
                session.run(statement).consume()
        with there.open(force=True) as imported:
            assert len(imported.made) > 20, "import full makes no indexes, kg init does"
            assert everything(imported) == everything(store)
            assert asked(imported) == asked(store)
            assert imported.write(EVERY[0]).unchanged == 1
            assert imported.write(HARD).unchanged == 1
    finally:
        killed(running.server.pid)
        server.stop(running.home)


# -- files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "named", "expected"),
    [
        ("a.jsonl", None, "jsonl"),
        ("A.JSONL", None, "jsonl"),
        ("-", None, "jsonl"),
        ("a.graphml", None, "graphml"),
        ("a.parquet", None, "parquet"),
        ("folder", "neo4j-admin", "neo4j-admin"),
        ("a.jsonl", "parquet", "parquet"),
    ],
)
def test_the_format_is_named_or_guessed(path: str, named: str | None, expected: str) -> None:
    assert format_of(path, named) == expected


@pytest.mark.parametrize(("path", "named"), [("graph", None), ("a.csv", None), ("a.jsonl", "xml")])
def test_a_format_that_is_none(path: str, named: str | None) -> None:
    with pytest.raises(UsageError, match="choose one of jsonl, graphml, parquet, neo4j-admin"):
        format_of(path, named)


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_replaces_an_earlier_one_and_leaves_nothing_beside_it(
    store: Store, tmp_path: Path, format: str
) -> None:
    for _ in range(2):
        export(store, tmp_path / "it", format)
        assert [path.name for path in tmp_path.iterdir()] == ["it"]


@pytest.mark.parametrize("folder", [False, True])
def test_an_export_that_fails_leaves_the_earlier_one(tmp_path: Path, folder: bool) -> None:
    target = tmp_path / "it"
    for words in ("first", "second"):
        try:
            with replacing(target, folder=folder) as partial:
                (partial / "a" if folder else partial).write_text(words)
                if words == "second":
                    raise StoreError("the store failed")
        except StoreError:
            pass
    assert (target / "a" if folder else target).read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["it"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no/such/folder/graph.jsonl"], "cannot be written"),
        (["no/such/folder", "--format", "parquet"], "cannot be written"),
        (["mine", "--format", "parquet"], "holds other files"),
        (["mine/thing", "--format", "neo4j-admin"], "is a file"),
        (["mine", "--format", "jsonl"], "a folder; name a file"),
        (["-", "--format", "graphml"], "name one"),
        (["graph"], "add --format"),
    ],
)
def test_what_cannot_be_written(run: Run, tmp_path: Path, arguments: list[str], words: str) -> None:
    filled(Store.open(tmp_path / "graph.db"), EVERY[:1]).close()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thing").write_text("kept")
    done = run("export", *arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert words in done.stderr
    assert (tmp_path / "mine" / "thing").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.db", "mine"]


def test_the_script_calls_neo4j_admin_with_the_arguments(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "csv", "neo4j-admin")
    admin = tmp_path / "neo4j-admin"
    admin.write_text('#!/bin/sh\necho "$@"; cat "${1#@}"\n', "utf-8")
    admin.chmod(0o755)
    done = subprocess.run(
        ["sh", tmp_path / "csv" / SCRIPT], env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True
    )
    first, *arguments, last = done.stdout.splitlines()
    assert (done.returncode, first, arguments[:3]) == (0, f"@{ARGUMENTS}", ["database", "import", "full"])
    assert AFTER in last
    named = {one.rpartition("=./")[2] for one in arguments if one.endswith(".csv")}
    assert named == {path.name for path in (tmp_path / "csv").glob("*.csv")}


def test_a_graph_that_changes_meanwhile_is_not_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.export import jsonlines

    with filled(Store.open(tmp_path / "graph"), EVERY[:2]) as store:
        written = jsonlines.write

        def slow(of: Store, path: Path) -> str:
            of.write(EVERY[3])
            return written(of, path)

        monkeypatch.setattr(jsonlines, "write", slow)
        with pytest.raises(StoreError, match="changed"):
            export(store, tmp_path / "a.jsonl", "jsonl")
    assert not (tmp_path / "a.jsonl").exists()


def test_the_command_says_what_it_wrote(run: Run, tmp_path: Path) -> None:
    filled(Store.open(tmp_path / "graph.db")).close()
    for name, format in (("a.jsonl", ()), ("b.graphml", ()), ("c", ("--format", "neo4j-admin"))):
        done = run("export", name, *format)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert name in done.stderr
    assert WORDS[:20].encode() in (tmp_path / "c" / "move_evidenced_by_article.csv").read_bytes().replace(b'""', b'"')
    assert run("export", "-").stdout == (tmp_path / "a.jsonl").read_text("utf-8")
