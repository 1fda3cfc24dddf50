"""Making a store ours: its schema, and a refusal to write into other people's data."""

from __future__ import annotations

import time

from neo4j.exceptions import DriverError, Neo4jError

from kg import embedded
from kg.errors import StoreError, UsageError
from kg.store.connection import Link
from kg.store.failures import lost, refusal
from kg.store.schema import FORMAT, FORMAT_MARK, MARK, format_mark, full_text, full_text_sql, schema
from kg.store.transactions import attempt

_CONSTRAINTS = "SHOW CONSTRAINTS YIELD name RETURN name"
_INDEXES = "SHOW INDEXES YIELD name RETURN name"
_ANY_NODE = "MATCH (n) RETURN labels(n)[0] AS label LIMIT 1"
_NOT_OURS = "MATCH (a:Article) WHERE a.articleId IS NULL OR a.articleId = '' RETURN a.articleId AS id LIMIT 1"
_THERE_ALREADY = "AlreadyExists"  # another process was first


def prepare(link: Link, *, make: bool, force: bool = False) -> tuple[str, ...]:
    """The names of the constraints and indexes that had to be made.

    Raises:
        StoreError: the store holds data that is not ours, and `force` is not set.
        UsageError: there is no schema, and `make` is not set.
    """
    there = _names(link, _CONSTRAINTS)
    ours = MARK in there
    if not link.folder and not ours:
        _checked(link, make=make, force=force)
    elif ours and _names(link, _NOT_OURS):
        raise StoreError(f"{link.address}: its articles are not those of kg, or it is damaged; give another store")
    there |= _names(link, _INDEXES)
    if not link.folder:
        _readable(link, there)
    searched = full_text_sql() if link.folder else full_text() | format_mark()
    missing = [name for name in (*schema(), *searched) if name not in there]
    if not make and not link.folder:
        return ()
    with link.turn():
        for name in missing:
            _made(link, name)
        if missing and not link.folder:
            _run(link, "CALL db.awaitIndexes(300)")
    return tuple(missing)


def _checked(link: Link, *, make: bool, force: bool) -> None:
    found = _names(link, _ANY_NODE)
    if found and not force:
        label = next(iter(found)) or "without a label"
        raise StoreError(
            f"{link.address}: holds other data (a node {label}); give another with KG_DATABASE, or share it: kg init --force"
        )
    if not make:
        raise UsageError(f"{link.address}: no graph here yet; make one with kg init, or fill it with kg ingest")


def _readable(link: Link, there: set[str]) -> None:
    """A server's graph of an older format gets what is missing, one of a newer format is left alone."""
    formats = [int(name.removeprefix(FORMAT_MARK)) for name in there if name.removeprefix(FORMAT_MARK).isdecimal()]
    if max(formats, default=FORMAT) > FORMAT:
        raise StoreError(f"{link.address}: was written by a newer kg; update kg, or give another with KG_DATABASE")


def _made(link: Link, name: str) -> None:
    statements = schema()
    if name in statements:
        _run(link, statements[name])
    elif link.folder:
        embedded.define(link.folder, full_text_sql()[name])
    else:
        _run(link, (full_text() | format_mark())[name])


def _run(link: Link, statement: str) -> None:
    until = time.monotonic() + link.patience
    while True:
        driver = link.driver
        try:
            driver.execute_query(statement, database_=link.database)
            return
        except (Neo4jError, DriverError) as error:
            if _THERE_ALREADY in (getattr(error, "code", None) or ""):
                return
            # The process that runs a folder's server may be ending: the next one to ask takes over.
            ending = link.folder and (link.is_gone() or lost(error, link.folder))
            if not ending or time.monotonic() > until:
                raise refusal(error, link.folder) from None
        time.sleep(0.05)
        link.again(driver)


def _names(link: Link, statement: str) -> set[str]:
    return attempt(link, lambda run: {str(record[0] or "") for record in run.run(statement)}, write=False)
