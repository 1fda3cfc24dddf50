"""Letters before anything is compared: lower case, no accents, `ё` as `е`, one shape for each letter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a letter and an accent.
_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a"}
_CYRILLIC = {"ё": "е", "і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "у", "ј": "й", "ә": "а", "ө": "о", "ү": "у",
             "ұ": "у", "қ": "к", "ғ": "г", "ң": "н", "һ": "х", "җ": "ж"}  # fmt: skip
_KEPT = {"й": "й"}  # the one accent that makes another letter


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text in lower case without accents: "Jürgen Королёв" -> "jurgen королев"."""
    return "".join(_letter(char) for char in unicodedata.normalize("NFC", text).casefold())


@lru_cache(maxsize=2048)
def _letter(char: str) -> str:
    special = _KEPT.get(char) or _LATIN.get(char) or _CYRILLIC.get(char)
    if special:
        return special
    return "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))


@lru_cache(maxsize=65536)
def is_cyrillic(text: str) -> bool:
    """Whether most letters of the text are Cyrillic."""
    cyrillic = sum("Ѐ" <= char <= "ӿ" for char in text)
    return cyrillic * 2 > sum(char.isalpha() for char in text)
