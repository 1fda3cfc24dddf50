"""Markup that would hold a parser up for minutes, refused before one sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import ReadError

DEEP = 1_000  # elements in one another; news has some dozens
ATTRIBUTES = 2_000  # of one element
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)")
_RAW = re.compile(r"<(script|style|svg|template|textarea|!--)", re.I)
_ENDS = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "svg", "template", "textarea")}
_ENDS["!--"] = re.compile("-->")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NEVER_CLOSED = frozenset(
    re.findall(
        r"\w+",
        "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot "
        "option optgroup colgroup rt rp html head body",
    )
)


def refuse(source: str, html: str, longest: int) -> None:
    """Looks through the tags once; `longest` is how many characters a text may have without a tag in it.

    Raises:
        ReadError: elements are too deep in one another, have too many attributes, or a text has no end.
    """
    depth = 0
    for part in _outside(html):
        last = 0
        for tag in _TAG.finditer(part):
            if tag.start() - last > longest:
                raise ReadError(f"{source}: {tag.start() - last:,} characters without a tag, not an article")
            last = tag.end()
            if len(tag[3]) > 2 * ATTRIBUTES and len(_QUOTED.sub("", tag[3]).split()) > ATTRIBUTES:
                raise ReadError(f"{source}: an element with more than {ATTRIBUTES:,} attributes, not an article")
            if tag[2].lower() not in _NEVER_CLOSED and not tag[3].endswith("/"):
                depth = max(0, depth - 1) if tag[1] else depth + 1
                if depth > DEEP:
                    raise ReadError(f"{source}: more than {DEEP:,} elements in one another, not an article")
        if len(part) - last > longest:
            raise ReadError(f"{source}: {len(part) - last:,} characters without a tag, not an article")


def _outside(html: str) -> Iterator[str]:
    """The parts of a page that are not scripts, styles, drawings or comments, in one pass."""
    at = 0
    missing: set[str] = set()
    while found := _RAW.search(html, at):
        name = found[1].lower()
        yield html[at : found.start()]
        end = None if name in missing else _ENDS[name].search(html, found.end())
        if end is None:
            missing.add(name)  # the rest has none either: nothing is looked for twice
        at = (end or found).end()
    yield html[at:]
