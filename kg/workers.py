"""Several processes that extract: the models are loaded once, before they are forked, so that they share their memory."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace

from kg.errors import UsageError
from kg.model import Article, Extraction
from kg.pipeline import Outcome, extracted

_ENOUGH = 64  # sources from which on further processes are worth their start


@dataclass(frozen=True, slots=True)
class Workers:
    """Processes that take batches of articles."""

    pool: ProcessPoolExecutor
    count: int

    def extracted(self, some: list[Article], *, gate: bool) -> Iterator[Extraction | Outcome]:
        """What the batch says, in its order; begun now, waited for when it is asked for.

        Raises:
            UsageError: a process was ended from outside.
        """
        with _told():
            return _awaited(self.pool.submit(_batch, some, gate=gate))


def _awaited(future: Future[list[Extraction | Outcome]]) -> Iterator[Extraction | Outcome]:
    with _told():
        yield from future.result()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool:
        line = "a worker process was ended from outside, perhaps for want of memory; run it again with fewer --workers"
        raise UsageError(line) from None


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def chosen(asked: int | None, sources: int) -> int:
    """How many processes: as asked, else one for a few sources and one a core for many."""
    return asked or (cores() if sources >= _ENOUGH else 1)


@contextmanager
def workers(count: int, codes: Sequence[str], *, gate: bool) -> Iterator[Workers | None]:
    """That many processes, none for one. To be opened before anything that has threads: a store, a crawl.

    Raises:
        UsageError: a model is not installed.
    """
    if count <= 1:
        yield None
        return
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    if context.get_start_method() == "fork":
        _load(codes, gate=gate)
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_quiet)
    try:
        pool.submit(_started).result()  # now, not with the first batch
        yield Workers(pool, count)
    finally:
        pool.shutdown(cancel_futures=True)


def _load(codes: Sequence[str], *, gate: bool) -> None:
    from extractors.languages import pipeline
    from kg.settings import settings

    for code in codes:
        pipeline(code, settings().models().get(code))("")
        if gate:
            from kg.gate.excerpt import telling

            telling("", code)


def _quiet() -> None:
    """Ctrl-C is the first process's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _started() -> None:
    pass


def _batch(some: list[Article], *, gate: bool) -> list[Extraction | Outcome]:
    return [sendable(one) for one in extracted(some, gate=gate)]


def sendable(one: Extraction | Outcome) -> Extraction | Outcome:
    """The same; a cause that cannot be sent to another process is told by its name."""
    if isinstance(one, Outcome) and one.cause is not None:
        try:
            pickle.loads(pickle.dumps(one.cause))
        except Exception:
            return replace(one, cause=RuntimeError(f"{type(one.cause).__name__}: {one.cause}"))
    return one
