"""Addresses of articles: one article, one address, however it was shared."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(utm|hsa|mtm|pk|piwik|vero|oly|mc|ns|ga|at|wt)_\w+|(fb|g|ya?|ms|tw|dc|gb|wb|li_fat_|ymc|yc)cl(s?r?c)?id|igshid|_openstat|"
    r"_ga|_gl|cmpid|cmp|ocid|smid|smtyp|sref|ref|ref_\w+|referrer|source|src|share|shared|feature|fbclid|mkt_tok|ncid|"
    r"guccounter|guce_\w+|yptr|trk|spm|xtor|partner|partnerid|amp|outputtype|from|campaign|s_cid|cid|taid|unlocked_article_code",
    re.I,
)


def canonical(url: str, base: str | None = None) -> str | None:
    """The address without fragment, tracking parameters, default port and user name; None if it is not http(s)."""
    try:
        parts = urlsplit(urljoin(base or "", url.strip()))
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or ("." not in host and host != "localhost"):
        return None
    if port and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host += f":{port}"
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme.lower(), host, path or "/", urlencode(kept), ""))


def host(url: str | None) -> str:
    """The host without "www.", "m." and "amp."; empty where there is none."""
    try:
        return re.sub(r"^(?:www\.|m\.|amp\.)+", "", (urlsplit(url or "").hostname or "").lower())
    except ValueError:
        return ""


def article_id(url: str | None, text: str) -> str:
    """A short digest of the address (whatever its scheme, "www." and last slash) or, without one, of the text."""
    address = canonical(url) if url else None
    if address:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""  # another than the usual one
        key = f"{host(address)}{port}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")
    else:
        key = "text:" + " ".join(text.split())
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
