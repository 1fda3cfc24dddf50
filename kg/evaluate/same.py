"""When a move that was found is the move that people stated.

Strict: the same person, the same direction (in, out, founding), its end on that side, a stated origin, and whether it
happened or not. Lenient: the same person and any company of the move. Names are compared loosely (titles, legal forms,
case endings, one part of another), as spelling is not what is measured here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Literal, TypeVar

from kg.evaluate.gold import Fact, Party, Statement
from kg.resources import DATA, toml

One = TypeVar("One")
Other = TypeVar("Other")
_OUT = ("left", "retired", "fired")
_UNREAL = ("attempted", "rumoured", "denied")


def strict(found: Statement, stated: Statement) -> bool:
    """Whether a move that was found is, in all that matters, the one stated."""
    if not same_person(found, stated) or direction(found) != direction(stated) or real(found) != real(stated):
        return False
    origins = (*stated.origins, *stated.also_origins)
    if direction(stated) == "out":
        return any_same(found.origins, origins) if stated.origins or (found.origins and origins) else True
    if stated.destination and not any_same(_to(found), (stated.destination, *stated.also_destinations)):
        return False
    return not stated.origins or stated.kind == "promoted" or any_same(found.origins, origins)


def lenient(found: Statement, stated: Statement) -> bool:
    """Whether a move that was found is about the person and one of the companies stated."""
    theirs = _companies(stated)
    if not same_person(found, stated):
        return False
    ours = _companies(found)
    return not theirs or (not ours and not stated.destination and not stated.origins) or any_same(ours, theirs)


def half(found: Statement, stated: Statement) -> bool:
    """Whether a departure that was found is the first half of the move from one company to another that is stated."""
    origins = (*stated.origins, *stated.also_origins)
    return (
        direction(found) == "out" and direction(stated) != "out"
        and same_person(found, stated) and any_same(found.origins, origins)
    )  # fmt: skip


def direction(move: Statement) -> Literal["in", "out", "founding"]:
    """Which end of the move makes it what it is."""
    return "out" if move.kind in _OUT else "founding" if move.kind == "founded" else "in"


def real(move: Statement) -> bool:
    """Whether it happened, or will."""
    return move.status not in _UNREAL


def same_person(found: Statement, stated: Statement) -> bool:
    """Whether both are about one person; somebody unnamed is known by a word of the description."""
    if stated.names:
        return any(same_name(one, other, "person") for one in found.names for other in stated.names)
    description = found.description or next(iter(found.names), None)
    if not description or (not found.description and not found.names):
        return True
    small = _words()["small"]
    ours, theirs = (
        [word for word in _tokens(text, ()) if word not in small] for text in (description, stated.description or "")
    )
    return any(_same_word(one, other) for one in ours for other in theirs)


def same_fact(found: Fact, stated: Fact) -> bool:
    """Whether both say it of the same person and organisation."""
    return _same_party(found.person, stated.person, "person") and _same_party(found.company, stated.company, "company")


def one_fact(fact: Fact, other: Fact) -> bool:
    """Whether people annotated one fact twice: the same mention, item or spelling on both sides."""
    return _one_party(fact.person, other.person) and _one_party(fact.company, other.company)


def _one_party(party: Party | None, other: Party | None) -> bool:
    if party is None or other is None:
        return False
    same_item = party.wikidata is not None and party.wikidata == other.wikidata
    same_place = bool(set(party.spans) & set(other.spans))
    return same_item or same_place or party.names[0].casefold() == other.names[0].casefold()


def _same_party(found: Party | None, stated: Party | None, kind: str) -> bool:
    if not found or not stated:
        return False
    if any(a < d and c < b for a, b in found.spans for c, d in stated.spans):
        return True
    return any(
        same_name(one, other, kind) for one in found.names for other in stated.names if not is_pronoun(other)
    )  # fmt: skip


def is_pronoun(name: str) -> bool:
    """Whether a name is none but a pronoun."""
    return name.strip().casefold() in _words()["pronouns"]


def same_name(one: str, other: str, kind: str) -> bool:
    """Whether two names may be one: each word of the shorter stands in the longer, give or take an ending."""
    dropped = _words()["titles" if kind == "person" else "forms"]
    a, b = _tokens(one, dropped), _tokens(other, dropped)
    short, long = sorted((a, b), key=len)
    if not short:
        return False
    if _within(short, long) and any(len(word) > 1 for word in short):
        return True
    initials = "".join(word[0] for word in long)
    return kind != "person" and len(long) > 1 and short == [initials]


def any_same(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any company of one list may be one of the other."""
    theirs = list(others)
    return any(same_name(one, other, "company") for one in some for other in theirs)


def same_date(found: str | None, stated: str) -> bool:
    """Whether a date that was found is as precise as the stated one, or agrees as far as it goes."""
    if not found:
        return False
    if found.startswith(stated) or stated.startswith(found):
        return True
    year = re.search(r"\d{4}", stated)
    return bool(year) and year[0] in found and (len(stated) <= 4 or stated[5:7] in found)  # type: ignore[index]


def same_amount(found: str | None, stated: str) -> bool:
    """Whether two amounts have the same digits."""
    return re.sub(r"\D", "", found or "") == re.sub(r"\D", "", stated)


def pairs(found: Sequence[One], stated: Sequence[Other], same: Callable[[One, Other], bool]) -> dict[int, int]:
    """Found -> stated by index, as many pairs as can be (augmenting paths, Kuhn 1955), the first first."""
    edges = [[j for j, other in enumerate(stated) if same(one, other)] for one in found]
    owner: dict[int, int] = {}

    def placed(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or placed(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(found)):
        placed(i, set())
    return {i: j for j, i in sorted(owner.items())}


def _to(move: Statement) -> tuple[str, ...]:
    return (move.destination,) if move.destination else ()


def _companies(move: Statement) -> tuple[str, ...]:
    return (*_to(move), *move.also_destinations, *move.origins, *move.also_origins)


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in toml(DATA / "evaluate.toml").items()}


def _tokens(name: str, dropped: Iterable[str]) -> list[str]:
    plain = re.sub(r"'s\b", "", name.casefold().replace("ё", "е").replace("’", "'"))
    words = re.findall(r"[^\W_]+(?:[&+][^\W_]+)?", re.sub(r"[\"«»“”„'`]", " ", plain))
    return [word for word in words if word not in dropped] or words


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    left = list(long)
    for word in short:
        match = next((other for other in left if _same_word(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if len(short) == 1:
        return len(long) > 1 and short == long[0]
    if re.search("[а-я]", short) and re.search("[а-я]", long):
        stem = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
        if stem >= max(3, len(short) - 2) and len(long) - stem <= 4:
            return True
        return len(short) <= 4 and stem >= max(2, len(short) - 1) and len(long) - len(short) <= 2
    return len(short) > 4 and short.rstrip("s") == long.rstrip("s")
