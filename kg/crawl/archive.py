"""What was fetched, as WARC files (ISO 28500): one gzip member a record, found again by its place.

Bodies are kept unpacked and unchunked; headers that would say otherwise are kept under another name, the way Common
Crawl does it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kg import __version__
from kg.errors import SourceError, StoreError
from kg.fetch.web import Answer
from kg.folders import private

ROLL = 1_000_000_000  # bytes after which a new file begins
_RENAMED = ("content-encoding", "transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Record:
    """A page as it was had."""

    url: str
    status: int
    kind: str  # media type
    charset: str | None
    date: str  # ISO 8601, UTC
    body: bytes


class Archive:
    """The WARC files of a folder; records are added at the end of the newest."""

    def __init__(self, folder: Path, ends: dict[str, int]) -> None:
        """Opens a folder; `ends` says how long each of our files is, and what is beyond was never finished."""
        self.folder = folder
        self._files = sorted(ends)  # others in this folder are somebody's, and stay as they are
        for name, known in sorted(ends.items()):
            path = folder / name
            if path.exists() and path.stat().st_size > known:
                with path.open("r+b") as file:
                    file.truncate(known)

    def add(self, answer: Answer) -> Place:
        """Appends an answer; once this returns a kill does not lose it.

        Raises:
            StoreError: it cannot be written, and the run ends: its other pages could not be kept either.
        """
        path = self._newest()
        start = path.stat().st_size if path.exists() else 0
        packed = io.BytesIO()
        writer = WARCWriter(packed, gzip=True)
        if not start:
            about = {"software": f"kg/{__version__}", "format": "WARC File Format 1.0", "robots": "obeyed (RFC 9309)"}
            writer.write_record(writer.create_warcinfo_record(path.name, about))
        begins = packed.tell()
        stated = {"WARC-Date": answer.at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        writer.write_record(
            writer.create_warc_record(
                answer.url, "response", payload=io.BytesIO(answer.body), length=len(answer.body),
                warc_headers_dict=stated, http_headers=_headers(answer),
            )
        )  # fmt: skip
        try:
            with open(path, "ab", opener=private) as file:
                file.write(packed.getbuffer())
        except OSError as error:
            raise StoreError(
                f"{path}: cannot be written ({error.strerror}); free some space, or set KG_ARCHIVE"
            ) from None
        return Place(path.name, start + begins, packed.tell() - begins)

    def record(self, place: Place) -> Record:
        """The record at a place.

        Raises:
            SourceError: the file is missing or was changed.
        """
        try:
            with (self.folder / place.file).open("rb") as file:
                file.seek(place.offset)
                data = file.read(place.length)
            return next(records(io.BytesIO(data), str(self.folder / place.file), limit=1 << 30))
        except (OSError, StopIteration):
            raise SourceError(
                f"{self.folder / place.file}: the page kept at {place.offset} is gone; ingest anew"
            ) from None

    def _newest(self) -> Path:
        if self._files:
            newest = self.folder / self._files[-1]
            if not newest.exists() or newest.stat().st_size < ROLL:
                return newest
        number = len(self._files) + 1
        while (self.folder / f"pages-{number:05}.warc.gz").exists():
            number += 1
        self._files.append(f"pages-{number:05}.warc.gz")
        return self.folder / self._files[-1]


def records(file: io.BufferedIOBase, name: str, *, limit: int) -> Iterator[Record]:
    """The pages of a WARC file: its responses with status 200, in order; bodies over `limit` bytes are left out.

    Raises:
        SourceError: it is no WARC file, or it breaks off.
    """
    try:
        for record in ArchiveIterator(file, arc2warc=True):
            if record.rec_type not in ("response", "resource"):
                continue
            http = record.http_headers
            status = int(http.get_statuscode() or 0) if http and record.rec_type == "response" else 200
            kind = (http.get_header("Content-Type") if http else record.content_type) or "text/html"
            body = record.content_stream().read(limit + 1) if status == 200 else b""
            if len(body) <= limit:
                while record.raw_stream.read(65536):
                    pass
                if getattr(record.raw_stream, "limit", 0) > 0:
                    raise EOFError("it breaks off")
                media, _, rest = kind.partition(";")
                charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'") or None
                yield Record(
                    record.rec_headers.get_header("WARC-Target-URI") or "", status, media.strip().lower(), charset,
                    record.rec_headers.get_header("WARC-Date") or "", body,
                )  # fmt: skip
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError) as error:
        said = " ".join(str(error).split())[:100]
        raise SourceError(f"{name}: not a whole WARC file ({said}); fetch it again") from None


def _headers(answer: Answer) -> StatusAndHeaders:
    kept = []
    for name, value in answer.headers.items():
        clean = "".join(char if char.isprintable() else " " for char in value)
        kept.append((f"X-Crawler-{name}" if name.lower() in _RENAMED else name, clean))
    kept.append(("Content-Length", str(len(answer.body))))
    return StatusAndHeaders(f"{answer.status} {answer.reason}".rstrip(), kept, protocol="HTTP/1.1")
