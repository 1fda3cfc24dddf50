"""A whole graph from one store to another: folder or server, either way, page by page and each page exactly once.

A node (:Copy) stands in the target from the first page to the last. It carries what is being copied, the tables that are
complete, and the number of rows written, which every page's transaction raises: a page whose answer was lost is known
to be there, a copy that was stopped goes on where it stopped, and of two that run at once the first one gives up.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import StoreError, UsageError
from kg.export.whole import TABLES, Nodes, Rows, Table, pages, state
from kg.store import Store
from kg.store.schema import LABELS

_MARK = "MATCH (c:Copy) RETURN c.of AS of, c.done AS done"
_BEGIN = "CREATE (c:Copy {of: $of, run: $run, rows: 0, done: $done}) RETURN count(*) AS n"
_TAKE = "MATCH (c:Copy) SET c.of = $of, c.run = $run, c.rows = 0, c.done = $done RETURN count(*) AS n"
_DONE = "MATCH (c:Copy {run: $run}) SET c.done = $done RETURN count(*) AS n"
_END = "MATCH (c:Copy {run: $run}) DELETE c RETURN count(*) AS n"
_ROWS = "MATCH (c:Copy {run: $run}) RETURN c.rows AS n"
# The mark is held before it is looked at, so that nobody takes the copy over between the two.
_NEXT = "MATCH (c:Copy) SET c.held = $run WITH c WHERE c.run = $run AND c.rows = $before "
_WRITTEN = " WITH c, count(*) AS n SET c.rows = $before + n RETURN n"
_CLEARED = 10_000  # rows deleted in one transaction

Told = Callable[[Table, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """How many nodes and relationships a copy wrote; what an earlier, stopped one had written is not counted."""

    nodes: int = 0
    relationships: int = 0
    went_on: bool = False


def copy(source: Store, target: Store, *, told: Told = lambda _table, _rows: None, size: int | None = None) -> Copied:
    """Copies everything that is in a graph into an empty store, or goes on with a copy of it that was stopped.

    `told` hears of every page: its table, and how many of the table's rows are written.

    Raises:
        UsageError: the target holds a graph already, or an unfinished copy of another one, or the source is one.
        StoreError: a store failed, or one of them was changed meanwhile; run it again to go on.
    """
    of = state(source)
    begun = _begun(source, target, of)
    if begun is None:
        return Copied(went_on=True)
    copying, before = begun
    done, counts = list(before), {Nodes: 0, type(TABLES[-1]): 0}
    for table in TABLES:
        if table.name in before:
            continue
        written = 0
        for page in pages(source, table, size):
            copying.write(table, page)
            written += len(page)
            told(table, written)
        done.append(table.name)
        copying.change(_DONE, done=done)
        counts[type(table)] += written
    if state(source) != of:
        raise StoreError("the graph was changed while it was copied; run this again to copy it as it is now")
    copying.end()
    nodes, relationships = counts.values()
    return Copied(nodes, relationships, bool(before))


@dataclass(slots=True)
class Copying:
    """A copy under way: only the one whose `run` stands in the target may write there."""

    target: Store
    run: str
    rows: int = 0

    def write(self, table: Table, page: Rows) -> None:
        """Writes a page, once, whatever happens to the connection.

        Raises:
            StoreError: the store failed, or a node is missing that a relationship needs.
        """
        after = self.rows + len(page)
        given = {"rows": page, "run": self.run, "before": self.rows}
        written = self._count(_NEXT + table.make + _WRITTEN, given)
        # None, because the first try was committed and only its answer was lost? Then the mark says so.
        if written != len(page) and (written or self._count(_ROWS, {"run": self.run}) != after):
            raise StoreError(f"{table.name}: {len(page) - written} rows found no place; {_MEANWHILE}")
        self.rows = after

    def change(self, statement: str, **given: Any) -> None:
        """Changes the mark.

        Raises:
            StoreError: it is gone, or another copy has taken over.
        """
        if not self._count(statement, {"run": self.run, **given}):
            raise StoreError(f"the copy's mark is gone; {_MEANWHILE}")

    def end(self) -> None:
        """Takes the mark away: the copy is complete.

        Raises:
            StoreError: another copy has taken over.
        """
        if not self._count(_END, {"run": self.run}) and self.target.rows(_MARK):
            raise StoreError(f"the copy's mark is another's; {_MEANWHILE}")

    def _count(self, statement: str, given: dict[str, Any]) -> int:
        found = self.target.rows(statement, given, write=True)
        return int(found[0]["n"]) if found else 0


_MEANWHILE = "one of the stores was changed meanwhile, or another copy runs; when none does, run this again"


def _begun(source: Store, target: Store, of: str) -> tuple[Copying, Sequence[str]] | None:
    """The copy, ready to write, and the names of the tables that are complete; None if all of it is there already."""
    if source.rows(_MARK):
        raise UsageError("the store to copy from is an unfinished copy itself; finish that one first")
    found = target.rows(_MARK)
    copying = Copying(target, secrets.token_hex(8))
    if not found:
        if any(target.status().values()):
            if state(target) == of:  # whoever wrote it was ended before it could say so
                return None
            raise UsageError("the target holds a graph already; give an empty folder or database")
        copying.change(_BEGIN, of=of, done=[])
        if len(target.rows(_MARK)) > 1:  # two that began at once: no constraint is on the mark
            copying.end()
            raise StoreError(f"the copy has not begun; {_MEANWHILE}")
        return copying, ()
    if _articles(target) - _articles(source):
        raise UsageError("the target holds an unfinished copy of another graph; give an empty folder or database")
    done = tuple(found[0]["done"] or ()) if found[0]["of"] == of else ()
    copying.change(_TAKE, of=of, done=list(done))
    _clear(target, [table for table in TABLES if table.name not in done])
    return copying, done


def _clear(target: Store, tables: Iterable[Table]) -> None:
    for table in reversed(list(tables)):  # relationships before their nodes
        statement = f"MATCH {table.match} WITH x LIMIT {_CLEARED} DELETE x RETURN count(*) AS n"
        while target.rows(statement, write=True)[0]["n"]:
            pass


def _articles(store: Store) -> set[str]:
    return {row["id"] for row in store.rows(f"MATCH (a:Article) RETURN a.{LABELS['Article']} AS id")}
