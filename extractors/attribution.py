"""Whose word a statement is: the article's own, an outlet's, a person's, a company's, a document's, or nobody's by name."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span, Token

from extractors.quotes import speaker_of
from extractors.speakers import Speaker, SpeakerKind, of_entity, words
from kg.model import Attribution

_KINDS: dict[SpeakerKind, Attribution] = {"person": "person", "company": "company", "reporter": "outlet"}


def attribution(said: Speaker | None, language: str) -> Attribution:
    """The kind of a speaker; "reporter" where nobody but the article says so."""
    if said is None:
        return "reporter"
    if said.kind != "source":
        return _KINDS[said.kind]
    told = set(re.findall(r"\w+", said.name.casefold()))
    listed = words(language)["documents"]
    return "document" if any(word in listed or word.removesuffix("s") in listed for word in told) else "anonymous"


def said_by(trigger: Token) -> Speaker | None:
    """Who says that a move happened, where it is not the article itself: by the parse, else by words of its sentence."""
    found = speaker_of(trigger.doc, trigger.idx, trigger.idx + len(trigger.text))
    return found or _by_words(trigger.sent)


def _by_words(sentence: Span) -> Speaker | None:
    """A source that its sentence names in set words: "people familiar with the matter", «в пресс-службе»."""
    for key, expression in _phrases(sentence.doc.lang_):
        match = expression.search(sentence.text)
        if match is None:
            continue
        start, end = sentence.start_char + match.start(), sentence.start_char + match.end()
        if key == "anonymous":
            return Speaker(match[0], "source", start, end)
        label = ("OUTLET",) if key == "outlets" else ("COMPANY", "ORG")
        named = next((ent for ent in sentence.ents if ent.label_ in label and ent.start_char >= start), None)
        if named is not None:
            return of_entity(named)
        if key == "houses":
            return Speaker(match[0], "company", start, end)
    return None


@cache
def _phrases(language: str) -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for key in ("anonymous", "outlets", "houses"):
        phrases = sorted(words(language)[key], key=lambda phrase: (-len(phrase), phrase))
        found.append((key, re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b(?: the \w+)?", re.IGNORECASE)))
    return found
