"""Names that are short for others (Okonkwo, L. Venkataraman, Emma Larkin of Emma Larkin-Voss), and whom they stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from extractors.gazetteer import entries
from kg.identity.context import Context, shared
from kg.identity.judgements import Word
from kg.identity.names import Named
from kg.identity.people import Part, canonical
from kg.model import Reference

ENOUGH = 2  # little known names that are spoken of with both, where they share no employer

Shorter = Mapping[Named, Collection[Named]]  # a name -> the longer ones it may be short for


def homed(people: Sequence[Part], short: Iterable[Reference], shorter: Shorter, word: Word) -> list[Part]:
    """The people with the references by surnames alone and by halves of double names, where it is plain whose they are.

    A name goes to the only person it can be short for, never to one of several: by half of a double name if they share an
    employer, by a surname if they do, if a little known employer is spoken of with it, or two little known names are spoken
    of with both. What finds nobody is by itself. A function of the sets of people and references.
    """
    whole = _doubled(people, shorter, word)
    under = _under(whole)
    left: list[Part] = []
    found: list[tuple[Part, Reference]] = []
    for one in sorted(short, key=canonical):
        able = _able([Named("person", one.names[0])], under, shorter)
        if len(able) == 1 and not word.apart([one.id], [o.id for o in able[0]]) and _is_told_of(one, able[0]):
            found.append((able[0], one))
        else:
            left.append([one])
    for home, reference in found:
        home.append(reference)
    return [*whole, *left]


def _doubled(people: Sequence[Part], shorter: Shorter, word: Word) -> list[Part]:
    """People joined with those whose double surname has theirs as a half."""
    under = _under(people)
    whole = {id(part): part for part in people}
    pairs = []
    for part in people:
        names = sorted({Named("person", name) for one in part for name in one.names})
        longer = [other for other in _able(names, under, shorter) if other is not part]
        if len(longer) == 1 and _share_an_employer(part, longer[0]):
            pairs.append((part, longer[0]))
    for half, double in pairs:
        mine, theirs = whole[id(half)], whole[id(double)]
        if mine is not theirs and not word.apart([one.id for one in mine], [one.id for one in theirs]):
            joined = sorted([*mine, *theirs], key=canonical)
            whole |= {key: joined for key, value in whole.items() if value is mine or value is theirs}
    return list({id(part): part for part in whole.values()}.values())


def _under(people: Iterable[Part]) -> dict[Named, list[Part]]:
    found: dict[Named, list[Part]] = {}
    for part in people:
        for name in sorted({Named("person", name) for one in part for name in one.names}):
            found.setdefault(name, []).append(part)
    return found


def _able(names: Iterable[Named], under: Mapping[Named, Sequence[Part]], shorter: Shorter) -> list[Part]:
    """All that some names can be short for, each once."""
    longer = sorted({long for name in names for long in shorter.get(name, ())})
    return list({id(part): part for long in longer for part in under.get(long, ())}.values())


def _share_an_employer(one: Part, other: Part) -> bool:
    return bool(shared(Context.of(one).companies, Context.of(other).companies))


def _is_told_of(one: Reference, home: Part) -> bool:
    mine, theirs = Context.of([one]), Context.of(home)
    near = (mine.companies | mine.near) - _listed()
    if shared(mine.companies, theirs.companies) or shared(theirs.companies - _listed(), near):
        return True
    return len(shared(sorted(near), (theirs.companies | theirs.near) - _listed())) >= ENOUGH


@cache
def _listed() -> frozenset[str]:
    """Names that so much news speaks of that they tell nothing of who else is meant."""
    return frozenset(entry.name for entry in entries().values())
