"""The graph as sorted JSON lines: two equal graphs give equal bytes, whatever order and store they were built in.

All that articles said and all that follows from it is there, except when it was ingested, by which version of the rules,
and what is only for searching (blocks, spellings, digests).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.store.schema import LABELS

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

Row = dict[str, Any]
_AT_ONCE = 1_000  # nodes whose lines are in memory together

# A kind of line -> the label it is about, and what is returned of each `n`. Lists are sorted, or they would not be equal.
_KINDS = {
    "person": (
        "Person",
        "n.name AS name, n.aliases AS aliases, n.wikidata AS wikidata, n.unnamed AS unnamed, "
        "n.description AS description",
    ),
    "company": (
        "Company",
        "n.name AS name, n.aliases AS aliases, n.wikidata AS wikidata, n.description AS description",
    ),
    "move": (
        "Move",
        """n.kind AS kind, n.status AS status, n.role AS role, n.date AS date, n.datePrecision AS precision,
        n.amount AS amount, n.currency AS currency, n.amountText AS amount_text,
        n.amountQualifier AS amount_qualifier, n.firstReported AS first_reported, n.lastReported AS last_reported,
        n.sources AS sources,
        COLLECT { MATCH (p:Person)-[:MADE]->(n) RETURN p.personId } AS person,
        COLLECT { MATCH (n)-[:FROM]->(f:Company) RETURN f.companyId } AS from,
        COLLECT { MATCH (n)-[:TO]->(t:Company) RETURN t.companyId } AS to,
        COLLECT { MATCH (n)-[:CONTRADICTS]-(m:Move) RETURN m.moveId } AS contradicts""",
    ),
    "post": (
        "Post",
        """n.role AS role, n.current AS current, n.founder AS founder, n.firstReported AS first_reported,
        n.lastReported AS last_reported, n.sources AS sources,
        COLLECT { MATCH (p:Person)-[:HELD]->(n) RETURN p.personId } AS person,
        COLLECT { MATCH (n)-[:AT]->(c:Company) RETURN c.companyId } AS company""",
    ),
    "article": (
        "Article",
        """n.url AS url, n.source AS source, n.outlet AS outlet, n.title AS title, n.authors AS authors,
        n.published AS published, n.language AS lang, n.cites AS cites, n.text AS text,
        COLLECT { MATCH (n)-[:PUBLISHED_BY]->(o:Outlet) RETURN o.outletId } AS published_by,
        COLLECT { MATCH (n)-[:CITES]->(o:Outlet) RETURN o.outletId } AS cited_outlets,
        COLLECT { MATCH (n)-[:CITES]->(a:Article) RETURN a.articleId } AS cited_articles,
        COLLECT { MATCH (n)-[:COPY_OF]->(a:Article) RETURN a.articleId } AS copy_of""",
    ),
    "outlet": ("Outlet", "n.name AS name"),
    "quote": (
        "Quote",
        """n.text AS text, n.start AS start, n.end AS end,
        COLLECT { MATCH (p:Person)-[:SAID]->(n) RETURN p.personId } AS person,
        COLLECT { MATCH (n)-[:SAID_IN]->(a:Article) RETURN a.articleId } AS article""",
    ),
}
_ONE = ("person", "company", "to", "article", "published_by", "copy_of")  # of which a line has one or none
_SAYS = {  # what stands in the lines above as a list of maps
    "move": ("evidence", "-[x:EVIDENCED_BY]->(o:Article)", "o.articleId AS article, o.url AS article_url"),
    "post": ("evidence", "-[x:EVIDENCED_BY]->(o:Article)", "o.articleId AS article, o.url AS article_url"),
    "article": ("mentions", "-[x:MENTIONS]->(o)", "coalesce(o.personId, o.companyId) AS mentioned"),
}
_MAPS = ("evidence", "mentions")
_EVIDENCE: dict[str, Any] = {"article_url": None, "status": None, "speaker": None}  # always there, if only as null
_DERIVED = {
    "stint": ("Person", "-[x:WORKED_AT]->(o:Company)", "o.companyId AS company"),
    "flow": ("Company", "-[x:TALENT_FLOW]->(o:Company)", "o.companyId AS to"),
}


def lines(store: Store) -> Iterator[str]:
    """One JSON object a line: each kind of line together, sorted by id; entities leave out what they do not have."""
    for kind, row in rows(store):
        if kind in ("person", "company"):
            row = {name: value for name, value in row.items() if value not in (None, False)}
        yield _text({"type": kind} | row)


def write(store: Store, path: Path) -> str:
    """Writes the lines, and says how many."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        count = sum(file.write(one + "\n") > 0 for one in lines(store))
    return f"{count} lines"


def rows(store: Store) -> Iterator[tuple[str, Row]]:
    """The kind and the content of each line, dates as dates."""
    for kind, (label, returned) in _KINDS.items():
        for ids in _ids(store, label):
            found = {row["id"]: row for row in store.rows(f"{_each(label)} RETURN id, {returned}", {"ids": ids})}
            name, pattern, told = _SAYS.get(kind, ("", "", ""))
            said = _said(store, label, name, pattern, told, ids) if name else {}
            for id in ids:
                yield kind, _sorted(found[id] | ({name: said.get(id, [])} if name else {}))
    for kind, (label, pattern, told) in _DERIVED.items():
        for ids in _ids(store, label):
            said = _said(store, label, "", pattern, told, ids)
            for id in ids:
                for one in said.get(id, []):
                    yield kind, one | {"person" if kind == "stint" else "from": id}


def _ids(store: Store, label: str) -> Iterator[list[str]]:
    every = iter(sorted(row["id"] for row in store.rows(f"MATCH (n:{label}) RETURN n.{LABELS[label]} AS id")))
    while some := list(islice(every, _AT_ONCE)):
        yield some


def _each(label: str) -> str:
    return f"UNWIND $ids AS id MATCH (n:{label} {{{LABELS[label]}: id}})"


def _said(store: Store, label: str, name: str, pattern: str, told: str, ids: Sequence[str]) -> dict[str, list[Row]]:
    """Id -> what the relationships of a pattern say, sorted."""
    statement = f"{_each(label)} MATCH (n){pattern} RETURN id, {told}, properties(x) AS says"
    found: dict[str, list[Row]] = {}
    for row in store.rows(statement, {"ids": ids}):
        says = (_EVIDENCE if name == "evidence" else {}) | row.pop("says")
        found.setdefault(row.pop("id"), []).append(says | row)
    return {id: sorted(several, key=_order) for id, several in found.items()}


def _order(one: Row) -> tuple[str, int, str]:
    about = next(str(one[name]) for name in ("article", "mentioned", "company", "to") if name in one)
    return about, one.get("start", 0), _text(one)


def _sorted(row: Row) -> Row:
    for name, value in row.items():
        if name in _ONE and isinstance(value, list):
            row[name] = next(iter(value), None)
        elif isinstance(value, list) and name not in ("authors", *_MAPS):  # the order of authors is the article's
            row[name] = sorted(value)
    return row


def _text(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
