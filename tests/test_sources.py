"""What a user may name, and what is made of it: lists of every form, outlets, archives; `kg ingest` on real sites."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg import fetch
from kg.crawl import lists, sources
from kg.crawl.lists import Entry
from kg.crawl.parts import Start
from kg.errors import KnowledgeError, SourceError, UsageError
from kg.settings import Settings
from tests.conftest import ROOT, Run
from tests.farm import HOSTS, farm
from tests.test_fetch import PAGE, RUSSIAN

AT = "https://a.example/list"
DAY = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)

LISTS: list[tuple[str, bytes, list[Entry]]] = [
    ("RSS", b"""<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><link>https://a.example/</link>
      <atom:link href="https://a.example/list" rel="self"/><item><title>&lt;b&gt;</title><link> https://a.example/1?utm_source=rss </link>
      <pubDate>Fri, 02 Jan 2026 15:00:00 +0300</pubDate></item><item><guid>https://a.example/2</guid></item>
      <item><guid isPermaLink="false">https://a.example/no</guid></item><item><link>/3</link></item></channel></rss>""",
     [Entry("https://a.example/1", date=NOON), Entry("https://a.example/2"), Entry("https://a.example/3")]),
    ("RSS by way of FeedBurner", b"""<rss xmlns:f="x"><channel><item><link>https://f.example/x</link><f:origLink>https://b.example/1</f:origLink></item></channel></rss>""",
     [Entry("https://b.example/1")]),
    ("RSS with entities of HTML", b"""<rss><channel><item><title>a &nbsp; b</title><link>https://a.example/1</link></item></channel></rss>""",
     [Entry("https://a.example/1")]),
    ("RSS with an old DTD", b"""<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x/rss.dtd"><rss><channel><item><link>https://a.example/1</link></item></channel></rss>""",
     [Entry("https://a.example/1")]),
    ("RDF", b"""<rdf:RDF xmlns:rdf="r" xmlns="s" xmlns:dc="d"><item rdf:about="x"><link>https://a.example/1</link><dc:date>2026-01-02</dc:date></item></rdf:RDF>""",
     [Entry("https://a.example/1", date=DAY)]),
    ("Atom", b"""\xef\xbb\xbf<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><link rel="edit" href="/e"/><link href="/1"/>
      <published>2026-01-02T00:00:00Z</published><updated>2026-01-02T12:00:00Z</updated></entry></feed>""",
     [Entry("https://a.example/1", date=DAY, changed=NOON)]),
    ("RSS in UTF-16", "<rss><channel><item><link>https://a.example/ю</link></item></channel></rss>".encode("utf-16"),
     [Entry("https://a.example/%D1%8E")]),
    ("JSON", b"""{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/1", "date_published": "2026-01-02T12:00:00Z"},
      {"id": "2", "external_url": "https://b.example/2"}, {"id": "3"}]}""",
     [Entry("https://a.example/1", date=NOON), Entry("https://b.example/2")]),
    ("a sitemap, its own site only", b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc><lastmod>2026-01-02</lastmod></url>
      <url><loc>https://www.a.example/2</loc></url><url><loc>https://evil.example/3</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>""",
     [Entry("https://a.example/1", date=DAY, changed=DAY), Entry("https://www.a.example/2")]),
    ("a news sitemap", b"""<urlset xmlns:news="n"><url><loc>https://a.example/1</loc><lastmod>2026-01-02T12:00:00Z</lastmod><news:news>
      <news:publication_date>2026-01-02</news:publication_date></news:news></url></urlset>""",
     [Entry("https://a.example/1", date=DAY, changed=NOON)]),
    ("an index", b"""<sitemapindex><sitemap><loc>https://a.example/1.xml?utm_source=x</loc><lastmod>2026-01</lastmod></sitemap></sitemapindex>""",
     [Entry("https://a.example/1.xml?utm_source=x", "list", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 1, 1, tzinfo=dt.UTC))]),
    ("a packed sitemap", gzip.compress(b"<urlset><url><loc>https://a.example/1</loc></url></urlset>", mtime=0), [Entry("https://a.example/1")]),
    ("a text sitemap", b"https://a.example/1\r\n\r\nhttps://a.example/1#x\nhttps://a.example/2", [Entry("https://a.example/1"), Entry("https://a.example/2")]),
    ("XML that breaks off", b"<rss><channel><item><link>https://a.example/1</link></item><item><link>https://a.exam", [Entry("https://a.example/1")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in LISTS], ids=[case[0] for case in LISTS])
