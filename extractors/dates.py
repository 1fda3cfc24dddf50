"""Dates in news: the words as data/dates.toml has them, the periods they state, since when and until when.

Durations ("for 12 years", "15 лет") and ages ("39-летний") are no dates. In the manner of a grammar: a phrase of the
TOML is matched, its named parts become `Parts`, and `periods.period` says what they state.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from spacy.tokens import Doc, Span

from extractors.periods import Parts, period
from extractors.tense import is_future
from kg.errors import KnowledgeError
from kg.model import When
from kg.resources import DATA, toml

Role = Literal["at", "since", "until"]

BLANK = r"(?:(?:[^\S\n]+\n?|\n)[^\S\n]*)"  # one line may end inside a date, a paragraph may not
DIGITS = {
    "year": r"(?<![\d.,$€£#])(?<![^\W\d]-)(?P<year>(?:1[89]|20)\d\d)(?!\d|[.,]\d)",
    "year_digits": r"(?P<year>(?:1[89]|20)\d\d)(?!\d)",
    "day": r"(?<![\d.,:$€£])(?P<day>0?[1-9]|[12]\d|3[01])(?![\d%:]|[.,]\d)",
    "day_digits": r"(?<![\d.])(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
    "day_over_12": r"(?<!\d)(?P<day>1[3-9]|2\d|3[01])(?!\d)",
    "month_digits": r"(?<!\d)(?P<month_digits>0?[1-9]|1[0-2])(?!\d)",
    "quarter_digit": r"(?P<quarter_digit>[1-4])(?!\d)",
}
SAME_AS = {
    "clear_month": "month", "month_digits": "month", "season_adverb": "season", "quarter_digit": "quarter",
    "next": "shift",
    "one_unit": "unit",
    "counted_unit": "unit",
}  # fmt: skip
SENTENCE_END = re.compile(r"[.!?…][»”\"]?\s+(?=[^\W\d_a-zа-яё]|[«“\"])|\n")
DASH = re.compile(r"\s*[-–—]\s*")
_CACHE = "kg.dates"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written, the period it states where it states one, and whether that opens or closes something."""

    start: int
    end: int
    when: When | None
    role: Role = "at"


@dataclass(frozen=True, slots=True)
class _Written:
    start: int
    end: int
    parts: Parts
    role: Role = "at"
    nearest: bool = False  # the words in front ("starting May 1") speak of past and future alike


@dataclass(frozen=True, slots=True)
class _Grammar:
    phrases: tuple[re.Pattern[str], ...]
    values: dict[str, tuple[tuple[str, re.Pattern[str]], ...]]  # part -> (value, its words)
    vague: frozenset[str]
    same: frozenset[str]
    roles: dict[str, re.Pattern[str]]


def dates(
    text: str, language: str, published: dt.date | None = None, *, future: bool | None = False
) -> list[DateMention]:
    """The dates of a text, in its order; relative ones are told from `published`, the day it appeared.

    `future` says what a date without a year means: the last one (False), the next one (True) or the nearest (None).

    Raises:
        KnowledgeError: data/dates.toml has no words for the language.
    """
    written = _written(text, language)
    return _mentions(text, written, published, [future] * len(written))


def dates_of(doc: Doc, published: dt.date | None = None) -> list[DateMention]:
    """The dates of a parsed text; the verb of each says whether it is behind us or ahead."""
    written = _written_in(doc)
    return _mentions(doc.text, written, published, [_future(doc, each) for each in written])


def date_spans(doc: Doc) -> list[Span]:
    """The dates of a parsed text as spans labelled DATE."""
    found = (doc.char_span(each.start, each.end, "DATE", alignment_mode="expand") for each in _written_in(doc))
    return [span for span in found if span is not None]


def _future(doc: Doc, written: _Written) -> bool | None:
    span = doc.char_span(written.start, written.end, alignment_mode="expand")
    return is_future(span.root, since=written.role == "since") if span is not None else False


def _written_in(doc: Doc) -> list[_Written]:
    """The dates of a document, searched for once: entities and moves both ask."""
    if _CACHE not in doc.user_data:
        doc.user_data[_CACHE] = tuple(_written(doc.text, doc.lang_))
    return list(doc.user_data[_CACHE])


def _written(text: str, language: str) -> list[_Written]:
    grammar = _grammar(language)
    found = sorted(
        ((match.start("span"), -match.end("span"), order, match) for order, phrase in enumerate(grammar.phrases)
         for match in phrase.finditer(text)),
        key=lambda each: each[:3],
    )  # fmt: skip
    written: list[_Written] = []
    for start, end, _, match in found:
        if not written or start >= written[-1].end:
            before = text[max(0, start - 40) : start]
            role: Role = next((role for role in ("since", "until") if grammar.roles[role].search(before)), "at")
            nearest = bool(grammar.roles["nearest"].search(before))
            written.append(_Written(start, -end, _parts(match, grammar), role, nearest))
    return _ranges(text, written, grammar)


