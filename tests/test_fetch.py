"""Sources to pages, from real files and a real server on loopback."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg import fetch
from kg.errors import SourceError
from kg.fetch import head
from kg.fetch.decode import BROKEN
from kg.settings import Settings

RUSSIAN = "Исследователь ушёл из Google и основал свою компанию, рассказали в редакции."
HERE = Settings(allow_private=True)
PAGE = f"<!doctype html><html><body><p>{RUSSIAN}</p></body></html>"


def page(path: Path, data: bytes, **changed: int) -> fetch.Page:
    path.write_bytes(data)
    return next(fetch.pages(str(path), settings=Settings(**changed)))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", RUSSIAN.encode()),
        ("bom.txt", b"\xef\xbb\xbf" + RUSSIAN.encode()),
        ("wide.txt", RUSSIAN.encode("utf-16")),
        ("windows.txt", RUSSIAN.encode("cp1251")),
        ("unix.txt", RUSSIAN.encode("koi8-r")),
        ("dos.txt", RUSSIAN.encode("cp866")),
        ("packed.txt.gz", gzip.compress(RUSSIAN.encode(), mtime=0)),
        ("noname", RUSSIAN.encode()),
    ],
)
def test_text_is_decoded(tmp_path: Path, name: str, data: bytes) -> None:
    found = page(tmp_path / name, data)
    assert (found.content, found.is_html) == (RUSSIAN, False)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", PAGE.encode()),
        ("b.htm", PAGE.replace("<body>", '<meta charset="windows-1251"><body>').encode("cp1251")),
        ("c.html.gz", gzip.compress(PAGE.encode(), mtime=0)),
        ("d.html", PAGE.encode("cp1251")),  # says nothing of its encoding
        ("saved.txt", PAGE.encode()),
    ],
)
def test_html_is_told_apart_and_decoded(tmp_path: Path, name: str, data: bytes) -> None:
    found = page(tmp_path / name, data)
    assert found.is_html
    assert RUSSIAN in found.content


def test_bytes_outside_the_encoding_of_a_page_are_marked(tmp_path: Path) -> None:
    found = page(tmp_path / "a.html", PAGE.encode() + b"<p>\xff</p>")
    assert BROKEN in found.content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "url: https://a.example/1\noutlet: A: B\ndate: 2024-01-02\n\nText.\n",
            {"url": "https://a.example/1", "outlet": "A: B", "published": "2024-01-02"},
        ),
        ("---\ntitle: 'One'\nlayout: post\n---\nText.\n", {"title": "One"}),
        ("Rao: the market is small.\n\nText.\n", {}),
        ("url: https://a.example/1\nRao said so.\n\nText.\n", {}),
        ("title: only a head and no end", {}),
        ("\n\nText.\n", {}),
    ],
)
def test_head(text: str, expected: dict[str, str]) -> None:
    found, rest = head.split(text)
    assert found == expected
    assert rest == ("Text.\n" if expected else text)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.txt", RUSSIAN.encode()[:-1] + b"\xff more", "is not UTF-8"),
        ("a.txt", "Смелый".encode() + b"\xd0", "is not UTF-8"),
        ("a.txt", b"\xef\xbb\xbfab\xff", "is not UTF-8"),
        ("a.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture, not text"),
        ("a.txt", b"%PDF-1.7\nsome text", "a PDF, not text"),
        ("a.txt", bytes(range(256)) * 7, "binary file, not text"),
        ("a.html.gz", b"\x1f\x8b\x08\0broken", "damaged gzip"),
        ("a.txt", b"x" * 2001, "limit of 0.002 MB"),
        ("a.txt.gz", gzip.compress(b"x" * 2001, mtime=0), "more than 0.002 MB"),
        ("a.jsonl", b'{"id": 1}', "give {"),
        ("a.jsonl", b'{"id": ', "not JSON"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as error:
        page(tmp_path / name, data, max_bytes=2000)
    assert str(tmp_path / name) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_is_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.png", ".hidden.txt", "sub/d.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE if name.endswith("html") else RUSSIAN)
    names = [Path(found.source).name for found in fetch.pages(str(tmp_path))]
    assert names == ["a.md", "b.txt", "d.html"]


def test_json_lines_keep_their_text_to_the_letter(tmp_path: Path) -> None:
    found = page(tmp_path / "a.jsonl", b'\n{"id": 7, "lang": "ru", "text": "a\\u2028\\u00a0b"}\n')
    assert (found.content, found.head["id"], found.head["lang"]) == ("a\u2028\u00a0b", "7", "ru")


def test_a_page_of_the_web(tmp_path: Path, served: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.replace("<body>", '<meta charset="koi8-r"><body>').encode("koi8-r"))
    found = next(fetch.pages(f"{served}/a.html", settings=HERE))
    assert RUSSIAN in found.content
    assert found.is_html
    assert found.url == f"{served}/a.html"
    assert found.fetched_at is not None


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.html", "404"),
        ("a.png", "image/png, not a page"),
        ("big.html", "more than 0.002 MB"),
        ("empty.html", "empty"),
    ],
)
def test_a_refusal_of_the_web_is_one_line(tmp_path: Path, served: str, path: str, message: str) -> None:
    for name, data in (("a.png", b"\x89PNG"), ("big.html", b"<p>" + b"x" * 3000), ("empty.html", b"")):
        (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=message):
        next(fetch.pages(f"{served}/{path}", settings=Settings(max_bytes=2000, allow_private=True)))


def test_a_server_that_is_not_there_and_no_secret_in_the_line(served: str) -> None:
    address = f"{served}/missing.html".replace("http://", "http://rao:secret@")
    with pytest.raises(SourceError, match="404") as error:
        next(fetch.pages(address, settings=HERE))
    assert "secret" not in str(error.value)
    with pytest.raises(SourceError, match="could not be reached"):
        next(fetch.pages("http://127.0.0.1:9/", settings=HERE))


def test_no_other_scheme() -> None:
    with pytest.raises(SourceError, match="not an address we fetch"):
        next(fetch.pages("ftp://example.org/a"))


def _saved(kind: str, body: bytes) -> bytes:
    """What a browser saves: the page, and a style sheet after it."""
    import quopri

    return (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://a.example/news/1\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\nContent-Type: '
        + kind.encode()
        + b"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/news/1?x=1\r\n\r\n"
        + quopri.encodestring(body)
        + b"\r\n------b\r\nContent-Type: text/css\r\nContent-Location: cid:s\r\n\r\nbody { color: red }\r\n------b--\r\n"
    )


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [("text/html", "utf-8"), ("text/html; charset=utf-8", "utf-8"), ("text/html; charset=windows-1251", "cp1251")],
)
def test_a_page_saved_as_one_file(tmp_path: Path, kind: str, encoding: str) -> None:
    sentence = "Анна Ли ушла из OpenAI и перешла в Anthropic, сообщила компания в понедельник."
    (tmp_path / "a.mhtml").write_bytes(_saved(kind, f"<html><body><p>{sentence}</p></body></html>".encode(encoding)))
    (found,) = fetch.pages(str(tmp_path))
    assert (found.is_html, found.url) == (True, "https://a.example/news/1")
    assert sentence in found.content


def test_a_saved_file_without_a_page_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(_saved("image/png", b"\x89PNG"))
    with pytest.raises(SourceError, match="no page in this file"):
        next(fetch.pages(str(tmp_path / "a.mht")))
