"""The farm is crawled: completely, politely, once, and the same however often the crawler is killed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kg.crawl.archive import Archive
from kg.crawl.frontier import Frontier
from kg.crawl.run import Had, Missed, Run, Start
from kg.settings import Settings
from tests.farm import HOSTS, Asked, Farm, farm

ROOT = Path(__file__).parent.parent
DELAY = 0.03  # seconds
QUICK = {"delay": DELAY, "backoff": 0.02, "allow_private": True, "workers": 8}
_CRAWL = """
import json, sys
from pathlib import Path
from kg.crawl.archive import Archive
from kg.crawl.frontier import Frontier
from kg.crawl.run import Had, Run, Start
from kg.settings import Settings
folder, starts, quick = Path(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])
frontier = Frontier(folder)
print("open", flush=True)
run = Run(frontier, Archive(folder, frontier.ends()), Settings(**quick), tuple(Start(*one) for one in starts))
for one in run.pages():
    if isinstance(one, Had):
        frontier.read(one.row.url)
        print(one.row.url, flush=True)
frontier.close()
"""


def crawl(folder: Path, made: Farm, **changed: object) -> list[Had | Missed]:
    """All that a run gives, each page marked as read."""
    frontier = Frontier(folder)
    settings = Settings(**{**QUICK, **changed})  # type: ignore[arg-type]
    run = Run(frontier, Archive(folder, frontier.ends()), settings, tuple(Start(*one) for one in made.starts()))  # type: ignore[arg-type]
    given = []
    for one in run.pages():
        given.append(one)
        if isinstance(one, Had):
            frontier.read(one.row.url)
    frontier.close()
    return given


def state(folder: Path, made: Farm) -> dict[str, tuple[object, ...]]:
    """What the frontier says of every address, and what the archive holds of every page."""
    frontier = Frontier(folder)
    archive = Archive(folder, frontier.ends())
    held = {row.url: archive.record(row.place).body for row in frontier.every() if row.place}
    rows = frontier.db.execute("SELECT * FROM page").fetchall()
    frontier.close()
    return {made.neutral(row["url"]): (row["kind"], row["state"], row["status"], made.neutral(row["target"] or ""), bool(row["read"]),
                                       made.neutral(row["error"] or ""), held.get(row["url"])) for row in rows}  # fmt: skip


def impolite(asked: list[Asked]) -> list[tuple[str, str, float]]:
    """Requests that came before the host had its rest; each run of the crawler has an agent of its own."""
    found = []
    for host in range(HOSTS):
        rest = 0.08 if host == 6 else DELAY
        own = sorted((one for one in asked if one.host == host), key=lambda one: one.began)
        for one, two in pairwise(own):
            if one.agent == two.agent and two.began - one.ended < rest:
                found.append((one.path, two.path, two.began - one.ended))
    return found


def forbidden(asked: list[Asked]) -> list[str]:
    def is_forbidden(one: Asked) -> bool:
        if one.host == 2:  # has no robots.txt
            return False
        open_ = one.path == "/private/open" and one.host != 4
        return "print=" in one.path or (one.path.startswith("/private/") and not open_)

    return [one.path for one in asked if is_forbidden(one)]


def twice(asked: list[Asked]) -> dict[tuple[int, str], int]:
    """Paths that were asked for again although the first answer was good."""
    good = Counter((one.host, one.path) for one in asked if one.status in (200, 301, 302, 404, 410))
    expected = {
        (host, f"/a/{number}") for host in range(HOSTS) for number in range(1000) if number % 11 == 7
    }  # broke off
    return {key: count for key, count in good.items() if count > 1 + (key in expected)}


def test_the_farm(tmp_path: Path) -> None:
    with farm(22) as made:
        given = crawl(tmp_path, made)
        assert impolite(made.asked) == []
        assert forbidden(made.asked) == []
        assert twice(made.asked) == {}
        assert all(one.agent.startswith("kg/") for one in made.asked)
        found = state(tmp_path, made)
        articles = {f"site{host}:/a/{number}" for host in range(HOSTS) for number in range(22)}
        articles.add("site2:/a/1?print=yes")  # this site has no robots.txt
        assert {url for url, row in found.items() if row[1] == "fetched" and "/a/" in url} == articles
        assert [url for url, row in found.items() if row[1] == "fetched" and not row[4] and row[0] == "page"] == []
        had = Counter(made.neutral(one.row.url) for one in given if isinstance(one, Had))
        assert set(had.values()) == {1}
        assert had.keys() >= articles
        missed = {made.neutral(one.url): one.error for one in given if isinstance(one, Missed)}
        assert "redirects in a circle" in missed["site0:/self"]
        assert sum("in a circle" in missed.get(f"site1:/loop/{one}", "") for one in (1, 2)) == 1
        assert "410" in missed["site0:/gone/1"]
        assert "image/png" in missed["site0:/picture"]
        assert "robots.txt" in missed["site0:/private/1"]
        assert sum("/trap/" in url for url in found) <= 4 * 5  # two links deep, and no deeper
        assert not any("127.0.0.99" in url for url in found)
        _again(tmp_path, made)


def _again(folder: Path, made: Farm) -> None:
    """The same command later: lists are asked for with their ETag, and only what is new is had."""
    made.asked.clear()
    assert [one for one in crawl(folder, made) if isinstance(one, Had)] == []
    lists = [one for one in made.asked if one.status == 304]
    assert lists
    assert all(one.conditional for one in lists)
    assert not [one.path for one in made.asked if one.path.startswith(("/a/", "/robots.txt"))]
    made.extra = 2
    made.asked.clear()
    new = sorted(made.neutral(one.row.url) for one in crawl(folder, made) if isinstance(one, Had))
    assert new == sorted(f"site{host}:/a/{number}" for host in range(HOSTS) for number in (22, 23))
    assert impolite(made.asked) == []


def test_killed_ten_times(tmp_path: Path) -> None:
    with farm(22) as made:
        crawl(tmp_path / "alone", made)
        whole, order = state(tmp_path / "alone", made), random.Random(7)
    with farm(22) as made:
        kills = 0
        for number in range(40):
            settings = json.dumps({**QUICK, "contact": f"run {number}"})
            command = [sys.executable, "-c", _CRAWL, str(tmp_path / "killed"), json.dumps(made.starts()), settings]
            with subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
            ) as process:
                assert process.stdout
                for _ in range(1 if kills == 10 else order.randrange(1, 30)):
                    process.stdout.readline()
                if kills < 10:
                    time.sleep(order.uniform(0, 0.05))
                    process.kill()
                process.stdout.read()
            kills += process.returncode == -9
            if process.returncode == 0:
                break
        assert (kills, process.returncode) == (10, 0)
        killed = state(tmp_path / "killed", made)
        assert {
            url: (killed.get(url), whole.get(url)) for url in killed | whole if killed.get(url) != whole.get(url)
        } == {}
        assert impolite(made.asked) == []
        assert forbidden(made.asked) == []
        # A kill can come after a request was sent and before its answer was kept: those alone are asked for again.
        assert sum(count - 1 for count in twice(made.asked).values()) <= 10 * QUICK["workers"]  # type: ignore[operator]


@pytest.mark.parametrize("tail", [b"", b"\x1f\x8b\x08\0half a record", b"x" * 100_000])
def test_what_a_kill_left_in_the_archive_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    with farm(3) as made:
        crawl(tmp_path, made)
        before = state(tmp_path, made)
        file = next(tmp_path.glob("*.warc.gz"))
        size = file.stat().st_size
        (tmp_path / "mine.warc.gz").write_bytes(b"somebody else's")
        with file.open("ab") as more:
            more.write(tail)
        assert state(tmp_path, made) == before
        assert file.stat().st_size == size
        assert (tmp_path / "mine.warc.gz").read_bytes() == b"somebody else's"
