"""The store on real folders: what is written, in any order, again and instead; who may read; what goes wrong, in one line."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from kg.errors import KGError, StoreError, UsageError
from kg.export import lines
from kg.graph import text_digest
from kg.model import Evidence
from kg.names import blocks
from kg.store import Change, Store
from tests.store_cases import ARTICLES, DENIAL, DEVBY, PAPER, VERGE, dump, fresh, made_up, respelled, said

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The four articles, to read only."""
    with Store.open(tmp_path_factory.mktemp("read") / "graph") as store:
        for claims in ARTICLES:
            assert store.write(claims) == Change(added=1)
        yield store


FACTS = [
    ("MATCH (p:Person {personId: 'noam-shazeer'})-[:MADE]->(m:Move) RETURN count(m)", 2),
    ("MATCH (m:Move {kind: 'returned'})-[:TO]->(c) RETURN c.name", "Google"),
    ("MATCH (m:Move {kind: 'returned'})-[:FROM]->(c) RETURN c.name", "Character.AI"),
    ("MATCH (m:Move {kind: 'returned'}) RETURN m.date", dt.date(2024, 8, 2)),
    ("MATCH (m:Move {kind: 'returned'}) RETURN m.datePrecision", "day"),
    ("MATCH (m:Move {kind: 'returned'}) RETURN m.amount", 3e9),
    ("MATCH (m:Move {kind: 'returned'})-[e:EVIDENCED_BY]->(a) RETURN count(e)", 3),
    # dev.by cites The Verge, so they are one source; The Paper is the other.
    ("MATCH (m:Move {kind: 'returned'}) RETURN m.sources", 2),
    ("MATCH (m)-[e:EVIDENCED_BY]->(a:Article) RETURN all(x IN collect([a.text, e.start, e.end, e.quote]) "
     "WHERE substring(x[0], x[1], x[2] - x[1]) = x[3])", True),
    ("MATCH (p:Person {unnamed: true}) RETURN count(p)", 2),
    ("MATCH (p:Person {unnamed: true}) WHERE p.block IS NOT NULL RETURN count(p)", 0),
    ("MATCH (p:Person {personId: 'naveen-rao'})-[:HELD]->(h)-[:AT]->(c) RETURN h.role + ' at ' + c.name",
     "vice president of AI at Databricks"),
    ("MATCH (p:Person {personId: 'naveen-rao'})-[w:WORKED_AT]->(c) RETURN w.role + ' at ' + c.name",
     "vice president of AI at Databricks"),
    ("MATCH (p:Person {personId: 'naveen-rao'})-[:SAID]->(q)-[:SAID_IN]->(a) RETURN q.text + a.title",
     "“They are paying what it takes,” Rao says.The talent wars"),
    ("MATCH (a)-[f:TALENT_FLOW]->(b) RETURN a.name + ' > ' + b.name + ' ' + f.people", "Character.AI > Google 1"),
    ("MATCH (a)-[:CONTRADICTS]->(b) RETURN count(*)", 1),
    ("MATCH (a:Article {articleId: 'devby-1'})-[:CITES]->(o:Outlet)<-[:PUBLISHED_BY]-(b) RETURN b.articleId", "verge-1"),
    ("MATCH (a:Article {articleId: 'paper-2'})-[:CITES]->(b:Article) RETURN b.articleId", "devby-1"),
    ("MATCH (a:Article {articleId: 'verge-1'})-[m:MENTIONS]->(:Company {companyId: 'google'}) RETURN m.count", 2),
    ("MATCH (a:Article {articleId: 'verge-1'}) RETURN a.published", dt.date(2025, 7, 20)),
    ("MATCH (n) WHERE size(labels(n)) <> 1 RETURN count(n)", 0),
]  # fmt: skip


@pytest.mark.parametrize(("cypher", "expected"), FACTS)
def test_what_is_written(store: Store, cypher: str, expected: object) -> None:
    assert [next(iter(row.values())) for row in store.rows(cypher)] == [expected]


def test_status_candidates_and_digest(store: Store) -> None:
    counts = store.status()
    assert (counts["Article"], counts["Person"], counts["Outlet"]) == (4, 6, 4)
    for spelling in ("Noam Shazeer", "Ноам Шазир", "Шазир"):
        found = store.candidates("person", blocks(spelling, "person"))
        assert [(one.id, one.name, one.aliases) for one in found] == [("noam-shazeer", "Noam Shazeer", ("Ноам Шазир",))]
    assert store.candidates("company", blocks("Nobody Inc", "company")) == ()
    assert store.article_digest("verge-1") == text_digest(VERGE.article)
    assert store.article_digest("nothing") is None


