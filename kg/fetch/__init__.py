"""Sources to pages: files, folders, standard input and addresses of the web, decoded but not yet read."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import logging
import os.path
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import SourceError
from kg.fetch import address, head, mhtml
from kg.fetch.decode import decoded
from kg.model import Page
from kg.settings import Settings
from kg.settings import settings as current

SUFFIXES = (
    ".txt", ".md", ".html", ".htm", ".txt.gz", ".md.gz", ".html.gz", ".htm.gz", ".warc", ".warc.gz",
    *mhtml.SUFFIXES,
)  # fmt: skip
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|section|div|h1|p)\b", re.I | re.S
)


def is_address(source: str) -> bool:
    """Whether the source is an address of the web rather than a file."""
    return bool(re.match(r"https?://", source, re.I))


def expanded(source: str) -> list[str]:
    """The source, or the files of the folder it names, sorted.

    Raises:
        SourceError: the folder has no file we read, or may not be listed.
    """
    if not source.strip():
        raise SourceError("a source is empty; name a file, a folder, an address, or - for standard input")
    if source == "-" or is_address(source) or not os.path.isdir(source):
        return [source]
    try:
        files = sorted(str(path) for path in Path(source).rglob("*") if _is_source(path, Path(source)))
    except OSError as error:
        raise SourceError(f"{source}: {_reason(error)}") from None
    if not files:
        raise SourceError(f"{source}: no {', '.join(SUFFIXES[:4])} files (or .gz of them) in this folder")
    return files


def _is_source(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.name.lower().endswith(SUFFIXES) and not hidden and path.is_file()


def pages(source: str, *, settings: Settings | None = None) -> Iterator[Page]:
    """The pages of a source: one for a file, address or "-", one a file for a folder, one a line for .jsonl,
    one a page that was had for .warc.

    Raises:
        SourceError: the source is missing, unreadable, too large, no text, or refused by its server.
    """
    settings = settings or current()
    for one in expanded(source):
        if one.lower().endswith((".jsonl", ".jsonl.gz")) and not is_address(one):
            yield from _documents(one, settings)
        elif one.lower().endswith((".warc", ".warc.gz")) and not is_address(one):
            yield from _archived(one, settings)
        else:
            yield page(one, settings)


def page(source: str, settings: Settings) -> Page:
    """The page of one file, address or "-" (standard input).

    Raises:
        SourceError: as `pages`.
    """
    if is_address(source):
        from kg.fetch import web  # requests is slow to import, and files do not need it

        data, url, charset, is_html = web.fetched(source, settings)
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        return decoded_page(web.without_secrets(source), data, url=url, charset=charset, html=is_html, fetched_at=now)
    if re.match(r"[a-z][a-z0-9+.-]+://", source, re.I):
        raise SourceError(f"{source.partition('://')[0]}://: not an address we fetch; give http://, https:// or a file")
    data = _bytes(source, settings)
    if source.lower().endswith(mhtml.SUFFIXES):
        saved, at, encoding = mhtml.page(data, source)
        return decoded_page(source, saved, url=at, charset=encoding, html=True)
    return decoded_page(source, data, html=".htm" in Path(source).name.lower())


def decoded_page(
    source: str, data: bytes, *, html: bool, url: str | None = None, charset: str | None = None,
    fetched_at: dt.datetime | None = None,
) -> Page:  # fmt: skip
    """The page in the bytes of a source.

    Raises:
        SourceError: they are empty, or no text.
    """
    url = url if url and address.normal(url) else None  # others write there what they like
    if not data.strip():
        raise SourceError(f"{'standard input' if source == '-' else source}: empty")
    content = decoded(data, source, is_html=html or b"<" in data[:200], declared=charset)
    is_html = (html and not _is_plain(content)) or bool(_HTML.match(content))
    if is_html:
        return Page(source, content, True, url, fetched_at)
    stated, text = head.split(content)
    if source.lower().endswith((".md", ".md.gz")):
        stated["format"] = "markdown"
    return Page(source, text, bool(_HTML.match(text)), url, fetched_at, stated)


def _is_plain(content: str) -> bool:
    """Whether a page said to be HTML has no tag at all."""
    return not re.search(r"<[a-zA-Z!/]", content)


def _bytes(source: str, settings: Settings) -> bytes:
    try:
        if source == "-":
            return _limited(sys.stdin.buffer, "standard input", settings.max_bytes)
        path = Path(source)
        if path.suffix.lower() not in ("", ".gz") and path.stat().st_size > settings.max_bytes:
            raise _too_large(source, settings.max_bytes, path.stat().st_size)
        with path.open("rb") as file:
            return _limited(file, source, settings.max_bytes)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise SourceError(f"{source}: {_reason(error)}") from None


def _limited(file: BinaryIO, source: str, limit: int) -> bytes:
    """At most `limit` bytes, unpacked where they are gzip: a small file can unpack to more than memory holds."""
    data = file.read(limit + 1)
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.GzipFile(fileobj=BytesIO(data)).read(limit + 1)
        except (EOFError, OSError, zlib.error):
            raise SourceError(f"{source}: a damaged gzip file; make or fetch it again") from None
    if len(data) > limit:
        raise _too_large(source, limit)
    return data


def _too_large(source: str, limit: int, size: int | None = None) -> SourceError:
    stated = f"{size / 1e6:.3g} MB, more than the limit of" if size else "more than"
    return SourceError(f"{source}: {stated} {limit / 1e6:g} MB; KG_MAX_BYTES sets the limit")


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _archived(source: str, settings: Settings) -> Iterator[Page]:
    """The pages of a WARC file that may be articles, in order; what cannot be decoded is warned of and passed over."""
    from kg.crawl import session, warc
    from kg.read import READABLE

    hosts = frozenset(host.strip().lower() for host in settings.hosts.split(",") if host.strip())
    left: Counter[str] = Counter()
    log = logging.getLogger("kg")
    try:
        with Path(source).open("rb") as file:
            for record in warc.articles(
                file, source, limit=settings.max_bytes, hosts=hosts, languages=frozenset(READABLE), left=left
            ):
                try:
                    yield session.page(record)
                except SourceError as error:
                    log.warning("%s: %s", source, error)
    except OSError as error:
        raise SourceError(f"{source}: {_reason(error)}") from None
    log.info("%s: passed over %s", source, ", ".join(f"{count:,} {why}" for why, count in sorted(left.items())))


def _documents(source: str, settings: Settings) -> Iterator[Page]:
    """The documents of a JSON lines file of `{"id","lang","text"[,"published"]}`, their text kept to the letter."""
    lines = decoded(_bytes(source, settings), source, is_html=False).split("\n")
    if not any(line.strip() for line in lines):
        raise SourceError(f"{source}: empty")
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _row(line, f"{source}:{number}")
            stated = {key: str(row[key]) for key in head.KEYS if row.get(key) is not None}
            yield Page(f"{source}:{number}", row["text"], False, head={**stated, "format": "exact"})


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:  # ValueError: a number too long for Python, too
        why = error.msg if isinstance(error, json.JSONDecodeError) else "a number or a nesting without end"
        raise SourceError(f"{place}: not JSON ({why}); give one JSON object a line") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise SourceError(f'{place}: give {{"id": …, "lang": …, "text": …}} on each line')
    return row
