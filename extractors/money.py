"""Sums of money in news: "almost $3bn", "2,7 миллиарда рублей"; the words are those of data/money.toml.

A number without a currency ("1,000 people", "10 тысяч GPU") and a sum without a number ("a seven-figure bonus",
"millions of dollars") are no sums.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from spacy.tokens import Doc, Span

from kg.errors import KnowledgeError
from kg.model import Amount
from kg.resources import DATA, toml

Words = tuple[tuple[str, re.Pattern[str]], ...]  # (what it means, its words), in the order of the TOML

BLANK = r"(?:[^\S\n]+)"
COMMAS = r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d|[.,]\d)"  # 1,000,000.5
SPACED = (  # 1 000 000,5, and what Russian texts take over: 1,000,000 and 1.5
    r"(?<![\w.,])(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:,\d+)?|\d{1,3}(?:[.,]\d{3}){2,}|\d+(?:[.,]\d+)?)"
    r"(?!\d|[.,]\d)"
)


_CACHE = "kg.money"


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """A sum of money where it is written, qualifier included."""

    start: int
    end: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class _Grammar:
    sum: re.Pattern[str]
    decimal: str  # "," or "."
    currency: Words
    factor: Words
    number: Words
    before: Words
    after: Words


def amounts(text: str, language: str) -> list[MoneyMention]:
    """The sums of money of a text, in its order; of a range ("$4-5 billion") the first.

    Raises:
        KnowledgeError: data/money.toml has no words for the language.
    """
    grammar = _grammar(language)
    return [_mention(text, match, grammar) for match in grammar.sum.finditer(text) if _has_currency(match)]


def amounts_of(doc: Doc) -> list[MoneyMention]:
    """The sums of a parsed text, searched for once: entities and moves both ask."""
    if _CACHE not in doc.user_data:
        doc.user_data[_CACHE] = tuple(amounts(doc.text, doc.lang_))
    return list(doc.user_data[_CACHE])


def money_spans(doc: Doc) -> list[Span]:
    """The sums of a parsed text as spans labelled MONEY."""
    found = amounts_of(doc)
    spans = (doc.char_span(each.start, each.end, "MONEY", alignment_mode="expand") for each in found)
    return [span for span in spans if span is not None]


def _has_currency(match: re.Match[str]) -> bool:
    return any(match[group] for group in ("sign", "sign2", "currency"))


def _mention(text: str, match: re.Match[str], grammar: _Grammar) -> MoneyMention:
    start, end = match.span()
    qualifier = None
    for meaning, words in grammar.before:
        if (found := words.search(text, max(0, match.start() - 60), match.start())) and found.start() < start:
            start, qualifier = found.start(), meaning
    for meaning, words in grammar.after:
        if found := words.match(text, match.end()):
            end, qualifier = found.end(), qualifier or meaning
            break
    sign = next(group for group in ("sign", "sign2", "currency") if match[group])
    currency = _meaning(match, sign, grammar.currency)
    known = None if currency == "unknown" else currency
    return MoneyMention(start, end, Amount(_value(match, grammar), known, text[start:end], qualifier))


def _value(match: re.Match[str], grammar: _Grammar) -> float:
    if match["single"]:
        return float(_meaning(match, "single", grammar.factor))
    # In "$4-5 billion" both are billions.
    factor = next((group for group in ("factor", "words_factor", "factor2") if match[group]), None)
    times = Decimal(_meaning(match, factor, grammar.factor)) if factor else Decimal(1)
    number = _in_words(match["words"], grammar) if match["words"] else _digits(match["digits"], grammar, bool(factor))
    return float(number * times)


def _digits(written: str, grammar: _Grammar, has_factor: bool) -> Decimal:
    """The number written in digits: in Russian "1,234" is a thousand and more, but "1,234 млн" is not."""
    plain = re.sub(r"\s", "", written)
    fraction = grammar.decimal == "," and has_factor and plain.count(",") == 1
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) and not fraction:
        return Decimal(plain.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", plain):
        return Decimal(plain.replace(".", ""))
    return Decimal(plain.replace(",", "."))


def _in_words(written: str, grammar: _Grammar) -> Decimal:
    """The number written in words: the values add up ("сто пятьдесят"), except before "hundred"."""
    total, rest = Decimal(0), written
    while rest:
        found = [(match.end(), value) for value, words in grammar.number if (match := words.match(rest))]
        end, value = max(found)  # "a quarter of a", not "a"
        total = total * 100 if value == "100" and 0 < total < 10 else total + Decimal(value)
        rest = re.sub(r"^[\s-]+", "", rest[end:])
    return total


def _meaning(match: re.Match[str], group: str, words: Words) -> str:
    start, end = match.span(group)  # matched in place: "pounds" looks behind itself, "млн." ahead
    return next(
        meaning for meaning, words_of in words if (found := words_of.match(match.string, start)) and found.end() == end
    )


@cache
def _grammar(language: str) -> _Grammar:
    path = DATA / "money.toml"
    table = toml(path)
    if language not in table:
        raise KnowledgeError(f"{path}: no table [{language}]; add the words of money in that language")
    words = table[language]
    filler = f"(?:(?:{_regex(words['filler'])}){BLANK})?"
    return _Grammar(
        sum=re.compile(_sum(table, words), re.IGNORECASE),
        decimal=words["decimal"],
        currency=(*_words(table["sign"]), *_words(table["code"]), *_words(words["currency"])),
        factor=(*_words(words["factor"]), *_words(words.get("single", {}))),
        number=_words(words["number"], r"(?:{})(?!\w)"),
        before=_words(words["qualifier"], r"(?<!\w)(?:{})\s*" + filler + "$"),
        after=_words(words["after"], r"[ -]?(?:{})(?!\w)"),
    )


def _sum(table: dict[str, dict[str, str]], words: dict[str, Any]) -> str:
    """The pattern of a sum: a number, perhaps up to another one, with a sign or code in front or a currency behind."""
    digits = SPACED if words["decimal"] == "," else COMMAS
    number, factor = _any(words["number"]), f"(?:{_any(words['factor'])})(?!\\w)"
    sign = f"(?:{_any(table['sign'])}|{_any(table['code'])})(?=\\s?\\d)"
    gap = f"(?:{BLANK}|-)?"
    behind = f"(?:{_any(table['sign'])}|{_any(table['code'])})(?!\\s?\\d)|{_any(words['currency'])}"
    join = (  # "$3 to 5 people" is no range: behind a word the second number needs a factor or a currency
        f"{BLANK}?[-–—]{BLANK}?"
        f"|{BLANK}(?:{_regex(words['join'])}){BLANK}(?={sign}|(?:{digits}){gap}(?:{factor}|(?:{behind})(?!\\w)))"
    )
    to = f"(?:(?P<sign2>{sign})\\s?)?(?:{digits})(?:{gap}(?P<factor2>{factor}))?"
    single = f"(?P<single>{_any(words['single'])})(?!\\w)" if "single" in words else "(?P<single>(?!))"
    return (
        f"(?:(?P<sign>(?<!\\w){sign})\\s?)?(?:(?P<digits>{digits})(?:{gap}(?P<factor>{factor}))?(?:(?:{join}){to})?"
        f"|(?<![\\w-])(?:(?P<words>(?:{number})(?:(?:{BLANK}|-)(?:{number})){{0,6}}){gap}(?P<words_factor>{factor})|{single}))"
        f"(?:{gap}(?P<currency>{behind})(?!\\w))?"
    )


def _words(table: dict[str, str], around: str = "{}") -> Words:
    return tuple(
        (meaning, re.compile(around.replace("{}", _regex(words)), re.IGNORECASE)) for meaning, words in table.items()
    )


def _any(table: dict[str, str]) -> str:
    return "|".join(map(_regex, table.values()))


def _regex(words: str) -> str:
    """Words of the TOML as a regular expression: a blank is white space, plain parentheses only group."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", words).replace(" ", BLANK)