def test_lists(body: bytes, expected: list[Entry]) -> None:
    assert lists.found(body, AT, "list") == ("list", expected)
    if not body.startswith(b"https"):
        assert lists.found(body, AT, "page") == ("list", expected)  # the user named it; what it is shows
        assert lists.found(body, AT, "page", named=False) == ("page", [])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<!DOCTYPE html><html><body>news</body></html>", "no feed and no sitemap"),
        (b"", "no feed and no sitemap"),
        (b"\x1f\x8b\x08broken", "damaged gzip"),
        (gzip.compress(b"<urlset>" + b" " * 60_000_000), "unpacks to more than 50 MB"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": 7}', "damaged JSON feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000, "damaged JSON feed"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n<rss><channel><item><link>&b;</link></item></channel></rss>',
         "declares entities"),
        (b'<rss><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><channel><item><link>&x;</link></item></channel></rss>', "declares entities"),
    ],
)  # fmt: skip
def test_what_is_no_list(body: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        lists.found(body, AT, "list")


@pytest.mark.parametrize(
    "head", [b"<?xml?>", b"<!---->", b"<!DOCTYPE a>", b"<!DOCTYPE a[]>", b" ", b"<!-- - ", b"<!DOCTYPE a[]"]
)
def test_no_beginning_takes_long(head: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(SourceError):
        lists.found(head * 20_000 + b"<html>", AT, "list")
    assert time.monotonic() - started < 2


def test_a_front_page_leads_to_its_own_site_and_its_feeds() -> None:
    body = b"""<html><head><base href="/b/"><link rel="alternate" type="application/rss+xml" href="/feed">
      <link rel="alternate" hreflang="ru" href="/ru"></head><body><a href="1?utm_source=x#top">1</a><a href="1">1</a><a href="https://c.example/">c</a>
      <a href="x.PDF">pdf</a><a rel="nofollow" href="/login">in</a><a href="javascript:x()">x</a><a>none</a></body></html>"""
    assert lists.found(body, AT, "index") == (
        "index",
        [Entry("https://a.example/feed", "list"), Entry("https://a.example/b/1")],
    )


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-01-02", DAY), ("2026-01-02T12:00:00Z", NOON), ("2026-01-02T14:00+02:00", NOON), ("2026-01-02 12:00:00", NOON),
        ("Fri, 02 Jan 2026 12:00:00 GMT", NOON), ("Fri, 2 Jan 2026 07:00:00 EST", NOON), ("2026", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
        ("yesterday", None), ("", None), (None, None), ("0000-00-00", None), ("9999-12-31T23:59:59-14:00", None),
    ],
)  # fmt: skip
def test_dates(written: str | None, moment: dt.datetime | None) -> None:
    assert lists.date(written) == moment


def test_what_stands_for_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.urls").write_text(
        "# mine\nhttps://a.example/1?utm_source=x\n\n  https://A.example:443/2#top \n", "utf-8"
    )
    assert sources.starts("a.urls") == (Start("https://a.example/1", "page"), Start("https://a.example/2", "page"))
    assert sources.starts("https://a.example/robots.txt") == (Start("https://a.example/robots.txt", "list"),)
    assert sources.starts("devby") == sources.starts("DEV.BY") != ()
    (tmp_path / "devby").mkdir()
    assert sources.starts("devby") is None  # a folder of that name is what is meant
    assert sources.starts("nothing") is None


def test_every_outlet_has_a_place_to_start_and_claims_nothing_that_was_not_tried() -> None:
    every = {one.id: one for one in sources.outlets().values()}
    assert {"devby", "theverge"} <= every.keys()
    assert all(one.starts() for one in every.values())
    assert not any(one.verified for one in every.values())


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("", KnowledgeError, "names nothing to watch"),
        ("every = ", KnowledgeError, "watch.toml"),
        ("evry = '1h'", KnowledgeError, "unknown key 'evry'"),
        ("outlets = ['devbi']", UsageError, "did you mean devby"),
        ("outlets = ['devby']\nevery = 'often'", UsageError, "30m, 12h, 7d"),
        ("outlets = ['devby']\nsince = '0d'", UsageError, "30m, 12h, 7d"),
        ("sources = ['notes.txt']", KnowledgeError, "no address"),
        ("[[outlet]]\nid = 'a'", KnowledgeError, "give it feeds"),
        ("[[outlet]]\nid = 'a'\nfeeds = ['ftp://a.example']", KnowledgeError, "list of http"),
        ("[[outlet]]\nid = 'a'\nfeeds = 'https://a.example'", KnowledgeError, "list of http"),
        ("[[outlet]]\nid = 'a'\npages = ['https://a.example']\ndepth = 9", KnowledgeError, "1 to 3"),
        ("[[outlet]]\nname = 'a'", KnowledgeError, "give it an id"),
    ],
)
def test_a_bad_file_to_watch(tmp_path: Path, text: str, error: type[Exception], message: str) -> None:
    (tmp_path / "watch.toml").write_text(text)
    with pytest.raises(error, match=message):
        sources.watch(tmp_path / "watch.toml")


