"""A side of a move: a person or a company, named or described."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company that can fill a slot: named (`span`), or known by a description only."""

    head: Token
    span: Span | None = None
    description: str | None = None
    home: Span | None = None  # the company a description or title names ("engineer from Meta")
    described: Token | None = None  # the head of a description that the text names elsewhere
    listed: bool = False  # one of several whose description is common: «трое сотрудников X: A, B и C»

    @property
    def entity(self) -> int:
        """The document's number for it; descriptions get one of their own, below -1."""
        return int(self.span._.entity) if self.span is not None else -2 - self.head.i
