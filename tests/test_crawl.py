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
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from kg.crawl import session
from kg.crawl.archive import Archive
from kg.crawl.frontier import Frontier
from kg.crawl.parts import Had, Missed, Start
from kg.crawl.run import Run
from kg.errors import SourceError, UsageError
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
from kg.crawl.parts import Had, Start
from kg.crawl.run import Run
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


def killed(folder: Path, made: Farm, kills: int, most: int) -> int:
    """Crawls in processes that are killed at random moments, and once to the end; gives how many were killed."""
    order, done = random.Random(7), 0
    for number in range(4 * kills):
        settings = json.dumps({**QUICK, "contact": f"run {number}"})
        command = [sys.executable, "-c", _CRAWL, str(folder), json.dumps(made.starts()), settings]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for _ in range(1 if done == kills else order.randrange(1, most)):
                process.stdout.readline()  # "open", then a page each
            if done < kills:
                time.sleep(order.uniform(0, 0.05))
                process.kill()
            process.stdout.read()
        done += process.returncode == -9
        if process.returncode == 0:
            break
    assert process.returncode == 0
    return done


def test_killed_ten_times(tmp_path: Path) -> None:
    with farm(22) as made:
        crawl(tmp_path / "alone", made)
        whole = state(tmp_path / "alone", made)
    with farm(22) as made:
        assert killed(tmp_path / "killed", made, 10, 30) == 10
        found = state(tmp_path / "killed", made)
        assert {
            url: (found.get(url), whole.get(url)) for url in found | whole if found.get(url) != whole.get(url)
        } == {}
        assert impolite(made.asked) == []
        assert forbidden(made.asked) == []
        # A kill can come after a request was sent and before its answer was kept: those alone are asked for again.
        assert sum(count - 1 for count in twice(made.asked).values()) <= 10 * HOSTS


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


def some(folder: Path, starts: list[tuple[str, str, int]], **changed: object) -> tuple[list[str], dict[str, str]]:
    """A run over some addresses: paths that were had, and what was missed with the reason."""
    with session.opened(folder, Settings(**{**QUICK, **changed})) as archive:  # type: ignore[arg-type]
        given = list(archive.pages(tuple(Start(*one) for one in starts)))  # type: ignore[arg-type]
        for one in given:
            archive.tell(one.url or "")
    had = [str(one.url) for one in given if not isinstance(one, Missed)]
    return ["/" + url.split("/", 3)[3] for url in had], {one.url: one.error for one in given if isinstance(one, Missed)}


