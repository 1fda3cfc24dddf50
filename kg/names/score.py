"""The score of two names, and the verdict on it."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from kg.names.company import company_score
from kg.names.person import person_score

SAME, MAYBE = 0.75, 0.5
Verdict = Literal["same", "maybe", "different"]


class NameScore(NamedTuple):
    """How likely two names are one (0..1), and the reasons in words."""

    value: float
    reasons: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """What the value means: same, maybe or different."""
        return "same" if self.value >= SAME else "maybe" if self.value >= MAYBE else "different"


@lru_cache(maxsize=1 << 13)
def score(a: str, b: str, kind: Literal["person", "company"] = "person") -> NameScore:
    """Whether two names of either script are one person's or company's; symmetric, and 1 for a name and itself.

    >>> score("Ноам Шазир", "Noam Shazeer").verdict
    'same'
    >>> score("Google", "Google DeepMind", "company").verdict
    'different'
    """
    if a == b:
        return NameScore(1.0, ("the names are equal",))
    value, reasons = (person_score if kind == "person" else company_score)(a, b)
    return NameScore(value, tuple(reasons))
