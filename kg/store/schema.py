"""The constraints and indexes of the graph, the same on every store."""

from __future__ import annotations

LABELS = {
    "Person": "personId",
    "Company": "companyId",
    "Move": "moveId",
    "Post": "postId",
    "Article": "articleId",
    "Outlet": "outletId",
    "Quote": "quoteId",
}
_INDEXED = (
    ("Person", "name"), ("Person", "block"), ("Company", "name"), ("Company", "block"), ("Outlet", "name"),
    ("Move", "date"), ("Move", "status"), ("Move", "kind"), ("Article", "published"), ("Article", "url"),
)  # fmt: skip


def schema() -> dict[str, str]:
    """Name -> statement, in the order to run them."""
    constraints = {
        f"{label.lower()}_id_unique": f"FOR (n:{label}) REQUIRE n.{key} IS UNIQUE" for label, key in LABELS.items()
    }
    indexes = {f"{label.lower()}_{key}": f"FOR (n:{label}) ON (n.{key})" for label, key in _INDEXED}
    return {name: f"CREATE CONSTRAINT {name} IF NOT EXISTS {rest}" for name, rest in constraints.items()} | {
        name: f"CREATE INDEX {name} IF NOT EXISTS {rest}" for name, rest in indexes.items()
    }
