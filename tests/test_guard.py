"""Where connections may go, how long a request may take, and one spelling for each address."""

from __future__ import annotations

import datetime as dt
import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from kg.errors import LaterError, SourceError
from kg.fetch import address, guard, web
from kg.settings import Settings
from kg.shown import escaped, shown

HERE = Settings(allow_private=True)


@pytest.mark.parametrize(
    ("found", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("::ffff:93.184.216.34", True),
        ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False), ("127.8.8.8", False), ("0.0.0.0", False), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False),
        ("239.255.255.250", False), ("255.255.255.255", False), ("240.0.0.1", False), ("198.18.0.1", False),
        ("192.0.2.1", False), ("::1", False), ("::", False), ("fe80::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("fd00:ec2::254", False), ("fec0::1", False), ("ff02::1", False), ("2001:db8::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:169.254.169.254", False), ("::127.0.0.1", False),
        ("2002:7f00:1::", False), ("2002:a9fe:a9fe::1", False), ("64:ff9b::a9fe:a9fe", False), ("64:ff9b:1::1", False),
        ("not an address", False), ("", False),
    ],
)  # fmt: skip
def test_public_addresses(found: str, public: bool) -> None:
    assert guard.is_public(found) is public


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_no_connection_to_this_machine(served: str, host: str) -> None:
    with pytest.raises(SourceError, match=r"not an address of the public net|could not be reached"):
        web.fetched(f"http://{host}:{served.rpartition(':')[2]}/", Settings())


@pytest.mark.parametrize(
    "scheme", ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "javascript:1", "data:,x"]
)
def test_only_http(scheme: str) -> None:
    with guard.session(HERE) as session, pytest.raises(SourceError, match="not an address we fetch"):
        web.request(scheme, session, HERE)


