"""Which articles carry (nearly) the same text: keys that copies have in common, and which of two came first.

MinHash over shingles of five words (Broder, "On the resemblance and containment of documents", 1997), in bands (Indyk and
Motwani, 1998): two texts share a key when a whole band agrees. With eight bands of four hashes, texts that have nine in ten
shingles in common share one with probability .9999, eight in ten .985, half .40, one in ten .0008. The keys are a function
of the text alone, so that what is a copy of what does not depend on which was read first.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from hashlib import blake2b

BANDS, ROWS = 8, 4
WORDS = 5  # of a shingle
ENOUGH = 40  # shingles; shorter texts are alike by chance
_PRIME = (1 << 61) - 1
NAMES = tuple(f"copy{number}" for number in range(1, BANDS + 1))  # the properties that keep them


@lru_cache(maxsize=256)
def copy_keys(text: str) -> tuple[str, ...]:
    """One key a band, each with its band's number; none for a text that is too short."""
    found = re.findall(r"\w+", text.casefold())
    shingles = sorted({" ".join(found[at : at + WORDS]) for at in range(len(found) - WORDS + 1)})
    if len(shingles) < ENOUGH:
        return ()
    hashes = [_hash(shingle) for shingle in shingles]
    least = [min((a * value + b) % _PRIME for value in hashes) for a, b in _functions()]
    bands = (least[number * ROWS : (number + 1) * ROWS] for number in range(BANDS))
    return tuple(f"{number}:{_hash(repr(band)):016x}" for number, band in enumerate(bands, 1))


def order(published: dt.date | None, article: str) -> tuple[bool, dt.date, str]:
    """Sorts articles by who was first: by day, the undated last, then by id."""
    return (published is None, published or dt.date.min, article)


@cache
def _functions() -> tuple[tuple[int, int], ...]:
    """The hash functions a·x + b, the same on every machine."""
    return tuple(
        (_hash(f"a{number}") % (_PRIME - 1) + 1, _hash(f"b{number}") % _PRIME) for number in range(BANDS * ROWS)
    )


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
