"""Whatever the net or a user sends ends in an answer or in one line of ours, in time and without a trace.

`KG_FUZZ_SECONDS=3600 pytest tests/test_fuzz.py` goes on for an hour of CPU with each; what it found is kept below as cases.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kg import cli, fetch, queries, read
from kg.cli import ask
from kg.crawl import lists, sources
from kg.errors import KGError
from kg.evaluate import passages, scored
from kg.fetch import robots
from kg.model import Article, Extraction, Page
from kg.settings import Settings
from kg.settings import settings as current
from kg.store import Store
from tests.conftest import ROOT
from tests.fuzzing import as_toml, damaged, ends_well, fuzz, odd, table
from tests.store_cases import ARTICLES, dump

DEMO = sorted((ROOT / "data" / "demo").glob("*.html"))
WORDS = b"The engineer who had led the team left Acme in March and joined Globex, said a person who knows of the plan. "
PAGE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>News</title><meta property='article:published_time' "
    b'content="2024-12-24T10:00:00Z"><script type="application/ld+json">{"@type":"NewsArticle","headline":"News",'
    b'"datePublished":"2024-12-24","author":[{"name":"Ann Lee"}],"articleBody":"..."}</script></head><body><article><h1>News</h1>'
    b"<time datetime='2024-12-24'>24 December</time>" + (b"<p>" + WORDS + b"</p>") * 4 + b"</article></body></html>"
)
TAGS = [
    b"<", b">", b"</", b"<!--", b"-->", b"<p>", b"</p>", b"<div>", b"<script>", b"</script>", b"<!DOCTYPE", b"<![CDATA[", b"]]>", b"&#0;",
    b"&#x110000;", b"&amp;", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"charset=utf-7", b"charset=base64", b"<base href='http://[::1'>",
    b"<meta charset=idna>", b"<meta name=date content='99999-99-99'>", b"<table>", b"<svg>", b"<template>", b"<frameset>", b"<plaintext>",
    b"<a href='http://a:99999/'>", b'{"@graph":[', b"null", b"[]", b"\xed\xa0\x80", "\u202e".encode(), "Ё".encode(),
]  # fmt: skip
HEAD = (
    b"---\ntitle: News\nurl: https://a.example/1\npublished: 2024-12-24\nlang: en\nauthors: Ann Lee, Bob\n---\n\n"
    + WORDS * 3
)
LINES = [
    b"\n", b"\n\n", b"---\n", b"title:", b"url: http://[", b"published: 0000-00-00", b"lang: xx", b": ", b"\r", b"\x85", "\u2028".encode(),
    b"id: \0", b"date: 2024", b"# ", b"* ", b"> ", b"```", b"[a](b)", b"\t",
]  # fmt: skip
MAIL = (
    b"From: <Saved>\r\nSnapshot-Content-Location: https://a.example/1\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
    b'type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: '
    b"quoted-printable\r\nContent-Location: https://a.example/1\r\n\r\n" + PAGE.replace(b"=", b"=3D") + b"\r\n--b--\r\n"
)
MAIL_PARTS = [
    b"--b",
    b"\r\n\r\n",
    b"Content-Type: ",
    b"charset=x",
    b"base64",
    b"boundary=",
    b'"',
    b";",
    b"=",
    b"=?utf-8?q?",
    b"name*0*=utf-8''",
]
ROWS = (
    b'{"id":"a","lang":"en","text":"The engineer left Acme and joined Globex.","published":"2024-12-24","url":"https://a.example"}\n'
    * 2
)
JSON = [
    b'"text":',
    b"{",
    b"[",
    b"null",
    b"1e999",
    b"-0",
    b'"\\ud800"',
    b"true",
    b'"published":',
    b'"url":',
    b'"lang":',
    b'"id":{}',
    b"\n",
]
RSS = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><item><link>https://a.example/1</link><pubDate>Tue, 24 Dec 2024 10:00:00 GMT'
    b'</pubDate></item><item><guid isPermaLink="true">/2</guid></item></channel></rss>'
)
MAP = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc>'
    b"<lastmod>2024-12-24</lastmod></url></urlset>"
)
FEED = b'{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"https://a.example/1","date_published":"2024-12-24"}]}'
ROBOTS = b"User-agent: *\nDisallow: /x*$\nAllow: /\nCrawl-delay: 2\nSitemap: https://a.example/map.xml\n"
XML = [
    b"<item>", b"</item>", b"<loc>", b"<!ENTITY a 'b'>", b"&a;", b"<![CDATA[", b"<?x", b"xmlns:a='", b"<link href='", b"http://[", b"99999999",
    b"<sitemapindex>", b"Disallow: *", b"Crawl-delay: 1e999", b"User-agent:", b"\0", b"\xff\xfe", b"<!DOCTYPE rss [", b"{", b"[[[[", b"-0000",
]  # fmt: skip
GOLD = {
    "id": ["a"], "lang": ["en", "de"], "text": ["Ann left Acme."], "published": ["2024-12-24", "2024"], "scope": [["founded"]],
    "moves": [[{"kind": "left", "person": "Ann", "from": ["Acme"]}]], "optional": [[{"type": "joined"}]],
    "facts": [[{"kind": "employed", "person": {"text": "Ann"}, "org": {"text": "Acme", "mentions": [{"start": 1}]}}]],
}  # fmt: skip
WATCH = {
    "every": ["30m"], "since": ["7d"], "outlets": [["devby"]], "sources": [["https://a.example/rss", "x.urls"]],
    "outlet": [[{"id": "a", "feeds": ["https://a.example/rss"], "depth": 2}]],
}  # fmt: skip


def warc(*, packed: bool) -> bytes:
    """Two pages and a picture."""
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=packed)
    for number, kind in enumerate(("text/html; charset=utf-8", "text/html", "image/png")):
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"https://a.example/{number}", "response", payload=io.BytesIO(PAGE), length=len(PAGE), http_headers=headers,
                warc_headers_dict={"WARC-Date": "2024-12-24T10:00:00Z"},
            )
        )  # fmt: skip
    return made.getvalue()


WARC = [
    b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"WARC-Date: never\r\n", b"Content-Length: -1\r\n", b"Content-Length: 99999999999\r\n",
    b"WARC-Target-URI: http://[\r\n", b"HTTP/1.1 200 OK\r\n", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: br\r\n", b"Content-Type: text/html; charset=\r\n", b"\r\n\r\n", b"HTTP/1.1 x\r\n", b"\0", b"charset=hex",
]  # fmt: skip
FILES: dict[str, tuple[list[bytes], list[bytes]]] = {
    "a.html": ([PAGE, *(path.read_bytes() for path in DEMO[:3])], TAGS),
    "a.html.gz": ([gzip.compress(PAGE, mtime=0)], [b"\x1f\x8b", b"\0"]),
    "a.txt": ([HEAD, HEAD.replace(b"---\n", b""), WORDS], LINES),
    "a.md": ([HEAD, b"# News\n\n* " + WORDS + b"\n\n> [said](https://a.example)"], LINES),
    "a.mhtml": ([MAIL], MAIL_PARTS + TAGS),
    "a.jsonl": ([ROWS], JSON),
    "a.warc": ([warc(packed=False)], WARC),
    "a.warc.gz": ([warc(packed=True)], WARC),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder to be in."""
    folder = tmp_path_factory.mktemp("fuzz")
    with contextlib.chdir(folder):
        yield folder


