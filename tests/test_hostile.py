"""Hostile pages: each ends in one line, in little time and memory, and the run goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.read import hostile
from tests.conftest import ROOT
from tests.hostile import pages, site

# path: what it ends in
ENDS = {
    "/bomb": "more than 10 MB",
    "/bomb.xml.gz": "unpacks to more than 50 MB",
    "/stream": "more than 10 MB",
    "/nested": "more than 1,000 elements in one another",
    "/nested-lists": "more than 1,000 elements in one another",
    "/unclosed": "more than 1,000 elements in one another",
    "/attributes": "more than 2,000 attributes",
    "/laughs": "declares entities",
    "/loop1": "redirects in a circle",
    "/loop2": "redirects in a circle",
    "/endless/0": "redirected more than 5 times",
    "/cloud": "169.254.169.254: its robots.txt could not be had (not an address of the public net",
    "/file": "redirects to what is no address we fetch",
    "/charset": "no words in this text",
    "/nuls": "a binary file, not text",
    "/line": "9,680,001 characters without a tag",
    "/line-of-a": "9,500,013 characters without a tag",
    "/million": "",  # its first 50,000 entries are taken
    "/terminal": "the server says 404 [2Jgone",
    "/good": "",
}
_READ = """
import json, resource, sys
from pathlib import Path
from kg import read
from kg.crawl import session
from kg.crawl.parts import Missed, Start
from kg.errors import KGError
from kg.settings import Settings
settings = Settings(allow_private=True, delay=0.01, backoff=0.01, max_pages=60)
said = []
with session.opened(Path(sys.argv[1]), settings) as archive:
    for one in archive.pages(tuple(Start(*start) for start in json.loads(sys.argv[2]))):
        try:
            said.append([one.url, one.error if isinstance(one, Missed) else "read " + read.article(one).text[:100].replace("\\n", " ")])
        except KGError as error:
            said.append([one.source, str(error)])
    known = archive.frontier.db.execute("SELECT count(*) FROM page").fetchone()[0]
# Not ru_maxrss where it can be helped: on Linux that of a child is at least what its parent had.
status = Path("/proc/self/status")
peaks = [int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
peak = peaks[0] if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"said": said, "known": known, "peak": peak / 1024}))
"""


def test_every_attack_ends_in_one_line_and_the_run_goes_on(tmp_path: Path) -> None:
    assert ENDS.keys() == pages().keys()
    with site() as at:
        starts = [(at + path, "list" if path == "/million" else "page") for path in ENDS]
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", _READ, str(tmp_path), json.dumps(starts)], cwd=ROOT, capture_output=True, text=True, timeout=100,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
        took = time.monotonic() - started
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found = json.loads(done.stdout)
    said = [line for _, line in found["said"]]
    assert [end for path, end in ENDS.items() if end and not any(end in line for line in said)] == []
    assert sum(line.startswith("read ") and "left Acme" in line for line in said) == 1
    assert not [line for line in said if "\n" in line or "\x1b" in line or "unexpected" in line]
    assert found["known"] >= 50_000
    assert found["peak"] < 300, "MB"
    assert took < 60


@pytest.mark.parametrize(
    "html",
    [
        "<script>" * 1_000_000, "<!--" * 1_000_000, "<div>" * 900 + "</div>" * 900, "<svg>" + "<g>" * 5000 + "</svg>",
        "<script>" + "a" * 9_000_000 + "</script>", "<p>" * 100_000, "<" * 5_000_000, "<a " * 500_000, "<br>" * 100_000,
        f"<img src='data:{'a=' * 400_000}'>", "<p title='" + " ".join("abc" for _ in range(9_000)) + "'>",
    ],
    ids=lambda html: html[:8],
)  # fmt: skip
def test_looking_through_the_tags_takes_no_time(html: str) -> None:
    started = time.monotonic()
    try:
        hostile.refuse("a", html, 500_000)
    except ReadError as error:
        assert "not an article" in str(error)  # noqa: PT017
    assert time.monotonic() - started < 5


def test_no_real_page_is_refused() -> None:
    folder = ROOT.parent / "shared" / "data" / "html"
    files = (
        sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".gz", ".htm")) if folder.is_dir() else []
    )
    if not files:
        pytest.skip("../shared/data/html is not there")
    from kg import fetch
    from kg.errors import SourceError

    for path in [*files[:400], *sorted((ROOT / "data" / "demo").glob("*.html"))]:
        try:
            page = next(fetch.pages(str(path)))
        except (SourceError, StopIteration):
            continue
        hostile.refuse(str(path), page.content, 500_000)
