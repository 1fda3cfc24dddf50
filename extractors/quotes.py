"""Direct quotations and who speaks where: quotation marks, reported speech and interviews, the innermost one first."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from extractors.interviews import turns
from extractors.marks import quoted
from extractors.reports import Said, reports
from extractors.speakers import Speaker, is_speech, speaker_of_verb
from extractors.syntax import is_verbal

FEW_WORDS = 5  # as many without a verb are somebody's words, fewer are a title or scare quotes
REACH = 25  # tokens between a quotation and the verb that attributes it
PUNCTUATION = frozenset(',—–-»”“"’…')
SENTENCE_END = frozenset(".!?\n")
_CACHE = "kg.said"


class Quotation(NamedTuple):
    """Somebody's words as the article gives them, marks left out, and who said them where the article tells."""

    start: int
    end: int
    speaker: Speaker | None


def quotes(doc: Doc) -> list[Quotation]:
    """The direct quotations of a document, in its order."""
    return [Quotation(said.start, said.end, said.speaker) for said in _said(doc) if said.is_direct]


def speaker_of(doc: Doc, start: int, end: int) -> Speaker | None:
    """Who says what stands in [start, end): by the innermost quotation or report over it; None for the article itself."""
    over = [said for said in _said(doc) if said.start <= start and end <= said.end and said.speaker]
    inner = min(over, key=lambda said: (said.end - said.start, -said.start), default=None)
    return inner.speaker if inner else None


def _said(doc: Doc) -> list[Said]:
    """All that is said by somebody, computed once a document."""
    if _CACHE not in doc.user_data:
        told, talk = reports(doc), turns(doc)
        found: list[Said] = []
        for start, end in quoted(doc.text):
            said = _quotation(doc, start, end, told, found)
            if said is not None:
                found.append(said)
        doc.user_data[_CACHE] = tuple(sorted([*told, *talk, *found], key=lambda said: (said.start, said.end)))
    return list(doc.user_data[_CACHE])


def _quotation(doc: Doc, start: int, end: int, told: list[Said], before: list[Said]) -> Said | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not doc.text[start:end].strip():
        return None
    if any(entity.start <= span.start and span.end <= entity.end for entity in doc.ents):
        return None  # a company or a title between quotation marks
    verb = _verb_behind(span) or _verb_in_front(span)
    if verb is None and not _is_speech_like(span):
        return None
    if verb is not None:
        who = speaker_of_verb(verb)
    else:
        who = _governing(span) or _reporting(start, end, told) or _continued(doc, start, [*told, *before])
    if verb is None and who is None and _is_title(span):
        return None
    text = doc.text[start:end]
    return Said(start + len(text) - len(text.lstrip()), start + len(text.rstrip(" ,\n\t")), who, is_direct=True)


def _is_speech_like(span: Span) -> bool:
    count = sum(not (token.is_punct or token.is_space) for token in span)
    return count >= FEW_WORDS or (count > 1 and any(is_verbal(token) for token in span))


def _is_title(span: Span) -> bool:
    """Words nobody says: in the middle of a sentence, with no sentence of their own ("the film “Over the Hills and Far”")."""
    before = span.doc.text[: span.start_char].rstrip(' "«“„‘')
    opens = not before or before[-1] in ".!?…:\n—–"
    return not opens and not any(token.text in ".!?" for token in span)


def _verb_behind(span: Span) -> Token | None:
    """The verb right behind a quotation: "…," said Rao; "…," the head of Meta's lab told us; «…», — отметил Рао."""
    doc = span.doc
    index, text = span.end, span.text.rstrip('"»”“’ ')
    while index < len(doc) and doc[index].text in PUNCTUATION:
        index += 1
    if index >= len(doc) or doc[index].text in SENTENCE_END or "\n" in doc.text[span.end_char : doc[index].idx]:
        return None
    pause = doc.text[span.end_char - 1 : doc[index].idx].strip('»”"“’ ')
    if not pause and text[-1:] not in (",", ".", "!", "?", "…"):
        return None  # «Север» сообщил: no pause, no speech
    if doc[index].pos_ in ("SCONJ", "CCONJ") or (text.endswith(".") and doc[index].sent.start == index):
        return None  # the next clause or sentence may say anything
    for token in doc[index : index + REACH]:
        if token.text in SENTENCE_END or token.text in '«“„"' or "\n" in token.text:
            return None
        if is_speech(token):
            return token
        if (
            token.pos_ == "VERB"
            and token.dep_ not in ("acl", "acl:relcl", "amod")
            and "Fin" in token.morph.get("VerbForm", [])
        ):
            return None
    return None


def _verb_in_front(span: Span) -> Token | None:
    """The verb a quotation follows after a colon or comma: Rao said: "…"."""
    doc = span.doc
    index = span.start - 1
    while index >= 0 and doc[index].text in '«“„"‘—–':
        index -= 1
    if index < 0 or doc[index].text not in (":", ","):
        return None
    comma = doc[index].text == ","
    for token in reversed(doc[max(0, index - REACH) : index]):
        if token.text in SENTENCE_END or "\n" in token.text:
            return None
        if is_speech(token) and (not comma or index - token.i <= 5):
            return token
    return None


def _governing(span: Span) -> Speaker | None:
    """Who a verb above the quotation belongs to: Kraken called the report "pure fantasy"."""
    for token in [*span.root.ancestors][:4]:
        if is_speech(token) and not span.start <= token.i < span.end and token.sent == span.root.sent:
            return speaker_of_verb(token)
    return None


def _reporting(start: int, end: int, told: list[Said]) -> Speaker | None:
    over = [said for said in told if said.start <= start and end <= said.end and said.speaker]
    return min(over, key=lambda said: said.end - said.start).speaker if over else None


def _continued(doc: Doc, start: int, said: list[Said]) -> Speaker | None:
    """The person who spoke just before, in the same paragraph or in the quotation that ended the last one."""
    last = max((each for each in said if each.end <= start and each.speaker), key=lambda each: each.end, default=None)
    if last is None or last.speaker is None or last.speaker.kind != "person":
        return None
    between = doc.text[last.end : start]
    return last.speaker if between.count("\n\n") + between.count("\n") <= (1 if last.is_direct else 0) else None
