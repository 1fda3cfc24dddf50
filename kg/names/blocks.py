"""Keys under which two spellings of one name meet, so that few of the names already known need a score.

A key is the consonant skeleton of one word in Cyrillic, sounds that scripts confuse taken as one. A store keeps
`block(name)` of each node and looks up `blocks(name)` of a new one: the skeletons of every word, in each spelling it
may have.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby, islice, product
from typing import Literal

from kg.names.company import firm, read_out
from kg.names.fold import is_cyrillic
from kg.names.spelling import spellings
from kg.names.tokens import nominatives, parsed

Kind = Literal["person", "company"]

EMPTY = "а"
LENGTH = 4  # sounds in a key
SPELLINGS, SLACK = 12, 9.0  # spellings followed in the other script; nats above the best
_CLASSES = {"бп": "п", "вф": "ф", "дт": "т", "гкх": "к", "жзсцчшщ": "с", "л": "л", "м": "н", "н": "н", "р": "р"}
_SOUND = {letter: sound for letters, sound in _CLASSES.items() for letter in letters}


def skeleton(cyrillic: str) -> str:
    """The first sounds of a folded Cyrillic word: шазир -> сср, маск -> нск; "а" where there are only vowels."""
    sounds = [
        _SOUND[letter]
        for letter in cyrillic.replace("дж", "ж").replace("дз", "з").replace("тс", "ц")
        if letter in _SOUND
    ]
    kept = [sound for i, sound in enumerate(sounds) if i == 0 or sound != sounds[i - 1]]
    return "".join(kept[:LENGTH]) or EMPTY


@lru_cache(maxsize=1 << 15)
def _key(word: str) -> str:
    if is_cyrillic(word):
        return skeleton(word)
    found = spellings(word)
    return skeleton(found[0]) if found else word[:LENGTH]


@lru_cache(maxsize=1 << 14)
def _keys(word: str) -> frozenset[str]:
    keys = {_key(word)}
    for spelling in spellings(word, SPELLINGS, SLACK):
        keys |= {_key(spelling)}
    for nominative, _ in nominatives(word):
        keys.add(_key(nominative))
    return frozenset(keys)


def block(name: str, kind: Kind = "person") -> str:
    """The one key a name is kept under: that of the surname, or of a company's first word."""
    if kind == "person":
        return "".join(_key(word) for word in parsed(name).words[-1:])
    return _cut(_key(word) for word in firm(name).core)


def blocks(name: str, kind: Kind = "person") -> frozenset[str]:
    """All keys to look a name up under: `block` of any spelling of it is very likely among them."""
    if kind == "person":
        return frozenset(key for word in parsed(name).words if len(word) > 1 for key in _keys(word))
    found = firm(name)
    parts = [sorted(_keys(word)) for word in found.core[:3]]
    keys = {_cut(choice) for choice in islice(product(*parts), 200)}
    keys |= {key for word in ("".join(found.core), read_out(name)) if word for key in _keys(word)}
    return frozenset(keys)


def _cut(keys: Iterable[str]) -> str:
    """Keys of the words of a name as one key; words without consonants count only where there are no others."""
    joined = "".join(key for key in keys if key != EMPTY)
    return "".join(sound for sound, _ in groupby(joined))[:LENGTH] or EMPTY
