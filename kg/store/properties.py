"""Between rows and the properties of nodes and relationships, both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kg.graph import GraphMove, GraphPost, Report, Stint, StoredClaim, StoredPost, article_digest, digest, text_digest
from kg.graph.copies import NAMES
from kg.model import Article, Claims, Reference

Properties = dict[str, Any]

_CLAIM = {  # property -> field, where they differ
    "claimId": "id", "fromIds": "origins", "toId": "destination", "datePrecision": "precision",
    "amountText": "amount_text", "amountQualifier": "amount_qualifier",
}  # fmt: skip
_PLAIN = (
    "kind", "status", "quote", "start", "end", "role", "date", "amount", "currency", "speaker", "confidence", "attribution",
)  # fmt: skip


def article_properties(claims: Claims, report: Report, now: dt.datetime) -> Properties:
    """An article, with its report's keys of copies, as its node has it; empty properties are left out."""
    article = claims.article
    row = {
        "articleId": article.id,
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "published": article.published,
        "language": article.language,
        "text": article.text,
        "cites": sorted(set(article.cites)),
        "digest": article_digest(claims),
        "textDigest": text_digest(article),
        "extractor": claims.extractor,
        "ingestedAt": now,
    }
    return _stated(row) | dict(zip(NAMES, report.copies, strict=False))


def article(row: Mapping[str, Any]) -> Article:
    """The article of a row with all properties of its node."""
    has: Mapping[str, Any] = row["has"]
    return Article(
        has["articleId"], has["source"], has["language"], has["text"], has.get("url"), has.get("outlet"), has.get("title"),
        tuple(has.get("authors") or ()), native(has.get("published")), tuple(has.get("cites") or ()),
    )  # fmt: skip


def claim_properties(claim: StoredClaim) -> Properties:
    """A claim as EVIDENCED_BY carries it."""
    row = {name: getattr(claim, name) for name in _PLAIN}
    row |= {name: getattr(claim, of) for name, of in _CLAIM.items()}
    return _stated(row | {"fromIds": list(claim.origins)})


def claim(person: str, row: Mapping[str, Any]) -> StoredClaim:
    """The claim that a row of MOVE_CLAIMS carries."""
    said: Mapping[str, Any] = row["claim"]
    values = {name: native(said.get(name)) for name in _PLAIN} | {of: said.get(name) for name, of in _CLAIM.items()}
    return StoredClaim(
        **values
        | {"person": person, "origins": tuple(said.get("fromIds") or ()), "report": _report(row)}
        | {"attribution": said.get("attribution") or "reporter"}
    )


def post_properties(post: StoredPost) -> Properties:
    """A claim about a post as EVIDENCED_BY carries it."""
    row = {"claimId": post.id, "quote": post.quote, "start": post.start, "end": post.end, "role": post.role}
    return _stated(row | {"former": post.former, "founder": post.founder})


def post(person: str, row: Mapping[str, Any]) -> StoredPost:
    """The claim that a row of POST_CLAIMS carries."""
    said: Mapping[str, Any] = row["claim"]
    return StoredPost(
        said["claimId"], person, row["company"], said["quote"], said["start"], said["end"], _report(row),
        said.get("role"), said.get("former", False), said.get("founder", False),
    )  # fmt: skip


def move_node(move: GraphMove) -> Properties:
    """The properties of a Move node; `digest` stands for them and for both ends."""
    row = {
        "moveId": move.id,
        "kind": move.kind,
        "status": move.status,
        "role": move.role,
        "date": move.date,
        "datePrecision": move.precision,
        "amount": move.amount,
        "currency": move.currency,
        "amountText": move.amount_text,
        "amountQualifier": move.amount_qualifier,
        "firstReported": move.first_reported,
        "lastReported": move.last_reported,
        "sources": move.sources,
    }
    return _stated(row | {"digest": digest(sorted(row.items()), move.origins, move.destination)})


def post_node(post: GraphPost) -> Properties:
    """The properties of a Post node."""
    row = {
        "postId": post.id,
        "role": post.role,
        "current": post.current,
        "founder": post.founder,
        "firstReported": post.first_reported,
        "lastReported": post.last_reported,
        "sources": post.sources,
    }
    return _stated(row | {"digest": digest(sorted(row.items()))})


def stint_properties(stint: Stint) -> Properties:
    """What WORKED_AT carries."""
    row = asdict(stint)
    del row["company"]
    return _stated(row)


def native(value: Any) -> Any:
    """A value as Python has it: the driver's dates and times become those of `datetime`."""
    return value.to_native() if hasattr(value, "to_native") else value


def _report(row: Mapping[str, Any]) -> Report:
    keys = tuple(key for key in row["copies"] if key)
    return Report(row["article"], row["url"], row["outlet"], native(row["published"]), tuple(row["cites"] or ()), keys)


def _stated(row: Properties) -> Properties:
    return {name: value for name, value in row.items() if value is not None}


def reference(row: Mapping[str, Any]) -> Reference:
    """The reference of a row about a CALLS relationship."""
    return Reference(
        row["article"], row["local"], row["kind"], tuple(row["names"]), native(row["published"]),
        tuple(row["companies"] or ()), tuple(row["roles"] or ()), tuple(row["near"] or ()), tuple(row["former"] or ()),
    )  # fmt: skip
