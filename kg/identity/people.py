"""References to people whose name is one, told apart by what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.identity.context import Context, total
from kg.identity.judgements import Word
from kg.identity.knowledge import weights
from kg.model import Reference

Part = list[Reference]


def canonical(reference: Reference) -> tuple[date, str]:
    """Sorts references: the first reported one of a cluster stands for it."""
    return reference.reported or date.max, reference.id


def parts(references: Iterable[Reference], word: Word) -> list[Part]:
    """The references of one name by person, the first reported first; a function of the set of them.

    1. Who shares an employer is one. 2. Of all others the pair with the greatest sum becomes one, while it is enough.
    3. A name alone, with neither employer nor role, goes to the only person of that name, or to the one of several that
    most speaks for it; where nothing does, such references are kept together and apart from all.
    """
    ordered = sorted(references, key=canonical)
    told = [one for one in ordered if one.companies or one.roles]
    bare = [one for one in ordered if not (one.companies or one.roles)]
    people = _closest(_colleagues(told, word), word)
    left: list[Part] = []
    for one in bare:
        home = _home(one, people, word) or next((part for part in left if _may([one], part, word)), None)
        if home is None:
            left.append([one])
        else:
            home.append(one)
    return sorted((sorted(part, key=canonical) for part in (*people, *left)), key=lambda part: canonical(part[0]))


@dataclass(slots=True)
class _Group:
    members: Part
    context: Context


def _may(some: Sequence[Reference], others: Sequence[Reference], word: Word) -> bool:
    return not word.apart([one.id for one in some], [one.id for one in others])


def _colleagues(references: Sequence[Reference], word: Word) -> list[Part]:
    """References joined wherever an employer is spelled alike: what need not be compared pair by pair."""
    found: list[Part] = []
    at: dict[str, list[Part]] = {}
    for one in references:
        mine = [one]
        for company in one.companies:
            for part in at.get(company, ()):
                if part is not mine and _may(mine, part, word):
                    first, second = (part, mine) if len(part) >= len(mine) else (mine, part)
                    first += second
                    found = [other for other in found if other is not second]
                    for parts in at.values():
                        parts[:] = list({id(p): p for p in (first if p is second else p for p in parts)}.values())
                    mine = first
        if not any(part is mine for part in found):
            found.append(mine)
        for company in one.companies:
            known = at.setdefault(company, [])
            if not any(part is mine for part in known):
                known.append(mine)
    return found


def _closest(found: Sequence[Part], word: Word) -> list[Part]:
    groups = sorted((_Group(part, Context.of(part)) for part in found), key=lambda group: _first(group.members))
    sums = {
        (i, j): total(one.context, other.context)
        for i, one in enumerate(groups)
        for j, other in enumerate(groups[:i])
        if _may(one.members, other.members, word)
    }
    alive = dict(enumerate(groups))
    while sums:
        (i, j), best = min(sums.items(), key=lambda item: (-item[1], _first(alive[item[0][1]].members), item[0]))
        if best < weights().enough:
            break
        members = [*alive[j].members, *alive.pop(i).members]
        alive[j] = _Group(members, Context.of(members))
        sums = {pair: value for pair, value in sums.items() if i not in pair and j not in pair}
        for k, other in alive.items():
            if k != j and _may(members, other.members, word):
                sums[max(j, k), min(j, k)] = total(alive[j].context, other.context)
    return [group.members for group in alive.values()]


def _first(part: Part) -> tuple[date, str]:
    return min(map(canonical, part))


def _home(one: Reference, people: Sequence[Part], word: Word) -> Part | None:
    """The person a name alone is given to: the only one, or the one that more speaks for than for any other."""
    able = [part for part in people if _may([one], part, word)]
    if len(able) < 2:
        return able[0] if able and len(people) == 1 else None
    mine = Context.of([one])
    sums = sorted((-total(mine, Context.of(part)), number) for number, part in enumerate(able))
    return able[sums[0][1]] if sums[0][0] < sums[1][0] else None