def test_a_file_to_watch(tmp_path: Path) -> None:
    (tmp_path / "watch.toml").write_text(
        'every = "30m"\nsince = "7d"\noutlets = ["devby"]\nsources = ["https://a.example/rss"]\n'
        '[[outlet]]\nid = "b"\nfeeds = ["https://b.example/rss"]\npages = ["https://b.example"]\n'
    )
    found = sources.watch(tmp_path / "watch.toml")
    assert (found.every, found.since) == (dt.timedelta(minutes=30), dt.timedelta(days=7))
    assert found.starts[-3:] == (
        Start("https://b.example/rss", "list"),
        Start("https://b.example/", "index", 1),
        Start("https://a.example/rss", "page"),
    )


@pytest.mark.parametrize(("written", "day"), [("7d", 25), ("2w", 18), ("24h", 31), ("2026-01-05", 5)])
def test_since(written: str, day: int) -> None:
    now = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    assert sources.since(written, now) == dt.datetime(2026, 1, day, tzinfo=dt.UTC)


@pytest.mark.parametrize("written", ["soon", "7", "d", "-1d", "2026-13-01"])
def test_since_when(written: str) -> None:
    with pytest.raises(UsageError, match="--since"):
        sources.since(written, DAY)


def warc(*pages: tuple[str, bytes, str]) -> bytes:
    """A WARC file written by hand, the way others write them: chunked, packed, with requests between."""
    made = b""
    for url, body, headers in pages:
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n".encode() + body
        for kind, block in (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", http)):
            head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-02T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            head += f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
            made += gzip.compress(head.encode() + block + b"\r\n\r\n")
    return made


def test_a_warc_file_of_somebody_else(tmp_path: Path) -> None:
    body, second, third, last = (PAGE.encode() + b" " * more for more in range(4))  # a body is read once
    chunked = f"{len(second):x}\r\n".encode() + second + b"\r\n0\r\n\r\n"
    (tmp_path / "a.warc.gz").write_bytes(
        warc(("https://a.example/1", body, ""), ("https://a.example/2", chunked, "Transfer-Encoding: chunked\r\n"),
             ("https://a.example/3", gzip.compress(third), "Content-Encoding: gzip\r\n"), ("https://a.example/4", b"", ""),
             ("https://a.example/5", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ""), ("https://a.example/6", last, ""), ("https://a.example/7", last, ""))
    )  # fmt: skip
    found = list(fetch.pages(str(tmp_path / "a.warc.gz"), settings=Settings()))
    assert [page.url for page in found] == [f"https://a.example/{number}" for number in (1, 2, 3, 6)]
    assert all(RUSSIAN in page.content and page.is_html and page.fetched_at == NOON for page in found)


@pytest.mark.parametrize(
    "data", [b"no WARC at all", b"\x1f\x8bno gzip", warc(("https://a.example/1", b"x" * 50, ""))[:-30], b""]
)
def test_a_damaged_warc_file_ends_in_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(data)
    if not data:
        assert list(fetch.pages(str(tmp_path / "a.warc.gz"), settings=Settings())) == []
        return
    with pytest.raises(SourceError, match=r"a\.warc\.gz: not a whole WARC file") as error:
        list(fetch.pages(str(tmp_path / "a.warc.gz"), settings=Settings()))
    assert "\n" not in str(error.value)


QUICK = {"KG_ALLOW_PRIVATE": "true", "KG_DELAY": "0.02", "KG_BACKOFF": "0.02"}


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_ingest_from_sites(run: Run, tmp_path: Path) -> None:
    with farm(4) as made:
        feed = made.at(3, "/feed")
        done = run("ingest", feed, "--json", **QUICK)
        assert done.returncode == 0, done.stderr
        got = {row["source"] for row in lines(done)}
        assert {made.at(3, "/a/2"), made.at(3, "/a/3"), made.at(3, "/a/1")} <= got  # /old/9 is /a/1
        assert {row["status"] for row in lines(done)} <= {"added", "changed", "unchanged"}
        assert "added" in {row["status"] for row in lines(done)}
        again = run("ingest", feed, **QUICK)
        assert (again.returncode, again.stdout) == (0, "")
        failed = {row["url"]: row["error"] for row in lines(run("status", "--failed", "--json"))}
        assert "410" in failed[made.at(3, "/gone/1")]
        assert "robots.txt" in failed[made.at(3, "/private/1")]
        made.asked.clear()
        assert run("ingest", "--retry-failed", **QUICK).returncode == 0
        assert "/gone/1" in {one.path for one in made.asked}
        assert not {one.path for one in made.asked} & {"/a/2", "/a/3", "/private/1"}
        named = run("ingest", made.at(2, "/gone/1"), made.at(2, "/a/0"), **QUICK)
        assert named.returncode == 2
        assert [line for line in named.stderr.splitlines() if line.startswith("kg: ")] == [
            f"kg: {made.at(2, '/gone/1')}: the server says 410 Gone"
        ]
        made.asked.clear()
        reread = run("reread", "--store", "new.db", "--json", KG_ARCHIVE="graph.pages")
        assert {row["source"] for row in lines(reread)} == got | {made.at(2, "/a/0")}
        assert made.asked == []
        (tmp_path / "watch.toml").write_text(f'sources = ["{feed}", "{made.at(5, "/a/1")}"]\n')
        watched = run("watch", "watch.toml", "--once", **QUICK)
        assert (watched.returncode, watched.stdout[:7]) == (0, "1 added"), watched.stderr


def test_kill_while_ingesting_and_the_same_command_goes_on(run: Run, tmp_path: Path) -> None:
    with farm(6) as made:
        (tmp_path / "a.urls").write_text(
            "".join(made.at(host, f"/a/{number}\n") for host in range(HOSTS) for number in range(4))
        )
        command = [sys.executable, "-m", "kg.cli", "ingest", "a.urls", "--json"]
        with subprocess.Popen(
            command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), **QUICK}, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout
            process.stdout.readline()  # one article is in the graph
            time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
        assert run("ingest", "a.urls", **QUICK).returncode == 0
        stored = lines(run("status", "--json"))[0]
        assert stored["Article"] == HOSTS * 4
        asked = Counter((one.host, one.path) for one in made.asked if one.status == 200)
        # Only what was under way when the kill came, at most one request a host, is asked for again.
        assert sum(count - 1 for key, count in asked.items() if key[1].startswith("/a/")) <= HOSTS


