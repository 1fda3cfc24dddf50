"""The store: one class over Bolt, whether the graph is in a folder or on a Neo4j server."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import Any, Self, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from kg.engine import DATABASE
from kg.errors import StoreError
from kg.model import Claims, Entity
from kg.store import statements
from kg.store.connection import Link
from kg.store.entities import Kind, cypher, entity
from kg.store.failures import passing, refusal
from kg.store.reading import plain, reads_only
from kg.store.schema import LABELS, schema
from kg.store.write import Run, checked, write_article

__all__ = ["Change", "Store"]

Result = TypeVar("Result")
ATTEMPTS = 12


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

    @classmethod
    def open(
        cls,
        address: str | Path,
        *,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
    ) -> Self:
        """The store at a folder (made if it is not there) or at bolt://, neo4j://, neo4j+s://….

        Raises:
            StoreError: it cannot be opened: not ours, not writable, damaged, not answering, wrong password.
            UsageError: the address is none.
        """
        folder = "://" not in str(address)
        store = cls(Link(str(address), DATABASE if folder else database, user, password))
        try:
            store._prepare()
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

        Raises:
            StoreError: a quote is not at its place, an entity is missing, or the store refused; nothing was written.
        """
        checked(claims)
        lock = self._link.folder is None
        outcome = self._transact(lambda run: write_article(run, claims, lock=lock))
        return Change(**{outcome: 1})

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
        if timeout is None:
            return self._rows(cypher, parameters, write, None, limit)
        return _in_time(lambda: self._rows(cypher, parameters, write, timeout, limit), timeout)

    def _rows(
        self, cypher: str, parameters: Mapping[str, Any] | None, write: bool, timeout: float | None, limit: int | None
    ) -> list[dict[str, Any]]:
        def work(transaction: neo4j.Transaction) -> list[dict[str, Any]]:
            result = transaction.run(cypher, dict(parameters or {}))
            records = list(result) if limit is None else result.fetch(limit)
            return [dict(zip(record.keys(), map(plain, record.values()), strict=True)) for record in records]

        return self._attempt(work, write=write, timeout=timeout)

    def _transact(self, work: Callable[[Run], Result]) -> Result:
        def together(transaction: neo4j.Transaction) -> Result:
            def run(cypher: str, /, **parameters: Any) -> list[dict[str, Any]]:
                return [dict(record) for record in transaction.run(cypher, parameters)]

            return work(run)

        return self._attempt(together, write=True)

    def _attempt(
        self, work: Callable[[neo4j.Transaction], Result], *, write: bool, timeout: float | None = None
    ) -> Result:
        """Runs `work` in a transaction, again after a lost race or a lost server. What only reads is rolled back."""
        for attempt in range(ATTEMPTS):
            driver = self._link.driver
            try:
                with _unbroken():
                    if not write:
                        return self._once(driver, work, write=False, timeout=timeout)
                    with self._link.turn():
                        return self._once(driver, work, write=True, timeout=timeout)
            except (Neo4jError, DriverError, OSError) as error:
                gone = self._link.is_gone()
                if attempt == ATTEMPTS - 1 or not (gone or passing(error, attempt)):
                    raise refusal(error, self._link.folder) from None
                time.sleep(random.uniform(0.5, 1.0) * min(2.0, 0.02 * 2**attempt))
                if gone or isinstance(error, ServiceUnavailable | SessionExpired | OSError):
                    self._link.again(driver)
        raise AssertionError("unreachable")

    def _once(
        self,
        driver: neo4j.Driver,
        work: Callable[[neo4j.Transaction], Result],
        *,
        write: bool,
        timeout: float | None,
    ) -> Result:
        access = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        session = driver.session(database=self._link.database, default_access_mode=access)
        with session, session.begin_transaction(timeout=timeout) as transaction:
            result = work(transaction)
            if write:
                transaction.commit()
            else:  # whatever slipped through `reads_only` is undone
                transaction.rollback()
            return result

    def _prepare(self) -> None:
        first = self.rows("MATCH (a:Article) RETURN a.articleId AS id LIMIT 1")
        if first and not first[0]["id"]:
            raise StoreError(
                f"{self._link.address}: its articles are not those of kg, or it is damaged; give another store"
            )
        there = {row["name"] for row in self.rows("SHOW CONSTRAINTS YIELD name")}
        there |= {row["name"] for row in self.rows("SHOW INDEXES YIELD name")}
        missing = [statement for name, statement in schema().items() if name not in there]
        with self._link.turn():
            for statement in missing:
                self._ddl(statement)

    def _ddl(self, statement: str) -> None:
        try:
            self._link.driver.execute_query(statement, database_=self._link.database)
        except (Neo4jError, DriverError) as error:
            raise refusal(error, self._link.folder) from None

    def _count(self, match: str) -> int:
        return int(self.rows(f"{match} RETURN count(n) AS n")[0]["n"])


@contextmanager
def _unbroken() -> Iterator[None]:
    """Ctrl-C waits for the transaction under way, or Bolt is left in the middle of a word; a second one does not wait."""
    if current_thread() is not main_thread():
        yield
        return
    pending: list[int] = []

    def asked(number: int, _: object) -> None:
        if pending:
            raise KeyboardInterrupt
        pending.append(number)

    before = signal.signal(signal.SIGINT, asked)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pending:
        raise KeyboardInterrupt


def _in_time(work: Callable[[], Result], timeout: float) -> Result:
    # The embedded engine does not end a query in time by itself: its thread is left to finish alone.
    done: Future[Result] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return done.result(timeout)
    except Late:
        raise StoreError(f"the query took more than {timeout:g} s; narrow it down or allow more time") from None
