"""How likely two words are one word of a name, and why."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from kg.names.fold import is_cyrillic
from kg.names.letters import END, Alignment, Pair, align
from kg.names.spelling import spellings
from kg.names.tokens import is_initial, nominatives, one_given_name

# Logistic regression on held-out pairs against the nearest other names gives 5.25 + 0.075 excess - 5.13 excess a letter
# (python -m benchmarks.names --calibrate). The constant is raised: names meet in an article or block, not in thousands.
BIAS, EXCESS, PER_LETTER = 7.0, 0.075, -5.13
SLACK = 25.0
INITIAL, NICKNAME, INFLECTED, RESPELLED, TYPO, GAP = 0.8, 0.94, 0.97, 0.95, 0.7, 0.6
DEAR = 10.0  # nats


class Match(NamedTuple):
    """How likely two words are one, and why; `ending` is the case ending that had to be removed."""

    value: float
    reason: str
    ending: str = ""


def likelihood(alignment: Alignment, letters: int) -> float:
    """0..1 for a transliteration, from what it costs above the cheapest spelling of either word (nats, by letter)."""
    excess = 2 * alignment.cost - alignment.least_cyrillic - alignment.least_latin
    return 1 / (1 + math.exp(-(BIAS + EXCESS * excess + PER_LETTER * excess / letters)))


def match(a: str, b: str) -> Match:
    """The best reason to take two folded words for one; value 0 where there is none. Symmetric."""
    return Match(1.0, f"{a} = {b}") if a == b else _match(*sorted((a, b)))


@lru_cache(maxsize=1 << 14)
def _match(a: str, b: str) -> Match:
    if is_initial(a) or is_initial(b):
        return _initial(a, b)
    plain = _one_case(a, b)
    if plain.value >= RESPELLED:
        return plain
    if one_given_name(a, b):
        return Match(NICKNAME, f"{a} and {b} are forms of one given name")
    return max([plain, *_inflected(a, b), *_inflected(b, a)], key=lambda found: found.value)


def _one_case(a: str, b: str) -> Match:
    left, right = is_cyrillic(a), is_cyrillic(b)
    if left != right:
        cyrillic, latin = (a, b) if left else (b, a)
        value = transliterated(cyrillic, latin)
        return Match(value, f"{cyrillic} is {latin} in Cyrillic" if value >= 0.5 else f"{cyrillic} is not {latin}")
    return _respelled(a, b)


@lru_cache(maxsize=1 << 14)
def transliterated(cyrillic: str, latin: str) -> float:
    """0..1: whether a folded Cyrillic word renders a folded Latin one."""
    letters = len(cyrillic) + len(latin)
    slack = 5 / max(-PER_LETTER / letters - EXCESS, 0.1)  # beyond it `likelihood` is under 0.05
    found = align(cyrillic, latin, slack)
    if found is None:
        return 0.0
    value = likelihood(found, letters)
    return min(value, GAP) if any(_is_gap(pair) for pair in found.pairs) else value


def _is_gap(pair: Pair) -> bool:
    """Whether letters of one word stand for nothing in the other: no right pair of 3,735 had two in a row so dear."""
    short, long = sorted((pair.cyrillic.strip(END), pair.latin.strip(END)), key=len)
    return not short and len(long) > 1 and pair.cost > DEAR


def _respelled(a: str, b: str) -> Match:
    """Two spellings in one script are one name where both render one spelling of the other script: Alexey, Aleksei."""
    value = 0.0
    for one, other in ((a, b), (b, a)):
        for spelling in spellings(one):
            pair = (spelling, other) if is_cyrillic(spelling) else (other, spelling)
            value = max(value, RESPELLED * transliterated(*pair))
    if value >= 0.5:
        return Match(value, f"{a} and {b} spell one name")
    if min(len(a), len(b)) >= 7 and _one_edit(a, b):
        return Match(TYPO, f"{a} and {b} differ in one letter")
    return Match(value, f"{a} is not {b}")


def _one_edit(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[at:] == b[at + 1 :] if len(a) < len(b) else a[at + 1 :] == b[at + 1 :] and len(a) == len(b)


def _inflected(a: str, b: str) -> list[Match]:
    """Matches of `b` with `a` once a case ending is taken off `a`."""
    found = []
    for nominative, ending in nominatives(a):
        same = nominative == b
        inner = Match(1.0, "") if same else _one_case(nominative, b)
        value = inner.value * INFLECTED
        reason = f"{a} without the ending -{ending} is {b}"
        if one_given_name(nominative, b) and value < NICKNAME * INFLECTED:
            value, reason = NICKNAME * INFLECTED, f"{a} without the ending -{ending} is {nominative}, a form of {b}"
        found.append(Match(value, reason, ending))
    return found


def _initial(a: str, b: str) -> Match:
    short, full = (a, b) if is_initial(a) else (b, a)
    if is_initial(full) and short != full and is_cyrillic(short) == is_cyrillic(full):
        return Match(0.0, f"{short}. is not {full}.")
    starts = {full[: len(short)]} if is_cyrillic(short) == is_cyrillic(full) else _starts(full, len(short))
    if short in starts:
        return Match(INITIAL, f"{short}. may be {full}")
    return Match(0.0, f"{full} does not begin with {short}")


def _starts(word: str, length: int) -> set[str]:
    """First letters a word may have in the other script; Дж counts as one letter."""
    found = {spelling[:length] for spelling in spellings(word, 4)}
    if length == 2 and word.startswith(("j", "g")):
        found |= {"дж"}
    return found | {"j", "g"} if word.startswith("дж") and length == 1 else found
