"""Bytes to text: which encoding they are in, and what they are when they are no text at all."""

from __future__ import annotations

import codecs
import re

from kg.errors import SourceError

# Stands for bytes of a page that are not in its encoding: a sign of the Phaistos disc, since HTML parsers drop
# private-use characters and no news is written in it.
BROKEN = "\U000101d0"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\x89PNG", "PNG picture"), (b"\xff\xd8\xff", "JPEG picture"), (b"GIF8", "GIF picture"), (b"%PDF", "PDF"),
    (b"PK\x03\x04", "zip archive (or Word, Excel, EPUB file)"), (b"\x7fELF", "program"), (b"MZ", "program"),
    (b"SQLite format 3", "SQLite database"), (b"\xd0\xcf\x11\xe0", "Word or Excel file"), (b"7z\xbc\xaf", "7z archive"),
    (b"BZh", "bzip2 file"), (b"\xfd7zXZ", "xz file"), (b"(\xb5/\xfd", "zstd file"), (b"Rar!", "rar archive"),
)  # fmt: skip
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_LEGACY = ("cp1251", "koi8-r", "cp866")  # before UTF-8, Russian was written in these
_NO_PAGE = frozenset({"idna", "punycode", "utf-7", "unicode-escape", "raw-unicode-escape"})  # Python's, not the web's
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ"  # small letters, the most frequent first


def _mark_broken(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


codecs.register_error("kg.broken", _mark_broken)


def decoded(data: bytes, source: str, *, is_html: bool, declared: str | None = None) -> str:
    """The text in the bytes of a source; bytes of an HTML page that are not in its encoding become BROKEN.

    Raises:
        SourceError: the bytes are a picture, an archive or the like, or a text whose encoding is broken.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding, source)
    _refuse_binary(data, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        stated = _known(declared) or (_meta(data) if is_html else None)
        other = _legacy(data) if stated in (None, "utf-8") else stated
        if other or is_html:
            return data.decode(other or "utf-8", "kg.broken")
        raise SourceError(f"{source}: byte {error.start} is not UTF-8; save the file as UTF-8") from None


def _strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = {"utf-8-sig": "UTF-8"}.get(encoding, encoding.upper())
        raise SourceError(f"{source}: byte {error.start} is not {name}; save the file as UTF-8") from None


def _refuse_binary(data: bytes, source: str) -> None:
    what = next((name for magic, name in _MAGIC if data.startswith(magic) and _is_binary(data)), None)
    if what is None and not _is_binary(data):
        return
    raise SourceError(f"{source}: a {what or 'binary file'}, not text; give a text or HTML file")


def _is_binary(data: bytes) -> bool:
    """A NUL, or more control characters than a text has, among the first bytes; a PDF's first bytes can be plain."""
    head = data[:8192]
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return b"\0" in head or control * 20 > len(head) or data.startswith(b"%PDF")


def _known(encoding: str | None) -> str | None:
    """The encoding where Python knows it; what the web calls Latin-1 is Windows-1252 (WHATWG Encoding Standard)."""
    try:
        name = codecs.lookup((encoding or "").strip()).name
        "".encode(name)  # not every codec is one of texts
    except (LookupError, ValueError):  # ValueError: a NUL in the name; UnicodeError is one
        return None
    return None if name in _NO_PAGE else {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


def _meta(data: bytes) -> str | None:
    found = _META.search(data[:4096])
    return _known((found[1] or found[2]).decode("ascii", "ignore")) if found else None


def _legacy(data: bytes) -> str | None:
    """The encoding before UTF-8 under which the text looks Russian: small frequent letters; None where none does."""
    sample = data[:20_000]
    if any(_multibyte(sample)):
        return None  # UTF-8 with damage, not another encoding
    weight = {letter: len(_RUSSIAN) - rank for rank, letter in enumerate(_RUSSIAN)}
    scores = {}
    for encoding in _LEGACY:
        letters = [char for char in sample.decode(encoding, "replace") if ord(char) > 127]
        scores[encoding] = sum(weight.get(char, 0) for char in letters) / max(1, len(letters))
    best = max(_LEGACY, key=lambda encoding: scores[encoding])
    return best if scores[best] > 15 else None


def _multibyte(data: bytes) -> list[bytes]:
    """The characters of two bytes and more that are well-formed UTF-8 Cyrillic or punctuation."""
    return re.findall(rb"[\xd0\xd1][\x80-\xbf](?:[\xd0\xd1][\x80-\xbf]){2}|\xe2\x80[\x93-\x9e]", data)
