"""How well references were grouped by what they refer to: B-cubed precision and recall.

Bagga and Baldwin, "Algorithms for scoring coreference chains" (LREC 1998), each reference of equal weight; of the measures
of clustering it is the one that meets the constraints of Amigó, Gonzalo, Artiles and Verdejo, "A comparison of extrinsic
clustering evaluation metrics based on formal constraints" (Information Retrieval 12, 2009).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Reference = TypeVar("Reference", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cubed:
    """Means over references, 0..1: how pure and how whole the group of each is."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(found: Mapping[Reference, Hashable], stated: Mapping[Reference, Hashable]) -> Cubed:
    """The score of the groups found (reference -> group) against those people state, over all references stated.

    A reference that was not found is in a group of its own: precise, and whole only where it stands alone.
    """
    if not stated:
        return Cubed(1.0, 1.0)
    groups = {one: (True, found[one]) if one in found else (False, one) for one in stated}
    together = Counter((groups[one], stated[one]) for one in stated)
    of_group, of_truth = Counter(groups.values()), Counter(stated.values())
    shared = [(together[groups[one], stated[one]], groups[one], stated[one]) for one in stated]
    return Cubed(
        sum(both / of_group[group] for both, group, _ in shared) / len(stated),
        sum(both / of_truth[truth] for both, _, truth in shared) / len(stated),
    )
