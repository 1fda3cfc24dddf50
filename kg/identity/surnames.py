"""Names that are another one cut: a surname alone, or one half of a double surname."""

from __future__ import annotations

from functools import lru_cache

from kg.identity.knowledge import is_common, rarity
from kg.names import MAYBE, SAME, score
from kg.names.tokens import HYPHENS, is_given, is_initial, parsed

LEAST = 3  # letters of a surname that stands for somebody


@lru_cache(maxsize=1 << 14)
def is_surname(name: str) -> bool:
    """Whether it is one word, initials beside, that few people have as their surname and none as a given name."""
    words = [word for word in parsed(name).words if not is_initial(word)]
    return len(words) == 1 and len(words[0]) >= LEAST and not is_given(words[0]) and not is_common(words[0])


def is_short_for(short: str, long: str) -> bool:
    """Whether a name can be another one cut: the surname of it alone, or one half of a double surname."""
    if is_surname(short):
        return not is_surname(long) and len(parsed(long).words) > 1 and score(short, long).value >= MAYBE
    halves = _halves(long)
    if not halves or _halves(short) or is_surname(long) or rarity(short) == "common":
        return False
    return any(score(short, half).value >= SAME for half in halves)


def _halves(name: str) -> list[str]:
    """The name with either half of its double surname: Larkin-Voss, but neither al-Hashimi nor Ji-hoon."""
    *given, last = name.split() or [""]
    parts = last.translate(HYPHENS).split()
    if not given or len(parts) != 2 or not all(part[0].isupper() for part in parts):
        return []
    return [" ".join([*given, part]) for part in parts]
