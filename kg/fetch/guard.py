"""Connections that go only where they may, and no longer than they may.

A name is looked up once, every address it has is judged, and the connection is made to an address that was judged:
a name that changes its answer in between (DNS rebinding) gains nothing. Redirects are new requests and pass here again.
A watchdog shuts the connection at the deadline, so that a server that gives a byte now and then holds nobody up.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from kg.errors import SourceError
from kg.settings import Settings

# RFC 6052 and RFC 8215 (IPv4 behind a translator), RFC 4291 (IPv4-compatible): Python calls some of these global.
_TRANSLATED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96")))
_REFUSED = (ipaddress.IPv6Network("64:ff9b:1::/48"),)
_KEYS = (ipaddress.IPv6Address("fd00:ec2::254"), ipaddress.IPv4Address("100.100.100.200"))  # of clouds as well
_PRIVATE = tuple(
    map(ipaddress.ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"))
)


@dataclass(slots=True)
class _Request:
    """What the thread asks for now."""

    allow_private: bool = False
    wire: socket.socket | None = None  # a second handle of its connection, for the watchdog


_now = threading.local()


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public net, also behind IPv4-in-IPv6 forms; False for what is none."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and any(found in net for net in _TRANSLATED):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local or any(found in net for net in _REFUSED):
            return False
    return found.is_global and not (found.is_multicast or found.is_unspecified or found.is_reserved)


def is_allowed(address: str, *, allow_private: bool) -> bool:
    """Whether we connect to an IP address: private and loopback ones only where a setting allows them, and link-local
    ones (where clouds keep the keys of their machines), multicast and unspecified ones never."""
    if is_public(address):
        return True
    inner = _inner(address)
    return allow_private and inner not in _KEYS and any(inner in net for net in _PRIVATE)


def _inner(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address itself, or the IPv4 address it stands for; what is no address stands for none."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ipaddress.IPv4Address(0)
    inner = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return inner or found


def session(settings: Settings) -> requests.Session:
    """A session whose connections are guarded; it knows no .netrc, keeps no cookies and follows no redirect by itself."""
    made = requests.Session()
    made.trust_env = False  # passwords of ~/.netrc are nobody's business
    made.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    made.get_redirect_target = lambda _: None  # type: ignore[method-assign,assignment]
    made.headers.update({"User-Agent": settings.user_agent(), "Accept-Encoding": "gzip, deflate"})
    for scheme in ("http://", "https://"):
        made.mount(scheme, _Adapter(max_retries=0))
    return made


def proxies(url: str, settings: Settings) -> dict[str, str]:
    """The proxies of the environment (HTTPS_PROXY, NO_PROXY) for an address.

    Raises:
        SourceError: the host is written as an address that is not public. Names are looked up by the proxy, not here.
    """
    found: dict[str, str] = get_environ_proxies(url, no_proxy=None)
    host = urlsplit(url).hostname or ""
    if found:
        with contextlib.suppress(OSError):
            host = socket.inet_ntoa(socket.inet_aton(host))  # 2130706433 and 0x7f.1 are addresses as well
        host = "127.0.0.1" if host == "localhost" else host
        if _is_literal(host) and not is_allowed(host, allow_private=settings.allow_private):
            raise _private(host)
    return found


@contextlib.contextmanager
def watched(settings: Settings) -> Iterator[threading.Event]:
    """The time for one request of this thread; the event is set once it is over and the connection was shut."""
    _now.request = request = _Request(settings.allow_private)
    over = threading.Event()

    def shut() -> None:
        over.set()
        if request.wire is not None:
            with contextlib.suppress(OSError):
                request.wire.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(settings.total_timeout, shut)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
        _now.request = _Request()


def _request() -> _Request:
    found = getattr(_now, "request", None)
    return found if isinstance(found, _Request) else _Request()


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _private(host: str) -> SourceError:
    return SourceError(f"{host}: not an address of the public net; KG_ALLOW_PRIVATE=true allows those of your own net")


def _connected(connection: Any) -> socket.socket:
    """A socket to the first public address of the connection's host that answers; any address of a proxy we were given."""
    host, timeout = connection.host.strip("[]"), connection.timeout
    try:
        found = socket.getaddrinfo(host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameResolutionError(host, connection, socket.gaierror(str(error))) from None
    if not connection.proxy:
        allow = _request().allow_private
        found = [one for one in found if is_allowed(str(one[4][0]), allow_private=allow)]
        if not found:
            raise _private(host)
    last: OSError | None = None
    for family, kind, protocol, _, address in found:
        try:
            made = socket.socket(family, kind, protocol)
        except OSError as error:
            last = error
            continue
        try:
            made.settimeout(timeout if isinstance(timeout, int | float) else None)
            for option in connection.socket_options or ():
                made.setsockopt(*option)
            made.connect(address)
            return made
        except OSError as error:
            made.close()
            last = error
    if isinstance(last, TimeoutError):
        raise ConnectTimeoutError(connection, f"no answer within {timeout} s")
    raise NewConnectionError(connection, f"cannot connect: {last}")


class _Guarded:
    """What both kinds of connections do alike: urllib3 has no other place to choose the address."""

    _wire: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        made = _connected(self)
        self._drop()
        self._wire = made.dup()
        _request().wire = self._wire
        return made

    def request(self, *arguments: Any, **named: Any) -> None:
        _request().wire = self._wire  # a connection used again
        super().request(*arguments, **named)  # type: ignore[misc]

    def close(self) -> None:
        self._drop()
        super().close()  # type: ignore[misc]

    def _drop(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None


class _Http(_Guarded, HTTPConnection):
    pass


class _Https(_Guarded, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        super().init_poolmanager(*arguments, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}

    def proxy_manager_for(self, proxy: Any, **named: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **named)
        manager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
        return manager
