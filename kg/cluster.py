"""A Ray cluster that reads and extracts: this process has the sources and writes, so that whatever is lost is done again.

Nodes are sent pages and articles, and need no file of ours: only the same version of `kg` installed with its extra `ray`.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from kg import pipeline
from kg.errors import UsageError
from kg.model import Article, Extraction, Page
from kg.pipeline import BATCH, Outcome, Stated
from kg.workers import sendable

RETRIES = 5  # of a batch whose node or process was lost
_SENT = ("KG_MODEL_EN", "KG_MODEL_RU", "KG_MAX_CHARS", "KG_MAX_BYTES")  # settings that what is done there depends on
_Thing = TypeVar("_Thing", Page, Article)
_Done = list[Any]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that take batches; `count` is how many cores they had together when the work began."""

    count: int
    ray: Any

    def articles(self, pages: Iterable[Page | Outcome], stated: Stated) -> Iterator[Article | Outcome]:
        """The articles of pages, in order, some batches ahead of who takes them; failed outcomes pass through.

        Raises:
            UsageError: a node has another version of kg, or none.
        """

        def begun(some: list[Page | Outcome]) -> tuple[list[Page | Outcome], Iterator[Any]]:
            return some, self._sent(_read, [one for one in some if isinstance(one, Page)], stated)

        for given, done in pipeline.ahead(pages, begun, 2 * self.count, BATCH):
            for one in given:
                yield next(done) if isinstance(one, Page) else one

    def extracted(self, some: list[Article], *, gate: bool) -> Iterator[Extraction | Outcome]:
        """What the batch says, in its order; begun now, waited for when it is asked for.

        Raises:
            UsageError: as `articles`.
        """
        return self._sent(_extract, some, gate)

    def _sent(self, task: Callable[..., tuple[str, _Done]], some: list[_Thing], more: object) -> Iterator[Any]:
        if not some:
            return iter(())
        remote = self.ray.remote(max_retries=RETRIES, num_cpus=1)(task)
        return self._had(remote, some, more, remote.remote(some, more))

    def _had(self, remote: Any, some: list[_Thing], more: object, reference: Any) -> Iterator[Any]:
        lost = self.ray.exceptions
        try:
            version, done = self.ray.get(reference)
        except (lost.WorkerCrashedError, lost.NodeDiedError, lost.OutOfMemoryError, lost.ObjectLostError):
            if len(some) == 1:
                yield _given_up(some[0])
                return
            for one in some:  # one of them is the reason: the others are had
                yield from self._had(remote, [one], more, remote.remote([one], more))
            return
        except (lost.RayTaskError, lost.RayError, ModuleNotFoundError) as error:
            said = str(getattr(error, "cause", None) or error).strip().splitlines()
            raise UsageError(f"a Ray node cannot work ({said[-1][:160]}); install this version of kg on it") from None
        if version != pipeline.rules_version():
            raise UsageError("a Ray node has another version of kg; install this one on every node")
        yield from done


@contextmanager
def cluster(address: str | None) -> Iterator[Cluster]:
    """The cluster at an address (host:port, ray://host:port or auto), else at RAY_ADDRESS, else one of this machine's cores.

    Raises:
        UsageError: Ray is not installed, or no cluster answers.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # warned of otherwise
    try:
        ray: Any = importlib.import_module("ray")
    except ImportError:
        raise UsageError("--engine ray: Ray is not installed; pip install 'talent-kg[ray]'") from None
    sent = {"env_vars": {name: os.environ[name] for name in _SENT if name in os.environ}}
    try:
        ray.init(
            address=address,
            runtime_env=sent if sent["env_vars"] else None,
            log_to_driver=False,
            logging_level="critical",
        )
        count = int(ray.cluster_resources().get("CPU", 1))
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        ray.shutdown()
        said = " ".join(str(error).split())[:160]
        raise UsageError(f"--address {address or 'of Ray'}: no Ray cluster answers ({said})") from None
    _quiet()
    try:
        yield Cluster(max(1, count), ray)
    finally:
        ray.shutdown()


def _quiet() -> None:
    """What a lost node had logged Ray prints among our lines, on standard output, and has no switch for."""
    worker: Any = importlib.import_module("ray._private.worker")
    if hasattr(worker, "print_worker_logs"):
        worker.print_worker_logs = lambda *_, **__: None


def _read(some: Sequence[Page], stated: Stated) -> tuple[str, _Done]:
    return pipeline.rules_version(), [pipeline.article(one, stated) for one in some]


def _extract(some: list[Article], gate: bool) -> tuple[str, _Done]:
    return pipeline.rules_version(), [sendable(one) for one in pipeline.extracted(some, gate=gate)]


def _given_up(one: Page | Article) -> Outcome:
    of = one if isinstance(one, Article) else None
    line = f"{one.source}: {RETRIES + 1} processes ended while they read it, perhaps for want of memory"
    return Outcome(one.source, "failed", of, error=line)
