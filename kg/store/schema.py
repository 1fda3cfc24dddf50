"""The constraints and indexes of the graph, the same on every store; only full-text has two dialects."""

from __future__ import annotations

from kg.graph.copies import NAMES

LABELS = {
    "Person": "personId",
    "Company": "companyId",
    "Move": "moveId",
    "Post": "postId",
    "Article": "articleId",
    "Outlet": "outletId",
    "Quote": "quoteId",
    "Name": "nameId",
    "Reading": "readingId",
    "Judgement": "judgementId",
}
_INDEXED = (
    ("Person", "name"), ("Person", "block"), ("Company", "name"), ("Company", "block"), ("Outlet", "name"),
    ("Move", "date"), ("Move", "status"), ("Move", "kind"), ("Article", "published"), ("Article", "url"),
    ("Name", "slug"), ("Name", "block"), *(("Article", name) for name in NAMES),
)  # fmt: skip
_SEARCHED = {  # index -> what it is on; `spellings` is the name and all aliases in one string
    "person_names": ("Person", "spellings"),
    "company_names": ("Company", "spellings"),
    "quote_words": ("Quote", "text"),
}
_LARGEST = "talent_flow_people"  # the largest flows without looking at all the others
EVIDENCE_WORDS = "evidence_words"  # the full-text index on the quotes of EVIDENCED_BY
MARK = "article_id_unique"  # the constraint by which a database is known to be ours
FORMAT = 1  # of the graph; to be raised when an older kg could no longer read or write what this one has written
FORMAT_MARK = "kg_format_"  # with the format: an index without a node, so that the mark is no part of the graph


def schema() -> dict[str, str]:
    """Name -> statement of the constraints and range indexes, in the order to run them."""
    constraints = {
        f"{label.lower()}_id_unique": f"FOR (n:{label}) REQUIRE n.{key} IS UNIQUE" for label, key in LABELS.items()
    }
    indexes = {f"{label.lower()}_{key}": f"FOR (n:{label}) ON (n.{key})" for label, key in _INDEXED}
    indexes[_LARGEST] = "FOR ()-[f:TALENT_FLOW]-() ON (f.people)"
    return {name: f"CREATE CONSTRAINT {name} IF NOT EXISTS {rest}" for name, rest in constraints.items()} | {
        name: f"CREATE INDEX {name} IF NOT EXISTS {rest}" for name, rest in indexes.items()
    }


def format_mark() -> dict[str, str]:
    """Name -> statement of what says on a server which format its graph has; a folder has it in kg.json."""
    name = f"{FORMAT_MARK}{FORMAT}"
    return {name: f"CREATE INDEX {name} IF NOT EXISTS FOR (n:Format) ON (n.number)"}


def full_text() -> dict[str, str]:
    """Name -> statement of the full-text indexes, as Neo4j takes them."""
    nodes = {name: f"FOR (n:{label}) ON EACH [n.{key}]" for name, (label, key) in _SEARCHED.items()}
    every = nodes | {EVIDENCE_WORDS: "FOR ()-[e:EVIDENCED_BY]-() ON EACH [e.quote]"}
    return {name: f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS {rest}" for name, rest in every.items()}


def full_text_sql() -> dict[str, tuple[str, ...]]:
    """Name -> statements of the full-text indexes, as ArcadeDB takes them."""
    types = {name: ("VERTEX", label, key) for name, (label, key) in _SEARCHED.items()}
    types[EVIDENCE_WORDS] = ("EDGE", "EVIDENCED_BY", "quote")
    return {
        name: (
            f"CREATE {kind} TYPE {of} IF NOT EXISTS",
            f"CREATE PROPERTY {of}.{key} IF NOT EXISTS STRING",
            f"CREATE INDEX {name} IF NOT EXISTS ON {of} ({key}) FULL_TEXT",
        )
        for name, (kind, of, key) in types.items()
    }
