"""The loopback farm at full size, once through and killed ten times: python -m benchmarks.farm [articles on each of 8 sites].

What its servers saw is checked as in the tests.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from kg.crawl.parts import Had
from tests.farm import HOSTS, farm
from tests.test_crawl import crawl, forbidden, impolite, killed, state, twice


def main(articles: int) -> None:
    """Crawls the farm and prints what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        whole = _once(Path(folder) / "alone", articles)
        with farm(articles) as made:
            kills = killed(Path(folder) / "killed", made, 10, articles)
            found = state(Path(folder) / "killed", made)
            again = sum(count - 1 for count in twice(made.asked).values())
            print(f"killed {kills} times: {'the same' if found == whole else 'NOT THE SAME'}, too soon {len(impolite(made.asked))}, "
                  f"forbidden {len(forbidden(made.asked))}, {again} asked for again because a kill came before the answer")  # fmt: skip


def _once(folder: Path, articles: int) -> dict[str, tuple[object, ...]]:
    with farm(articles) as made:
        started = time.monotonic()
        given = crawl(folder, made)
        took = time.monotonic() - started
        had = {made.neutral(one.row.url) for one in given if isinstance(one, Had)}
        there = {f"site{host}:/a/{number}" for host in range(HOSTS) for number in range(articles)}
        size = sum(path.stat().st_size for path in folder.iterdir())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(made.asked):,} requests in {took:.1f} s, {len(made.asked) / took:.0f} a second over {HOSTS} hosts")
        print(f"{len(there & had):,} of {len(there):,} articles had, {len(had - there):,} other pages")
        print(
            f"too soon {len(impolite(made.asked))}, forbidden {len(forbidden(made.asked))}, twice {len(twice(made.asked))}"
        )
        print(f"archive and frontier {size / 1e6:.1f} MB, peak memory {peak:.0f} MB")
        return state(folder, made)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 250)
