"""Between what one article claims, by ids of its own, and the references and entities of all articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.gazetteer import entries
from kg.identity.clusters import clusters, entities
from kg.identity.judgements import Judgement
from kg.identity.names import Named, linked
from kg.identity.surnames import is_short_for, is_surname
from kg.identity.tie import Ties
from kg.model import Claims, Entity, Reference
from kg.names import block, blocks
from kg.resolve.entities import listed_under

NEAR = 40  # names kept of those an article speaks of


def references(claims: Claims) -> tuple[Reference, ...]:
    """The references of an article resolved alone, sorted: its names that are not listed, full ones and rare surnames."""
    named = {entity.id: entity for entity in claims.entities}
    near = tuple(sorted({entity.name for entity in claims.entities if not entity.unnamed}))
    found = [
        _reference(entity, claims, named, near)
        for entity in claims.entities
        if entity.open or _may_be_another(entity, claims.entities)
    ]
    return tuple(sorted(found, key=lambda one: (one.kind, one.local)))


def _may_be_another(entity: Entity, others: Iterable[Entity]) -> bool:
    """Whether a surname alone may be that of somebody whom other articles name in full, and this one does not."""
    if entity.kind != "person" or entity.unnamed or entity.id in entries() or not is_surname(entity.name):
        return False
    full = [one.name for one in others if one.kind == "person" and not one.unnamed and one is not entity]
    listed = [one.name for one in listed_under("person", blocks(entity.name))]
    return not any(is_short_for(entity.name, name) for name in (*full, *listed))


def _reference(entity: Entity, claims: Claims, named: Mapping[str, Entity], near: Sequence[str]) -> Reference:
    companies, roles = set(), set()
    for move in claims.moves:
        if move.person == entity.id and move.status != "denied":
            companies |= {*move.origins, *([move.destination] if move.destination else ())}
            roles.add(move.role)
    for post in claims.posts:
        if post.person == entity.id:
            companies.add(post.company)
            roles.add(post.role)
    others = [name for name in near if name not in (entity.name, *entity.aliases)]
    return Reference(
        claims.article.id,
        entity.id,
        entity.kind,
        (entity.name, *(alias for alias in entity.aliases if alias not in (entity.name, *entity.former))),
        claims.article.published,
        tuple(sorted({named[id].name for id in companies})),
        tuple(sorted(role for role in roles if role)),
        tuple(others[:NEAR]) if entity.kind == "person" else (),
        entity.former,
    )


def renamed(claims: Claims, ids: Mapping[str, str]) -> Claims:
    """The claims with the article's own ids replaced; those that are not among `ids` stay. Claims keep their ids."""
    if all(own == id for own, id in ids.items()):
        return claims

    def of(id: str) -> str:
        return ids.get(id, id)

    counts: dict[str, int] = {}
    for id, count in claims.mentions:
        counts[of(id)] = counts.get(of(id), 0) + count
    return replace(
        claims,
        entities=tuple(_together(replace(entity, id=of(entity.id)) for entity in claims.entities)),
        mentions=tuple(sorted(counts.items())),
        moves=tuple(
            replace(
                move,
                person=of(move.person),
                origins=tuple(dict.fromkeys(map(of, move.origins))),
                destination=of(move.destination) if move.destination else None,
            )
            for move in claims.moves
        ),
        posts=tuple(replace(post, person=of(post.person), company=of(post.company)) for post in claims.posts),
        quotes=tuple(replace(quote, person=of(quote.person) if quote.person else None) for quote in claims.quotes),
    )


def _together(entities: Iterable[Entity]) -> Iterator[Entity]:
    """One entity of each id: two that an article could not tie may be one by what others say."""
    found: dict[str, Entity] = {}
    for entity in entities:
        first = found.get(entity.id)
        if first is None:
            found[entity.id] = entity
        else:
            aliases = {*first.aliases, entity.name, *entity.aliases} - {first.name}
            found[entity.id] = replace(first, aliases=tuple(sorted(aliases)))
    return iter(sorted(found.values(), key=lambda entity: (entity.kind, entity.id)))


def identified(articles: Iterable[Claims], judgements: Iterable[Judgement] = ()) -> list[Claims]:
    """Articles resolved alone, by the ids of all of them together; a function of the set of them.

    The store comes to the same a few at a time (`kg.store.identity`).
    """
    every = list(articles)
    mine = {claims.article.id: references(claims) for claims in every}
    found = [one for some in mine.values() for one in some]
    ties = Ties.of(found)
    under: dict[tuple[str, str], list[Named]] = {}
    for name in sorted(ties.names):
        under.setdefault((name.kind, block(name.name, name.kind)), []).append(name)
    for name in sorted(ties.names):
        near = {other for key in blocks(name.name, name.kind) for other in under.get((name.kind, key), ())}
        for link in filter(None, (linked(name, other) for other in near)):
            ties.add(link)
    ids = entities(clusters(found, ties, judgements), found)
    return [renamed(claims, {one.local: ids[one.id] for one in mine[claims.article.id]}) for claims in every]
