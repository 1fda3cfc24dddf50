"""Russian: Slovnet's models over razdel's tokens, lemmas and declension by pymorphy3."""

from __future__ import annotations

from functools import cache

import spacy
import spacy.language
from spacy.tokens import Span

from extractors.languages import Language, _declension, _inflection, _lemmas
from kg.errors import UsageError


def _build(model: str | None) -> spacy.language.Language:
    if model:
        try:
            return spacy.load(model)
        except OSError:
            raise UsageError(f"Russian model {model!r} is not installed: pip install it") from None
    from extractors.languages import _slovnet

    nlp = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "kg.Razdel.v1"}}})
    nlp.add_pipe(_slovnet.FACTORY)
    return nlp


def _nominative(span: Span) -> str:
    """A person's whole name declines together, everything else by its head noun; a role begins with a small letter."""
    if span.label_ == "PERSON":
        return _declension.person(span)
    name = _declension.body(span)
    return name[:1].lower() + name[1:] if span.label_ == "ROLE" and not name[:2].isupper() else name


@cache
def _forms(word: str) -> frozenset[str]:
    """The word itself and every dictionary form it may be of."""
    return frozenset({word} | {str(reading.normal_form) for reading in _lemmas.readings(word)})


LANGUAGE = Language(
    code="ru", name="Russian", build=_build, nominative=_nominative, forms=_forms, inflected=_inflection.russian
)