def test_the_same_article_again_changes_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as store:
        for claims in ARTICLES:
            store.write(claims)
        before, exported = dump(store), list(lines(store))
        for claims in ARTICLES:
            later = replace(
                claims, article=replace(claims.article, fetched_at=dt.datetime.now(dt.UTC), source="elsewhere")
            )
            assert store.write(later) == Change(unchanged=1)
        assert (dump(store), list(lines(store))) == (before, exported)


def test_any_order_gives_the_same_graph(tmp_path: Path) -> None:
    orders = list(itertools.permutations(ARTICLES))
    graphs = {fresh(tmp_path / str(number), order) for number, order in enumerate(orders[::3])}
    assert len(graphs) == 1


@pytest.mark.parametrize("seed", range(2))
def test_many_articles_in_any_order_and_instead_of_others(tmp_path: Path, seed: int) -> None:
    # Replacing is where derived edges go wrong: every second article first says something else, and comes last.
    articles, others = made_up(60, seed), made_up(60, seed + 100)
    straight = fresh(tmp_path / "straight", articles)
    shuffled = articles + others[::2]
    random.Random(seed).shuffle(shuffled)
    assert fresh(tmp_path / "replaced", shuffled + articles[::2]) == straight


CHANGES = {
    "nothing is said any more": lambda c: replace(c, entities=(), mentions=(), moves=(), posts=(), quotes=()),
    "half is said": lambda c: replace(c, moves=c.moves[:1], posts=()),
    "somebody is spelled otherwise": lambda c: respelled(c, "noam-shazeer", "N. Shazeer"),
    "another outlet": lambda c: replace(c, article=replace(c.article, outlet="Elsewhere", cites=())),
    "another day": lambda c: replace(c, article=replace(c.article, published=dt.date(2021, 1, 1))),
    "no address": lambda c: replace(c, article=replace(c.article, url=None)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("number", range(4), ids=lambda number: ARTICLES[number].article.id)
def test_an_article_is_replaced_as_if_it_had_never_said_it(
    tmp_path: Path, change: Callable[..., object], number: int
) -> None:
    changed = [change(claims) if claims is ARTICLES[number] else claims for claims in ARTICLES]
    if changed[number] == ARTICLES[number]:
        pytest.skip("this article has nothing of the kind")
    with Store.open(tmp_path / "graph") as store:
        for claims in ARTICLES:
            store.write(claims)
        original = dump(store)
        assert store.write(changed[number]) == Change(changed=1)  # type: ignore[arg-type]
        after = dump(store)
        assert store.write(ARTICLES[number]) == Change(changed=1)
        assert dump(store) == original
    assert after == fresh(tmp_path / "fresh", changed)  # type: ignore[arg-type]


def test_names_are_merged_in_any_order(tmp_path: Path) -> None:
    one = said("one", {"person": "noam-shazeer", "kind": "joined", "to": "google"})
    spelled = [
        respelled(replace(one, article=replace(one.article, id=n)), "noam-shazeer", n) for n in ("Шазир", "N. Shazeer")
    ]
    for number, order in enumerate(itertools.permutations([one, *spelled])):
        with Store.open(tmp_path / str(number)) as store:
            for claims in order:
                store.write(claims)
            (row,) = store.rows("MATCH (p:Person) RETURN p.name AS name, p.aliases AS aliases")
        assert row == {"name": "Noam Shazeer", "aliases": ["N. Shazeer", "Ноам Шазир", "Шазир"]}


def test_what_cannot_be_shown_is_not_stored(tmp_path: Path) -> None:
    moved = replace(VERGE, moves=(replace(VERGE.moves[0], evidence=Evidence("He came back", 0, 12)), *VERGE.moves[1:]))
    missing = replace(VERGE, entities=VERGE.entities[1:])
    with Store.open(tmp_path / "graph") as store:
        for claims, words in ((moved, "He came back"), (missing, "not among")):
            with pytest.raises(StoreError, match=words):
                store.write(claims)
        assert store.status()["Article"] == 0


READING = [
    "MATCH (n:Person) RETURN n.name AS set ORDER BY n.name",
    "MATCH (n) WHERE n.name = 'CREATE' OR n.name = \"it's; DELETE\" RETURN n // SET n.x = 1",
    "MATCH (n:Person) /* MERGE */ RETURN n {.name, create: 1} AS `delete`",
    "MATCH (n) CALL { WITH n MATCH (n)-[r]->() RETURN count(r) AS c } RETURN sum(c)",
    "CALL db.labels() YIELD label RETURN label",
    "RETURN {set: 1, delete: 2} AS map",
]
WRITING = [
    "CREATE (n:Person {personId: 'x'})",
    "MATCH (n:Person) SET n.name = 'x'",
    "match (n:Person) detach delete n",
    "MATCH (n:Person) REMOVE n.name",
    "MERGE (n:Person {personId: 'x'}) RETURN n",
    "MATCH (n:Person) FOREACH (x IN [1] | SET n.y = x)",
    "MATCH (n:Person) CALL { WITH n SET n.name = 'x' } RETURN n",
    "DROP CONSTRAINT person_id_unique",
    "CREATE INDEX foo IF NOT EXISTS FOR (n:Person) ON (n.foo)",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value",
    "RETURN 1 AS a /* x */ UNION CREATE (n:Person {personId: 'x'}) RETURN 1 AS a",
    "UNWIND [1] AS x //\nCREATE (n:Person {personId: 'x'})",
    "PROFILE CREATE (n:Person {personId: 'x'})",
]


@pytest.mark.parametrize("cypher", READING)
def test_reading_is_allowed(store: Store, cypher: str) -> None:
    store.rows(cypher)


@pytest.mark.parametrize("cypher", WRITING)
def test_writing_is_refused(store: Store, cypher: str) -> None:
    before = dump(store)
    with pytest.raises(UsageError) as refused:
        store.rows(cypher)
    assert "\n" not in str(refused.value)
    assert dump(store) == before


def test_what_slips_through_is_rolled_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.reads_only", lambda cypher: cypher)
    before = dump(store)
    store.rows("CREATE (n:Person {personId: 'x'}) RETURN n")
    assert dump(store) == before


def test_writing_when_asked_for(tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as store:
        store.rows("CREATE (n:Person {personId: $id, born: $day})", {"id": "x", "day": dt.date(1970, 1, 2)}, write=True)
        assert store.rows("MATCH (n:Person) RETURN n.born AS born") == [{"born": dt.date(1970, 1, 2)}]
        with pytest.raises(KGError, match="x"):
            store.rows("CREATE (n:Person {personId: 'x'})", write=True)
    with Store.open(tmp_path / "graph") as store:
        assert store.status()["Person"] == 1


@pytest.mark.parametrize(
    ("cypher", "words"),
    [
        ("MATCH (n RETURN n", "not well formed"),
        ("MATCH (n:Person) RETURN m", "not well formed.*m"),
        ("RETURN 1 / 0 AS x", "zero"),
        ("", "not well formed"),
        ("RETURN $missing AS x", "missing"),
    ],
)
def test_a_query_that_cannot_be_run_is_one_line(store: Store, cypher: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        store.rows(cypher)
    assert "\n" not in str(refused.value)


def test_limit_and_timeout(store: Store) -> None:
    assert len(store.rows("UNWIND range(1, 100000) AS n RETURN n", limit=3)) == 3
    began = time.monotonic()
    with pytest.raises(StoreError, match=r"more than 0\.3 s"):
        store.rows(
            "UNWIND range(1, 3000) AS a UNWIND range(1, 2000) AS b WITH a, b WHERE a * b % 7 = 3 RETURN count(*)",
            timeout=0.3,
        )
    assert time.monotonic() - began < 2
    assert store.rows("RETURN 1 AS one", timeout=5) == [{"one": 1}]


def test_plain_values(store: Store) -> None:
    (row,) = store.rows(
        "MATCH (p:Person {personId: 'naveen-rao'})-[r:SAID]->(q) RETURN p, r, [date('2024-01-02')] AS d"
    )
    assert row["p"]["labels"] == ["Person"]
    assert row["p"]["properties"]["aliases"] == ["Навин Рао"]
    assert row["r"] == {"type": "SAID", "properties": {}}
    assert row["d"] == [dt.date(2024, 1, 2)]
    json.dumps(row, default=str)


def test_the_password_is_for_the_owner_alone_and_new_each_time(tmp_path: Path) -> None:
    passwords = set()
    for _ in range(2):
        with Store.open(tmp_path / "graph"):
            told = tmp_path / "graph" / "server.json"
            assert stat.S_IMODE(told.stat().st_mode) == 0o600
            passwords.add(json.loads(told.read_text("utf-8"))["password"])
        assert not told.exists()
    assert len(passwords) == 2


def _spoil(folder: Path, what: str) -> None:
    engine = folder / "engine" / "databases" / "graph"
    if what == "kg.json":
        (folder / what).write_text("{", "utf-8")
    elif what == "format":
        (folder / "kg.json").write_text('{"format": 99}', "utf-8")
    elif what == "schema":
        for path in engine.glob("schema*.json"):
            path.write_text("{", "utf-8")
    elif what == "dictionary":
        for path in engine.glob("dictionary*"):
            path.write_bytes(b"\0" * 100)
    elif what == "index":
        path = min(engine.glob("Move*idx"))
        path.write_bytes(path.read_bytes()[:-1000])
    elif what == "gone":
        shutil.rmtree(engine)


@pytest.mark.parametrize("what", ["kg.json", "format", "schema", "dictionary", "index", "gone"])
def test_a_damaged_store_is_one_line(tmp_path: Path, what: str) -> None:
    fresh(tmp_path / "graph", ARTICLES[:1])
    _spoil(tmp_path / "graph", what)
    with pytest.raises(StoreError) as refused:
        Store.open(tmp_path / "graph")
    assert str(tmp_path / "graph") in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("x", "utf-8")
    for name in ("file", "papers", "file/below"):
        with pytest.raises(StoreError, match=name):
            Store.open(tmp_path / name)
    assert (tmp_path / "papers" / "thesis.txt").read_text("utf-8") == "x"
    (tmp_path / "empty").mkdir()
    with Store.open(tmp_path / "empty") as store:
        assert store.status()["Article"] == 0


@pytest.mark.parametrize(
    ("address", "error", "words"),
    [
        ("http://127.0.0.1:1", UsageError, "a store is a folder"),
        ("bolt://127.0.0.1:1", StoreError, "is the server running"),
        ("neo4j://127.0.0.1:1", StoreError, "is the server running"),
        ("bolt://", KGError, "bolt://"),
    ],
)
def test_addresses_that_are_none(address: str, error: type[KGError], words: str) -> None:
    with pytest.raises(error, match=words) as refused:
        Store.open(address, password="p")
    assert "\n" not in str(refused.value)


def _other(folder: Path, code: str) -> subprocess.Popen[str]:
    """Another process with a store open and `articles` at hand."""
    script = (
        "import sys, time\nfrom kg.store import Store\nfrom tests.store_cases import made_up\n"
        f"articles = made_up(40)\nwith Store.open({str(folder)!r}) as store:\n    print('open', flush=True)\n    {code}\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _ended(process: subprocess.Popen[str]) -> None:
    _, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")


def test_four_processes_write_one_folder(tmp_path: Path) -> None:
    # Whoever was first runs the server and leaves first: the others find its successor.
    writers = [_other(tmp_path / "graph", f"[store.write(one) for one in articles[{n}::4]]") for n in range(4)]
    for writer in writers:
        _ended(writer)
    with Store.open(tmp_path / "graph") as store:
        assert dump(store) == fresh(tmp_path / "alone", made_up(40))


def test_four_threads_write_one_store(tmp_path: Path) -> None:
    articles = made_up(40)
    with Store.open(tmp_path / "graph") as store:
        threads = [Thread(target=lambda n=n: [store.write(one) for one in articles[n::4]]) for n in range(4)]  # type: ignore[misc]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = dump(store)
    assert found == fresh(tmp_path / "alone", articles)


def test_a_reader_goes_on_when_the_process_that_runs_the_store_is_killed(tmp_path: Path) -> None:
    first = _other(
        tmp_path / "graph", "[store.write(one) for one in articles[:5]]; print('done', flush=True); time.sleep(99)"
    )
    assert first.stdout
    assert [first.stdout.readline() for _ in range(2)] == ["open\n", "done\n"]
    with Store.open(tmp_path / "graph") as store:
        assert store.status()["Article"] == 5
        first.send_signal(signal.SIGKILL)
        first.communicate()
        assert store.status()["Article"] == 5
        store.write(made_up(40)[5])
    assert fresh(tmp_path / "graph", []) == fresh(tmp_path / "alone", made_up(40)[:6])


def test_write_all_gives_each_back(tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as store:
        found = list(store.write_all([PAPER, DEVBY, PAPER, DENIAL]))
    assert [claims.article.id for claims, _ in found] == ["paper-1", "devby-1", "paper-1", "paper-2"]
    assert sum((change for _, change in found), Change()) == Change(added=3, unchanged=1)