def _parts(match: re.Match[str], grammar: _Grammar) -> Parts:
    words = {name: word for name, word in match.groupdict().items() if word is not None and name != "span"}
    stated: dict[str, Any] = {}
    for name, word in words.items():
        part, value = SAME_AS.get(name, name), _value(name, word, grammar)
        if part == "day_word":
            stated |= {"unit": "day", "shift": int(value)}
        elif part == "weekend":
            stated |= {"unit": "weekend", "shift": int(value)}
        elif part in Parts.__dataclass_fields__:
            stated[part] = value if part == "unit" else int(value)
    if "ago" in words:
        stated["shift"] = -int(_value("number", words["number"], grammar)) if "number" in words else -1
    elif "unit" in stated:
        stated.setdefault("shift", 0)  # "the end of the year"
    return Parts(**stated, vague=bool(grammar.vague & words.keys()), same=bool(grammar.same & words.keys()))


def _value(name: str, word: str, grammar: _Grammar) -> str:
    return next((value for value, words in grammar.values.get(name, ()) if words.fullmatch(word)), word)


def _ranges(text: str, written: list[_Written], grammar: _Grammar) -> list[_Written]:
    """The two ends of "from 2010 to 2014", "1993—2003" told apart; a year stated once holds for both."""
    for index in range(len(written) - 1):
        first, second = written[index : index + 2]
        between = text[first.end : second.start]
        opened = first.role == "since" and grammar.roles["range"].fullmatch(between)
        if opened or DASH.fullmatch(between):
            start, end = _dated(first.parts, second.parts)
            written[index] = replace(first, parts=start, role="since")
            written[index + 1] = replace(second, parts=end, role="until")
    return written


def _dated(first: Parts, second: Parts) -> tuple[Parts, Parts]:
    if first.month and second.month:
        over = int(first.month > second.month)  # "from November to March 2021" begins in 2020
        if second.year and not first.year:
            return replace(first, year=second.year - over), second
        if first.year and not second.year:
            return first, replace(second, year=first.year + over)
    return first, second


def _mentions(
    text: str, written: Sequence[_Written], published: dt.date | None, futures: Iterable[bool | None]
) -> list[DateMention]:
    mentions = []
    for each, future in zip(written, futures, strict=True):
        parts = each.parts
        if parts.same or (
            published is None and parts.year is None and (parts.month or parts.quarter) and not parts.unit
        ):
            parts = _helped(text, each, written)
        found = period(parts, published, None if each.nearest and future is False else future)
        when = When(*found, text[each.start : each.end]) if found else None
        mentions.append(DateMention(each.start, each.end, when, each.role))
    return mentions


def _helped(text: str, date: _Written, written: Sequence[_Written]) -> Parts:
    """A date with the year of one before it ("that same year"), or of one in its sentence (but no "since 2016")."""
    dated = [each for each in written if each.parts.year is not None]
    earlier = [each for each in dated if each.end <= date.start]
    if date.parts.same:
        if not earlier or date.parts.unit not in ("year", "month"):
            return date.parts
        known = earlier[-1].parts
        month = known.month if date.parts.unit == "month" else None
        return Parts(year=known.year, month=month) if month or date.parts.unit == "year" else date.parts
    dated = [each for each in dated if each.role == "at"]
    near = [each for each in dated if each.end <= date.start][-1:] + [each for each in dated if each.start >= date.end][
        :1
    ]
    for each in near:
        first, second = sorted((each, date), key=lambda one: one.start)
        if not SENTENCE_END.search(text, first.end, second.start):
            return replace(date.parts, year=each.parts.year)
    return date.parts


@cache
def _grammar(language: str) -> _Grammar:
    path = DATA / "dates.toml"
    words = toml(path).get(language)
    if words is None:
        raise KnowledgeError(f"{path}: no table [{language}]; add the words of dates in that language")
    flags = re.NOFLAG if words["case"] else re.IGNORECASE
    patterns, values = dict(DIGITS), {}
    for name, table in words.items():
        if name == "words":
            patterns |= {part: f"(?:{_regex(regex)})" for part, regex in table.items()}
        elif name in ("back", "vague", "same"):
            patterns |= {part: f"(?P<{part}>{_regex(regex)})" for part, regex in table.items()}
        elif isinstance(table, dict) and name != "role":
            digits = [r"(?<![\d.,])\d{1,3}"] if name == "number" else []
            patterns[name] = f"(?P<{name}>{'|'.join([*map(_regex, table.values()), *digits])})"
            values[name] = tuple((value, re.compile(_regex(regex), flags)) for value, regex in table.items())
    phrases = tuple(re.compile(_phrase(phrase, patterns), flags) for phrase in words["phrases"])
    roles = {name: _role(name, _regex(regex)) for name, regex in words["role"].items()}
    return _Grammar(phrases, values, frozenset(words["vague"]), frozenset(words["same"]), roles)


def _role(name: str, words: str) -> re.Pattern[str]:
    pattern = rf"\s*(?:{words})\s*(?:the\s+)?" if name == "range" else rf"(?<!\w)(?:{words})\s+(?:the\s+)?$"
    return re.compile(pattern, re.IGNORECASE)


def _phrase(phrase: str, patterns: dict[str, str]) -> str:
    before, _, date = phrase.rpartition(" >> ")
    date = re.sub(r"\{([a-z]\w+)\}", lambda part: patterns[part[1]], _regex(date))
    front = f"(?i:{_regex(before)}){BLANK}" if before else ""
    return rf"(?<!\w){front}(?P<span>{date})(?!\w)"


def _regex(words: str) -> str:
    """Words of the TOML as a regular expression: a blank is white space, plain parentheses only group."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", words).replace(" ", BLANK)
