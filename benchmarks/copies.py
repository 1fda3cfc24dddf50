"""Loading a large graph into Neo4j: `kg copy` beside the bare driver. `python -m benchmarks.copies [rounds [line]]`

100,000 people, 5,000 companies, 200,000 moves with their evidence, made up once and kept in the temporary folder. Both
load the same rows in the same batches into a new server with the same schema, in turns, each in a process of its own.
`kg copy` reads them from the embedded store meanwhile; the bare driver has them in memory before its time begins.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import neo4j
import psutil

from kg import server
from kg.copy import Copying, copy
from kg.export.whole import TABLES, Rows, pages
from kg.store import Store

PEOPLE, COMPANIES, MOVES, ARTICLES = 100_000, 5_000, 200_000, 25_000
FOLDER = Path(tempfile.gettempdir()) / "kg-benchmark-copy"
WORDS = "the company said that its new chief would come from a rival after months of talks and a large offer"


def made_up() -> dict[str, Rows]:
    """Table -> rows: few people and companies told of often, many seldom."""
    random = Random(1)
    people = [f"person-{n}" for n in range(PEOPLE)]
    companies = [f"company-{n}" for n in range(COMPANIES)]
    articles = [f"article-{n}" for n in range(ARTICLES)]
    rows: dict[str, Rows] = {table.name: [] for table in TABLES}
    rows["Person"] = [[{"personId": id, "name": id.title(), "aliases": [id.upper()], "spellings": f"{id.title()} | {id}",
                        "block": id[:9], "unnamed": False}] for id in people]  # fmt: skip
    rows["Company"] = [[{"companyId": id, "name": id.title(), "aliases": [], "spellings": id.title(), "block": id[:9]}]
                       for id in companies]  # fmt: skip
    rows["Outlet"] = [[{"outletId": f"outlet-{n}", "name": f"Outlet {n}"}] for n in range(200)]
    for n, id in enumerate(articles):
        rows["Article"].append([_article(random, n, id)])
        rows["Article PUBLISHED_BY Outlet"].append([id, f"outlet-{n % 200}", {}])
    flows: dict[tuple[str, str], int] = {}
    mentions: dict[tuple[str, str, str], int] = {}
    for n in range(MOVES):
        person, one, other = _popular(random, people), _popular(random, companies), _popular(random, companies)
        day = dt.date(2000, 1, 1) + dt.timedelta(days=random.randrange(9000))
        move = {"moveId": _digest(n), "kind": "joined", "status": "completed", "role": "engineer", "date": day,
                "datePrecision": "day", "firstReported": day, "lastReported": day, "sources": 1, "digest": _digest(-n)}  # fmt: skip
        rows["Move"].append([move])
        rows["Person MADE Move"].append([person, move["moveId"], {}])
        rows["Move FROM Company"].append([move["moveId"], one, {}])
        rows["Move TO Company"].append([move["moveId"], other, {}])
        for k in range(random.choice((1, 1, 1, 2))):
            article = articles[(n // 8 + k * 77) % ARTICLES]
            quote = f"{person.title()} left {one.title()} to join {other.title()} as an engineer."
            claim = {"claimId": _digest((n, k)), "kind": "joined", "status": "completed", "quote": quote, "start": n % 500,
                     "end": n % 500 + len(quote), "role": "engineer", "date": day, "datePrecision": "day",
                     "fromIds": [one], "toId": other, "confidence": 1.0}  # fmt: skip
            rows["Move EVIDENCED_BY Article"].append([move["moveId"], article, claim])
            for label, id in (("Person", person), ("Company", one), ("Company", other)):
                mentions[label, article, id] = mentions.get((label, article, id), 0) + 1
        rows["Person WORKED_AT Company"].append([person, other, {"role": "engineer", "since": day, "current": True}])
        flows[one, other] = flows.get((one, other), 0) + 1
    for (label, article, id), count in mentions.items():
        said = {"count": count, "name": id.title(), "aliases": [], "reason": "the name as written"}
        rows[f"Article MENTIONS {label}"].append([article, id, said])
    for (one, other), count in flows.items():
        if one != other:
            rows["Company TALENT_FLOW Company"].append([one, other, {"people": count, "moves": count}])
    return rows


def _article(random: Random, n: int, id: str) -> dict[str, Any]:
    day = dt.date(2015, 1, 1) + dt.timedelta(days=random.randrange(4000))
    words = WORDS.split()
    text = " ".join(random.choice(words) for _ in range(200))
    return {"articleId": id, "url": f"https://news.example/{n}", "source": f"{id}.html", "title": text[:60], "text": text,
            "outlet": f"Outlet {n % 200}", "authors": ["A Reporter"], "published": day, "language": "en", "cites": [],
            "digest": _digest(id), "textDigest": _digest(text), "extractor": "en",
            "ingestedAt": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}  # fmt: skip


def _popular(random: Random, things: list[str]) -> str:
    return things[int(len(things) * random.random() ** 1.5)]


def _digest(of: object) -> str:
    return hashlib.sha256(str(of).encode()).hexdigest()[:16]


def graph() -> Path:
    """The folder of the graph to be copied."""
    folder = FOLDER / "graph.db"
    if not (FOLDER / "ready").exists():
        shutil.rmtree(FOLDER, ignore_errors=True)
        began = time.monotonic()
        rows = made_up()
        with Store.open(folder) as store:
            store.rows("CREATE (:Copy {run: 'made', rows: 0})", write=True)
            copying = Copying(store, "made")
            for table in TABLES:
                for page in _batches(rows[table.name], 2_000):
                    copying.write(table, page)
            store.rows("MATCH (c:Copy) DELETE c", write=True)
        (FOLDER / "ready").touch()
        print(f"made the graph in {time.monotonic() - began:.0f} s")
    return folder


def _batches(rows: Rows, size: int) -> Iterator[Rows]:
    left = iter(rows)
    while page := list(islice(left, size)):
        yield page


def read(folder: Path) -> dict[str, list[Rows]]:
    """Table -> its rows, in the batches of `kg copy`, all in memory."""
    with Store.open(folder) as store:
        batches = {table.name: list(pages(store, table)) for table in TABLES}
    gc.collect()
    gc.freeze()  # millions of rows that no collection need look at again
    return batches


def bare(target: str, password: str, batches: dict[str, list[Rows]]) -> float:
    """Seconds that the driver by itself needs for rows that are in memory."""
    began = time.monotonic()
    with neo4j.GraphDatabase.driver(target, auth=("neo4j", password)) as driver, driver.session() as session:
        for table in TABLES:
            for batch in batches[table.name]:
                session.execute_write(_run, table.make, batch)
    return time.monotonic() - began


def _run(transaction: neo4j.ManagedTransaction, statement: str, batch: Rows) -> int:
    return int(transaction.run(f"{statement} RETURN count(*) AS n", rows=batch).single(strict=True)["n"])


def copied(target: str, password: str, folder: Path) -> float:
    """Seconds that `kg copy` needs for the graph in a folder, opening both stores included."""
    began = time.monotonic()
    with Store.open(folder) as source, Store.open(target, user="neo4j", password=password) as store:
        copy(source, store)
    return time.monotonic() - began


def loaded(line: str, load: Callable[[str, str], float]) -> tuple[float, int]:
    """What a load takes on a new server that has the schema, and the most memory that this process had, in MB."""
    with tempfile.TemporaryDirectory() as home:
        running, password = server.start(Path(home) / "home", server.line(line), bolt=0, http=0, heap="2g")
        assert password
        try:
            Store.open(running.uri, user="neo4j", password=password).close()
            with Memory() as memory:
                took = load(running.uri, password)
            with Store.open(running.uri, user="neo4j", password=password) as store:
                assert store.status()["Move"] == MOVES
            return took, memory.most
        finally:
            server.stop(Path(home) / "home")


class Memory:
    """The most memory of this process, in MB, looked at ten times a second."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.1):
            self.most = max(self.most, psutil.Process().memory_info().rss // 1_000_000)


def main(rounds: int = 2, line: str = "5.26") -> None:
    """Both in turns; prints seconds, memory, and the ratio of the medians."""
    graph()
    taken: dict[str, list[float]] = {"bare": [], "copy": []}
    for _ in range(rounds):
        for how, times in taken.items():
            command = [sys.executable, "-m", "benchmarks.copies", how, line]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            times.append(float(said[0]))
            print(f"{how}: {said[0]} s, {said[1]} MB", flush=True)
    medians = {how: statistics.median(times) for how, times in taken.items()}
    print(f"kg copy takes {medians['copy'] / medians['bare']:.2f} times what the bare driver takes")


def once(how: str, line: str) -> None:
    """One load; prints its seconds and megabytes."""
    if how == "bare":
        batches = read(graph())
        took, memory = loaded(line, lambda target, password: bare(target, password, batches))
    else:
        took, memory = loaded(line, lambda target, password: copied(target, password, graph()))
    print(f"{took:.1f} {memory}")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("bare", "copy"):
        once(sys.argv[1], sys.argv[2])
    else:
        rounds, line = (*sys.argv[1:], *("2", "5.26")[len(sys.argv) - 1 :])
        main(int(rounds), line)
