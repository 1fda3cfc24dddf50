"""COPY_OF: from an article to the first one that has its text, whichever was ingested first.

The first of those that share a key with an article is found among them all; who else is in the graph is of no account, so
any order of ingestion gives the same edges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kg.graph.copies import NAMES, order
from kg.store.properties import native

Row = dict[str, Any]
Run = Callable[..., list[Row]]

# A lookup in one index for each band.
ALIKE = "\nUNION\n".join(
    f"MATCH (a:Article {{{name}: ${name}}})\nRETURN a.articleId AS id, a.published AS published" for name in NAMES
)
KEYS = "MATCH (a:Article {articleId: $id}) RETURN a.published AS published, " + ", ".join(
    f"a.{n} AS {n}" for n in NAMES
)
COPIES = "MATCH (a:Article)-[:COPY_OF]->(b:Article {articleId: $id}) RETURN a.articleId AS id ORDER BY id"
FIRST = """
UNWIND $ids AS id
MATCH (a:Article {articleId: id})
OPTIONAL MATCH (a)-[:COPY_OF]->(b:Article)
RETURN id, b.articleId AS first, b.published AS published"""
FORGET = "MATCH (:Article {articleId: $id})-[r:COPY_OF]-(:Article) DELETE r"
UNLINK = "UNWIND $ids AS id MATCH (:Article {articleId: id})-[r:COPY_OF]->(:Article) DELETE r"
LINK = """
UNWIND $rows AS row
MATCH (a:Article {articleId: row.id}), (b:Article {articleId: row.first})
CREATE (a)-[:COPY_OF]->(b)"""


def forget(run: Run, id: str) -> list[str]:
    """Takes an article out of it, before it says something else; the articles that lose their first one."""
    orphans = [row["id"] for row in run(COPIES, id=id)]
    run(FORGET, id=id)
    return orphans


def link(run: Run, id: str, orphans: Iterable[str]) -> None:
    """Links an article that has just been written, those it is the first of, and those that lost their first one."""
    me, others = _alike(run, id)
    rows = _linked(me, others)
    lost = sorted(set(orphans) - {id})
    later = [one[-1] for one in others if one > me and one[-1] not in lost]
    now = {row["id"]: row for row in run(FIRST, ids=later)} if later else {}
    rows += [{"id": other, "first": id} for other in later if _comes_first(me, now.get(other))]
    for orphan in lost:
        rows += _linked(*_alike(run, orphan))
    changed = [row["id"] for row in rows]
    if rows:
        run(UNLINK, ids=changed)
        run(LINK, rows=rows)


def _linked(me: tuple[Any, ...], others: Sequence[tuple[Any, ...]]) -> list[Row]:
    first = min([me, *others])
    return [{"id": me[-1], "first": first[-1]}] if first != me else []


def _comes_first(me: tuple[Any, ...], now: Row | None) -> bool:
    return now is None or now["first"] is None or me < order(native(now["published"]), now["first"])


def _alike(run: Run, id: str) -> tuple[tuple[Any, ...], list[tuple[Any, ...]]]:
    """An article and all that share a key with it, each as what sorts it."""
    found = run(KEYS, id=id)
    row = found[0]
    me = order(native(row["published"]), id)
    if row[NAMES[0]] is None:
        return me, []
    rows = run(ALIKE, **{name: row[name] for name in NAMES})
    return me, sorted({order(native(one["published"]), one["id"]) for one in rows} - {me})
