"""WARC files of others: both readers give the same pages, pass over the same ones; fastwarc is made to notice every place where one breaks off."""

from __future__ import annotations

import gzip
import importlib.util
import io
import sys
from collections import Counter

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kg.crawl import warc
from kg.crawl.archive import Record
from kg.errors import SourceError

BODY = b"<!doctype html><html lang='en-GB'><body><p>" + b"Ann Lee left Acme for OpenAI. " * 40
PAGES = [  # address, headers, body
    ("https://news.example/1", {"Content-Type": "text/html; charset=utf-8"}, BODY + b"1"),
    ("https://news.example/1.png", {"Content-Type": "image/png"}, b"\x89PNG" + b"\0" * 300),
    ("https://m.news.example/1", {"Content-Type": "text/html"}, BODY + b"1"),
    ("https://news.example/de", {"Content-Type": "text/html"}, BODY.replace(b"en-GB", b"de") + b"2"),
    ("https://other.example/3", {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(BODY + b"3", mtime=0)),
    ("https://news.example/4", {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}, b"5\r\n<p>x<\r\n3\r\n/p>\r\n0\r\n\r\n"),
    ("https://news.example/large", {"Content-Type": "text/html"}, BODY * 100),
    ("https://news.example/last", {"Content-Type": "application/xhtml+xml"}, BODY + b"5"),
]  # fmt: skip


@pytest.fixture(params=["fastwarc", "warcio"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the two in turn."""
    if request.param == "warcio":
        monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    elif importlib.util.find_spec("fastwarc") is None:
        pytest.skip("the extra warc is not installed")
    return str(request.param)


def written(*, packed: bool) -> bytes:
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x", {"software": "a test"}))
    for url, headers, body in PAGES:
        status = StatusAndHeaders("200 OK", list(headers.items()), protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), length=len(body), http_headers=status
        )
        writer.write_record(record)
    return made.getvalue()


def read(data: bytes, hosts: frozenset[str] = frozenset()) -> tuple[list[Record], Counter[str]]:
    left: Counter[str] = Counter()
    found = warc.articles(
        io.BytesIO(data), "x.warc", limit=20_000, hosts=hosts, languages=frozenset({"en", "ru"}), left=left
    )  # type: ignore[arg-type]
    return list(found), left


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.usefixtures("reader")
def test_what_is_read_and_what_is_passed_over(packed: bool) -> None:
    found, left = read(written(packed=packed))
    assert [(one.url, one.body) for one in found] == [
        ("https://news.example/1", BODY + b"1"), ("https://other.example/3", BODY + b"3"), ("https://news.example/4", b"<p>x</p>"),
        ("https://news.example/last", BODY + b"5"),
    ]  # fmt: skip
    assert found[0].charset == "utf-8"
    assert left == {"no HTML": 1, "copies": 1, "said to be in another language": 1}
    found, left = read(written(packed=packed), frozenset({"news.example"}))
    assert [one.url for one in found] == [
        "https://news.example/1",
        "https://news.example/4",
        "https://news.example/last",
    ]
    assert left["of other hosts"] == 1


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.skipif(importlib.util.find_spec("fastwarc") is None, reason="the extra warc is not installed")
def test_a_file_that_breaks_off_is_noticed_wherever(packed: bool) -> None:
    data = written(packed=packed)
    whole = len(read(data)[0])
    for end in [*range(1, len(data) - 4, 97), *range(len(data) - 30, len(data) - 4)]:
        if (data[:end].endswith(b"\r\n\r\n") and not packed) or _ends_a_member(data, end, packed=packed):
            continue  # there a shorter whole file ends
        with pytest.raises(SourceError, match="not a whole WARC file"):
            read(data[:end])
    assert whole == 4


def _ends_a_member(data: bytes, end: int, *, packed: bool) -> bool:
    return packed and data[end : end + 3] == b"\x1f\x8b\x08"
