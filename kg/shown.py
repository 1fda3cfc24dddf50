"""What a terminal may be shown of texts that others wrote."""

from __future__ import annotations

import re

# Control characters (a terminal obeys them) and bidirectional overrides and isolates (they show words in another order).
_UNSAFE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def shown(text: str) -> str:
    """The text without what a terminal would obey instead of showing it."""
    return _UNSAFE.sub("\ufffd", text)


def escaped(json: str) -> str:
    r"""JSON that says the same, with those characters as \uXXXX."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)
