"""`kg sites` and `kg sites check`, on sites served from loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractors import sites
from tests.conftest import Run
from tests.farm import Farm, farm

DEMO = Path(__file__).parent.parent / "data" / "demo"
DEVBY = (DEMO / "devby-ai-talent-war.html").read_text("utf-8")
ENV = {"KG_ALLOW_PRIVATE": "true", "KG_DELAY": "0"}


def _says(text: str, kind: str = "text/html; charset=utf-8", status: int = 200) -> Any:
    return lambda *_: (status, {"Content-Type": kind}, text.encode())


@pytest.fixture(scope="module")
def site() -> Iterator[Farm]:
    feed = "<rss><channel><item><link>/news/1</link><pubDate>Fri, 02 Jan 2026 15:00:00 +0300</pubDate></item></channel></rss>"
    teaser = "<html><body><article><p>Ann Lee left OpenAI for Anthropic on Monday, as its head told us.</p></article>"
    more = {
        "rss": _says(feed, "application/rss+xml"),
        "news": _says(DEVBY),
        "": _says("<html><body><a href=/tag>Tags</a> <a href=/news/who-left-and-why>Who left</a></body></html>"),
        "changed": _says(DEVBY.replace("article__body", "entry").replace("articleBody", "x")),
        "gone": _says("", status=404),
        "wall": _says(teaser + "<p>Subscribe to continue reading.</p></body></html>"),
        "robots.txt": _says("User-agent: *\nDisallow: /closed", "text/plain"),
    }
    with farm(1, **more) as made:
        yield made


def test_every_site_is_listed(run: Run) -> None:
    done = run("sites", "--format", "json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["outlet"] for row in rows] == list(sites.names())
    by_name = {row["outlet"]: row["kg ingest"] for row in rows}
    assert (by_name["devby"], by_name["theverge"], by_name["apnews"]) == ("devby", "theverge", "ap")


@pytest.mark.parametrize(
    ("path", "code", "body", "fits"),
    [
        ("/news/1", 0, "site", True),
        ("/rss", 0, "site", True),
        ("/", 0, "site", True),
        ("/changed/1", 2, "markup", False),
    ],
)
def test_a_check_tells_where_each_field_was_found(
    run: Run, site: Farm, path: str, code: int, body: str, fits: bool
) -> None:
    done = run("sites", "check", "devby", "--at", site.at(0, path), "--json", **ENV)
    found = json.loads(done.stdout)
    fields = {row["field"]: row["from"] for row in found["fields"]}
    assert (done.returncode, found["fits"], fields["body"]) == (code, fits, body)
    assert fields["published"] in ("page", "site")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["devby", "--at", "/gone"], "the server says 404"),
        (["devby", "--at", "/closed/1"], "asks not to fetch it"),
        (["devby", "--at", "/wall/1"], "behind a paywall"),
        (["nobody"], "nobody: no such file in extractors/sites"),
        (["--at", "/news/1"], "name the outlet"),
    ],
)
def test_what_cannot_be_checked_is_one_line(run: Run, site: Farm, arguments: list[str], message: str) -> None:
    done = run("sites", "check", *(site.at(0, one) if one.startswith("/") else one for one in arguments), **ENV)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_table_shows_the_fields(run: Run, site: Farm) -> None:
    shown = run("sites", "check", "devby", "--at", site.at(0, "/news/1"), **ENV).stdout
    assert "dev.by: its file fits" in shown
    assert "Алеся Гринкевич" in shown
