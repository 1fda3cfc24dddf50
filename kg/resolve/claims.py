"""An extraction rewritten by entity ids: what the store writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kg.model import Affiliation, Claims, Entity, Evidence, Extraction, Mention, Move, MoveClaim, PostClaim, QuoteClaim
from kg.resolve.clusters import NodeKind, clusters, key, posts
from kg.resolve.entities import digest, entity_of, merged, unnamed
from kg.resolve.spelled import spelled

Ids = Mapping[tuple[str, int, str], str]


def resolve(extraction: Extraction) -> Claims:
    """One article's claims by entity id, whatever other articles say; the same extraction gives the same claims.

    Raises:
        ValueError: the words of a piece of evidence are not those of the article at its offsets.
    """
    _check(extraction)
    extraction = spelled(extraction)
    ids, entities = _entities(extraction)
    moves = tuple(_moves(extraction, ids, entities))
    counts = Counter({entity.id: 1 for entity in entities.values() if entity.unnamed})
    places = {(ids[place], m.start, m.end) for place, m in _counted(extraction) if place in ids}
    counts.update(id_ for id_, _, _ in places)
    ordered = sorted(entities.values(), key=lambda entity: (entity.kind, entity.id))
    return Claims(
        article=extraction.article,
        entities=tuple(ordered),
        mentions=tuple(sorted(counts.items())),
        moves=moves,
        posts=tuple(dict.fromkeys(_post(affiliation, extraction, ids) for affiliation in posts(extraction))),
        quotes=tuple(dict.fromkeys(_quotes(extraction, ids))),
    )


def _entities(extraction: Extraction) -> tuple[Ids, dict[str, Entity]]:
    """The entity id of every cluster, and the entities; two clusters that come to one entity share it."""
    ids: dict[tuple[str, int, str], str] = {}
    entities: dict[str, Entity] = {}
    done: dict[int, str] = {}
    for place, cluster in clusters(extraction).items():
        if id(cluster) not in done:
            entity = entity_of(cluster, extraction.article, entities)
            earlier = entities.get(entity.id)
            entities[entity.id] = merged(earlier, entity) if earlier else entity
            done[id(cluster)] = entity.id
        ids[place] = done[id(cluster)]
    return ids, entities


def _counted(extraction: Extraction) -> Iterator[tuple[tuple[str, int, str], Mention]]:
    kinds: tuple[NodeKind, ...] = ("person", "company")
    for mention in extraction.mentions:
        for kind in kinds:
            if (kind == "person") == (mention.kind == "person"):
                yield key(kind, mention), mention


def _moves(extraction: Extraction, ids: Ids, entities: dict[str, Entity]) -> Iterator[MoveClaim]:
    """Claims about moves; the people only described are added to `entities`."""
    seen: set[str] = set()
    for move in extraction.moves:
        if move.person is None and not move.description:
            continue
        if move.person is None:
            person = unnamed(move, extraction.article)
            entities.setdefault(person.id, person)
            claim = _move(move, extraction, ids, person.id)
        else:
            claim = _move(move, extraction, ids, ids[key("person", move.person)])
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim


def _move(move: Move, extraction: Extraction, ids: Ids, person: str) -> MoveClaim:
    origins = tuple(dict.fromkeys(ids[key("company", origin)] for origin in move.origins))
    destination = ids[key("company", move.destination)] if move.destination else None
    place = (move.evidence.start, move.evidence.end)
    return MoveClaim(
        id=digest(extraction.article.id, *place, move.kind, person, *origins, "to", destination),
        person=person,
        kind=move.kind,
        status=move.status,
        evidence=move.evidence,
        origins=origins,
        destination=destination,
        role=move.role,
        when=move.when,
        amount=move.amount,
        speaker=move.speaker,
        attribution=move.attribution,
        confidence=move.confidence,
    )


def _post(affiliation: Affiliation, extraction: Extraction, ids: Ids) -> PostClaim:
    person, company = ids[key("person", affiliation.person)], ids[key("company", affiliation.company)]
    place = (affiliation.evidence.start, affiliation.evidence.end)
    return PostClaim(
        id=digest(extraction.article.id, *place, "post", person, company, affiliation.role, affiliation.former),
        person=person,
        company=company,
        evidence=affiliation.evidence,
        role=affiliation.role,
        former=affiliation.former,
        founder=affiliation.kind == "founded",
    )


def _quotes(extraction: Extraction, ids: Ids) -> Iterator[QuoteClaim]:
    for quote in extraction.quotes:
        named = quote.speaker is not None and quote.speaker.kind == "person"
        person = ids[key("person", quote.speaker)] if quote.speaker and named else None
        id_ = digest(extraction.article.id, quote.start, quote.end, "quote")
        yield QuoteClaim(id_, quote.text, quote.start, quote.end, person)


def _check(extraction: Extraction) -> None:
    """Evidence whose words are not in the article is a bug of an extractor, and no fact may rest on it."""
    evidence = [*(move.evidence for move in extraction.moves), *(post.evidence for post in extraction.affiliations)]
    evidence += [Evidence(quote.text, quote.start, quote.end) for quote in extraction.quotes]
    for piece in evidence:
        there = extraction.article.text[piece.start : piece.end]
        if there != piece.quote:
            place = f"{extraction.article.source} [{piece.start}:{piece.end}]"
            raise ValueError(f"{place}: the article says {there!r}, the evidence {piece.quote!r}")
