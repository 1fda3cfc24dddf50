"""Two Ray nodes of one core each beside one, in one run: how many times as fast do they extract?

    python -m benchmarks.cluster [400] [rounds]        (four minutes on two idle cores)

Made-up articles (`benchmarks.soak`) in batches as `kg ingest --engine ray` sends them; what is timed is the wall clock from
the first batch sent to the last had, after every node has loaded its models with batches that are not timed. One node
and two take turns. Ray's first node does no work. The goal is 1.7.
"""

from __future__ import annotations

import importlib
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.soak import made_up
from kg import pipeline
from kg.cluster import Cluster, cluster
from kg.model import Article, Extraction

MEMORY = 100_000_000  # bytes of a node for what is sent


@contextmanager
def nodes(count: int) -> Iterator[Cluster]:
    """A cluster of so many nodes of one core each on this machine."""
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    utilities: Any = importlib.import_module("ray.cluster_utils")
    head = {"num_cpus": 0, "include_dashboard": False, "object_store_memory": MEMORY}
    made = utilities.Cluster(initialize_head=True, head_node_args=head)
    try:
        for _ in range(count):
            made.add_node(num_cpus=1, object_store_memory=MEMORY)
        with cluster(made.address) as found:
            yield found
    finally:
        made.shutdown()


def had(found: Cluster, articles: list[Article]) -> int:
    """How many articles were extracted, two batches a node under way at a time."""
    under_way = pipeline.ahead(
        articles, lambda some: found.extracted(some, gate=False), 2 * found.count, pipeline.BATCH
    )
    return sum(isinstance(one, Extraction) for batch in under_way for one in batch)


def seconds(count: int, articles: list[Article]) -> float:
    """Wall-clock seconds so many nodes take for the articles."""
    with nodes(count) as found:
        assert found.count == count
        warm = list(islice(made_up(10_000, seed=2), 4 * count * pipeline.BATCH))
        had(found, warm)
        started = time.perf_counter()
        assert had(found, articles) == len(articles)
        return time.perf_counter() - started


def main() -> None:
    """Print each round and the medians."""
    number, rounds = (int(given) for given in (*sys.argv[1:], *("400", "2")[len(sys.argv) - 1 :]))
    articles = list(made_up(number))
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for count, before in taken.items():
            before.append(seconds(count, articles))
            load = os.getloadavg()[0]
            print(f"{count} nodes: {before[-1]:.1f} s, {number / before[-1]:.1f} articles a second, load {load:.1f}")
    one, two = (statistics.median(taken[count]) for count in (1, 2))
    print(f"two nodes are {one / two:.2f} times as fast as one")


if __name__ == "__main__":
    main()
