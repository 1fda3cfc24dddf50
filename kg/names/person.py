"""Whether two personal names are one person's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations
from typing import NamedTuple

from kg.names.fold import is_cyrillic
from kg.names.letters import END
from kg.names.tokens import (
    HYPHENS,
    Name,
    is_feminine,
    is_given,
    is_initial,
    is_longer_surname,
    is_syllable,
    one_given_name,
    parsed,
    two_given_names,
)
from kg.names.words import Match, match

SURNAME = 0.6  # weight of the surname against all given names together
ONE_PART = 0.6  # at most, where one side lacks the surname or the given name
DOUBTFUL = 0.7  # at most, where a word agrees but need not be the same name
ANOTHER = 0.3  # what is left where a patronymic or "Jr." says that there are two
REORDERED, EXCHANGED, EXTRA = 0.96, 0.7, 0.98
SURE = 0.9  # words that agree so well in their order are not tried in another
_TRIED = 4  # words of a name tried in every order


Scored = tuple[float, list[str]]


class Tie(NamedTuple):
    """A word of one name tied to a word of the other."""

    left: str
    right: str
    match: Match


def ties(left: Sequence[str], right: Sequence[str]) -> list[Tie]:
    """The best assignment of the words of two names, in the order of the first; every word of the shorter is tied."""
    if len(left) > len(right):
        return sorted((Tie(b, a, found) for a, b, found in ties(right, left)), key=lambda tie: left.index(tie.left))
    if len(left) == len(right):
        straight = [Tie(a, b, match(a, b)) for a, b in zip(left, right, strict=True)]
        if min(tie.match.value for tie in straight) >= SURE:
            return straight
    right = right if len(right) <= _TRIED else [*right[: _TRIED - 1], right[-1]]
    left = left if len(left) <= _TRIED else [*left[: _TRIED - 1], left[-1]]
    grid = {(i, j): match(a, b) for i, a in enumerate(left) for j, b in enumerate(right)}
    orders = permutations(range(len(right)), len(left))

    def worth(order: tuple[int, ...]) -> tuple[float, int]:
        total = sum(grid[i, j].value ** 0.5 * (1.5 if i == len(left) - 1 else 1) for i, j in enumerate(order))
        return round(total, 6), -sum(a > b for a, b in pairwise(order))

    best = max(orders, key=worth)
    return [Tie(left[i], right[j], grid[i, j]) for i, j in enumerate(best)]


def person_score(a: str, b: str) -> Scored:
    """(0..1, reasons): one person's name or not."""
    a, b = sorted((a, b))  # a score that does not depend on who is asked about whom
    left, right = parsed(a), parsed(b)
    if not left.words or not right.words:
        return 0.0, ["one name has no letters"]
    if left == right:
        return 1.0, ["the names are equal"]
    pairs = [(one, other) for one in _joined(left) for other in _joined(right)]
    scored = [_scored(one, other) for one, other in pairs if not (_is_double(a) and _is_double(b))]
    scored += [_apart(one, other) for one, other in _opened(a, b, left, right)]
    return max(scored, key=lambda pair: pair[0])


def _joined(name: Name) -> list[Name]:
    """The name as it is, and with a particle written together with the surname: Le Cun, LeCun."""
    if not name.particles:
        return [name]
    joined = "".join(name.particles) + name.words[-1]
    return [name, name._replace(words=(*name.words[:-1], joined), particles=())]


def _is_double(name: str) -> bool:
    """Whether a word of the name has two parts: Jean-Pierre, but not al-Faiz."""
    return len(parsed(name.translate(HYPHENS)).words) > len(parsed(name).words)


def _opened(a: str, b: str, left: Name, right: Name) -> Iterator[tuple[Name, Name]]:
    """The two names with the hyphens of one, the other or both taken for spaces: Ji-hoon Kwon, Квон Чи Хун."""
    more, others = (parsed(name.translate(HYPHENS)) if _is_double(name) else None for name in (a, b))
    if more and others:
        yield more, others
    elif more:
        yield more, right
    elif others:
        yield left, others


def _apart(left: Name, right: Name) -> Scored:
    """The score of names with hyphens opened; where one has more parts, only context can tell: Larkin, Larkin-Voss."""
    value, reasons = _scored(left, right)
    if len(left.words) == len(right.words):
        return value, reasons
    return min(value, DOUBTFUL), [*reasons, "a part of a double name on one side only"]


