"""The rows a store keeps: claims as an article made them, and the moves and posts they come to."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from kg.graph.copies import copy_keys
from kg.model import Article, Attribution, Claims, MoveClaim, MoveKind, PostClaim, Precision, Status


@dataclass(frozen=True, slots=True)
class Report:
    """Where and when something was said: what is needed of an article to weigh its claims."""

    article: str
    url: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    cites: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()  # keys that articles with the same text share (kg.graph.copies)


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """One claim of one article about one move, flat as the store keeps it on EVIDENCED_BY."""

    id: str
    person: str
    kind: MoveKind
    status: Status
    quote: str
    start: int
    end: int
    report: Report
    origins: tuple[str, ...] = ()  # sorted
    destination: str | None = None
    role: str | None = None
    date: dt.date | None = None
    precision: Precision | None = None
    amount: float | None = None
    currency: str | None = None
    amount_text: str | None = None
    amount_qualifier: str | None = None
    speaker: str | None = None
    confidence: float = 1.0
    attribution: Attribution = "reporter"


@dataclass(frozen=True, slots=True)
class StoredPost:
    """One claim of one article about one post."""

    id: str
    person: str
    company: str
    quote: str
    start: int
    end: int
    report: Report
    role: str | None = None
    former: bool = False
    founder: bool = False


@dataclass(frozen=True, slots=True)
class GraphMove:
    """A move of the graph: what all the claims about it come to."""

    id: str
    person: str
    kind: MoveKind
    status: Status
    origins: tuple[str, ...] = ()
    destination: str | None = None
    role: str | None = None
    date: dt.date | None = None
    precision: Precision | None = None
    amount: float | None = None
    currency: str | None = None
    amount_text: str | None = None
    amount_qualifier: str | None = None
    first_reported: dt.date | None = None
    last_reported: dt.date | None = None
    sources: int = 1  # independent ones
    claims: tuple[StoredClaim, ...] = ()  # sorted by article and id
    contradicts: tuple[str, ...] = ()  # ids of moves of the same person, sorted


@dataclass(frozen=True, slots=True)
class GraphPost:
    """A post of the graph: what all the claims about it come to."""

    id: str
    person: str
    company: str
    role: str | None = None
    current: bool = True  # as the latest report has it
    founder: bool = False
    first_reported: dt.date | None = None
    last_reported: dt.date | None = None
    sources: int = 1
    claims: tuple[StoredPost, ...] = ()


def digest(*parts: object) -> str:
    """Sixteen hex digits that stand for these parts in this order, the same on every machine."""
    return sha256(json.dumps(parts, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


def text_digest(article: Article) -> str:
    """Stands for what an article says, whenever and from wherever it was fetched."""
    head = (article.language, article.url, article.outlet, article.title, article.authors, article.published)
    return digest(article.text, article.cites, *head)


def article_digest(claims: Claims) -> str:
    """Stands for everything one article gives the graph; equal digests mean that nothing has to be written."""
    said: dict[str, Any] = asdict(claims)
    del said["article"], said["extractor"]
    return digest(text_digest(claims.article), sorted(said.items()))


def report_of(article: Article) -> Report:
    """The part of an article that weighs its claims."""
    cites = tuple(sorted(set(article.cites)))
    return Report(article.id, article.url, article.outlet, article.published, cites, copy_keys(article.text))


def stored_claim(claim: MoveClaim, report: Report) -> StoredClaim:
    """A claim flattened for the store."""
    when, amount = claim.when, claim.amount
    return StoredClaim(
        id=claim.id,
        person=claim.person,
        kind=claim.kind,
        status=claim.status,
        quote=claim.evidence.quote,
        start=claim.evidence.start,
        end=claim.evidence.end,
        report=report,
        origins=tuple(sorted(set(claim.origins))),
        destination=claim.destination,
        role=claim.role,
        date=when.date if when else None,
        precision=when.precision if when else None,
        amount=float(amount.value) if amount else None,
        currency=amount.currency if amount else None,
        amount_text=amount.text if amount else None,
        amount_qualifier=amount.qualifier if amount else None,
        speaker=claim.speaker,
        confidence=float(claim.confidence),
        attribution=claim.attribution,
    )


def stored_post(claim: PostClaim, report: Report) -> StoredPost:
    """A claim about a post flattened for the store."""
    quote = claim.evidence
    return StoredPost(
        claim.id, claim.person, claim.company, quote.quote, quote.start, quote.end, report,
        claim.role, claim.former, claim.founder,
    )  # fmt: skip
