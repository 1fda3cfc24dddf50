"""What `data/identity.toml` says: how much each feature counts, and which surnames many people have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg.names.fold import is_cyrillic
from kg.names.spelling import spellings
from kg.names.tokens import is_given, parsed
from kg.resources import DATA, toml

Rarity = Literal["rare", "ordinary", "common"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the sum; at `enough` two groups of references are one person."""

    enough: float
    rare: float
    ordinary: float
    common: float
    shared_company: float
    employer_near: float
    shared_people: float
    shared_role: float
    different_companies: float
    different_roles: float

    @property
    def worst(self) -> float:
        """All that can speak against two references."""
        return self.different_companies + self.different_roles


@cache
def weights() -> Weights:
    """The weights of the file."""
    return Weights(**{name: float(value) for name, value in toml(DATA / "identity.toml")["person"].items()})


@cache
def _surnames() -> frozenset[str]:
    return frozenset(name for names in toml(DATA / "identity.toml")["surnames"].values() for name in names)


@cache
def no_words_of_a_role() -> frozenset[str]:
    """Words that two roles may share without being alike."""
    return frozenset(toml(DATA / "identity.toml")["roles"]["empty"])


@lru_cache(maxsize=1 << 14)
def rarity(name: str) -> Rarity:
    """How many people may have a name: by its surname, and by its given name where the surname is common."""
    found = parsed(name)
    words = found.words
    if not words or found.patronymic or len(words) > 2:
        return "rare"
    if not is_common(words[-1]) and not is_common(words[0]):
        return "rare"
    return "common" if all(is_given(word) or is_common(word) for word in words) else "ordinary"


@lru_cache(maxsize=1 << 14)
def is_common(word: str) -> bool:
    """Whether a surname, in either script, is among those that very many people bear."""
    read = spellings(word, 4) if is_cyrillic(word) else (word,)
    return any(form in _surnames() for one in read for form in (one, _masculine(one)))


def _masculine(word: str) -> str:
    return word[:-1] if word.endswith(("ova", "eva", "ina", "yna")) else word
