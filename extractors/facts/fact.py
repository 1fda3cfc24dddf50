"""One fact as the rules find it, in the terms of one document."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.model import AffiliationKind


@dataclass(frozen=True, slots=True)
class Fact:
    """Somebody works or worked for, founded, or belongs to an organisation."""

    kind: AffiliationKind
    person: Span
    body: Span
    role: Span | None
    former: bool
    trigger: Token

    @property
    def is_post(self) -> bool:
        """Whether the graph keeps it: named by an entity of the document on both sides, a company or outlet, no membership."""
        entities = {(ent.start, ent.end, ent.label_) for ent in self.body.doc.ents}
        both = all((one.start, one.end, one.label_) in entities for one in (self.person, self.body))
        return both and self.kind != "member" and self.body.label_ in {"COMPANY", "OUTLET"}
