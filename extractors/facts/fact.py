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
