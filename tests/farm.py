# ruff: noqa: ARG005
"""Eight sites on loopback with all that a crawler meets, and a log of who asked what and when, kept on their side."""

from __future__ import annotations

import datetime as dt
import email.utils
import gzip
import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOSTS = 8
SENTENCE = "The engineer left the company in March and joined another one, said a person who knows of the plan."


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as the server saw it."""

    host: int
    path: str
    agent: str
    began: float
    ended: float
    status: int
    conditional: bool


@dataclass(slots=True)
class Farm:
    """The sites, and what was asked of them."""

    articles: int  # on each site
    ports: list[int] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    seen: Counter[tuple[int, str]] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    extra: int = 0  # articles that were published since
    pages: dict[str, Any] = field(default_factory=lambda: _PAGES)  # first part of the path to what answers

    def at(self, host: int, path: str = "/") -> str:
        """An address on a site."""
        return f"http://127.0.0.1:{self.ports[host]}{path}"

    def starts(self) -> list[tuple[str, str, int]]:
        """What a user would name: (address, kind, depth)."""
        lists = [(self.at(host, "/feed"), "list", 0) for host in range(HOSTS)]
        maps = [
            (self.at(host, "/robots.txt" if host == 0 else "/sitemap.xml"), "list", 0) for host in range(0, HOSTS, 2)
        ]
        fronts = [(self.at(host, "/"), "index", 2) for host in (1, 3, 5, 7)]
        return [*lists, *maps, *fronts]

    def neutral(self, url: str) -> str:
        """An address with the number of its site instead of its port, which is another in every farm."""
        for host, port in enumerate(self.ports):
            url = url.replace(f"http://127.0.0.1:{port}", f"site{host}:").replace(f"127.0.0.1:{port}", f"site{host}")
        return url

    def answer(self, host: int, path: str, times: int) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for the n-th request of a path."""
        bare, _, query = path.partition("?")
        name, _, rest = bare.lstrip("/").partition("/")
        if name in self.pages:
            answer: tuple[int, dict[str, str], bytes] = self.pages[name](self, host, rest, times)
            return answer
        return 404, {}, f"nothing here {query}".encode()


def _html(title: str, *parts: str) -> tuple[int, dict[str, str], bytes]:
    body = f"<!doctype html><html lang=en><head><title>{title}</title></head><body>{''.join(parts)}</body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8"}, body.encode()


def _article(_: Farm, host: int, rest: str, times: int) -> tuple[int, dict[str, str], bytes]:
    number = int(rest) if rest.isdigit() else 0
    same = 3 if number == 4 else number  # article 4 is article 3 under another address
    text = (
        f"<article><h1>News {same} of {host}</h1>" + f"<p>{SENTENCE} Item {same} of site {host}.</p>" * 4 + "</article>"
    )
    if number % 11 == 5 and times == 1:
        return 503, {"Retry-After": "0"}, b"busy"
    if number % 11 == 6 and times == 1:
        return 429, {"Retry-After": email.utils.format_datetime(dt.datetime.now(dt.UTC), usegmt=False)}, b"slowly"
    if number % 11 == 7 and times == 1:
        return -1, {}, text.encode()  # breaks off
    if number % 13 == 8:
        time.sleep(0.15)
    return _html(f"News {same}", text)


def _robots(farm: Farm, host: int, _: str, times: int) -> tuple[int, dict[str, str], bytes]:
    if host == 2:
        return 404, {}, b"none"
    if host == 3 and times == 1:
        return 503, {}, b"busy"
    if host == 4:
        return 301, {"Location": farm.at(5, "/robots-of-4")}, b""
    delay = "Crawl-delay: 0.08\n" if host == 6 else ""
    text = f"User-agent: *\n{delay}Disallow: /private/\nAllow: /private/open\nDisallow: /*?print=\nSitemap: {farm.at(host, '/sitemap.xml')}\n"
    return 200, {"Content-Type": "text/plain"}, text.encode()