def says(status: int, body: bytes = b"", **headers: str) -> Any:
    """A path that always answers so."""
    return lambda *_: (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


def test_a_host_that_asks_for_a_long_pause_is_left_for_the_next_run(tmp_path: Path) -> None:
    with farm(3, wait=says(503, Retry_After="4000")) as made:
        starts = [(made.at(2, path), "page", 0) for path in ("/wait", "/a/1", "/a/2")]
        had, missed = some(tmp_path, starts)
        assert had == []
        assert "asks to wait 4,000 s" in next(iter(missed.values()))
        assert [one.path for one in made.asked] == ["/robots.txt", "/wait"]
        made.pages["wait"] = made.pages["a"]
        assert some(tmp_path, starts) == (["/wait", "/a/1", "/a/2"], {})


def test_retry_after_is_waited_for(tmp_path: Path) -> None:
    def busy(*asked: Any) -> tuple[int, dict[str, str], bytes]:
        return (429, {"Retry-After": "1"}, b"") if asked[-1] == 1 else (200, {"Content-Type": "text/html"}, b"<p>x</p>")

    with farm(3, busy=busy) as made:
        had, missed = some(tmp_path, [(made.at(2, "/busy"), "page", 0), (made.at(2, "/a/1"), "page", 0)])
        assert (sorted(had), missed) == (["/a/1", "/busy"], {})
        asked = [one for one in made.asked if one.path != "/robots.txt"]
        assert asked[1].began - asked[0].ended >= 1  # the host as a whole has its pause


@pytest.mark.parametrize(("status", "tries"), [(500, 3), (502, 3), (404, 1), (403, 1), (451, 1), (408, 3)])
def test_how_often_is_tried(tmp_path: Path, status: int, tries: int) -> None:
    with farm(1, odd=says(status)) as made:
        had, missed = some(tmp_path, [(made.at(2, "/odd"), "page", 0)], max_tries=3)
        assert had == []
        assert str(status) in missed[made.at(2, "/odd")]
        assert [one.path for one in made.asked].count("/odd") == tries


def test_a_dead_host_is_left_alone(tmp_path: Path) -> None:
    with farm(1) as made:
        starts = [(f"http://127.0.0.1:9/{number}", "page", 0) for number in range(100)]
        had, missed = some(tmp_path, [*starts, (made.at(2, "/a/0"), "page", 0)])
        assert had == ["/a/0"]
        assert len(missed) == 1  # one line for the host
        assert "its robots.txt could not be had" in missed["127.0.0.1:9"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_no_page_of_a_site_whose_robots_txt_cannot_be_had(tmp_path: Path, status: int) -> None:
    with farm(1, **{"robots.txt": says(status)}) as made:
        had, missed = some(tmp_path, [(made.at(1, "/a/0"), "page", 0)], max_tries=2)
        assert had == []
        assert f"the server says {status}" in next(iter(missed.values()))
        assert {one.path for one in made.asked} == {"/robots.txt"}
        made.pages["robots.txt"] = says(404)
        assert some(tmp_path, [(made.at(1, "/a/0"), "page", 0)]) == (["/a/0"], {})


def test_the_budget_of_a_host(tmp_path: Path) -> None:
    with farm(6) as made:
        starts = [(made.at(host, f"/a/{number}"), "page", 0) for host in (1, 2) for number in range(5)]
        had, missed = some(tmp_path, starts, max_pages=3)
        assert len(had) == 4  # robots.txt is a request as well
        assert all("3 requests are the budget" in line for line in missed.values())
        assert len(some(tmp_path, starts, max_pages=9)[0]) == 6
        assert (
            twice(
                [one for one in made.asked if one.status == 200 and one.path != "/robots.txt" and not one.conditional]
            )
            == {}
        )


def test_a_crawl_delay_nobody_waits_for(tmp_path: Path) -> None:
    with farm(3, **{"robots.txt": says(200, b"User-agent: *\nCrawl-delay: 3600\n", Content_Type="text/plain")}) as made:
        started = time.monotonic()
        had, missed = some(tmp_path, [(made.at(1, "/a/0"), "page", 0), (made.at(1, "/a/1"), "page", 0)], max_wait=0.5)
        assert time.monotonic() - started < 5
        assert had == ["/a/0"]
        assert "Crawl-delay is 3600 s" in next(iter(missed.values()))
        had, _ = some(tmp_path, [(made.at(1, "/a/1"), "page", 0)], max_wait=0.5)
        assert had == []  # an hour has not passed


def test_two_at_once_are_refused_and_a_reader_is_not(tmp_path: Path) -> None:
    first = Frontier(tmp_path)
    with pytest.raises(UsageError, match="another kg fetches into this archive"):
        Frontier(tmp_path)
    assert session.failures(tmp_path) == []
    first.close()
    Frontier(tmp_path).close()


def test_an_archive_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "pages.sqlite").write_bytes(b"no database at all, and long enough to be looked at" * 40)
    with pytest.raises(SourceError, match="cannot be opened"):
        Frontier(tmp_path)
    with pytest.raises(SourceError, match="cannot be read"):
        session.failures(tmp_path)


def test_what_is_kept_can_be_read_by_others(tmp_path: Path) -> None:
    with farm(2) as made:
        some(tmp_path, [(made.at(2, "/a/0"), "page", 0), (made.at(2, "/a/1"), "page", 0)])
        with next(tmp_path.glob("*.warc.gz")).open("rb") as file:
            records = [
                (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"))
                for one in ArchiveIterator(file, check_digests="raise")
            ]
        assert records == [("warcinfo", None), ("response", made.at(2, "/a/0")), ("response", made.at(2, "/a/1"))]
