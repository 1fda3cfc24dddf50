"""COPY_OF: from an article to the first one that has its text, whichever was ingested first.

The first of those that share a key with an article is found among them all; who else is in the graph is of no account, so
any order of ingestion gives the same edges.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kg.graph import Report
from kg.graph.copies import NAMES, order
from kg.store.properties import native

Row = dict[str, Any]
Place = tuple[bool, dt.date, str]  # of an article among its copies (`kg.graph.copies.order`)
Run = Callable[..., list[Row]]

# A lookup in one index for each band.
ALIKE = "\nUNION\n".join(
    f"MATCH (a:Article {{{name}: ${name}}})\nRETURN a.articleId AS id, a.published AS published" for name in NAMES
)
KEYS = (
    "UNWIND $ids AS id MATCH (a:Article {articleId: id}) RETURN id, a.published AS published, "
    + ", ".join(f"a.{name} AS {name}" for name in NAMES)
    + " ORDER BY id"
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


def link(run: Run, report: Report, orphans: Iterable[str]) -> None:
    """Links an article that has just been written, those it is the first of, and those that lost their first one."""
    me, id = order(report.published, report.article), report.article
    others = _others(run, me, report.copies)
    rows = _linked(me, others)
    lost = sorted(set(orphans) - {id})
    later = [one[-1] for one in others if one > me and one[-1] not in lost]
    now = {row["id"]: row for row in run(FIRST, ids=later)} if later else {}
    rows += [{"id": other, "first": id} for other in later if _comes_first(me, now.get(other))]
    _write(run, [*rows, *_found_anew(run, lost)])


def relink(run: Run, orphans: Iterable[str]) -> None:
    """Links articles that lost their first one, which is gone."""
    _write(run, _found_anew(run, sorted(set(orphans))))


def _found_anew(run: Run, lost: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    for row in run(KEYS, ids=lost) if lost else []:
        orphan = order(native(row["published"]), row["id"])
        rows += _linked(orphan, _others(run, orphan, [row[name] for name in NAMES]))
    return rows


def _write(run: Run, rows: Sequence[Row]) -> None:
    changed = [row["id"] for row in rows]
    if rows:
        run(UNLINK, ids=changed)
        run(LINK, rows=rows)


def _linked(me: Place, others: Sequence[Place]) -> list[Row]:
    first = min([me, *others])
    return [{"id": me[-1], "first": first[-1]}] if first != me else []


def _comes_first(me: Place, now: Row | None) -> bool:
    return now is None or now["first"] is None or me < order(native(now["published"]), now["first"])


def _others(run: Run, me: Place, keys: Sequence[str]) -> list[Place]:
    """All articles that share one of an article's keys with it, each as what sorts it."""
    if not keys:
        return []
    rows = run(ALIKE, **dict(zip(NAMES, keys, strict=True)))
    return sorted({order(native(one["published"]), one["id"]) for one in rows} - {me})
