"""What models take for names and is none: codes of shares, datelines, fields of work, participles."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.entities.found import Found
from extractors.entities.knowledge import Knowledge, listed

_DATELINE = 24  # tokens of a press release before its dash


def misnamed(doc: Doc, each: Found, know: Knowledge) -> bool:
    """Whether an entity nobody knows is no name at all."""
    return _is_ticker(doc, each) or _in_dateline(doc, each) or _is_field(doc, each, know) or _is_deed(doc, each, know)


def _is_ticker(doc: Doc, each: Found) -> bool:
    """Whether a "company" is the share's code in brackets behind one: "Apple Inc (AAPL.O)"."""
    text = each.tokens(doc).text
    bracketed = each.start > 1 and doc[each.start - 1].text == "(" and doc[each.end : each.end + 1].text == ")"
    return bracketed and text.isupper() and "." in text and " " not in text


def _is_deed(doc: Doc, each: Found, know: Knowledge) -> bool:
    """Whether a lone Russian "name" is a participle that opens the sentence: «Проработавший шесть лет …»."""
    token = doc[each.start]
    opens = bool(token.is_sent_start) and len(each) == 1
    return know.language.code == "ru" and opens and token.lemma_.endswith(("ть", "ться", "ти"))


def _in_dateline(doc: Doc, each: Found) -> bool:
    """Whether a name in capitals stands before the dash of "CAMBRIDGE, Mass., Jan. 23 (GLOBE NEWSWIRE) --"."""
    opening = doc[: min(len(doc), _DATELINE)]
    dash = next((token.i for token in opening if token.text in {"--", "—", "–"}), 0)
    return each.end <= dash and each.tokens(doc).text.isupper() and each.label != "PERSON"


def _is_field(doc: Doc, each: Found, know: Knowledge) -> bool:
    """Whether a "company" is what somebody is the head of: "Vice President of Clinical Development"."""
    before = doc[each.start - 1] if each.start > 1 else None
    if before is None or before.lower_ not in {"of", "for"} or not know.is_role(doc[each.start - 2]):
        return False
    return listed(doc[each.end - 1], know.words.fields)
