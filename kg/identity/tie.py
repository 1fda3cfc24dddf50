"""The spellings of some references, and what ties them: their likeness, and articles that give two for one thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations

from kg.identity.names import SPELLED_OUT, Link, Named, pair
from kg.model import Reference


@dataclass(slots=True)
class Ties:
    """Spellings and the links between them."""

    names: set[Named] = field(default_factory=set)
    links: dict[tuple[Named, Named], float] = field(default_factory=dict)

    @classmethod
    def of(cls, references: Iterable[Reference]) -> Ties:
        """The spellings of references, those of one of them linked."""
        ties = cls()
        for reference in references:
            ties.together(called(reference))
        return ties

    def together(self, spelled: Collection[Named]) -> None:
        """Takes in spellings that an article gives for one thing."""
        self.names.update(spelled)
        for a, b in combinations(spelled, 2):
            self.links[pair(a, b)] = SPELLED_OUT

    def add(self, link: Link) -> None:
        """Takes in a link, if both of its spellings are there."""
        if {link.one, link.other} <= self.names:
            self.links.setdefault((link.one, link.other), link.value)


def called(reference: Reference) -> list[Named]:
    """The spellings of a reference, each once, the fullest first."""
    return [Named(reference.kind, name) for name in dict.fromkeys(reference.names)]
