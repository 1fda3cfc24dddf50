"""`kg copy`: the whole graph, from any store to any store, whatever happens on the way."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Thread

import pytest

from kg.copy import Copied, Copying, copy
from kg.errors import KGError, StoreError, UsageError
from kg.export.whole import EDGES, NODES, Table
from kg.identity import Judgement
from kg.model import Claims
from kg.store import Store
from tests import identity_cases
from tests.conftest import Run, started_kg
from tests.store_cases import ARTICLES, made_up, said
from tests.stores import KINDS, LINES, Place, Running, Servers

KEY = "coalesce({0}.personId, {0}.companyId, {0}.moveId, {0}.postId, {0}.articleId, {0}.outletId, {0}.quoteId, {0}.nameId)"
WORDS = 'Шазир "вернулся"; he said, \\n «да»,\nand\r\n\t"so; it, is\'nt" — 🦜\\ "" end.'
HARD = said(
    "hard-1",
    {"person": "noam-shazeer", "kind": "joined", "to": "google", "date": "2024", "words": WORDS},
    {"person": "naveen-rao", "words": '""'},
    outlet='The "Quoted", Outlet; & <Co>',
    published="1899-12-31",
    authors=('Ann; "Lee"', "O'Neil, Jr", "-"),
    title="",
    url="https://hard.example/?a=1;b=2&c=,\"'",
)
HARD = replace(
    HARD,
    entities=tuple(replace(one, aliases=('a;b,"c"', "ИИ\nИИ", "\\", one.name.upper())) for one in HARD.entities),
)
EVERY = (*ARTICLES, HARD, *made_up(25), *identity_cases.made_up(8, 1))


def filled(store: Store, articles: tuple[Claims, ...] = EVERY) -> Store:
    for claims in articles:
        store.write(claims)
    return store


def everything(store: Store) -> list[str]:
    """All nodes and relationships with all their properties and the types of these; a time without a zone is UTC."""
    nodes = store.rows("MATCH (n) RETURN labels(n) AS what, properties(n) AS has")
    edges = store.rows(
        f"MATCH (a)-[r]->(b) RETURN type(r) AS what, labels(a) AS of, {KEY.format('a')} AS one, labels(b) AS to, "
        f"{KEY.format('b')} AS other, properties(r) AS has"
    )
    for row in nodes:
        if "ingestedAt" in row["has"]:
            row["has"]["ingestedAt"] = row["has"]["ingestedAt"].replace(tzinfo=None)
    return sorted(repr(sorted(row.items())) for row in nodes + edges)


def at_page(number: int, act: Callable[[], object]) -> Callable[[Table, int], None]:
    """Does something once, after so many pages."""
    pages = count(1)

    def told(_table: Table, _rows: int) -> None:
        if next(pages) == number:
            act()

    return told


def stop() -> None:
    raise KeyboardInterrupt


# -- all of it, everywhere ----------------------------------------------------------------------------------


def test_a_round_trip_over_a_server_gives_the_same_graph(neo4j_server: Running, tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "one")) as one, neo4j_server.open() as there, Store.open(tmp_path / "two") as two:
        before = everything(one)
        done = copy(one, there, size=100)
        assert everything(there) == before
        assert copy(there, two, size=70) == done
        assert everything(two) == before
        assert (done.nodes, done.nodes + done.relationships) == (
            sum(one.status().values()) - one.status()["completed"],
            len(before),
        )
        (time_there,) = there.rows("MATCH (a:Article {articleId: 'hard-1'}) RETURN a.ingestedAt AS t, a.published AS d")
        assert time_there["t"].utcoffset().total_seconds() == 0
        assert time_there["d"].isoformat() == "1899-12-31"


def test_a_copy_that_is_complete_is_left_as_it_is(place: Place, tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "one")) as one, place.open() as two:
        copy(one, two)
        before = everything(two)
        assert copy(one, two) == Copied(0, 0, went_on=True)
        assert everything(two) == before


def test_the_copy_is_a_graph_to_go_on_with(place: Place, tmp_path: Path) -> None:
    first, second = EVERY[:10], EVERY[10:]
    with filled(Store.open(tmp_path / "one"), first) as one, place.open() as two:
        copy(one, two)
        for store in (one, two):
            filled(store, second)
            assert store.write(first[0]).unchanged == 1
        assert [line for line in everything(two) if "ingestedAt" not in line] == [
            line for line in everything(one) if "ingestedAt" not in line
        ]


def test_every_label_and_relationship_of_a_graph_is_copied(tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "one")) as one:
        for verdict, names in (("same", "AB"), ("different", "BC"), ("unsure", "CA")):
            for name in names:
                one.write(identity_cases.told(f"about-{name}", "John Smith", ("at", f"Quorvex {name}", None)))
            sides = ((f"company:Quorvex {name}",) for name in names)
            one.judge(Judgement(names, verdict, *sides))  # type: ignore[arg-type]
        labels = one.rows("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label")
        ends = one.rows(
            "MATCH (a)-[r]->(b) RETURN DISTINCT type(r) AS type, labels(a)[0] AS one, labels(b)[0] AS other"
        )
    assert {row["label"] for row in labels} == {nodes.label for nodes in NODES}, "the articles have some of everything"
    assert {(row["type"], row["one"], row["other"]) for row in ends} == {
        (edges.type, edges.start.label, edges.end.label) for edges in EDGES
    }


def test_an_empty_graph_is_copied_to_an_empty_graph(tmp_path: Path) -> None:
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "two") as two:
        assert (copy(one, two).nodes, everything(two)) == (0, [])


# -- what may happen on the way -----------------------------------------------------------------------------


@pytest.mark.parametrize("pages", [1, 4, 9, 14, 20, 23])
def test_a_stopped_copy_goes_on(place: Place, tmp_path: Path, pages: int) -> None:
    with filled(Store.open(tmp_path / "one")) as one, place.open() as two:
        with pytest.raises(KeyboardInterrupt):
            copy(one, two, told=at_page(pages, stop), size=60)
        assert everything(two) != everything(one)
        told: list[str] = []
        done = copy(one, two, told=lambda table, _: told.append(table.name), size=60)
        assert everything(two) == everything(one)
        assert done.went_on or pages < 9


def test_a_copy_stopped_twice_while_the_source_grows_is_of_the_grown_source(place: Place, tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "one"), EVERY[:8]) as one, place.open() as two:
        for number, grown in ((12, 15), (3, 25)):
            with pytest.raises(KeyboardInterrupt):
                copy(one, two, told=at_page(number, stop), size=30)
            filled(one, EVERY[:grown])
        assert not copy(one, two).went_on
        assert everything(two) == everything(one)


def test_a_source_that_changes_meanwhile_is_copied_at_the_next_try(place: Place, tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "one"), EVERY[:8]) as one, place.open() as two:
        with pytest.raises(StoreError, match="changed"):
            copy(one, two, told=at_page(3, lambda: one.write(EVERY[9])), size=50)
        copy(one, two)
        assert everything(two) == everything(one)


def test_of_two_copies_at_once_the_first_gives_up(place: Place, tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "one")) as one, place.open() as two:
        with pytest.raises(StoreError, match="another copy"):
            copy(one, two, told=at_page(8, lambda: copy(one, two)), size=60)
        assert everything(two) == everything(one)


def test_a_page_whose_answer_was_lost_is_not_written_twice(place: Place) -> None:
    rows = [[{"outletId": str(number), "name": "x"}] for number in range(5)]
    cites = [["0", "1", {"count": number}] for number in range(5)]
    with place.open() as store:
        store.rows("CREATE (:Copy {run: 'r', rows: 0})", write=True)
        copying = Copying(store, "r")
        outlets = next(table for table in NODES if table.label == "Outlet")
        copying.write(outlets, rows)
        copying.rows = 0  # as when the server had committed, and the line was cut before it could say so
        copying.write(outlets, rows)
        assert (copying.rows, store.status()["Outlet"]) == (5, 5)
        with pytest.raises(StoreError, match="5 rows found no place"):
            copying.write(EDGES[0], cites)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_there_already_is_kept(kind: str, servers: Servers, tmp_path: Path) -> None:
    place = Place(kind, tmp_path, None if kind == "embedded" else servers[kind])
    with filled(Store.open(tmp_path / "one"), EVERY[:3]) as one, place.open() as two:
        two.write(EVERY[5])
        before = everything(two)
        with pytest.raises(UsageError, match="holds a graph already"):
            copy(one, two)
        assert everything(two) == before


def test_an_unfinished_copy_of_another_graph_is_kept(tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "one"), EVERY[:3]) as one, Store.open(tmp_path / "two") as two:
        with pytest.raises(KeyboardInterrupt):
            copy(one, two, told=at_page(20, stop), size=5)
        before = everything(two)
        with filled(Store.open(tmp_path / "other"), EVERY[4:5]) as other, pytest.raises(UsageError, match="another"):
            copy(other, two)
        assert everything(two) == before


def test_an_unfinished_copy_is_not_copied_nor_cleared(place: Place, tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "one"), EVERY[:3]) as one, place.open() as two:
        with pytest.raises(KeyboardInterrupt):
            copy(one, two, told=at_page(12, stop), size=5)
        before = everything(two)
        for target in (one, two):  # the store itself, perhaps by another name, too
            with pytest.raises(UsageError, match="unfinished copy itself"):
                copy(two, target)
        assert everything(two) == before
        copy(one, two)
        assert everything(two) == everything(one)


def test_two_copies_that_begin_at_once_leave_nothing_twice(place: Place, tmp_path: Path) -> None:
    with filled(Store.open(tmp_path / "one"), EVERY[:6]) as one, place.open() as two:
        ended: list[object] = []

        def run() -> None:
            try:
                ended.append(copy(one, two, size=20))
            except KGError as error:
                ended.append(error)

        threads = [Thread(target=run) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(ended) == 3
        if not everything(two) or two.rows("MATCH (c:Copy) RETURN c.run"):  # all of them gave way to each other
            copy(one, two)
        assert everything(two) == everything(one)


# -- as a user runs it --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "graph"
    filled(Store.open(folder), tuple(made_up(250))).close()
    return folder


@pytest.mark.parametrize(("line", "number"), [(LINES[0], signal.SIGINT), (LINES[-1], signal.SIGKILL)])
def test_a_process_that_is_stopped_again_and_again(large: Path, servers: Servers, line: str, number: int) -> None:
    neo4j_server = servers[line]
    neo4j_server.clear()
    target = neo4j_server.server.uri
    ended: list[int] = []
    for wait in (0.0, 0.1, 0.3, 0.5):
        neo4j_server.run("MATCH (c:Copy) SET c.rows = -1")  # so that it can be seen when this one begins
        process = started_kg("copy", str(large), target, **neo4j_server.environment)
        while process.poll() is None and not neo4j_server.run("MATCH (c:Copy) WHERE c.rows >= 0 RETURN 1"):
            time.sleep(0.02)
        time.sleep(wait)
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
        ended.append(process.returncode)
        if process.returncode == 130:
            assert errors == "kg: stopped; the same command goes on with the copy\n"
        if process.returncode == 0:
            break
    assert ended[0] in (130, -signal.SIGKILL), errors
    if ended[-1]:
        done = started_kg("copy", str(large), target, **neo4j_server.environment)
        out, errors = done.communicate(timeout=60)
        assert (done.returncode, "copied" in out) == (0, True), errors
    with Store.open(large) as one, neo4j_server.open() as two:
        assert everything(two) == everything(one)


def test_between_two_servers_with_passwords_of_their_own(run: Run, servers: Servers) -> None:
    one, two = (servers[name] for name in KINDS[1:])
    for running in (one, two):
        running.clear()
    with one.open() as store:
        filled(store, EVERY[:5])
    settings = one.environment | {"KG_TO_PASSWORD": two.password}
    done = run("copy", one.server.uri, two.server.uri, **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("copied ")
    with one.open() as here, two.open() as there:
        assert everything(there) == everything(here)
    refused = run("copy", one.server.uri, two.server.uri, **settings | {"KG_TO_PASSWORD": "wrong"})
    assert (refused.returncode, "KG_TO_PASSWORD" in refused.stderr) == (2, True), refused.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "there"], "nowhere: no store here yet"),
        (["graph", "./graph"], "is the store to copy from"),
        (["graph", "file"], "is a file, not a store"),
        (["graph", "bolt://127.0.0.1:1"], "does not answer"),
        (["graph", "other"], "holds other files"),
    ],
)
def test_what_cannot_be_copied(run: Run, tmp_path: Path, arguments: list[str], words: str) -> None:
    filled(Store.open(tmp_path / "graph"), EVERY[:1]).close()
    (tmp_path / "file").touch()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thing").touch()
    done: subprocess.CompletedProcess[str] = run("copy", *arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert words in done.stderr
