"""The store: one class over Bolt, whether the graph is in a folder or on a Neo4j server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import neo4j

from kg.engine import DATABASE
from kg.errors import UsageError
from kg.identity import Judgement
from kg.model import Article, Claims, Entity
from kg.shown import shown
from kg.store import rebuild, statements
from kg.store.amend import judge, retract_article
from kg.store.connection import PATIENCE, Link
from kg.store.entities import Kind, cypher, entity
from kg.store.judgements import ADD, ALL, UNDO, ledger
from kg.store.prepare import prepare
from kg.store.properties import article
from kg.store.reading import plain, reads_only
from kg.store.readings import readings
from kg.store.schema import LABELS
from kg.store.transactions import attempt, in_time
from kg.store.write import Run, checked, write_article

__all__ = ["Change", "Store"]

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Change:
    """How many articles were new, said something else than before, or said the same."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Change) -> Change:
        return Change(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


class Store:
    """A graph in a folder or on a server. Use as a context manager: the embedded server stops when the last use ends.

    >>> with Store.open("graph.db") as store:            # doctest: +SKIP
    ...     store.rows("MATCH (p:Person) RETURN p.name AS name ORDER BY name LIMIT $n", {"n": 3})
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self.made: tuple[str, ...] = ()  # the constraints and indexes that opening had to make

    @classmethod
    def open(
        cls,
        address: str | Path,
        *,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
        make: bool = True,
        force: bool = False,
        patience: float = PATIENCE,
    ) -> Self:
        """The store at a folder (made if it is not there) or at bolt://, neo4j://, neo4j+s://….

        `make` writes the schema where it is missing, `force` even beside other people's data; `patience` is how many
        seconds to wait for a server that stops while it is used.

        Raises:
            StoreError: it cannot be opened: not ours, not writable, damaged, not answering, wrong password.
            UsageError: the address is none, or there is no graph and none is to be made.
        """
        folder = "://" not in str(address)
        store = cls(Link(str(address), DATABASE if folder else database or "neo4j", user, password, patience))
        try:
            store.made = prepare(store._link, make=make, force=force)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Lets go of the store; everything written is on the disk already."""
        self._link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, claims: Claims) -> Change:
        """Makes the graph say what one article says now, in one transaction: wholly or not at all.

        Its entities are those of the article resolved alone; which of them are those of other articles is found out here,
        and what other articles claim is rewritten where that changes whom they speak of (`kg.identity`).

        Raises:
            StoreError: a quote is not at its place, an entity is missing, or the store refused; nothing was written.
        """
        checked(claims)
        lock = self._link.folder is None
        outcome = self._transact(lambda run: write_article(run, claims, lock=lock))
        return Change(**{outcome: 1})

    def retract(self, id: str) -> bool:
        """Makes the graph what it would be had the article of this id never been written; false where there is none.

        Raises:
            StoreError: the store refused; nothing was changed.
        """
        lock = self._link.folder is None
        return self._transact(lambda run: retract_article(run, id, lock=lock))

    def articles(self) -> tuple[str, ...]:
        """The ids of all articles, sorted."""
        return tuple(row["id"] for row in self.rows(statements.ARTICLES))

    def readings(self, ids: Iterable[str]) -> tuple[Claims, ...]:
        """What some articles were read to say, by ids of their own, sorted; articles of other versions have none."""
        return self.read(lambda transaction: tuple(readings(_runs(transaction), ids)))

    def judgements(self) -> list[Judgement]:
        """The whole ledger, what was undone too, the first one first."""
        return ledger(self.rows(ALL))

    def judge(self, said: Judgement) -> None:
        """Writes a judgement into the ledger, and the graph to what it is with it, in one transaction."""
        given = {name: getattr(said, name) for name in ("id", "verdict", "by", "at", "why")}
        self._judge(ADD, given | {"one": list(said.one), "other": list(said.other)}, said)

    def undo(self, said: Judgement, at: str) -> bool:
        """Marks a judgement as undone, and brings the graph to what it is without it; false if it was already."""
        return bool(self._judge(UNDO, {"id": said.id, "at": at}, said))

    def _judge(self, statement: str, given: dict[str, Any], said: Judgement) -> list[dict[str, Any]]:
        lock, touched = self._link.folder is None, [*said.one, *said.other]
        return self._transact(lambda run: judge(run, statement, given, touched, lock=lock))

    def stored(self, ids: Iterable[str]) -> list[tuple[Article, bool]]:
        """Some articles as they were read, sorted by id, each with whether only parts of it were."""
        wanted = sorted(set(ids))
        read = {claims.article.id: claims.article for claims in self.readings(wanted)}
        rows = self.rows(statements.WHOLE_ARTICLES, {"ids": wanted})
        return [(read.get(row["id"]) or article(row), "+" in (row["extractor"] or "")) for row in rows]

    def rebuild(self) -> Iterator[Claims]:
        """Makes the graph anew from what was read and judged, an article at a time, and gives each back.

        Stopped half-way, the same call does it all: the readings and the judgements are not touched.

        Raises:
            UsageError: an article has no reading; nothing was changed.
            StoreError: the store failed.
        """
        ids = self.articles()
        missing = len(set(ids) - {row["id"] for row in self.rows(rebuild.READ)})
        if missing:
            raise UsageError(
                f"{missing} articles were written by an earlier version, which kept no readings; kg reextract, then again"
            )
        rebuild.clear(self._transact)
        lock = self._link.folder is None
        for id in ids:
            (claims,) = self.readings([id])
            self._transact(partial(write_article, claims=claims, lock=lock, anew=True))
            yield claims

    def write_all(self, articles: Iterable[Claims]) -> Iterator[tuple[Claims, Change]]:
        """Writes articles one transaction each, as they come; gives each back with what it changed."""
        for claims in articles:
            yield claims, self.write(claims)

    def candidates(self, kind: Kind, blocks: Iterable[str]) -> tuple[Entity, ...]:
        """The named persons or companies under any of some blocking keys (`kg.names.blocks`), sorted by id."""
        of = cypher(kind)
        found = self.rows(statements.candidates(of.label, of.key), {"blocks": sorted(set(blocks))})
        return tuple(entity(kind, row) for row in {row["id"]: row for row in found}.values())

    def article_digest(self, id: str) -> str | None:
        """`kg.graph.text_digest` of an article as it was last read, if it is in the graph."""
        found = self.rows(statements.ARTICLE, {"id": id})
        return found[0]["text"] if found else None

    def status(self) -> dict[str, int]:
        """How many nodes of each label there are, and how many moves are completed."""
        counts = {label: self._count(f"MATCH (n:{label})") for label in LABELS}
        return counts | {"completed": self._count("MATCH (n:Move) WHERE n.status = 'completed'")}

    def rows(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> list[dict[str, Any]]:
        """The rows of a query as plain Python values, at most `limit` of them.

        Raises:
            UsageError: the query would write and `write` is not set, or it is not well formed; one line.
            StoreError: it took more than `timeout` seconds, or the store failed.
        """
        if not write:
            reads_only(cypher)
        if timeout is None or not self._link.folder:
            return self._rows(cypher, parameters, write, timeout, limit)
        return in_time(lambda: self._rows(cypher, parameters, write, timeout, limit), timeout)

    def read(self, work: Callable[[neo4j.Transaction], Result]) -> Result:
        """What `work` makes of a transaction of its own, which is rolled back: for results that are no plain rows.

        Raises:
            StoreError: the store failed.
        """
        return attempt(self._link, work, write=False)

    def _rows(
        self, cypher: str, parameters: Mapping[str, Any] | None, write: bool, timeout: float | None, limit: int | None
    ) -> list[dict[str, Any]]:
        def work(transaction: neo4j.Transaction) -> list[dict[str, Any]]:
            try:
                result = transaction.run(cypher, dict(parameters or {}))
            except (OverflowError, TypeError, ValueError) as error:  # of the driver, which packs what it is given
                raise UsageError(f"a parameter is nothing a store can take ({shown(str(error))[:100]})") from None
            records = list(result) if limit is None else result.fetch(limit)
            return [dict(zip(record.keys(), map(plain, record.values()), strict=True)) for record in records]

        return attempt(self._link, work, write=write, timeout=timeout)

    def _transact(self, work: Callable[[Run], Result]) -> Result:
        return attempt(self._link, lambda transaction: work(_runs(transaction)), write=True)

    def _count(self, match: str) -> int:
        return int(self.rows(f"{match} RETURN count(n) AS n")[0]["n"])


def _runs(transaction: neo4j.Transaction) -> Run:
    def run(cypher: str, /, **parameters: Any) -> list[dict[str, Any]]:
        return [dict(record) for record in transaction.run(cypher, parameters)]

    return run
