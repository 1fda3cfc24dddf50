"""Earlier names that an article tells: "Brightloom, formerly Threadwell", «Ольга Хартманн (до замужества — Терентьева)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model import Extraction, Mention
from kg.names.tokens import parsed
from kg.resources import DATA, toml

REACH = 90  # characters behind a name that are looked at
_OPENS = r"[»”\"'’)]?\s*[,(—–-]?\s*"
_BETWEEN = r"\s*[—–:-]?\s*[«“\"]?"
_WORD = re.compile(r"([^\W\d_][\w&+.'’-]*)")
_NEXT = re.compile(r" (?:& )?" + _WORD.pattern)
_CLOSES = re.compile(r"[»”\"]?\s*(?:[,;.)—–]|$)")


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody or something by the name it has now, the earlier name, and where the second of the two stands."""

    now: Mention
    former: str
    start: int
    end: int


def told(extraction: Extraction) -> list[Told]:
    """The earlier names of people and companies that the article states, in the order of the text."""
    text, language = extraction.article.text, extraction.article.language
    found: list[Told] = []
    for mention in extraction.mentions:
        if mention.kind not in ("person", "company"):
            continue
        behind = text[mention.end : mention.end + REACH]
        for way, cue in _cues(language, mention.kind):
            if not (match := cue.match(behind)) or not (second := _name(behind, match.end())):
                continue
            start = mention.end + match.end()
            if way != "aside" or _CLOSES.match(behind, match.end() + len(second)):
                found += _told(extraction, mention, way, Told(mention, second, start, start + len(second)))
                break
    return found


@cache
def _cues(language: str, kind: str) -> list[tuple[str, re.Pattern[str]]]:
    """How the words are used, and the expression that finds them; none of a language without a table."""
    ways = toml(DATA / "renames.toml").get(language, {}).get(kind, {})
    joined = {way: "|".join(sorted(map(re.escape, cues), key=len, reverse=True)) for way, cues in ways.items() if cues}
    return [(way, re.compile(rf"{_OPENS}(?:{cues})\b{_BETWEEN}", re.IGNORECASE)) for way, cues in joined.items()]


def _name(text: str, at: int) -> str:
    """The words from a place on that have capital letters, three at most; "" where something is said to belong to them."""
    end = at
    for _ in range(3):
        word = _WORD.match(text, end) if end == at else _NEXT.match(text, end)
        if word is None or not word[1][0].isupper():
            break
        if word[0].endswith(("'s", "’s")):
            return ""
        end = word.end()
        if word[0][-1] in ".'’":
            end -= 1
            break
    return text[at:end]


def _told(extraction: Extraction, first: Mention, way: str, found: Told) -> Iterator[Told]:
    """The two in their roles; a name that replaces another has to be one the article is known to speak of."""
    if way == "became":
        later = [m for m in extraction.mentions if m.start == found.start and m.kind == first.kind]
        yield from (Told(one, _full(first.name, one.name, one.kind), found.start, one.end) for one in later[:1])
    elif first.kind == "company" or not _is_listed(extraction, found):
        yield Told(first, _full(found.former, first.name, first.kind), found.start, found.end)


def _full(former: str, now: str, kind: str) -> str:
    """The earlier name with the given names of the later one, where only a surname is told."""
    if kind == "company" or len(parsed(former).words) != 1:
        return former
    return " ".join([*now.split()[:-1], former])


def _is_listed(extraction: Extraction, found: Told) -> bool:
    """Whether the name is a known company's: "(formerly Google)" is no name of a person."""
    return any(m.known and m.kind != "person" and m.start == found.start for m in extraction.mentions)
