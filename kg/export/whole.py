"""The whole graph, table by table: every node, relationship and property, derived ones too, read page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from queue import Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import neo4j
from neo4j.time import DateTime

from kg.errors import StoreError
from kg.store.schema import LABELS

if TYPE_CHECKING:
    from kg.store import Store

PAGE = 5_000  # rows
PAGE_OF = {"Article": 1_000, "Quote": 1_000}  # of what can be long
_AHEAD = 3  # pages that are read before they are asked for
Rows = list[list[Any]]

_ENDS = (
    ("MADE", "Person", "Move"),
    ("FROM", "Move", "Company"),
    ("TO", "Move", "Company"),
    ("EVIDENCED_BY", "Move", "Article"),
    ("CONTRADICTS", "Move", "Move"),
    ("HELD", "Person", "Post"),
    ("AT", "Post", "Company"),
    ("EVIDENCED_BY", "Post", "Article"),
    ("SAID", "Person", "Quote"),
    ("SAID_IN", "Quote", "Article"),
    ("PUBLISHED_BY", "Article", "Outlet"),
    ("CITES", "Article", "Outlet"),
    ("CITES", "Article", "Article"),
    ("COPY_OF", "Article", "Article"),
    ("MENTIONS", "Article", "Person"),
    ("MENTIONS", "Article", "Company"),
    ("WORKED_AT", "Person", "Company"),
    ("TALENT_FLOW", "Company", "Company"),
    ("CALLS", "Article", "Name"),
    ("LIKE", "Name", "Name"),
    ("SAME_AS", "Name", "Name"),
    ("DIFFERENT_FROM", "Name", "Name"),
    ("MAY_BE", "Name", "Name"),
)


@dataclass(frozen=True)
class Nodes:
    """All nodes of a label; a row is `[properties]`."""

    label: str

    @property
    def name(self) -> str:
        """What a reader is told that this is."""
        return self.label

    @property
    def key(self) -> str:
        """The property that names a node."""
        return LABELS[self.label]

    @property
    def match(self) -> str:
        """The pattern of one; it is `x`."""
        return f"(x:{self.label})"

    @property
    def read(self) -> str:
        """The statement that gives all rows."""
        return f"MATCH {self.match} RETURN properties(x)"

    @property
    def make(self) -> str:
        """The clauses that make what `$rows` say."""
        # The key in the pattern: the embedded engine fills its index from it.
        return f"UNWIND $rows AS row CREATE (x:{self.label} {{{self.key}: row[0].{self.key}}}) SET x = row[0]"


@dataclass(frozen=True)
class Edges:
    """All relationships of a type between nodes of two labels; a row is `[key of the start, key of the end, properties]`."""

    type: str
    start: Nodes
    end: Nodes

    @property
    def name(self) -> str:
        """What a reader is told that this is."""
        return f"{self.start.label} {self.type} {self.end.label}"

    @property
    def match(self) -> str:
        """The pattern of one; it is `x`."""
        return f"(a:{self.start.label})-[x:{self.type}]->(b:{self.end.label})"

    @property
    def read(self) -> str:
        """The statement that gives all rows."""
        return f"MATCH {self.match} RETURN a.{self.start.key}, b.{self.end.key}, properties(x)"

    @property
    def make(self) -> str:
        """The clauses that make what `$rows` say."""
        return (
            "UNWIND $rows AS row "
            f"MATCH (a:{self.start.label} {{{self.start.key}: row[0]}}), (b:{self.end.label} {{{self.end.key}: row[1]}}) "
            f"CREATE (a)-[x:{self.type}]->(b) SET x = row[2]"
        )


Table = Nodes | Edges
NODES = tuple(map(Nodes, LABELS))
EDGES = tuple(Edges(type, Nodes(start), Nodes(end)) for type, start, end in _ENDS)
TABLES: tuple[Table, ...] = (*NODES, *EDGES)


def pages(store: Store, table: Table, size: int | None = None) -> Iterator[Rows]:
    """The rows of a table as the driver gives them, in lists of `size` or what suits it, one cursor in one transaction.

    A thread reads ahead: who writes a page somewhere else does not wait for the next one.

    Raises:
        KGError: the store failed.
    """
    size = size or PAGE_OF.get(table.name, PAGE)
    queue: Queue[Rows | BaseException | None] = Queue(_AHEAD)
    stop = Event()

    def put(page: Rows | BaseException | None) -> None:
        while not stop.is_set():
            try:
                return queue.put(page, timeout=0.2)
            except Full:
                continue
        raise _Stopped

    thread = Thread(target=_read, args=(store, table, size, put), daemon=True)
    thread.start()
    try:
        while (page := queue.get()) is not None:
            if isinstance(page, BaseException):
                raise page
            yield page
    finally:
        stop.set()
        thread.join()


def state(store: Store) -> str:
    """A text that is different after every change of a graph, as each writes an article and the time of it.

    A graph and its copy in another kind of store have the same one.
    """
    counts = [store.rows(f"MATCH {table.match} RETURN count(x) AS n")[0]["n"] for table in NODES]
    last = store.rows("MATCH (a:Article) RETURN max(a.ingestedAt) AS last")[0]["last"]
    return f"{last and last.replace(tzinfo=None)} {' '.join(map(str, counts))}"


class _Stopped(Exception):
    """Nobody wants more pages."""


def _read(store: Store, table: Table, size: int, put: Callable[[Rows | BaseException | None], None]) -> None:
    begun = False

    def work(transaction: neo4j.Transaction) -> None:
        nonlocal begun
        if begun:  # after a lost connection, and some pages have been used already
            raise StoreError("the store went away while it was read; run this again")
        found = transaction.run(table.read)
        while page := [list(record) for record in islice(found, size)]:
            begun = True
            put(_zoned(page) if isinstance(table, Nodes) else page)

    try:
        store.read(work)
        put(None)
    except _Stopped:
        pass
    except BaseException as error:
        with suppress(_Stopped):
            put(error)


def _zoned(page: Rows) -> Rows:
    """The rows with the zone of their times, which the embedded engine leaves out: all are UTC."""
    for (properties,) in page:
        for name, value in properties.items():
            if isinstance(value, DateTime) and value.tzinfo is None:
                properties[name] = value.replace(tzinfo=dt.UTC)
    return page
