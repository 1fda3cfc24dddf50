"""Whether two groups of references to people of one name are to one person: a sum of readable features."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.identity.knowledge import no_words_of_a_role, rarity, weights
from kg.model import Reference
from kg.names import score
from kg.names.company import firm
from kg.names.fold import is_cyrillic
from kg.resolve.clusters import COMPANY_SAME

Feature = tuple[str, float]  # in words, and what it adds


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a person from some references."""

    name: str
    companies: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()

    @classmethod
    def of(cls, references: Sequence[Reference]) -> Context:
        """What references say together."""
        return cls(
            min(reference.names[0] for reference in references),
            frozenset(company for one in references for company in one.companies),
            frozenset(role for one in references for role in one.roles),
            frozenset(name for one in references for name in one.near),
        )


def features(a: Context, b: Context) -> list[Feature]:
    """What speaks for and against one person, beside the likeness of the names."""
    weight, rare = weights(), min((rarity(name) for name in (a.name, b.name)), key=("common", "ordinary", "rare").index)
    found: list[Feature] = [(f"the name is {rare}", getattr(weight, rare))]
    both = shared(a.companies, b.companies)
    if both:
        found.append((f"both at {', '.join(both)}", weight.shared_company))
    elif spoken := sorted({*shared(a.companies, b.near), *shared(b.companies, a.near)}):
        found.append((f"{', '.join(spoken)} of one is spoken of with the other", weight.employer_near))
    elif a.companies and b.companies:
        found.append(("different companies", weight.different_companies))
    if together := sorted((a.near - a.companies) & (b.near - b.companies) - {a.name, b.name}):
        found.append((f"spoken of with {', '.join(together[:3])}", weight.shared_people))
    if roles := _roles(a.roles, b.roles):
        found.append(roles)
    return found


def total(a: Context, b: Context) -> float:
    """The sum of the features."""
    return sum(value for _, value in features(a, b))


def shared(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those of the first names that are of a company, or somebody, of the second."""
    theirs = sorted(others)
    return [one for one in sorted(some) if any(_is_one_company(one, other) for other in theirs)]


@lru_cache(maxsize=1 << 16)
def _is_one_company(a: str, b: str) -> bool:
    """Whether who works at one works at the other: also at a part of it, as articles shorten Corvane Semiconductors."""
    one, other = set(firm(a).words), set(firm(b).words)
    part = bool(one and other) and (one <= other or other <= one)
    return a == b or part or score(a, b, "company").value >= COMPANY_SAME


def _roles(some: Iterable[str], others: Iterable[str]) -> Feature | None:
    """Roles are compared within one script: without a dictionary nothing follows from two."""
    for cyrillic in (False, True):
        mine, theirs = (_words(roles, cyrillic=cyrillic) for roles in (some, others))
        if mine & theirs:
            return f"both {', '.join(sorted(mine & theirs))}", weights().shared_role
        if mine and theirs:
            return "different roles", weights().different_roles
    return None


def _words(roles: Iterable[str], *, cyrillic: bool) -> frozenset[str]:
    words = {word for role in roles if is_cyrillic(role) == cyrillic for word in re.findall(r"\w+", role.casefold())}
    return frozenset(words - no_words_of_a_role())
