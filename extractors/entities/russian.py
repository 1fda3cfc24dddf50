"""Names in Russian text by their script, their patronymics and initials: what the recogniser was not trained on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc, Token

from extractors.entities.found import Found
from extractors.entities.knowledge import Knowledge, listed

Announced = Callable[[Doc, int, Knowledge], str]
_NEAR = 8  # tokens before a name within which a verb of coming or going makes it an employer
_QUOTES = {"«": "»", "“": "”", '"': '"', "„": "“"}
_PARTS = frozenset({"блок", "отдел", "департамент", "направление", "дивизион", "управление", "вертикаль", "дирекция"})
_QUOTED = 3  # words of a quoted name
_PATRONYMIC = re.compile(
    r"[А-ЯЁ][а-яё]+(?:[оеё]вич|ьич|[иы]нич)(?:а|у|ем|е)?|[А-ЯЁ][а-яё]+(?:[оеё]вн|ичн)(?:а|ы|е|у|ой)"
)


def people(doc: Doc, taken: Sequence[bool], know: Knowledge) -> Iterator[Found]:
    """Persons nobody has found: around a patronymic, behind an initial, or two animate proper nouns in a row."""
    at = 0
    while at < len(doc):
        end = _person_end(doc, at, taken, know)
        if end > at:
            yield Found(at, end, "PERSON")
        at = max(end, at + 1)


def _person_end(doc: Doc, at: int, taken: Sequence[bool], know: Knowledge) -> int:
    """Where a person that starts here ends, or the start itself."""
    first = at
    while at + 1 < len(doc) and _is_initial(doc[at]) and doc[at + 1].text == "." and not taken[at]:
        at += 2
    initials = at - first
    end = at
    while (
        end < len(doc)
        and end - at < 3
        and not taken[end]
        and _is_word(doc[end], know)
        and doc[end].sent == doc[first].sent
    ):
        end += 1
    names = doc[at:end]
    if initials:
        return at + 1 if len(names) else first
    if len(names) > 1 and any(_PATRONYMIC.fullmatch(token.text) for token in names):
        return end
    living = len(names) > 1 and all("Anim" in t.morph.get("Animacy", []) and t.pos_ == "PROPN" for t in names)
    return end if living else first


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and "А" <= token.text <= "Я"


def _is_word(token: Token, know: Knowledge) -> bool:
    """A Cyrillic word with a capital that is no title and no noun for a body."""
    text = token.text
    named = len(text) > 1 and text[0].isupper() and text[1:].replace("-", "").isalpha() and not text.isupper()
    words = know.words
    bodies = (
        words.company | words.organisation | words.outlet | words.place | words.titles | words.never | words.generic
    )
    return named and not text.isascii() and not know.is_role(token) and not listed(token, bodies)


def latin(doc: Doc, taken: Sequence[bool], know: Knowledge, announced: Announced) -> Iterator[Found]:
    """Latin names in Russian text, small letters too, behind a title or a noun for companies, or before a colon."""
    at = 0
    while at < len(doc):
        end = at
        while end < len(doc) and end - at < 3 and not taken[end] and _is_latin_word(doc[end], know):
            end += 1
        if end > at and _holds_name(doc, at, end, know, announced):
            yield Found(at, end, "COMPANY")
        at = max(end, at + 1)


def quoted(doc: Doc, taken: Sequence[bool], know: Knowledge) -> Iterator[Found]:
    """Short names in quotes that nobody has found, where an employer stands: «перешёл из «Датума» в «Вектор»»."""
    for mark in doc:
        closing = _QUOTES.get(mark.text)
        start = mark.i + 1
        if closing is None or start >= len(doc) or taken[start] or not doc[start].text[0].isupper():
            continue
        end = next((i for i in range(start, min(len(doc), start + _QUOTED + 1)) if doc[i].text == closing), start)
        name = doc[start:end]
        plain = end > start and not any(taken[start:end]) and all(t.text.replace("-", "").isalnum() for t in name)
        if (
            plain
            and not any(t.pos_ in {"VERB", "AUX", "PRON"} for t in name)
            and _is_among_moves(doc, start, end, know)
        ):
            yield Found(start, end, "COMPANY")


def is_quoted_body(doc: Doc, each: Found, know: Knowledge) -> bool:
    """Is a "person" one unknown word in quotes behind a title or a preposition of coming and going: «директор «Датума»»?"""
    closing = _QUOTES.get(doc[each.start - 1].text) if each.start else None
    whole = closing is not None and each.end < len(doc) and doc[each.end].text == closing
    single = each.label == "PERSON" and len(each) == 1 and not each.known and not know.is_given(doc[each.start])
    return whole and single and _is_among_moves(doc, each.start, each.end, know)


def is_unit(doc: Doc, each: Found, know: Knowledge) -> bool:
    """Is a "company" in quotes a part of one: «руководитель блока «Технологии»»?"""
    quoted = each.start > 1 and doc[each.start - 1].text in _QUOTES
    return (
        quoted and each.label == "COMPANY" and not each.known and listed(doc[each.start - 2], know.roles.units & _PARTS)
    )


def _is_among_moves(doc: Doc, start: int, end: int, know: Knowledge) -> bool:
    """Is a quoted name right beside a verb of coming or going, or behind one and a preposition, or behind a title?"""
    words = know.words
    opening = start - 1
    before = doc[opening - 1] if opening and not doc[opening].is_sent_start else None
    if before is not None and (listed(before, words.joins) or know.is_role(before)):
        return True
    after = doc[end + 1] if end + 1 < len(doc) else None
    if after is not None and after.sent == doc[opening].sent and listed(after, words.joins):
        return True
    near = doc[max(doc[opening].sent.start, opening - _NEAR) : min(doc[opening].sent.end, end + _NEAR)]
    return before is not None and before.lower_ in words.reach and any(listed(t, words.joins) for t in near)


def _is_latin_word(token: Token, know: Knowledge) -> bool:
    plain = token.is_ascii and token.is_alpha and len(token) > 2 and token.pos_ in {"PROPN", "X", "NOUN"}
    return plain and not know.is_role(token) and token.lower_ not in know.words.never


def _holds_name(doc: Doc, start: int, end: int, know: Knowledge, announced: Announced) -> bool:
    before = doc[start - 1] if start else None
    capital = doc[start].text[0].isupper()
    if capital and any(
        listed(token, know.words.joins) and token.pos_ == "VERB" and token.sent == doc[start].sent
        for token in (*doc[max(0, start - 1) : start], *doc[end : end + 1])
    ):
        return True
    if before is None or doc[start].is_sent_start:
        return capital and doc[end : end + 1].text == ":"
    if announced(doc, start, know) == "COMPANY" or know.is_role(before):
        return True
    near = (*doc[max(0, start - _NEAR) : start], *doc[end : min(doc[start].sent.end, end + _NEAR // 2)])
    if before.lower_ in know.words.reach and any(listed(t, know.words.joins) for t in near):
        return True
    role = doc[start - 2] if start > 1 else None
    return role is not None and know.is_role(role) and "Gen" in before.morph.get("Case", [])
