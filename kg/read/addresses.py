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

# AMP caches carry the address in theirs: https://a-example.cdn.ampproject.org/c/s/a.example/x, google.com/amp/s/a.example/x
_CACHED = re.compile(
    r"https?://(?:[^/]+\.cdn\.ampproject\.org/[civ]|(?:www\.)?google\.[a-z.]+/amp)/(s/)?(?=[^/]+\.[^/]+)", re.I
)
# The same article for small screens or for paper, by its path or by a parameter.
_VARIANT = re.compile(
    r"^/(?:amp|print|mobile)(?=/.)|/(?:amp|print|printable|print-version)(?=$)|[._-](?:amp|print)(?=\.s?html?$)", re.I
)
_VIEW = re.compile(
    r"(?:print|printable|printview|print_version|mobile|m)=(?:|1|true|yes|y)|\w+=(?:print|printable|printer|mobile|amp)",
    re.I,
)


def canonical(url: str, base: str | None = None) -> str | None:
    """The address without fragment, tracking parameters, default port and user name; None if it is not http(s)."""
    try:
        parts = urlsplit(_uncached(urljoin(base or "", url.strip())))
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


def _uncached(url: str) -> str:
    """The address that an AMP cache gives a copy of."""
    return _CACHED.sub(lambda found: "https://" if found[1] else "http://", url, count=1)


def host(url: str | None) -> str:
    """The host without "www.", "m.", "mobile.", "amp." and "print."; empty where there is none."""
    try:
        return re.sub(
            r"^(?:(?:www|m|mobile|amp|print)\.(?=[^.]+\.))+", "", (urlsplit(url or "").hostname or "").lower()
        )
    except ValueError:
        return ""


def article_id(url: str | None, text: str) -> str:
    """A short digest of the address or, without one, of the text.

    Scheme, "www.", a last slash and what only asks for the AMP, mobile or print version are of no account.
    """
    address = canonical(url) if url else None
    if address:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""  # another than the usual one
        path = _VARIANT.sub("", parts.path.rstrip("/")).rstrip("/")
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        query = urlencode([pair for pair in pairs if not _VIEW.fullmatch("=".join(pair))])
        key = f"{host(address)}{port}{path}" + (f"?{query}" if query else "")
    else:
        key = "text:" + " ".join(text.split())
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
