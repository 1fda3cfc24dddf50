"""Which spellings are one name: links between two of them, and groups in which no two of one script disagree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.identity.judgements import Word
from kg.identity.surnames import is_short_for
from kg.names import MAYBE, block, blocks, score
from kg.names.fold import is_cyrillic
from kg.resolve.clusters import THRESHOLDS

Kind = Literal["person", "company"]
SPELLED_OUT = 2.0  # one article calls somebody by both: above every score


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A spelling, and of what kind of thing."""

    kind: Kind
    name: str

    @property
    def id(self) -> str:
        """As the store keeps it."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Link:
    """Two spellings that can be one name, or of which one can be short for the other: then `value` is not enough."""

    one: Named
    other: Named
    value: float
    reason: str


Links = Mapping[tuple[Named, Named], float]


def linked(a: Named, b: Named) -> Link | None:
    """The link between two spellings, whichever is asked about first; None where they are two names.

    Each has to be found by the keys of the other, or it would depend on which one came first.
    """
    if a.kind != b.kind or a == b:
        return None
    a, b = min(a, b), max(a, b)
    if block(a.name, a.kind) not in blocks(b.name, b.kind) or block(b.name, b.kind) not in blocks(a.name, a.kind):
        return None
    found = score(a.name, b.name, a.kind)
    able = found.value >= THRESHOLDS[a.kind]
    if not able and a.kind == "person" and found.value >= MAYBE:
        able = is_short_for(a.name, b.name) or is_short_for(b.name, a.name)
    return Link(a, b, found.value, "; ".join(found.reasons)) if able else None


def pair(a: Named, b: Named) -> tuple[Named, Named]:
    """The two in their order."""
    return (a, b) if a < b else (b, a)


def groups(
    names: Collection[Named], links: Links, word: Word, renamed: Iterable[tuple[Named, Named]] = ()
) -> dict[Named, int]:
    """The number of the group each spelling is in; what was judged of companies first, then the surest links.

    Two spellings of one script that are not linked never come into one group, unless an article tells that one was changed
    for the other (`renamed`): what Wiz is in Cyrillic is not Wise.
    """
    member: dict[Named, int] = {}
    groups: dict[int, list[Named]] = {}
    by_id = {name.id: name for name in names}
    for number, name in enumerate(sorted(names)):
        member[name], groups[number] = number, [name]

    def join(a: Named, b: Named, said: tuple[str, str] | None = None, *, told: bool = False) -> None:
        one, other = sorted((member[a], member[b]))
        if one == other or not (said or told or _agree(groups[one], groups[other], links)):
            return
        if word.apart([name.id for name in groups[one]], [name.id for name in groups[other]], unless=said):
            return
        for name in groups[other]:
            member[name] = one
        groups[one] += groups.pop(other)

    for one, other in word.same:
        if one in by_id and other in by_id:
            join(by_id[one], by_id[other], (one, other))
    for (a, b), _ in sorted(links.items(), key=lambda item: (-item[1], item[0])):
        join(a, b)
    for now, earlier in sorted(renamed):
        join(now, earlier, told=True)
    return member


def _agree(some: Iterable[Named], others: Collection[Named], links: Links) -> bool:
    return all(pair(a, b) in links for a in some for b in others if is_cyrillic(a.name) == is_cyrillic(b.name))