def _robots_of_4(*_: object) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\nDisallow: /*?print=\n"


def _newest(farm: Farm) -> list[str]:
    third = range(farm.articles * 2 // 3, farm.articles + farm.extra)
    odd = [
        "/private/1",
        "/private/open",
        "/a/1?print=yes",
        "/old/9",
        "/loop/1",
        "/self",
        "/gone/1",
        "/picture",
        "/elsewhere",
    ]
    twice = [f"/a/{number}?utm_source=feed#top" for number in third[:3]]
    return [*(f"/a/{number}" for number in third), *twice, *odd]


def _feed(farm: Farm, host: int, *_: object) -> tuple[int, dict[str, str], bytes]:
    links = [farm.at(host, path) for path in _newest(farm)]
    if host % 3 == 0:
        items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
        return (
            200,
            {"Content-Type": "application/rss+xml"},
            f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode(),
        )
    if host % 3 == 1:
        items = "".join(f'<entry><link href="{link}"/><id>{link}</id></entry>' for link in links)
        return (
            200,
            {"Content-Type": "application/atom+xml"},
            f'<feed xmlns="http://www.w3.org/2005/Atom">{items}</feed>'.encode(),
        )
    said = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": link, "url": link} for link in links]}
    return 200, {"Content-Type": "application/feed+json"}, json.dumps(said).encode()


def _sitemap(farm: Farm, host: int, *_: object) -> tuple[int, dict[str, str], bytes]:
    parts = "".join(
        f"<sitemap><loc>{farm.at(host, path)}</loc></sitemap>" for path in ("/map1.xml.gz", "/news.xml", "/missing.xml")
    )
    return (
        200,
        {"Content-Type": "application/xml"},
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>'.encode(),
    )


def _map(farm: Farm, host: int, *_: object) -> tuple[int, dict[str, str], bytes]:
    urls = "".join(f"<url><loc>{farm.at(host, f'/a/{number}')}</loc></url>" for number in range(farm.articles))
    stray = "<url><loc>http://127.0.0.99/not-ours</loc></url>"
    return 200, {"Content-Type": "application/gzip"}, gzip.compress(f"<urlset>{urls}{stray}</urlset>".encode(), mtime=0)


def _news(farm: Farm, host: int, *_: object) -> tuple[int, dict[str, str], bytes]:
    urls = f"<url><loc>{farm.at(host, '/a/0')}</loc><news:news><news:publication_date>2026-01-01</news:publication_date></news:news></url>"
    return 200, {"Content-Type": "text/xml"}, f'<urlset xmlns:news="x">{urls}</urlset>'.encode()


def _front(farm: Farm, host: int, *_: object) -> tuple[int, dict[str, str], bytes]:
    links = [f"/a/{number}" for number in range(farm.articles)] + ["/trap/1", "/private/2", "mailto:a@a.example"]
    return _html(
        "Front",
        "".join(f'<a href="{link}">x</a>' for link in links),
        f'<a href="{farm.at((host + 1) % HOSTS, "/a/1")}">x</a>',
    )


def _trap(_: Farm, __: int, rest: str, ___: int) -> tuple[int, dict[str, str], bytes]:
    day = int(rest)
    return _html("Calendar", *(f'<a href="/trap/{day * 3 + more}">x</a>' for more in range(3)), f"<p>{SENTENCE}</p>")


_PAGES = {
    "": _front, "a": _article, "robots.txt": _robots, "robots-of-4": _robots_of_4, "feed": _feed, "sitemap.xml": _sitemap,
    "map1.xml.gz": _map, "news.xml": _news, "trap": _trap,
    "private": lambda farm, host, rest, times: _article(farm, host, "900" if rest == "open" else "901", times),
    "old": lambda farm, host, rest, times: (301, {"Location": f"/a/{int(rest) % farm.articles}"}, b""),
    "loop": lambda farm, host, rest, times: (302, {"Location": "/loop/2" if rest == "1" else "/loop/1"}, b""),
    "self": lambda farm, host, rest, times: (302, {"Location": "/self"}, b""),
    "gone": lambda *_: (410, {}, b""),
    "picture": lambda *_: (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "elsewhere": lambda farm, host, rest, times: (302, {"Location": farm.at((host + 1) % HOSTS, "/a/2")}, b""),
}  # fmt: skip


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A crawler that was killed is no news."""


@contextmanager
def farm(articles: int, **more: Any) -> Iterator[Farm]:
    """A farm that runs, with so many articles on each site, and other answers for some paths."""
    made = Farm(articles, pages={**_PAGES, **more})
    servers = [_Server(("127.0.0.1", 0), _handler(made, host)) for host in range(HOSTS)]
    made.ports = [server.server_port for server in servers]
    threads = [threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    yield made
    for server in servers:
        server.shutdown()
        server.server_close()


def _handler(made: Farm, host: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet for an answer: Nagle would add 40 ms

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            began = time.monotonic()
            with made.lock:
                made.seen[host, self.path] += 1
                times = made.seen[host, self.path]
            status, headers, body = made.answer(host, self.path, times)
            broken, status = status < 0, abs(status) if status != -1 else 200
            tag = '"' + hashlib.sha256(body).hexdigest()[:12] + '"'
            told = self.headers.get("If-None-Match")
            if status == 200 and told == tag:
                status, body = 304, b""
            with made.lock:
                made.asked.append(
                    Asked(
                        host, self.path, self.headers.get("User-Agent", ""), began, time.monotonic(), status, bool(told)
                    )
                )
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status in (200, 304):
                self.send_header("ETag", tag)
            if status != 304:
                self.send_header("Content-Length", str(len(body) + (1000 if broken else 0)))
            self.end_headers()
            try:
                self.wfile.write(body)
                self.wfile.flush()
            except OSError:
                self.close_connection = True
            if broken:
                self.close_connection = True

    return Handler
