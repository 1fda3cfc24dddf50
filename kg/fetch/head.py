"""What is stated beside a text: a head of `key: value` lines before the first blank line."""

from __future__ import annotations

import re

KEYS = ("id", "url", "outlet", "title", "authors", "published", "lang")
_SAME = {"author": "authors", "date": "published", "language": "lang", "source": "url"}
_LINE = re.compile(r"\s*([A-Za-z]+)\s*:[ \t]*(.*)")


def split(text: str) -> tuple[dict[str, str], str]:
    """The head and the text after it; no head unless every line before the first blank one has a known key."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    fenced = bool(lines) and lines[0].strip() == "---"  # the way Markdown files carry a head
    head: dict[str, str] = {}
    for number, line in enumerate(lines[fenced:], start=int(fenced)):
        if line.strip() == ("---" if fenced else ""):
            return (head, "".join(lines[number + 1 :])) if head else ({}, text)
        found = _LINE.fullmatch(line.rstrip("\r\n"))
        key = _key(found[1]) if found else None
        if found and key:
            head[key] = found[2].strip().strip("\"'")
        elif not fenced:
            return {}, text
    return {}, text


def _key(written: str) -> str | None:
    key = written.lower()
    key = _SAME.get(key, key)
    return key if key in KEYS else None
