"""What a terminal may be shown of texts that others wrote."""

from __future__ import annotations

import re

# Control characters (a terminal obeys them), bidirectional overrides and isolates (they show words in another order),
# and the halves of letters that stand for bytes of a file's name which are no UTF-8: nothing can print those.
_UNSAFE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LONGEST = 2_000  # characters of a message; a name in it may be far longer
_USER = re.compile(r"(?<=://)[^\s/?#]*@")


def shown(text: str) -> str:
    """The text without what a terminal would obey instead of showing it."""
    return _UNSAFE.sub("\ufffd", text)


def escaped(json: str) -> str:
    r"""JSON that says the same, with those characters as \uXXXX."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def without_password(text: str) -> str:
    """The text without the user and password of any address in it.

    >>> without_password("bolt://neo4j:secret@db.example:7687: does not answer")
    'bolt://db.example:7687: does not answer'
    """
    return _USER.sub("", text)


def one_line(text: str) -> str:
    """A message as it is printed: in one line that a terminal may show, no password in it, no longer than a page."""
    line = shown(without_password(" ".join(text.split())))
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