@pytest.mark.parametrize("name", FILES)
def test_files(room: Path, name: str) -> None:
    def check(data: bytes) -> None:
        (room / name).write_bytes(data)
        for page in fetch.pages(name, settings=Settings(max_bytes=1_000_000)):
            ends_well(lambda page=page: read.article(page))  # type: ignore[misc]

    fuzz(damaged(*FILES[name]), check)


@pytest.mark.parametrize(
    "site", ["https://devby.io/news/x", "https://www.theverge.com/a", "https://www.bbc.com/news/1", None]
)
def test_pages_of_a_site(site: str | None) -> None:
    whole = [path.read_text("utf-8") for path in DEMO]

    def check(data: bytes) -> None:
        text = fetch.decode.decoded(data, "page", is_html=True)
        read.article(Page("page", text, True, site))

    fuzz(damaged([text.encode() for text in whole], TAGS), check)


@pytest.mark.parametrize("kind", ["page", "list", "index"])
def test_feeds_and_sitemaps(kind: Any) -> None:
    def check(data: bytes) -> None:
        for url in ("https://a.example/rss", "https://a.example/robots.txt"):
            ends_well(lambda url=url: lists.found(data, url, kind, links=True))  # type: ignore[misc]
        rules = robots.parsed(data)
        rules.allows("https://a.example/x?y", "kg")

    fuzz(damaged([RSS, MAP, FEED, ROBOTS, gzip.compress(MAP, mtime=0), PAGE], [*XML, *TAGS]), check, examples=100)


def test_watch_lists(room: Path) -> None:
    def check(text: str) -> None:
        (room / "watch.toml").write_text(text, "utf-8")
        sources.watch(room / "watch.toml")

    written = table(WATCH).map(as_toml)
    fuzz(
        written
        | damaged([b'every = "1h"\n[[outlet]]\nid = "a"'], [b"[", b"=", b'"']).map(lambda b: b.decode("latin-1")),
        check,
        examples=200,
    )