def _scored(left: Name, right: Name) -> Scored:
    tied = ties(left.words, right.words)
    value, reasons = _together(tied, left, right), [tie.match.reason for tie in tied]
    value, reasons = _with_order(value, reasons, tied, left, right)
    if left.patronymic and right.patronymic:
        same = match(left.patronymic, right.patronymic)
        value, reasons = value * max(same.value, ANOTHER), [*reasons, f"patronymics: {same.reason}"]
    if left.generation != right.generation:
        value, reasons = _with_generation(value, reasons, left, right)
    short, long = sorted((left.words, right.words), key=len)
    if len(short) == 1 < len(long):
        return ONE_PART * value, [*reasons, "one name has a single word"]
    if len(short) < len(long):
        value, reasons = value * EXTRA ** (len(long) - len(short)), [*reasons, "a middle name on one side only"]
    if value <= DOUBTFUL:
        return value, reasons
    doubts = [doubt for doubt in (_doubt(tie, tied, left, right) for tie in tied) if doubt]
    return (DOUBTFUL, [*reasons, *doubts]) if doubts else (value, reasons)


def _with_generation(value: float, reasons: list[str], left: Name, right: Name) -> Scored:
    """A father and a son are two; a name without a number may be either's."""
    if left.generation and right.generation:
        return value * ANOTHER, [*reasons, f"{left.generation} and {right.generation} are two people"]
    return min(value, DOUBTFUL), [*reasons, f"{left.generation or right.generation} stands in one name only"]


def _doubt(tie: Tie, tied: Sequence[Tie], left: Name, right: Name) -> str:
    """Why words that agree may still be two people's; "" where nothing speaks for it."""
    a, b = tie.left, tie.right
    last = a == left.words[-1] and b == right.words[-1]
    others = [other for other in tied if other is not tie]
    if is_initial(a) != is_initial(b):
        return "an initial fits many names"
    if last and is_feminine(a) != is_feminine(b) and not any(_is_case(other) for other in others):
        return f"{a} and {b} may be a woman's and a man's surname"
    if two_given_names(a, b) and not (tie.match.ending and any(_is_mans_case(other) for other in others)):
        return f"{a} and {b} may be two given names"
    if a == b or is_cyrillic(a) is not is_cyrillic(b):
        return _gender(tie) if not last else ""
    return _two_spellings(a, b, last=last)


def _gender(tie: Tie) -> str:
    """Why a given name in two scripts may be a man's in one and a woman's in the other."""
    a, b = sorted((tie.left, tie.right))
    woman, man = (word for word in ((a, b) if a.endswith("a") else (b, a)))
    differs = woman.endswith(("a", "а")) and man[-1] not in "aeiouyаеийоуыэюяьh"
    plain = not tie.match.ending and not one_given_name(a, b)
    return f"{a} and {b} may be a woman's and a man's name" if a != b and differs and plain else ""


def _two_spellings(a: str, b: str, *, last: bool) -> str:
    """Why two words of one script that agree may still be two names."""
    if last and (not is_cyrillic(a) or is_longer_surname(a, b)):
        return f"surnames {a} and {b} are spelled differently in one script"
    if is_syllable(a) and is_syllable(b):
        return f"{a} and {b} are two syllables"
    if a.removesuffix("ь") == b.removesuffix("ь"):
        return f"{a} and {b} differ in a soft sign"
    short, long = sorted((a, b), key=len)
    if not one_given_name(a, b) and long in (short + "a", short[:-1] + "a"):  # Мартина may be a case of Мартин
        return f"{a} and {b} may be a woman's and a man's name"
    return ""


def _is_case(tie: Tie) -> bool:
    """Whether a given name stands in a case and is no other name itself: Сергея, but not Александра."""
    inflected = next((word for word in (tie.left, tie.right) if word.endswith(tie.match.ending or END)), "")
    return bool(inflected) and not is_given(inflected)


def _is_mans_case(tie: Tie) -> bool:
    """Whether a surname stands in a case that it can only have as a man's: Гринберга, but not Петрова."""
    inflected = next((word for word in (tie.left, tie.right) if word.endswith(tie.match.ending or END)), "")
    return bool(inflected) and not is_feminine(inflected) and not is_given(inflected)


def _together(tied: Sequence[Tie], left: Name, right: Name) -> float:
    """Weighted geometric mean: one part that does not agree is enough to make two names two."""
    surname = next((tie for tie in tied if (tie.left, tie.right) == (left.words[-1], right.words[-1])), None)
    rest = [tie for tie in tied if tie is not surname]
    share = 1 - SURNAME if surname else 1.0
    value = surname.match.value ** (SURNAME if rest else 1.0) if surname else 1.0
    for tie in rest:
        value *= tie.match.value ** (share / len(rest))
    worst = min(tie.match.value for tie in tied)
    return value if worst >= 0.5 else value * worst


def _with_order(value: float, reasons: list[str], tied: Sequence[Tie], left: Name, right: Name) -> Scored:
    places = [right.words.index(tie.right) for tie in tied]
    if places == sorted(places) or len(tied) < 2:
        return value, reasons
    ends = (left.words[-1], right.words[-1])
    if all(is_given(word) or is_initial(word) for word in ends):  # Thomas James is not James Thomas
        return value * EXCHANGED, [*reasons, "the order differs, and both words are given names"]
    return value * REORDERED, [*reasons, "the order of the words differs"]
