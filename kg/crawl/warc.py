"""Large WARC files of others: what cannot be an article we read is passed over before anything dear is done with it.

fastwarc unpacks and splits them where it is installed (the extra `warc`), warcio elsewhere; both give the same pages.
"""

from __future__ import annotations

import importlib
import io
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from kg.crawl import archive
from kg.crawl.archive import Record
from kg.errors import SourceError
from kg.fetch import address

_HTML = ("text/html", "application/xhtml+xml")
_LANG = re.compile(rb"<html[^>]{0,400}?\slang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", re.I)
_HEAD = 4096  # bytes in which a page says its language

Wanted = Callable[[str], bool]


def articles(
    file: io.BufferedIOBase,
    name: str,
    *,
    limit: int,
    hosts: frozenset[str],
    languages: frozenset[str],
    left: Counter[str],
) -> Iterator[Record]:
    """The HTML pages of a WARC file that were had, in order: of some hosts and those under them (none: of all), not said
    to be in another language, each body once; `left` counts why others were passed over.

    Raises:
        SourceError: it is no WARC file, or it breaks off.
    """
    seen: set[bytes] = set()

    def wanted(url: str) -> bool:
        host = urlsplit(address.normal(url) or "").hostname or "" if hosts else ""
        return not hosts or any(host == one or host.endswith("." + one) for one in hosts)

    for record in _records(file, name, limit, wanted, left):
        said = _LANG.search(record.body[:_HEAD])
        digest = _digest(record.body)
        why = (
            "no HTML" if record.kind not in _HTML
            else "said to be in another language" if said and said[1].decode().lower() not in languages
            else "copies" if digest in seen
            else "empty" if not record.body.strip()
            else None
        )  # fmt: skip
        if why:
            left[why] += 1
        else:
            seen.add(digest)
            yield record


def _digest(body: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(body, digest_size=16).digest()


def _records(file: io.BufferedIOBase, name: str, limit: int, wanted: Wanted, left: Counter[str]) -> Iterator[Record]:
    try:
        fast: Any = importlib.import_module("fastwarc.warc")
    except ImportError:
        for record in archive.records(file, name, limit=limit):
            if wanted(record.url):
                yield record
            else:
                left["of other hosts"] += 1
        return
    yield from _fast(fast, file, name, limit, wanted, left)


def _fast(
    fast: Any, file: io.BufferedIOBase, name: str, limit: int, wanted: Wanted, left: Counter[str]
) -> Iterator[Record]:
    types = fast.WarcRecordType
    kinds = types.response | types.resource
    at = -1
    try:
        for record in fast.ArchiveIterator(file, record_types=types.any_type, parse_http=False, fsspec_args=False):
            at = record.stream_pos
            if record.record_type == types.no_type or record.record_type == types.unknown:
                raise ValueError("a record that is none")
            if not record.record_type & kinds or record.content_length > 2 * limit:
                continue
            url = record.headers.get("WARC-Target-URI") or ""
            if not wanted(url):
                left["of other hosts"] += 1
                continue
            if not record.freeze():
                raise EOFError("it breaks off")
            found = _page(record, types, url, limit)
            if found is not None:
                yield found
        _whole(file, at)
    except (EOFError, OSError, ValueError, zlib.error) as error:
        said = " ".join(str(error).split())[:100]
        raise SourceError(f"{name}: not a whole WARC file ({said}); fetch it again") from None


def _page(record: Any, types: Any, url: str, limit: int) -> Record | None:
    """What a record holds; None where it is no page that was had, or too large."""
    kind = record.headers.get("Content-Type") or "text/html"
    if record.record_type == types.response:
        record.parse_http(auto_decode="all")
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        kind = record.http_headers.get("Content-Type") or "text/html"
    body = record.reader.read(limit + 1)
    if len(body) > limit:
        return None
    media, _, rest = kind.partition(";")
    charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return Record(url, 200, media.strip().lower(), charset, record.headers.get("WARC-Date") or "", bytes(body))


def _whole(file: io.BufferedIOBase, last: int) -> None:
    """fastwarc takes a file that breaks off for one that ends there: looks at the last record, from its place on.

    Raises:
        EOFError: it breaks off; ValueError: something stands behind it.
    """
    size = file.seek(0, io.SEEK_END)
    if last < 0:
        if size:
            raise EOFError("no record in it")
        return
    file.seek(last)
    if file.read(2) != b"\x1f\x8b":
        file.seek(max(0, size - 4))
        if file.read() != b"\r\n\r\n":
            raise EOFError("it breaks off")
        return
    file.seek(last)
    unpacker = zlib.decompressobj(31)
    while not unpacker.eof:
        some = file.read(1 << 20)
        if not some:
            raise EOFError("it breaks off")
        unpacker.decompress(some)
    if unpacker.unused_data.strip(b"\0") or file.read(1):
        raise ValueError("something stands behind its last record")