def test_ctrl_c_while_fetching_and_another_command_reads_what_was_left(run: Run, tmp_path: Path) -> None:
    with farm(4) as made:
        (tmp_path / "a.urls").write_text("".join(made.at(2, f"/a/{number}\n") for number in range(4)) * 1)
        slow = {**QUICK, "KG_DELAY": "0.5"}
        command = [sys.executable, "-m", "kg.cli", "ingest", "a.urls"]
        with subprocess.Popen(
            command,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **slow},
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            while len(made.asked) < 3:  # robots.txt and two pages
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            _, complaint = process.communicate(timeout=30)
        assert process.returncode == 130, complaint
        assert complaint.startswith("kg: stopped")
        assert run("ingest", made.at(1, "/a/0"), **QUICK).returncode == 0
        stored = lines(run("status", "--json"))[0]["Article"]
        assert 2 <= stored <= 3
        assert run("ingest", "a.urls", **QUICK).returncode == 0
        assert lines(run("status", "--json"))[0]["Article"] == 5
        assert max(Counter((one.host, one.path) for one in made.asked).values()) <= 2


def test_since_leaves_out_what_is_older_and_a_later_command_finds_it(run: Run) -> None:
    def dated(*asked: Any) -> tuple[int, dict[str, str], bytes]:
        day = f"2026-01-0{asked[2]}"
        text = (
            f"<p>The engineer left Acme in March and joined Globex, said person number {asked[2]} who knows of the plan.</p>"
            * 3
        )
        return (
            200,
            {"Content-Type": "text/html"},
            f'<html lang=en><meta property="article:published_time" content="{day}"><article><h1>N</h1>{text}</article></html>'.encode(),
        )

    with farm(1, d=dated) as made:
        addresses = [made.at(2, f"/d/{number}") for number in (1, 2, 3)]
        assert run("ingest", *addresses, "--since", "2026-01-02", **QUICK).stdout.startswith("2 added")
        assert run("ingest", *addresses, **QUICK).stdout.startswith("1 added")


def test_files_and_addresses_together_and_what_is_said_of_one_article(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Noam Shazeer returned to Google in August 2024.", "utf-8")
    with farm(2) as made:
        done = run(
            "ingest", "a.txt", made.at(2, "/a/0"), "--published", "2024-09-01", "--outlet", "Farm", "--json", **QUICK
        )
        assert [(row["source"], row["status"]) for row in lines(done)] == [
            ("a.txt", "added"),
            (made.at(2, "/a/0"), "added"),
        ]
        assert (
            run("ingest", made.at(3, "/feed"), "--url", "https://a.example/1", "--outlet", "Farm", **QUICK).returncode
            == 0
        )
    asked = "MATCH (a:Article) RETURN a.url AS url, a.outlet AS outlet, a.published AS day ORDER BY url"
    found = lines(run("query", asked, "--format", "json"))
    assert {row["outlet"] for row in found} == {"Farm"}
    assert [row["url"] for row in found].count("https://a.example/1") == 0  # said of an article, not of a feed
    assert len(found) > 3
    assert [str(row["day"]) for row in found if row["day"]] == ["2024-09-01"] * 2
