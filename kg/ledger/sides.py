"""What a user means by one side of a judgement: an entity, a spelling, an article's reference, or an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import UsageError
from kg.model import Reference
from kg.store.properties import reference

if TYPE_CHECKING:
    from kg.store import Store

Kind = Literal["person", "company"]

_REFERENCES = """
MATCH (a:Article)-[c:CALLS]->(n:Name)
WHERE c.first AND {condition}
RETURN n.kind AS kind, n.name AS name, n.entity AS firm, a.articleId AS article, a.published AS published,
       c.local AS local, c.entity AS entity, c.names AS names, c.companies AS companies, c.roles AS roles, c.near AS near,
       c.former AS former
ORDER BY article, local"""
_OF_ENTITY = _REFERENCES.format(condition="c.entity = $named")
_OF_NAME = _REFERENCES.format(condition="n.name = $named")
_ONE = _REFERENCES.format(condition="a.articleId = $article AND c.local = $local")
_OF_ARTICLE = _REFERENCES.format(condition="(a.articleId = $named OR a.url = $named OR a.source = $named)")
_ENTITY = {
    "person": "MATCH (n:Person {personId: $named}) RETURN n.name AS name",
    "company": "MATCH (n:Company {companyId: $named}) RETURN n.name AS name",
}
_ALIAS = {
    "person": "MATCH (n:Person) WHERE n.name = $named OR $named IN n.aliases RETURN n.personId AS id ORDER BY id",
    "company": "MATCH (n:Company) WHERE n.name = $named OR $named IN n.aliases RETURN n.companyId AS id ORDER BY id",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a judgement: all references to one entity, or those of them that were named."""

    kind: Kind
    entity: str
    name: str
    references: tuple[Reference, ...] = ()
    ids: tuple[str, ...] = ()  # as a judgement keeps them, sorted


def side(store: Store, named: str) -> Side:
    """What an id, a spelling, or a reference (article#own id) names.

    Raises:
        UsageError: nothing, or more than one thing, is called so.
    """
    article, mark, local = named.rpartition("#")
    if mark and (rows := store.rows(_ONE, {"article": article, "local": local})):
        return _side(rows)
    kinds: tuple[Kind, ...] = ("person", "company")
    for kind in kinds:
        for row in store.rows(_ENTITY[kind], {"named": named}):
            rows = [one for one in store.rows(_OF_ENTITY, {"named": named}) if one["kind"] == kind]
            return _side(rows) if rows else _fixed(kind, named, row["name"])
    rows = store.rows(_OF_NAME, {"named": named})
    entities = sorted({row["entity"] for row in rows})
    if len(entities) > 1:
        raise UsageError(f"{named}: several are called so; name one by its id: {', '.join(entities[:5])}")
    if rows:
        return _side(rows)
    for kind in kinds:
        for row in store.rows(_ALIAS[kind], {"named": named}):
            return _fixed(kind, row["id"], named)
    raise UsageError(f"{named}: nobody is called so; kg person and kg company find ids, kg review lists doubtful pairs")


def split(store: Store, one: str, other: str) -> tuple[Side, Side]:
    """The two sides of what is to be two: two names or references, or an entity and the article that means another.

    Raises:
        UsageError: nothing is called so, or it is all one reference.
    """
    whole = side(store, one)
    rows = [row for row in store.rows(_OF_ARTICLE, {"named": other}) if row["entity"] == whole.entity]
    part = _side(rows) if rows else side(store, other)
    if whole.entity == part.entity:
        rest = [reference for reference in whole.references if reference.id not in {one.id for one in part.references}]
        ids = tuple(id for id in whole.ids if id not in part.ids)
        whole = Side(whole.kind, whole.entity, whole.name, tuple(rest), ids)
    if not whole.ids or not part.ids:
        raise UsageError(f"{one}, {other}: these are the same references; name an article or a spelling of one of them")
    return whole, part


def _side(rows: Iterable[Mapping[str, Any]]) -> Side:
    every = list(rows)
    first = every[0]
    kind: Kind = first["kind"]
    ids = {f"company:{row['name']}" if kind == "company" else f"{row['article']}#{row['local']}" for row in every}
    name = min(row["name"] for row in every)
    return Side(kind, first["entity"], name, tuple(map(reference, every)), tuple(sorted(ids)))


def _fixed(kind: Kind, id: str, name: str) -> Side:
    from extractors.gazetteer import entries

    if id not in entries():
        raise UsageError(f"{id}: no article gives this one's full name, so nothing can be judged of it")
    return Side(kind, id, name, (), (id,))
