"""References that are to one person or company, and the id of each: a function of the set of references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.gazetteer import entries
from kg.graph.rows import digest
from kg.identity.judgements import Judgement, Word
from kg.identity.names import Kind, groups
from kg.identity.people import Part, canonical, parts
from kg.identity.tie import Ties, called
from kg.model import Reference
from kg.names import slug


@dataclass(frozen=True, slots=True)
class Cluster:
    """All references to one person or company."""

    id: str
    kind: Kind
    name: str  # the best of their spellings
    references: tuple[Reference, ...]  # the first reported one first


def clusters(references: Iterable[Reference], ties: Ties, judgements: Iterable[Judgement] = ()) -> tuple[Cluster, ...]:
    """The clusters of references whose spellings and their links are `ties`, sorted by id.

    Everything that may be tied to one of the references, or have the id of one, has to be among them.
    """
    word = Word(judgements)
    member = groups(ties.names, ties.links)
    named: dict[int, list[Reference]] = {}
    for one in sorted(references, key=canonical):
        named.setdefault(member[called(one)[0]], []).append(one)
    found = [part for some in named.values() for part in _parts(some, word)]
    return _numbered(_judged(found, word), word)


def _parts(references: Sequence[Reference], word: Word) -> list[Part]:
    if references[0].kind == "person":
        return parts(references, word)
    found: list[Part] = []
    for one in references:
        home = next((part for part in found if not word.apart([one.id], [other.id for other in part])), None)
        if home is None:
            found.append([one])
        else:
            home.append(one)
    return found


def _judged(found: Sequence[Part], word: Word) -> list[Part]:
    """The parts that somebody said are one, joined."""
    of = {one.id: part for part in found for one in part}
    for a, b in word.same:
        one, other = of.get(a), of.get(b)
        if one is not None and other is not None and one is not other and one[0].kind == other[0].kind:
            one += other
            of |= {member.id: one for member in other}
    return list({id(part): part for part in of.values()}.values())


def _numbered(found: Iterable[Part], word: Word) -> tuple[Cluster, ...]:
    """The name as an id; of several things of one name the first reported has it, and the others are told from it."""
    claimed: dict[str, list[tuple[str, Part]]] = {}
    given = _given(word)
    done: list[Cluster] = []
    for part in sorted((sorted(part, key=canonical) for part in found), key=lambda part: canonical(part[0])):
        name = min((one.names[0] for one in part), key=lambda name: _rank(part[0].kind, name))
        fixed = sorted({given[one.id] for one in part if one.id in given})
        if fixed:
            done.append(Cluster(fixed[0], part[0].kind, name, tuple(part)))
        else:
            claimed.setdefault(slug(name), []).append((name, part))
    for short, several in claimed.items():
        for place, (name, part) in enumerate(several):
            first, kind = part[0], part[0].kind
            id = short or f"{kind}-{digest(name)[:12]}"
            if place or short in entries():
                id = f"{id}-{digest(kind, first.id)[:12]}"
            done.append(Cluster(id, kind, name, tuple(part)))
    return tuple(sorted(done, key=lambda cluster: (cluster.id, cluster.kind)))


def _given(word: Word) -> Mapping[str, str]:
    """Reference -> the entity with an id of its own (a listed one, an unnamed one) that somebody said it is."""
    found: dict[str, str] = {}
    for a, b in word.same:
        for one, other in ((a, b), (b, a)):
            if "#" in one and "#" not in other:
                found[one] = min(other, found.get(one, other))
    return found


def _rank(kind: Kind, name: str) -> tuple[int, str]:
    """Full names before parts of them, then the alphabet, which has Latin letters first; as the store ranks them."""
    return (-min(len(name.split()), 3) if kind == "person" else 0, name)
