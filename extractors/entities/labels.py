"""Company, outlet, organisation, place or person: what the words of a name and its neighbours say it is."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.entities.cues import announced_label
from extractors.entities.found import Found, is_camel
from extractors.entities.knowledge import Knowledge, listed


def relabelled(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """The entities, those the gazetteer does not know labelled by their own words."""
    return [each if each.known else each.labelled(_label(doc, each, know)) for each in found]


def _label(doc: Doc, each: Found, know: Knowledge) -> str:
    words, tokens = know.words, each.tokens(doc)
    if tokens.text.lower() in words.organisations or (len(tokens) == 1 and listed(tokens[0], words.organisations)):
        return "ORG"
    if each.label == "PERSON":
        return _person_label(doc, each, know)
    if each.label == "PLACE" and not is_camel(tokens.text):
        inside = len(tokens) > 1 and listed(tokens[-1], words.company | words.organisation)
        if not inside:
            return "PLACE"
    announced = announced_label(doc, each.start, know)
    if announced in {"COMPANY", "OUTLET", "ORG"} and not listed(tokens[0], words.organisation):
        return announced
    if listed(tokens[-1], words.outlet):
        return "OUTLET"
    if any(listed(token, words.organisation) for token in tokens):
        closing = tokens[-1].lower_ in words.company and not listed(tokens[0], words.organisation)
        return "COMPANY" if closing else "ORG"
    return "COMPANY" if each.label == "PLACE" else each.label


def _person_label(doc: Doc, each: Found, know: Knowledge) -> str:
    """A "person" whose last word is Labs or University is none, nor is one spelled like a trade mark."""
    words, tokens = know.words, each.tokens(doc)
    last = tokens[-1]
    if len(tokens) > 1 and last.text[0].isupper() and not know.is_given(tokens[0]):
        if listed(last, words.organisation):
            return "ORG"
        if listed(last, words.company):
            return "COMPANY"
    latin = know.language.code == "ru" and all(token.is_ascii for token in tokens)
    if latin and not any(know.is_given(token) for token in tokens) and not _is_inverted(doc, each):
        return "COMPANY"
    if (
        len(tokens) == 1
        and is_camel(last.text)
        and not last.text.startswith(("Mc", "Mac", "De", "Le", "La", "Di", "O’", "O'"))
    ):
        return "COMPANY"
    return "PERSON"


def _is_inverted(doc: Doc, each: Found) -> bool:
    """Whether a Latin name is the original spelling in brackets of a Russian one: «Тодд Коумс (Todd Combs)»."""
    return each.start > 0 and doc[each.start - 1].text == "("