def test_gold(room: Path) -> None:
    nothing = Extraction(Article(id="a", source="a", language="en", text=""))

    def check(data: bytes) -> None:
        (room / "gold.jsonl").write_bytes(data)
        scored([(one, nothing) for one in passages(room / "gold.jsonl")])

    rows = table(GOLD).map(lambda row: json.dumps({"id": "a", "lang": "en", "text": "x", **row}).encode())
    fuzz(rows | damaged([ROWS], JSON), check, examples=200)


@pytest.fixture(scope="module")
def store(room: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the cases, open all the while, which commands find under KG_STORE."""
    folder = tmp_path_factory.mktemp("store") / "graph"
    before = current()
    with pytest.MonkeyPatch.context() as patch, Store.open(folder) as store:
        for claims in ARTICLES:
            store.write(claims)
        patch.setenv("KG_STORE", str(folder))
        patch.setenv("KG_ARCHIVE", str(room / "pages"))
        current.cache_clear()
        yield store
    current.cache_clear()
    assert current() == before


COMMANDS = [
    "ingest", "read", "extract", "query", "queries", "view", "evidence", "status", "copy", "export", "evaluate", "init", "names", "score",
    "match", "sites", "check", "flows", "company", "person", "report", "reread", "watch", "neo4j", "status", "stop", "bench",
]  # fmt: skip
WORDS_OF_COMMANDS = [
    "--json", "--format", "csv", "json", "xml", "--param", "-p", "company=Google", "limit=9", "limit=1e9", "=", "--limit", "--timeout", "0.5",
    "--store", "empty.db", "bolt://127.0.0.1:1", "bolt://neo4j:hunter2@127.0.0.1:1", "~nosuchuser/x", "--url", "--published", "2024-13-01",
    "--lang", "en", "--since", "7d", "--as-of", "--until", "--status", "--min-sources", "--once", "--gate", "--workers", "-1", "--top", "99999",
    "--kind", "--queries", "--candidates", "names.txt", "a.html", "bad.warc.gz", "watch.toml", "gold.jsonl", "x.urls", "-", "--", "--help",
    "-o", "out.html", "flows", "career", "MATCH (n) RETURN n LIMIT 3", "MATCH (n) DETACH DELETE n", "RETURN $x", "RETURN 1/0", "Google", "Гугл",
    "--files", "http://127.0.0.1:1/x", "http://u:hunter2@127.0.0.1:1/", "devby ", "\udcff.txt", "a\0b", "x" * 5000, "", " ", "%s{}", "\x1b[2J",
]  # fmt: skip


def is_safe(words: list[str]) -> bool:
    """Whether a command stays in its folder and on this machine, and ends."""
    loaded = {"watch", "bench"} & set(words[:1])
    return not (loaded and "--once" not in words) and not any(
        one.startswith(("/", "-o/")) or ".." in one or ("~" in one and "nosuchuser" not in one) for one in words
    )


def test_commands(room: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    (room / "a.html").write_bytes(b"<html><body><nav><a href='/'>Home</a></nav></body></html>")
    (room / "bad.warc.gz").write_bytes(warc(packed=True)[:300])
    for name in ("names.txt", "watch.toml", "gold.jsonl", "x.urls"):
        (room / name).write_bytes(b"\xff\n")
    before = dump(store)

    def check(words: list[str]) -> None:
        with capsys.disabled(), in_streams() as (out, err), pytest.raises(SystemExit) as left:
            cli.main(words)
        logging.getLogger("kg").handlers.clear()
        said = err.getvalue().decode()
        assert left.value.code in (0, 1, 2), said
        assert not re.search(r"unexpected \w+:", said), said
        assert "Traceback" not in said, said
        assert "hunter2" not in said + out.getvalue().decode()
        assert left.value.code != 2 or said.startswith("kg: ") or "--json" in words, said

    word = st.sampled_from(WORDS_OF_COMMANDS) | st.text(max_size=6)
    lines = st.tuples(st.sampled_from(COMMANDS), st.lists(word, max_size=5)).map(lambda pair: [pair[0], *pair[1]])
    fuzz(lines.filter(is_safe), check, examples=60)
    assert dump(store) == before


@contextlib.contextmanager
def in_streams() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """What is printed, as a terminal of UTF-8 gets it, and nothing to read from."""
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        streams = (
            io.TextIOWrapper(out, "utf-8", write_through=True),
            io.TextIOWrapper(err, "utf-8", errors="backslashreplace", write_through=True),
        )
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(), "utf-8"))
        patch.setattr("sys.stdout", streams[0])
        patch.setattr("sys.stderr", streams[1])
        yield out, err
        for one in streams:
            one.detach()  # or they close what is under them


def test_parameters_of_queries(store: Store) -> None:
    before = dump(store)
    every = queries.all_queries()
    text = st.text(max_size=12) | st.sampled_from(
        ["'", '"', "`", "\\", "') DETACH DELETE n //", "$company", "9" * 30, "-1", "2024-01-01", "0001-01-01", "true", "\0", "\ud800", "*", "a*~", "NaN"]
    )  # fmt: skip
    given = st.sampled_from(every).flatmap(
        lambda one: st.tuples(
            st.just(one), st.dictionaries(st.sampled_from([*(p.name for p in one.parameters), "x"]), text)
        )
    )

    def check(asked: tuple[queries.Query, dict[str, str]]) -> None:
        query, values = asked
        bound = queries.bind(query, values)
        store.rows(query.cypher, bound, limit=5)
        if query.graph:
            store.rows(queries.filled(query.graph, bound), limit=5)

    fuzz(given, check)
    fuzz(text | st.text(), lambda word: store.rows("RETURN $x AS x", {"x": ask.value(word)}))
    fuzz(odd(), lambda value: store.rows("RETURN $x AS x", {"x": value}))
    assert dump(store) == before


def test_queries_of_any_words(store: Store) -> None:
    before = dump(store)
    words = [
        "MATCH ", "(n)", "-[r]->", "RETURN ", "n", "CREATE ", "SET n.x = 1 ", "MERGE ", "DELETE ", "CALL ", "db.labels()", "{", "}", "'", "`", "/*",
        "*/", "//", "\n", "WITH ", "UNWIND ", "[1]", " AS x ", "$", "\\u0043REATE (n) ", "apoc.cypher.doIt('CREATE (n)')", ";", "FOREACH", "(", ")", "|",
    ]  # fmt: skip
    fuzz(
        st.lists(st.sampled_from(words), min_size=1, max_size=12).map("".join),
        lambda text: store.rows(text, limit=3, timeout=5),
    )
    assert dump(store) == before


def test_addresses_of_stores(room: Path) -> None:
    scheme = st.sampled_from(["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "http", "", "BOLT", "bolt "])
    user = st.sampled_from(["", "", "neo4j:hunter2@", "@", ":hunter2@", "a:hunter2/x@y@"])
    host = st.sampled_from(
        ["127.0.0.1", "localhost", "[::1]", "[::1", "", "127.0.0.1 ", "127.0.0.1\0", "[127.0.0.1]", "\udcff", "127.1"]
    )
    port = st.sampled_from([":1", ":0", ":99999", ":-1", ":x", "", ":", ":1:2"])
    rest = st.sampled_from(["", "/", "/db", "?policy=x", "?a=b&a=c", "#x", "/\n"])
    server = st.tuples(scheme, st.just("://"), user, host, port, rest).map("".join)
    folders = st.text(max_size=6) | st.sampled_from(
        ["\0", "x" * 300, "~nosuchuser/x", "\udcff", "a\n", "a.html", "con:", "@"]
    )
    (room / "a.html").write_text("x")

    def check(address: str) -> None:
        try:
            with Store.open(address, password="hunter2", patience=0.1, make=False):
                pass
        except KGError as error:
            assert "hunter2" not in str(error)  # noqa: PT017
            raise

    fuzz(server, check, examples=60)
    fuzz(folders.filter(lambda name: is_safe([name])), check, examples=10)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"\x80<meta charset=idna>" + PAGE), ("a.html", b"\x80<meta charset=base64>" + PAGE),
        ("a.jsonl", b"[" * 100_000), ("a.jsonl", b'{"id": "a", "text": "Ann left.", "url": {"a": 1}}'),
        ("a.warc", warc(packed=False).replace(b"https://a.example/0", b"http://[aaaaaaaaaaa")),
        ("a.warc", warc(packed=False).replace(b"2024-12-24T10:00:00Z", b"never-ever-and-a-day")),
        ("a.txt", "xыыыыы xыыыыы yыыыы.".encode()), ("a.txt", "\u0301ы \u0301ы \u0301ы \u0301ы.".encode()),
        ("a.mhtml", MAIL.replace(b"https://a.example/1", b"http://[a.example/1")),
    ],
)  # fmt: skip
def test_what_the_fuzzers_found(room: Path, name: str, data: bytes) -> None:
    (room / name).write_bytes(data)
    ends_well(
        lambda: [ends_well(lambda page=page: read.article(page)) for page in fetch.pages(name, settings=Settings())]
    )  # type: ignore[misc]
