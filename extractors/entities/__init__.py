"""Entities of a whole document, repaired: what one sentence's model missed, another sentence or the gazetteer knows.

The model's raw entities are trimmed (`boundaries`), the gazetteer is laid over them (`overlay`), the words around them
(`cues`, `context`) and the rest of the document (`everywhere`) add and correct, the words within decide the label
(`labels`); roles, dates and money fill the gaps, and `identity` says which mentions are one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import spacy.language
from spacy.tokens import Doc, Span

from extractors.dates import date_spans
from extractors.entities import boundaries, context, cues, everywhere, evidence, identity, labels, overlay, roles
from extractors.entities.found import Found, without_overlaps
from extractors.entities.knowledge import Knowledge, knowledge
from extractors.money import money_spans

FACTORY = "kg_entities"


@spacy.language.Language.factory(FACTORY, default_config={"code": "en"}, retokenizes=False)
def _factory(nlp: spacy.language.Language, name: str, code: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    know = knowledge(code, nlp)
    return lambda doc: repaired(doc, know)


def repaired(doc: Doc, know: Knowledge) -> Doc:
    """The same Doc with entities of our labels, names in the nominative and document-level identity."""
    found = boundaries.cleaned(doc, know)
    found = overlay.overlaid(doc, found, know)
    found = without_overlaps(cues.cued(doc, found, know))
    found = without_overlaps(context.by_context(doc, found, know))
    found = without_overlaps(evidence.weighed(doc, found, know))
    found = everywhere.spread(doc, found, know)
    found = without_overlaps(labels.relabelled(doc, found, know))
    found = _filled(found, [_found(span) for span in money_spans(doc)])
    found = _filled(found, [_found(span) for span in date_spans(doc)])
    found = _filled(found, roles.role_spans(doc, found, know))
    doc.ents = tuple(Span(doc, each.start, each.end, label=each.label, kb_id=each.known) for each in found)
    context.relatives_to_persons(doc)
    identity.number(doc, know)
    return doc


def _found(span: Span) -> Found:
    return Found(span.start, span.end, span.label_)


def _filled(found: list[Found], more: Iterable[Found]) -> list[Found]:
    """The entities with those further ones that overlap none of them."""
    kept = list(found)
    for each in more:
        if not any(each.overlaps(other) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)
