"""The person or company of the graph a cluster of mentions stands for, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from extractors.gazetteer import Entry, entries
from kg.model import Article, Entity, Move
from kg.names import block, blocks, score, slug
from kg.names.fold import is_cyrillic
from kg.resolve.clusters import THRESHOLDS, Cluster, NodeKind


def digest(*parts: object) -> str:
    """Twelve hexadecimal digits that depend on the parts alone."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8"), digest_size=6).hexdigest()


def entity_of(cluster: Cluster, article: Article, taken: Mapping[str, Entity]) -> Entity:
    """The entity a cluster stands for, listed or one of this article; `taken` are ids this article gave to others.

    Whether it is one of another article's as well is for `kg.identity` to say.
    """
    entry = entries().get(cluster.known or "")
    if entry and _entity(entry).kind == cluster.kind:
        return _with_spellings(_entity(entry), cluster, "listed in the gazetteer")
    if not cluster.is_full:
        name = cluster.names[0]
        reason = f"only {name!r} in this article, which does not tell who of that name it is"
        return Entity(f"{slug(name) or 'person'}-{digest(article.id, name)}", cluster.kind, name, reason=reason)
    keys = frozenset(key for name in cluster.names for key in blocks(name, cluster.kind))
    return _best(cluster, listed_under(cluster.kind, keys)) or _new(cluster, taken)


def merged(a: Entity, b: Entity) -> Entity:
    """The first entity with the names of the second among its aliases."""
    aliases = dict.fromkeys((*a.aliases, b.name, *b.aliases))
    aliases.pop(a.name, None)
    return replace(a, aliases=tuple(aliases), wikidata=a.wikidata or b.wikidata)


def unnamed(move: Move, article: Article) -> Entity:
    """The person a move describes and does not name: never the same as another's."""
    description = move.description or ""
    id_ = f"unnamed-{digest(article.id, move.evidence.start, description)}"
    reason = "described and not named; never merged with another"
    return Entity(id_, "person", description, unnamed=True, description=description, reason=reason)


def _entity(entry: Entry) -> Entity:
    kind: NodeKind = "person" if entry.label == "PERSON" else "company"
    return Entity(entry.id, kind, entry.name, entry.aliases, entry.wikidata)


@cache
def _by_key(kind: NodeKind) -> dict[str, list[Entity]]:
    """Gazetteer entries by the keys of all their spellings."""
    index: dict[str, list[Entity]] = {}
    for entry in entries().values():
        entity = _entity(entry)
        if entity.kind == kind:
            for key in sorted({block(name, kind) for name in entry.spellings()}):
                index.setdefault(key, []).append(entity)
    return index


def listed_under(kind: NodeKind, keys: Iterable[str]) -> list[Entity]:
    """Gazetteer entries under any of the keys, each once, by id."""
    index = _by_key(kind)
    found = {entity.id: entity for key in keys for entity in index.get(key, ())}
    return [found[id_] for id_ in sorted(found)]


def _best(cluster: Cluster, candidates: Iterable[Entity]) -> Entity | None:
    """The candidate with the best score above the threshold; of equals the one with the first id."""
    scored = []
    for entity in candidates:
        if not entity.unnamed:
            value, reason = max(_scored(a, b, cluster.kind) for a in cluster.names for b in _comparable(a, entity))
            scored.append((-value, entity.id, reason, entity))
    if not scored:
        return None
    value, _, reason, best = min(scored, key=lambda row: row[:2])
    return _with_spellings(best, cluster, reason) if -value >= THRESHOLDS[cluster.kind] else None


def _comparable(name: str, entity: Entity) -> list[str]:
    """The spellings a name is compared with: a company has one Latin name, and what Wiz is in Cyrillic is not Wise."""
    spellings = [entity.name, *entity.aliases]
    latin = [spelling for spelling in spellings if not is_cyrillic(spelling)]
    return latin if entity.kind == "company" and latin and not is_cyrillic(name) else spellings


def _scored(a: str, b: str, kind: NodeKind) -> tuple[float, str]:
    result = score(a, b, kind)
    return result.value, f"{a} ~ {b} {result.value:.2f}: {'; '.join(result.reasons)}"


def _with_spellings(entity: Entity, cluster: Cluster, reason: str) -> Entity:
    """The entity with the spellings of this article among its aliases."""
    former = tuple(
        name for name in cluster.former if name != entity.name and (cluster.kind == "company" or " " in name)
    )
    aliases = dict.fromkeys((*entity.aliases, *_full(cluster), *former))
    aliases.pop(entity.name, None)
    return replace(entity, aliases=tuple(aliases), reason=reason, former=former if entity.open else ())


def _full(cluster: Cluster) -> list[str]:
    """Spellings worth keeping: a surname alone is no name of a person."""
    return [name for name in cluster.names if cluster.kind == "company" or " " in name.strip()]


def _new(cluster: Cluster, taken: Mapping[str, Entity]) -> Entity:
    name = cluster.names[0]
    id_ = slug(name) or f"{cluster.kind}-{digest(name)}"
    if id_ in taken or id_ in entries():
        id_ = f"{id_}-{digest(cluster.kind, name)}"
    return _with_spellings(Entity(id_, cluster.kind, name, open=True), cluster, "a full name that is not listed")
