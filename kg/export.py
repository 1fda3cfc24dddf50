"""The whole graph as sorted JSON lines: two equal graphs give equal bytes, whatever order they were built in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.store import Store

_ENTITIES = """
MATCH (n:{label})
RETURN n.{key} AS id, n.name AS name, n.aliases AS aliases, n.wikidata AS wikidata, n.unnamed AS unnamed,
       n.description AS description
ORDER BY id"""
_MOVES = """
MATCH (p:Person)-[:MADE]->(m:Move)
RETURN m.moveId AS id, m.kind AS kind, m.status AS status, p.personId AS person, m.role AS role, m.date AS date,
       m.datePrecision AS precision, m.amount AS amount, m.currency AS currency, m.sources AS sources,
       COLLECT { MATCH (m)-[:FROM]->(f:Company) RETURN f.companyId ORDER BY f.companyId } AS from,
       COLLECT { MATCH (m)-[:TO]->(t:Company) RETURN t.companyId ORDER BY t.companyId } AS to
ORDER BY id"""
_QUOTED = """
MATCH (n:{label})-[e:EVIDENCED_BY]->(a:Article)
RETURN n.{key} AS id, a.url AS article_url, a.articleId AS article, e.quote AS quote, e.status AS status,
       e.speaker AS speaker, e.start AS begins
ORDER BY id, article, begins, quote"""
_POSTS = """
MATCH (p:Person)-[:HELD]->(h:Post)-[:AT]->(c:Company)
RETURN h.postId AS id, p.personId AS person, c.companyId AS company, h.role AS role, h.current AS current
ORDER BY id"""
_ARTICLES = """
MATCH (a:Article)
RETURN a.articleId AS id, a.url AS url, a.outlet AS outlet, a.title AS title, a.authors AS authors,
       a.published AS published, a.language AS lang, a.cites AS cites, a.textDigest AS text
ORDER BY id"""


def lines(store: Store) -> Iterator[str]:
    """One JSON object a line: people, companies, moves, posts, articles, each kind sorted by id."""
    for label in ("Person", "Company"):
        statement = _ENTITIES.replace("{label}", label).replace("{key}", f"{label.lower()}Id")
        for row in store.rows(statement):
            yield _line(label.lower(), {key: value for key, value in row.items() if value not in (None, False)})
    quoted = _evidence(store, "Move")
    for row in store.rows(_MOVES):
        row["to"] = next(iter(row["to"]), None)
        yield _line("move", row | {"evidence": quoted.get(row["id"], [])})
    quoted = _evidence(store, "Post")
    for row in store.rows(_POSTS):
        yield _line("post", row | {"evidence": quoted.get(row["id"], [])})
    for row in store.rows(_ARTICLES):
        yield _line("article", row)


def _evidence(store: Store, label: str) -> dict[str, list[dict[str, Any]]]:
    statement = _QUOTED.replace("{label}", label).replace("{key}", f"{label.lower()}Id")
    found: dict[str, list[dict[str, Any]]] = {}
    for row in store.rows(statement):
        kept = {key: row[key] for key in ("article_url", "quote", "status", "speaker")}
        if label == "Post":
            del kept["status"]
        found.setdefault(row["id"], []).append(kept)
    return found


def _line(kind: str, row: dict[str, Any]) -> str:
    return json.dumps({"type": kind} | row, ensure_ascii=False, sort_keys=True, default=str)
