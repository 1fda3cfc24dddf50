"""Addresses as they are asked for: one spelling for each, so that none is fetched twice."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}
# Names that count visitors and change no page. Those that may choose one (id, page, from) stay.
_TRACKING = re.compile(
    r"(?:utm|hsa|mtm|pk|piwik|vero|oly|ns|at)_\w+|mc_[ce]id|(?:fb|g|ya?|ms|tw|dc|gb|wb)cl(?:s?r?c)?id|wbraid|gbraid|igshid|"
    r"_openstat|_ga|_gl|cmpid|ocid|smid|smtyp|mkt_tok|ncid|guccounter|guce_\w+|yptr|xtor|ref_src|ref_url",
    re.I,
)
_UNRESERVED = re.compile(rb"[A-Za-z0-9._~-]")
_LIMIT = 2_000  # characters; what is longer is a trap more often than an article


def normal(url: str, base: str | None = None) -> str | None:
    """The address by RFC 3986 6.2.2: small scheme and host, no default port, dots resolved, one way of %-writing.

    Fragment, user name and password go as well. None for what is not http(s), has no host or is far too long.
    """
    try:
        parts = urlsplit(urljoin(base or "", re.sub(r"[\t\r\n]", "", url.strip())))
        host, port, scheme = (parts.hostname or "").rstrip("."), parts.port, parts.scheme.lower()
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return None
    if scheme not in PORTS or not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host):
        return None
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port and port != PORTS[scheme] else "")
    whole = urlunsplit((scheme, netloc, _escaped(_undotted(parts.path)) or "/", _escaped(parts.query), ""))
    return whole if len(whole) <= _LIMIT else None


def key(url: str, base: str | None = None) -> str | None:
    """The normal address without the parameters that only count visitors."""
    whole = normal(url, base)
    if whole is None or "?" not in whole:
        return whole
    start, _, query = whole.partition("?")
    kept = [one for one in query.split("&") if one and not _TRACKING.fullmatch(one.partition("=")[0])]
    return "?".join([start, "&".join(kept)] if kept else [start])


def host(url: str) -> str:
    """The host and the port where it is not the usual one: what takes one request at a time."""
    return urlsplit(url).netloc.rpartition("@")[2]


def site(url: str) -> str:
    """The host without "www.", "m." and "amp."."""
    return re.sub(r"^(?:www\.|m\.|amp\.)+", "", host(url))


def origin(url: str) -> str:
    """Scheme and host: what a robots.txt speaks for (RFC 9309 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{host(url)}"


def _undotted(path: str) -> str:
    """The path without "." and ".." (RFC 3986 5.2.4): urljoin leaves them in an address that is whole."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for part in path.split("/")[1:]:
        if part == "..":
            kept = kept[:-1]
        elif part != ".":
            kept.append(part)
    folder = path.endswith(("/.", "/.."))
    return "/" + "/".join([*kept, ""] if folder and kept else kept)


def _escaped(part: str) -> str:
    """%-writing in capitals, of everything that needs it and of nothing that does not."""

    def again(found: re.Match[str]) -> str:
        byte = unquote_to_bytes(found[0])
        return byte.decode() if _UNRESERVED.fullmatch(byte) else found[0].upper()

    part = re.sub(r"%[0-9A-Fa-f]{2}", again, part)
    return quote(part.encode("utf-8", "replace"), safe="/%:@!$&'()*+,;=~-._?[]|")
