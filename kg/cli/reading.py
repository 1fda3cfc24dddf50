"""Who reads and extracts what `kg ingest` is given: this process, several, or a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.pipeline import Stated

if TYPE_CHECKING:
    from kg.cluster import Cluster
    from kg.pipeline import Helpers


@dataclass(frozen=True, slots=True)
class Reading:
    """How articles are read and extracted: as a whole or gated, by this process, by several, or by a cluster."""

    gate: bool = False
    workers: Helpers | None = None
    cluster: Cluster | None = None


@contextmanager
def reading(
    engine: str, address: str | None, processes: int | None, sources: int, said: Stated, *, gate: bool
) -> Iterator[Reading]:
    """As the options say; to be opened before anything that has threads.

    Raises:
        UsageError: an engine nobody knows, or one that cannot be used.
    """
    if engine not in ("local", "ray"):
        raise UsageError(f"--engine {engine}: choose local or ray")
    if address and engine != "ray":
        raise UsageError("--address: goes with --engine ray")
    if engine == "ray":
        from kg.cluster import cluster

        with cluster(address) as nodes:
            yield Reading(gate, nodes, nodes)
        return
    from kg.read import READABLE
    from kg.workers import chosen, workers

    with workers(chosen(processes, sources), [said.lang] if said.lang else READABLE, gate=gate) as several:
        yield Reading(gate, several)
