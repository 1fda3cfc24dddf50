"""References that are to one person or company, and the id of each: a function of the set of references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.gazetteer import entries
from kg.graph.rows import digest
from kg.identity.judgements import Judgement, Word, is_open
from kg.identity.names import Kind, Named, groups
from kg.identity.people import Part, canonical, parts
from kg.identity.shorter import homed
from kg.identity.surnames import is_surname
from kg.identity.tie import Ties, called
from kg.model import Reference
from kg.names import slug
from kg.names.tokens import full_words


@dataclass(frozen=True, slots=True)
class Cluster:
    """All references to one person, or all names of one company: what is called by these names is the company."""

    id: str
    kind: Kind
    name: str  # the best of their spellings
    names: tuple[Named, ...] = ()  # of a company, sorted
    references: tuple[Reference, ...] = ()  # to a person, the first reported one first


def clusters(references: Iterable[Reference], ties: Ties, judgements: Iterable[Judgement] = ()) -> tuple[Cluster, ...]:
    """The clusters of references to people, and of the names of companies among `ties`, sorted by id.

    Everything that may be tied to one of them, or have the id of one, has to be among them. References to companies may
    be left out: their names are enough.
    """
    references, word = list(references), Word(judgements)
    member = groups(ties.names, ties.links, word, ties.renamed)
    people: dict[int, list[Reference]] = {}
    for one in sorted(references, key=canonical):
        if one.kind == "person" and not is_surname(one.names[0]):
            people.setdefault(member[called(one)[0]], []).append(one)
    companies: dict[int, list[Named]] = {}
    for name in sorted(ties.names):
        if name.kind == "company":
            companies.setdefault(member[name], []).append(name)
    found = [part for some in people.values() for part in parts(some, word)]
    short = [one for one in references if one.kind == "person" and is_surname(one.names[0])]
    found = homed(found, short, ties.shorter, word)
    earlier = {former for _, former in ties.renamed}
    made = [_company(names, earlier) for names in companies.values()]
    return _numbered(made, _judged(found, word), word)


def entities(found: Iterable[Cluster], references: Iterable[Reference]) -> dict[str, str]:
    """Reference -> the id of the entity it is to."""
    every = list(found)
    ids = {one.id: cluster.id for cluster in every for one in cluster.references}
    of = {name: cluster.id for cluster in every for name in cluster.names}
    return ids | {one.id: of[called(one)[0]] for one in references if one.kind == "company"}


def _judged(found: Sequence[Part], word: Word) -> list[Part]:
    """The parts that somebody said are one, joined."""
    of = {one.id: part for part in found for one in part}
    for a, b in word.same:
        one, other = of.get(a), of.get(b)
        if one is None or other is None or one is other:
            continue
        if not word.apart([member.id for member in one], [member.id for member in other], unless=(a, b)):
            one += other
            of |= {member.id: one for member in other}
    return list({id(part): part for part in of.values()}.values())


def _numbered(companies: Iterable[Cluster], people: Iterable[Part], word: Word) -> tuple[Cluster, ...]:
    """The name as an id. Of several things of one name a company has it, else the first reported person; the others'
    ids say by a few digits more who they are."""
    given = _given(word)
    claimed: dict[str, list[tuple[Cluster, str]]] = {}
    done: list[Cluster] = []
    made = sorted(companies, key=lambda cluster: cluster.name)
    made += [_person(part) for part in sorted((sorted(p, key=_fullest) for p in people), key=lambda p: _fullest(p[0]))]
    for cluster in made:
        stands_for = [one.id for one in cluster.references] + [name.id for name in cluster.names]
        fixed = sorted({given[id] for id in stands_for if id in given})
        if fixed:
            done.append(replace(cluster, id=fixed[0]))
        elif cluster.references and is_surname(cluster.references[0].names[0]):
            done.append(replace(cluster, id=cluster.references[0].local))  # nobody knows who that is: as in the article
        else:
            sign = cluster.references[0].id if cluster.references else cluster.name
            claimed.setdefault(slug(cluster.name), []).append((cluster, sign))
    for short, several in claimed.items():
        for place, (cluster, sign) in enumerate(several):
            id = short or f"{cluster.kind}-{digest(cluster.name)[:12]}"
            if place or short in entries():
                id = f"{id}-{digest(cluster.kind, sign)[:12]}"
            done.append(replace(cluster, id=id))
    return tuple(sorted(done, key=lambda cluster: (cluster.id, cluster.kind)))


def _fullest(reference: Reference) -> tuple[bool, date, str]:
    return (is_surname(reference.names[0]), *canonical(reference))


def _company(names: Sequence[Named], earlier: Collection[Named]) -> Cluster:
    name = min(one.name for one in ([one for one in names if one not in earlier] or names))
    return Cluster("", "company", name, names=tuple(names))


def _person(part: Part) -> Cluster:
    # Full names before parts of them, then the alphabet, which has Latin letters first: as the store chooses.
    name = min((one.names[0] for one in part), key=lambda name: (-min(full_words(name), 3), name))
    return Cluster("", "person", name, references=tuple(part))


def _given(word: Word) -> Mapping[str, str]:
    """Reference or name -> the listed entity that somebody said it is."""
    found: dict[str, str] = {}
    for a, b in word.same:
        for one, other in ((a, b), (b, a)):
            if is_open(one) and not is_open(other):
                found[one] = min(other, found.get(one, other))
    return found
