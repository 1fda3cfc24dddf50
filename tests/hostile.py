"""A site on loopback whose every page is an attack, and one that is an article."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

WORDS = "The engineer left Acme in March and joined Globex, said a person who knows of the plan. "
ARTICLE = (
    f"<!doctype html><html lang=en><body><article><h1>News</h1>{f'<p>{WORDS}</p>' * 5}</article></body></html>".encode()
)
_MB = b" " * 1_000_000
_HTML = {"Content-Type": "text/html; charset=utf-8"}


def _feed(count: int) -> Iterator[bytes]:
    yield b"<rss><channel>"
    for start in range(0, count, 1000):
        yield b"".join(b"<item><link>/z/%d</link></item>" % number for number in range(start, start + 1000))
    yield b"</channel></rss>"


def _laughs() -> bytes:
    more = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{more}]><rss><channel><item><link>/&l9;</link></item></channel></rss>'.encode()


def _bomb(size: int) -> bytes:
    made = bytearray()
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    for _ in range(size // len(_MB)):
        made += packer.compress(_MB)
    return bytes(made + packer.flush())


def pages() -> dict[str, tuple[int, dict[str, str], Iterable[bytes]]]:
    """Path to status, headers and body; what each is to end in is in the test."""
    text = f"<p>{WORDS}</p>"
    return {
        "/bomb": (200, {**_HTML, "Content-Encoding": "gzip"}, [_bomb(1_000_000_000)]),
        "/bomb.xml.gz": (200, {"Content-Type": "application/gzip"}, [_bomb(1_000_000_000)]),
        "/stream": (200, _HTML, (_MB for _ in range(1000))),
        "/nested": (200, _HTML, [b"<html><body>" + b"<div>" * 100_000 + text.encode() * 5]),
        "/nested-lists": (200, _HTML, [b"<html><body><article>" + b"<ul><li>" * 100_000 + text.encode() * 5]),
        "/unclosed": (200, _HTML, [b"<html><body>" + b"<a href=x><b><i><p>" * 100_000]),
        "/attributes": (
            200,
            _HTML,
            [b"<html><body><p " + b" ".join(b"a%d=b" % n for n in range(200_000)) + b">" + text.encode()],
        ),
        "/laughs": (200, {"Content-Type": "application/rss+xml"}, [_laughs()]),
        "/loop1": (302, {"Location": "/loop2"}, []),
        "/loop2": (302, {"Location": "/loop1"}, []),
        "/endless/0": (302, {"Location": "/endless/1"}, []),
        "/cloud": (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, []),
        "/file": (302, {"Location": "file:///etc/passwd"}, []),
        "/charset": (
            200,
            {"Content-Type": "text/html; charset=utf-32"},
            [ARTICLE.replace(b"engineer", b"\xff\xfe\xd0engineer")],
        ),
        "/nuls": (200, _HTML, [b"\0" * 500_000 + ARTICLE]),
        "/line": (
            200,
            _HTML,
            [b"<html><body><article><p>" + WORDS.encode() * 110_000 + b"</p></article></body></html>"],
        ),
        "/line-of-a": (
            200,
            _HTML,
            [b"<html><body><article><p>" + b"a" * 9_500_000 + b" left Acme. </p></article></body></html>"],
        ),
        "/million": (200, {"Content-Type": "application/rss+xml"}, _feed(1_000_000)),
        "/terminal": (404, _HTML, []),
        "/good": (200, _HTML, [ARTICLE]),
    }


@contextmanager
def site() -> Iterator[str]:
    """The address of the site while it runs."""
    every = pages()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path.startswith("/endless/"):
                found: tuple[int, dict[str, str], Iterable[bytes]] = (
                    302,
                    {"Location": f"/endless/{int(self.path[9:]) + 1}"},
                    [],
                )
            else:
                found = every.get(self.path, (404, _HTML, []))
            status, headers, body = found
            self.send_response(status, "\x1b[2Jgone \u00ae" if self.path == "/terminal" else None)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for part in body:
                    self.wfile.write(part)
            except OSError:
                pass  # they had enough

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Nobody is told."""

    server = Server(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
