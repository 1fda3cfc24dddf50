"""The loopback farm at full size: python -m benchmarks.farm [articles on each of 8 sites]; what its servers saw is checked."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from kg.crawl.run import Had
from tests.farm import HOSTS, farm
from tests.test_crawl import crawl, forbidden, impolite, twice


def main(articles: int) -> None:
    """Crawls the farm once and prints what came of it."""
    with farm(articles) as made, tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        given = crawl(Path(folder), made)
        took = time.monotonic() - started
        had = {made.neutral(one.row.url) for one in given if isinstance(one, Had)}
        there = {f"site{host}:/a/{number}" for host in range(HOSTS) for number in range(articles)}
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"{len(made.asked):,} requests in {took:.1f} s, {len(made.asked) / took:.0f} a second over {HOSTS} hosts")
        print(f"{len(there & had):,} of {len(there):,} articles had, {len(had - there):,} other pages")
        print(
            f"too soon {len(impolite(made.asked))}, forbidden {len(forbidden(made.asked))}, twice {len(twice(made.asked))}"
        )
        print(
            f"archive and frontier {size / 1e6:.1f} MB, peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 250)
