"""Persons and companies: one node from what all articles call it, whatever the order they came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from kg.model import Entity
from kg.store.schema import LABELS
from kg.store.statements import drop, entities, mention, said_of, unsaid, write_entities

Kind = Literal["person", "company"]
KINDS: tuple[Kind, ...] = ("person", "company")


@dataclass(frozen=True, slots=True)
class Cypher:
    """The statements about one kind of entity."""

    label: str
    key: str
    read: str
    write: str
    mention: str
    said: str
    unsaid: str
    drop: str


@cache
def cypher(kind: Kind) -> Cypher:
    """The statements about persons or companies."""
    label = kind.capitalize()
    key = LABELS[label]
    makers = (entities, write_entities, mention, said_of, unsaid, drop)
    return Cypher(label, key, *(make(label, key) for make in makers))


def entity(kind: Kind, row: Mapping[str, Any]) -> Entity:
    """The entity of a row with id, name, aliases, wikidata, unnamed and description."""
    return Entity(
        row["id"], kind, row["name"], tuple(row["aliases"] or ()), row["wikidata"], bool(row["unnamed"]),
        row["description"],
    )  # fmt: skip


def merged(said: Sequence[Entity]) -> Entity:
    """One entity of all that is called by one id.

    The best name wins by a fixed order and every other becomes an alias, so merging in any order, one by one or all at
    once, gives the same: first what carries a Wikidata id, then full names before parts of them, then the alphabet.
    """
    best = min(said, key=_rank)
    names = {name for one in said for name in (one.name, *one.aliases)} - {best.name}
    descriptions = sorted(one.description for one in said if one.description)
    return Entity(
        best.id,
        best.kind,
        best.name,
        tuple(sorted(names)),
        best.wikidata,
        all(one.unnamed for one in said),
        descriptions[0] if descriptions else None,
    )


def properties(entity: Entity) -> dict[str, Any]:
    """The node of an entity."""
    from kg.names import block

    row: dict[str, Any] = {
        LABELS[entity.kind.capitalize()]: entity.id,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "spellings": " | ".join((entity.name, *entity.aliases)),  # for the full-text index
        "wikidata": entity.wikidata,
        "description": entity.description,
        # Somebody without a name is never found by one: two unnamed people are never the same.
        "block": None if entity.unnamed else block(entity.name, entity.kind),
    }
    if entity.kind == "person":
        row["unnamed"] = entity.unnamed
    return {name: value for name, value in row.items() if value is not None}


def said(entity: Entity, count: int) -> dict[str, Any]:
    """What one article calls an entity, as MENTIONS carries it: enough to build the node again."""
    row: dict[str, Any] = {
        "count": count,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "wikidata": entity.wikidata,
        "unnamed": entity.unnamed or None,
        "description": entity.description,
        "reason": entity.reason or None,
    }
    return {name: value for name, value in row.items() if value is not None}


def grouped(kind: Kind, rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Entity]]:
    """Rows about entities by id."""
    found: dict[str, list[Entity]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(entity(kind, row))
    return found


def _rank(entity: Entity) -> tuple[object, ...]:
    from kg.names.tokens import full_words

    words = min(full_words(entity.name), 3) if entity.kind == "person" else 0
    return (entity.unnamed, entity.wikidata is None, entity.wikidata or "", -words, entity.name)
