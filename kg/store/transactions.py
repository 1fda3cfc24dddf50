"""One piece of work in one transaction: again after a lost race, again when a lost server is back, never half."""

from __future__ import annotations

import logging
import random
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import contextmanager
from itertools import count
from threading import Thread, current_thread, main_thread
from typing import TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from kg.errors import StoreError
from kg.store.connection import Link
from kg.store.failures import lost, passing, refusal

Result = TypeVar("Result")
Work = Callable[[neo4j.Transaction], Result]
ATTEMPTS = 12  # of a race between writers

log = logging.getLogger("kg")


def attempt(link: Link, work: Work[Result], *, write: bool, timeout: float | None = None) -> Result:
    """What `work` gives, in a transaction of its own. What only reads is rolled back, whatever it did.

    Raises:
        KGError: the store refused, or did not come back in time; nothing of `work` was written.
    """
    lost_at: float | None = None
    for tried in count():
        driver = link.driver
        try:
            with _unbroken():
                if not write:
                    return _once(link, driver, work, write=False, timeout=timeout)
                with link.turn():
                    return _once(link, driver, work, write=True, timeout=timeout)
        except (Neo4jError, DriverError, OSError) as error:
            gone = link.is_gone()
            if gone or lost(error, link.folder):
                if lost_at is None and not link.folder:
                    log.warning("%s: does not answer; waiting up to %.0f s", link.address, link.patience)
                lost_at = lost_at or time.monotonic()
                if time.monotonic() > lost_at + link.patience:
                    raise refusal(error, link.folder) from None
            elif tried >= ATTEMPTS or not passing(error, tried):
                raise refusal(error, link.folder) from None
            time.sleep(random.uniform(0.5, 1.0) * min(2.0, 0.02 * 2 ** min(tried, 8)))
            if gone or lost(error, link.folder):
                link.again(driver)
    raise AssertionError("unreachable")


def _once(link: Link, driver: neo4j.Driver, work: Work[Result], *, write: bool, timeout: float | None) -> Result:
    access = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
    session = driver.session(database=link.database, default_access_mode=access)
    with session, session.begin_transaction(timeout=timeout) as transaction:
        result = work(transaction)
        if write:
            transaction.commit()
        else:  # whatever slipped through `reads_only` is undone
            transaction.rollback()
        return result


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


def in_time(work: Callable[[], Result], timeout: float) -> Result:
    """What `work` gives, if it takes no more than `timeout` seconds.

    The embedded engine does not end a query in time by itself: its thread is left to finish alone.

    Raises:
        StoreError: it took longer.
    """
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
