"""Entities of a whole document, repaired: what one sentence's model missed, another sentence or the gazetteer knows."""

from __future__ import annotations

from collections.abc import Callable

import spacy.language
from spacy.tokens import Doc, Span

FACTORY = "kg_entities"
_LABELS = {
    "PER": "PERSON", "PERSON": "PERSON", "ORG": "COMPANY", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE",
    "MONEY": "MONEY", "DATE": "DATE",
}  # fmt: skip


@spacy.language.Language.factory(FACTORY, default_config={"code": "en"}, retokenizes=False)
def _factory(nlp: spacy.language.Language, name: str, code: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    def repair(doc: Doc) -> Doc:
        ents = [Span(doc, e.start, e.end, label=_LABELS[e.label_]) for e in doc.ents if e.label_ in _LABELS]
        doc.ents = tuple(ents)
        from extractors.languages import language

        of, seen = language(code), {}
        for ent in doc.ents:
            ent._.name = of.nominative(ent)
            if ent.label_ not in {"ROLE", "MONEY", "DATE"}:
                ent._.entity = seen.setdefault(ent._.name, len(seen))
        return doc

    return repair
