"""The spellings of some references, and what ties them: their likeness, and articles that give two for one thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations

from kg.identity.names import SPELLED_OUT, Kind, Link, Named, pair
from kg.identity.surnames import is_short_for
from kg.model import Reference
from kg.resolve.clusters import THRESHOLDS


@dataclass(slots=True)
class Ties:
    """Spellings and the links between them."""

    names: set[Named] = field(default_factory=set)
    links: dict[tuple[Named, Named], float] = field(default_factory=dict)
    shorter: dict[Named, set[Named]] = field(default_factory=dict)  # a name -> those it may be short for
    renamed: set[tuple[Named, Named]] = field(default_factory=set)  # the name of now, and an earlier one

    @classmethod
    def of(cls, references: Iterable[Reference]) -> Ties:
        """The spellings of references, those of one of them linked."""
        ties = cls()
        for reference in references:
            ties.together([Named(reference.kind, name) for name in dict.fromkeys(reference.names)])
            ties.told(reference.kind, (reference.names[0], *reference.former))
        return ties

    def together(self, spelled: Collection[Named]) -> None:
        """Takes in spellings that an article gives for one thing."""
        self.names.update(spelled)
        for a, b in combinations(spelled, 2):
            self.links[pair(a, b)] = SPELLED_OUT

    def told(self, kind: Kind, names: Collection[str]) -> None:
        """Takes in a name and the earlier ones that an article tells of the same thing."""
        now, *former = (Named(kind, name) for name in names)
        self.names.update((now, *former))
        self.renamed.update((now, earlier) for earlier in former if earlier != now)

    def add(self, link: Link) -> None:
        """Takes in a link, if both of its spellings are there."""
        if not {link.one, link.other} <= self.names:
            return
        if link.value >= THRESHOLDS[link.one.kind]:
            self.links.setdefault((link.one, link.other), link.value)
            return
        for short, long in ((link.one, link.other), (link.other, link.one)):
            if is_short_for(short.name, long.name):
                self.shorter.setdefault(short, set()).add(long)


def called(reference: Reference) -> list[Named]:
    """The spellings of a reference, each once, the fullest first and earlier names last."""
    return [Named(reference.kind, name) for name in dict.fromkeys((*reference.names, *reference.former))]
