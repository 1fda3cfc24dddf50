"""Whether two names are one company's."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.names.fold import folded, is_cyrillic
from kg.names.person import Tie, ties
from kg.names.spelling import knowledge, spellings
from kg.names.tokens import listed
from kg.names.words import Match, match, transliterated

LESS, ACRONYM, PART, MAYBE = 0.7, 0.7, 0.3, 0.5
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_SILENT = re.compile(r"(?<=\w)[’'](?=\w)|[®™]|(?<=\b\w)\.(?=\w\b)")  # N.V. is NV
_WORD = re.compile(r"[^\W_]+|&")
_CAPITALS = re.compile(r"[A-Z]{2,5}(?![a-z])|[a-z](?=[A-Z])")


class Firm(NamedTuple):
    """A company's name taken apart: its words without legal forms, and which of them it may lack."""

    words: tuple[str, ...]
    weak: frozenset[str]
    initials: str = ""  # of all its words, legal forms too

    @property
    def core(self) -> tuple[str, ...]:
        """The words that distinguish it."""
        return tuple(word for word in self.words if word not in self.weak) or self.words


@cache
def _words(key: str) -> dict[str, str]:
    table = knowledge()["company"][key]
    assert isinstance(table, dict)
    return table


@lru_cache(maxsize=1 << 14)
def firm(name: str) -> Firm:
    """The name's words: "Scale AI, Inc." -> ("scale", "ai"), of which "ai" is weak."""
    legal, weak, translated = listed("company", "legal"), listed("company", "weak"), _words("words")
    plain = _SILENT.sub("", name)
    found = _WORD.findall(plain)
    kept = [word for word in found if folded(word) not in legal] or found  # but HashiCorp is one word
    parts = [folded(part) for word in kept for part in _CAMEL.sub(" ", word).split()]
    words = tuple(translated.get(part, part) for part in parts)
    initials = "".join(folded(word)[:1] for word in found)
    return Firm(words, frozenset(word for word in words[1:] if word in weak), initials)


@lru_cache(maxsize=1 << 14)
def read_out(name: str) -> str:
    """A Latin name in Cyrillic its abbreviations read letter by letter: OpenAI -> опенэйай; "" where there are none."""
    if is_cyrillic(name) or not _CAPITALS.search(name):
        return ""
    letters, text, at = _words("letters"), "", 0
    for found in _CAPITALS.finditer(name):
        text += _in_cyrillic(name[at : found.start()]) + "".join(letters[c.lower()] for c in found.group())
        at = found.end()
    return (text + _in_cyrillic(name[at:])).replace(" ", "")


def _in_cyrillic(text: str) -> str:
    word = "".join(char for char in folded(text) if char.isalnum())
    return spellings(word)[0] if word and spellings(word) else word


def company_score(a: str, b: str) -> tuple[float, list[str]]:
    """(0..1, reasons): one company's name or not; a part of a group is not the group."""
    a, b = sorted((a, b))
    left, right = firm(a), firm(b)
    if not left.words or not right.words:
        return 0.0, ["one name has no letters"]
    if "".join(left.words) == "".join(right.words):
        return 1.0, ["the names differ at most in case, punctuation and legal form"]
    whole, core = _spelled(left.words, right.words), _spelled(left.core, right.core)
    lacks = left.weak != right.weak and core[0] >= whole[0]  # "Мистраль" spells Mistral better than Mistral AI
    options = [_less(core, left, right) if lacks else whole]
    options += [_read_out(a, right), _read_out(b, left), _acronym(left, right), _acronym(right, left)]
    best = max(options, key=lambda option: option[0])
    return _part(left, right) or best if best[0] < MAYBE else best


def _spelled(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[float, list[str]]:
    whole = _sure(Tie("".join(left), "".join(right), match("".join(left), "".join(right))))
    options = [(whole.match.value, [whole.match.reason])]
    if len(left) == len(right) > 1:
        tied = [_sure(tie) for tie in ties(left, right)]
        options.append((min(tie.match.value for tie in tied), [tie.match.reason for tie in tied]))
    return max(options, key=lambda option: option[0])


def _sure(tie: Tie) -> Tie:
    """Companies spell their names one way: words of one script that differ are at best doubtful."""
    a, b, found = tie
    if len(a) == 1 or len(b) == 1:
        return (
            tie._replace(match=Match(transliterated(*sorted((a, b), reverse=True)), f"{a} and {b}"))
            if (is_cyrillic(a) != is_cyrillic(b))
            else tie._replace(match=Match(float(a == b), f"{a} and {b}"))
        )
    differs = a != b and not is_cyrillic(a) and not is_cyrillic(b)
    return tie._replace(match=found._replace(value=min(found.value, LESS))) if differs else tie


def _less(core: tuple[float, list[str]], left: Firm, right: Firm) -> tuple[float, list[str]]:
    """Names that agree but for words one of them may lack; where both have such words and they differ, they are two."""
    value, reasons = core
    extra = " ".join([*(w for w in left.words if w in left.weak), *(w for w in right.words if w in right.weak)])
    both = bool(left.weak) and bool(right.weak)
    return value * (PART if both else LESS), [*reasons, f"{extra} stands in {'both' if both else 'one name only'}"]


def _read_out(name: str, other: Firm) -> tuple[float, list[str]]:
    spelled, plain = read_out(name), "".join(other.words)
    if not spelled or not is_cyrillic(plain):
        return 0.0, []
    found = match(spelled, plain)
    return found.value, [f"{name} read out is {spelled}", found.reason]


def _acronym(left: Firm, right: Firm) -> tuple[float, list[str]]:
    short = "".join(left.words)
    if len(left.words) == 1 and len(right.words) > 1 and len(short) > 2 and short in _initials(right):
        return ACRONYM, [f"{short} are the initials of {' '.join(right.words)}"]
    return 0.0, []


def _initials(found: Firm) -> tuple[str, str]:
    return "".join(word[0] for word in found.words), found.initials


def _part(left: Firm, right: Firm) -> tuple[float, list[str]] | None:
    short, long = sorted((left.words, right.words), key=len)
    lacking = [word for word in long if not any(match(word, other).value >= LESS for other in short)]
    if lacking and len(short) + len(lacking) == len(long):
        return PART, [f"one name lacks {' '.join(lacking)}: a part of a company is not the company"]
    return None