def test_the_address_that_was_judged_is_the_one_that_is_used(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def rebinding(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)  # public the first time, this machine ever after
        where = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    went = []

    def connect(_: socket.socket, where: tuple[str, int]) -> None:
        went.append(where)
        raise OSError("no route in this test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with guard.session(Settings()) as session, pytest.raises(LaterError, match="could not be reached"):
        web.request(f"http://rebind.example:{served.rpartition(':')[2]}/", session, Settings())
    assert asked == ["rebind.example"]
    assert [where[0] for where in went] == ["93.184.216.34"]


@contextmanager
def saying(*parts: bytes, pause: float = 0.0) -> Iterator[str]:
    """A server that answers every request with these bytes and a pause between them, then closes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with client:
                    try:
                        asked = client.recv(65536)
                        if asked.startswith(b"GET /robots.txt"):
                            client.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            continue
                        for part in parts:
                            client.sendall(part)
                            time.sleep(pause)
                    except OSError:
                        continue

        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/a"
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(b"\0" * 50_000_000, mtime=0)


@pytest.mark.parametrize(
    ("parts", "pause", "message"),
    [
        ((OK + b"Content-Encoding: gzip\r\n\r\n" + BOMB,), 0, "more than 1 MB"),
        ((OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(BOMB, mtime=0),), 0, "more than 1 MB"),
        ((OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"\0" * 50_000_000),), 0, "more than 1 MB"),
        ((OK + b"Content-Encoding: gzip\r\n\r\nnot gzip at all",), 0, "does not unpack"),
        ((OK + b"\r\n" + b"x" * 2_000_000,), 0, "more than 1 MB"),
        ((OK + b"Content-Length: 100\r\n\r\nshort",), 0, "broke off"),
        ((OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",), 0, "broke off"),
        ((OK + b"\r\n", *[b"x"] * 50), 0.1, "not finished after 0.5 s"),  # a byte now and then
        ((b"HTTP/1.1 200 OK\r\n", *[b"A: b\r\n"] * 50), 0.1, "not finished after 0.5 s"),
        ((*[b"H"] * 50,), 0.1, "not finished after 0.5 s"),
        ((b"",), 5, "not finished after 0.5 s"),
        ((b"HTTP/1.1 200 OK\r\n" + b"A: " + b"b" * 100_000 + b"\r\n\r\n",), 0, "127.0.0.1"),
        ((b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 1_000 + b"\r\n",), 0, "127.0.0.1"),
        ((b"\x16\x03\x01\x02\0rubbish",), 0, "127.0.0.1"),
        ((b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n",), 0, "redirected more than 5 times"),
        ((b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",), 0, "not an address we fetch"),
        ((b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",), 0, "says 302"),
        ((b"HTTP/1.1 200 \x1b[2J\xe2\x80\xae\r\nContent-Type: image/png\r\n\r\n",), 0, "image/png, not a page"),
        ((b"HTTP/1.1 404 \x1b[2Jgone\r\n\r\n",), 0, r"says 404 \[2Jgone$"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_ends_in_one_line(parts: tuple[bytes, ...], pause: float, message: str) -> None:
    limits = Settings(allow_private=True, max_bytes=1_000_000, total_timeout=0.5)
    started = time.monotonic()
    with saying(*parts, pause=pause) as url, pytest.raises(SourceError, match=message) as error:
        web.fetched(url, limits)
    assert "\n" not in str(error.value)
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest/meta-data/", "http://localhost:1/", "http://2852039166/", "http://[fe80::1]/"]
)
def test_a_redirect_into_the_inner_net(monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    first = iter([True])
    monkeypatch.setattr(
        guard, "is_public", lambda _: next(first, False)
    )  # this server passes for one of the public net
    with saying(f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()) as url:
        with guard.session(Settings()) as session:
            assert web.request(url, session, Settings()).target == to
        with pytest.raises(SourceError, match="not an address of the public net"):
            web.fetched(to, Settings())


def test_no_password_of_the_home_folder_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with guard.session(HERE) as session, saying(OK + b"Set-Cookie: a=b\r\n\r\nx") as url:
        web.request(url, session, HERE)
        assert not session.cookies
        assert session.prepare_request(guard.requests.Request("GET", url)).headers.get("Authorization") is None


NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120.0), (" 0 ", 0.0), ("Thu, 01 Jan 2026 00:02:00 GMT", 120.0), ("Wed, 31 Dec 2025 00:00:00 GMT", 0.0),
        ("Thursday, 01-Jan-26 00:01:00 GMT", 60.0), ("", None), ("soon", None), ("-5", None), ("1.5", None),
        ("9" * 400, 999_999_999.0), ("٣", None),
    ],
)  # fmt: skip
def test_retry_after(stated: str, seconds: float | None) -> None:
    assert web.wait_asked(web.Answer("", 503, "", {"Retry-After": stated}), NOW) == seconds


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("HTTPS://WWW.A.Example:443/A?b=c#d", "https://www.a.example/A?b=c"),
        ("http://a.example:80", "http://a.example/"),
        ("http://a.example:8080/", "http://a.example:8080/"),
        ("http://me:secret@a.example./a", "http://a.example/a"),
        ("https://a.example/a/../b/./c//d", "https://a.example/b/c//d"),
        ("https://a.example/../..", "https://a.example/"),
        ("https://a.example/%7euser/%e2%82%ac/ツ?q=%3a", "https://a.example/~user/%E2%82%AC/%E3%83%84?q=%3A"),
        ("https://a.example/a?utm_source=x&id=7&fbclid=1&b&c=", "https://a.example/a?id=7&b&c="),
        ("https://a.example/a?utm_source=x", "https://a.example/a"),
        ("https://a.example/a?from=rss&page=2&source=x", "https://a.example/a?from=rss&page=2&source=x"),
        ("https://почта.рф/a", "https://xn--80a1acny.xn--p1ai/a"),
        ("/b?c", "https://base.example/b?c"),
        ("//c.example/d", "https://c.example/d"),
        ("http://[2606:2800::1]:80/", "http://[2606:2800::1]/"),
        (" https://a.example/a\n/b ", "https://a.example/a/b"),
        ("mailto:a@a.example", None), ("javascript:void(0)", None), ("http://[::1", None), ("http:///a", None),
        ("http://a b.example/", None), ("http://a.example:99999/", None), ("https://a.example/" + "a" * 3000, None),
    ],
)  # fmt: skip
def test_one_spelling_for_each_address(written: str, one: str | None) -> None:
    assert address.key(written, "https://base.example/a") == one
    if one:
        assert address.key(one) == one


def test_what_a_terminal_is_shown() -> None:
    said = 'a\x1b[31m\x07\x9b\u202eb\u2066c\x00\r"é\n'
    assert shown(said) == 'a\ufffd[31m\ufffd\ufffd\ufffdb\ufffdc\ufffd\ufffd"é\n'
    assert escaped('"a\u202eb\x9b"') == '"a\\u202eb\\u009b"'


def test_a_later_error_is_told_apart(served: str) -> None:
    with pytest.raises(LaterError, match="could not be reached"):
        web.fetched("http://127.0.0.1:9/", HERE)
    with pytest.raises(SourceError, match="404") as error:
        web.fetched(f"{served}/missing", HERE)
    assert not isinstance(error.value, LaterError)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "1",
               "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]  # fmt: skip
    if not shutil.which("openssl") or subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        pytest.skip("no openssl to make a certificate with")
    return folder / "cert.pem", folder / "key.pem"


@pytest.mark.parametrize("trusted", [True, False])
def test_https(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, trusted: bool) -> None:
    class Quiet(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<p>safe</p>")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    if trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    url = f"https://localhost:{server.server_port}/a"
    try:
        with guard.session(HERE) as session:
            if trusted:
                assert [web.request(url, session, HERE).body for _ in range(2)] == [b"<p>safe</p>"] * 2
            else:
                with pytest.raises(SourceError, match="certificate"):
                    web.request(url, session, HERE)
        with guard.session(Settings()) as session, pytest.raises(SourceError, match="not an address of the public net"):
            web.request(url, session, Settings())
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_proxy_of_the_environment_is_used_and_does_not_open_the_inner_net(monkeypatch: pytest.MonkeyPatch) -> None:
    with saying(OK + b"\r\nfrom the proxy") as proxy:
        monkeypatch.setenv("http_proxy", proxy.removesuffix("/a"))
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        with guard.session(Settings()) as session:
            assert web.request("http://a.example/", session, Settings()).body == b"from the proxy"
            for inner in ("http://169.254.169.254/", "http://2130706433/", "http://localhost/", "http://[::1]/"):
                with pytest.raises(SourceError, match="not an address of the public net"):
                    web.request(inner, session, Settings())
