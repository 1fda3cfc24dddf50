"""What each article was read to say, by ids of its own: from these alone the graph can be made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from kg.model import Claims

Row = dict[str, Any]
Run = Callable[..., list[Row]]

KEEP = "MERGE (r:Reading {readingId: $id}) SET r = {readingId: $id, claims: $claims}"
READ = """
UNWIND $ids AS id
MATCH (r:Reading {readingId: id}), (a:Article {articleId: id})
RETURN r.claims AS claims, a.text AS text ORDER BY id"""
DROP = "MATCH (r:Reading {readingId: $id}) DELETE r"


@cache
def _adapter() -> TypeAdapter[Claims]:
    return TypeAdapter(Claims)


def keep(run: Run, claims: Claims) -> None:
    """Keeps a reading in place of an earlier one; its text stays with the article."""
    bare = replace(claims, article=replace(claims.article, text=""))
    run(KEEP, id=claims.article.id, claims=_adapter().dump_json(bare).decode("utf-8"))


def readings(run: Run, ids: Iterable[str]) -> Iterator[Claims]:
    """The readings of some articles, sorted by id; none of those that were written before readings were kept."""
    wanted: Sequence[str] = sorted(set(ids))
    for row in run(READ, ids=wanted) if wanted else []:
        claims = _adapter().validate_json(row["claims"])
        yield replace(claims, article=replace(claims.article, text=row["text"]))
