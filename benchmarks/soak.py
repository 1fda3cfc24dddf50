"""Many made-up articles in a row through extraction, resolution and store: does anything grow that should not?

    python -m benchmarks.soak [3000]        (50000 is the full soak)

Every article has names of its own beside some that come again. A row each tenth: memory and open files of the process,
the store on the disk, CPU seconds an article since the row before. At the end the store is opened again and counted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import psutil

from kg import pipeline
from kg.model import Article
from kg.store import Store

_GIVEN = ("Ann", "Boris", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Irene", "Jonas")
_SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "ro", "sa", "te", "vi")
_TOLD = (
    "{who} has left {one} to join {other} as chief technology officer, the company said on Monday.",
    "{other} hired {who}, who had led research at {one} since 2019.",
    "{who}, formerly of {one}, was appointed head of design at {other} in March 2024.",
    "{one} said that {who} would step down. {other} declined to comment.",
)
_FILLED = "The market for engineers is tight, and salaries have grown for the third year in a row. "


def made_up(count: int, seed: int = 1) -> Iterator[Article]:
    """Articles of some sentences, two moves each."""
    random = Random(seed)
    for number in range(count):
        told = " ".join(_told(random, count) for _ in range(2))
        text = f"Moves of the week {number}\n\n{told} {_FILLED * random.randrange(1, 4)}"
        yield Article(f"soak-{number:06}", f"{number}.txt", "en", text, f"https://news.example/{number}", "The Paper")


def _told(random: Random, count: int) -> str:
    who = f"{random.choice(_GIVEN)} {_name(random, count)}"
    one, other = (f"{_name(random, 40)} {random.choice(('Labs', 'Systems', 'Software'))}" for _ in range(2))
    return random.choice(_TOLD).format(who=who, one=one, other=other)


def _name(random: Random, some: int) -> str:
    number = int(some * random.random() ** 2)
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number:03}").title()


def size(folder: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    me = psutil.Process()
    print(
        "| articles | memory, MB | open files | store, MB | store, KB an article | CPU ms an article |\n|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "graph"
        with Store.open(folder) as store:
            done = pipeline.ingest(made_up(count), store)
            step, seen, used = max(1, count // 10), 0, time.process_time()
            while some := list(islice(done, step)):
                assert all(one.status == "added" for one in some)
                seen += len(some)
                now, disk = time.process_time(), size(folder)
                print(
                    f"| {seen:,} | {me.memory_info().rss / 1e6:.0f} | {me.num_fds()} | {disk / 1e6:.1f} | {disk / seen / 1e3:.1f} | "
                    f"{1000 * (now - used) / len(some):.1f} |",
                    flush=True,
                )
                used = time.process_time()
        with Store.open(folder) as store:
            there = store.status()
        assert there["Article"] == count, there
        print(f"\nclosed: {size(folder) / 1e6:.1f} MB; " + ", ".join(f"{n:,} {what}" for what, n in there.items()))


if __name__ == "__main__":
    main()
