"""A graph of 1,000,000 moves in both stores, and how fast its questions are answered. `python -m benchmarks.million [MOVES [neo4j]]`

The rows are made up by `benchmarks.made`, imported into a new Neo4j server by neo4j-admin from files as `kg export
--format neo4j-admin` writes them, and written from there into a folder by `benchmarks.bulk`. What is made stays in the
temporary folder, so that a second run only asks; with `neo4j` there is no folder. Every question is the file of `queries/` as
it stands, through `Store.rows`.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import neo4j

from benchmarks.bulk import filled
from benchmarks.made import made
from kg import queries, server
from kg.store import Store

LINE, PASSWORD = "2026", "million-of-moves"
ASKED = 50  # people and companies
HEAP, PAGES = "2g", "2g"
MODEST = ("--max-off-heap-memory=2G", "--threads=2")  # of the import


@contextmanager
def told(what: str) -> Iterator[None]:
    """Says how long something took."""
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:,.0f} s", flush=True)


def imported(folder: Path, moves: int) -> Path:
    """The home of a server that holds the graph, which is made if it is not there."""
    home, csv = folder / "neo4j", folder / "csv"
    if (folder / "imported").exists():
        return home
    csv.mkdir(parents=True)
    with told("made up and written as CSV"):
        arguments, after = made(csv, moves)
    of = server.line(LINE)
    settings = {"server.memory.pagecache.size": PAGES}
    server.start(home, of, bolt=0, http=0, heap=HEAP, password=PASSWORD, settings=settings)
    server.stop(home)
    with told("imported by neo4j-admin"):
        server.admin(home, of, [*arguments, *MODEST])
    with opened(home) as (address, password), told("constraints, indexes, empty lists"):
        with neo4j.GraphDatabase.driver(address, auth=("neo4j", password)) as driver, driver.session() as session:
            for statement in after:
                session.run(statement).consume()
        Store.open(address, user="neo4j", password=password, force=True).close()
    (folder / "imported").touch()
    return home


@contextmanager
def opened(home: Path) -> Iterator[tuple[str, str]]:
    """Address and password of the server while it runs."""
    running, _ = server.start(home, server.line(LINE), bolt=0, http=0, heap=HEAP)
    try:
        yield running.uri, PASSWORD
    finally:
        server.stop(home)


def sampled(store: Store) -> tuple[list[str], list[str], list[str]]:
    """People and companies as they come up in moves, and the companies most people came to."""
    ids = [row["id"] for row in store.rows("MATCH (m:Move) RETURN m.moveId AS id ORDER BY id LIMIT 200000")]
    given = {"ids": Random(1).sample(ids, min(len(ids), 4 * ASKED))}
    people = store.rows("UNWIND $ids AS id MATCH (p:Person)-[:MADE]->(:Move {moveId: id}) RETURN p.name AS name", given)
    to = store.rows("UNWIND $ids AS id MATCH (:Move {moveId: id})-[:TO]->(c:Company) RETURN c.name AS name", given)
    largest = store.rows(
        "MATCH (c:Company)<-[:TO]-(m:Move) WITH c, count(m) AS n ORDER BY n DESC, c.companyId LIMIT 5 RETURN c.name AS name"
    )
    some, others, most = ([row["name"] for row in rows] for rows in (people, to, largest))
    return some[:ASKED], others[:ASKED], most


def measured(store: Store, samples: tuple[list[str], list[str], list[str]]) -> None:
    """Prints the medians, after one round that is not counted."""
    people, companies, largest = samples
    questions: list[tuple[str, str, str, list[str]]] = [
        ("career of a person", "career", "person", people),
        ("arrivals of a company", "arrivals", "company", companies),
        ("arrivals of the five largest", "arrivals", "company", largest),
        ("top flows", "flows", "least", ["1"] * 11),
    ]
    for what, name, parameter, values in questions:
        query = queries.load(name)
        ask: Callable[[str], int] = lambda value: len(  # noqa: E731
            store.rows(query.cypher, queries.bind(query, {parameter: value}))  # noqa: B023
        )
        for value in values[:5]:
            ask(value)
        took, rows = [], []
        for value in values:
            began = time.perf_counter()
            rows.append(ask(value))
            took.append(1000 * (time.perf_counter() - began))
        ninth = sorted(took)[int(0.9 * (len(took) - 1))]
        print(
            f"| {what} | {statistics.median(rows):,.0f} | {statistics.median(took):,.1f} | {ninth:,.1f} |", flush=True
        )


def main(moves: int, *, both: bool) -> None:
    """Makes what is missing, then asks both stores."""
    folder = Path(tempfile.gettempdir()) / f"kg-benchmark-{moves}"
    home = imported(folder, moves)
    graph = folder / "graph.db"
    with opened(home) as (address, password), Store.open(address, user="neo4j", password=password) as store:
        store.rows("CALL db.awaitIndexes(600)", write=True)
        print(f"Neo4j {LINE}: {store.status()}")
        samples = sampled(store)
        measured(store, samples)
        if both and not (folder / "copied").exists():
            shutil.rmtree(graph, ignore_errors=True)  # of a run that was cut off
            with told("written into a folder"):
                filled(store, graph)
            (folder / "copied").touch()
    if not both:
        return
    with Store.open(graph) as store:
        print(f"embedded: {store.status()}")
        measured(store, samples)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, both=sys.argv[2:] != ["neo4j"])
