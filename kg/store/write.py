"""One article, one transaction: what it said before goes, what it says now comes, what depends on it is rewritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

from kg.errors import StoreError
from kg.graph import article_digest, text_digest
from kg.graph.rows import Report, report_of, stored_claim, stored_post
from kg.graph.sources import hosts_of, outlet_id
from kg.model import Claims, Entity
from kg.store import copies
from kg.store import statements as s
from kg.store.derive import People, rewrite
from kg.store.entities import KINDS, Kind, cypher, grouped, merged, properties, said
from kg.store.properties import article_properties

Outcome = Literal["added", "changed", "unchanged"]
Row = dict[str, Any]


class Run(Protocol):
    """Runs one statement in the open transaction and gives all its rows."""

    def __call__(self, cypher: str, /, **parameters: Any) -> list[Row]:
        """The rows of one statement."""
        ...


def write_article(run: Run, claims: Claims, *, lock: bool) -> Outcome:
    """Brings the graph to what it is with this article as it is now.

    `lock` takes the server's locks on all that this article is about; a store whose writers take turns needs none.
    """
    id = claims.article.id
    if lock:
        run(s.LOCK_ARTICLE, id=id)
    stored = run(s.ARTICLE, id=id)
    if stored and _says_the_same(stored[0], claims):
        return "unchanged"
    again = bool(stored and stored[0]["digest"])
    persons = {claim.person for claim in claims.moves} | {claim.person for claim in claims.posts}
    mentioned: list[Row] = []
    outlets: list[Row] = []
    orphans: list[str] = []
    if again:
        persons |= {row["id"] for row in run(s.PERSONS_OF_ARTICLE, id=id)}
        mentioned = run(s.MENTIONED_BY_ARTICLE, id=id)
        outlets = run(s.OUTLETS_OF_ARTICLE, id=id)
    if lock:
        _lock(run, claims, persons, mentioned)
    people = People(run, sorted(persons))
    if again:
        for statement in s.FORGET:
            run(statement, id=id)
        orphans = copies.forget(run, id)
        people.forget(id)
    report = report_of(claims.article)
    _write_article(run, claims, report)
    copies.link(run, report, orphans)
    _write_entities(run, claims)
    _write_quotes(run, claims)
    rewrite(
        run,
        people,
        [stored_claim(claim, report) for claim in claims.moves],
        [stored_post(claim, report) for claim in claims.posts],
    )
    if again:
        _drop_orphans(run, mentioned, outlets)
    return "changed" if again else "added"


def _says_the_same(stored: Row, claims: Claims) -> bool:
    # The same text by the same rules: another process was first, and knew less or more names when it resolved it.
    same_rules = bool(claims.extractor) and stored["extractor"] == claims.extractor
    same_text = bool(stored["text"] == text_digest(claims.article))
    return (same_rules and same_text) or bool(stored["digest"] == article_digest(claims))


def checked(claims: Claims) -> Claims:
    """The claims, if every quote is where it says and everybody spoken of is there.

    Raises:
        StoreError: a quote is not at its place in the text, or a claim names an entity that the article does not list.
    """
    text, listed = claims.article.text, {entity.id for entity in claims.entities}
    for quote in [claim.evidence for claim in claims.moves] + [claim.evidence for claim in claims.posts]:
        if not quote.quote or text[quote.start : quote.end] != quote.quote:
            raise StoreError(f"{claims.article.id}: the text at {quote.start}:{quote.end} is not {quote.quote[:60]!r}")
    named = [id for claim in claims.moves for id in (claim.person, claim.destination, *claim.origins) if id]
    named += [id for post in claims.posts for id in (post.person, post.company)]
    named += [id for id, _ in claims.mentions]
    missing = sorted(set(named) - listed)
    if missing:
        raise StoreError(f"{claims.article.id}: claims name {missing[0]!r}, which is not among the article's entities")
    return claims


def _lock(run: Run, claims: Claims, persons: Iterable[str], mentioned: Sequence[Row]) -> None:
    # Always in one order, persons before companies, so that two writers cannot wait for each other.
    run(s.LOCK_PERSONS, ids=sorted({*persons, *_ids("person", claims.entities, mentioned)}))
    run(s.LOCK_COMPANIES, ids=sorted(_ids("company", claims.entities, mentioned)))


def _ids(kind: Kind, entities: Iterable[Entity], mentioned: Iterable[Row]) -> set[str]:
    return {entity.id for entity in entities if entity.kind == kind} | {row[kind] for row in mentioned if row[kind]}


def _write_article(run: Run, claims: Claims, report: Report) -> None:
    article = claims.article
    run(s.WRITE_ARTICLE, id=article.id, row=article_properties(claims, report, dt.datetime.now(dt.UTC)))
    if article.outlet:
        run(s.PUBLISHED_BY, id=article.id, outlet=outlet_id(article.outlet), name=article.outlet)
    urls = sorted({cited for cited in article.cites if "://" in cited})
    names = {outlet_id(cited): cited for cited in sorted(article.cites, reverse=True) if "://" not in cited}
    names |= {host: host for host in hosts_of(article.cites)}
    if names:
        run(s.CITES_OUTLET, id=article.id, rows=[{"id": id, "name": name} for id, name in sorted(names.items())])
    if urls:
        run(s.CITES_ARTICLE, id=article.id, urls=urls)
    if article.url:
        run(s.CITED_BY_ARTICLE, id=article.id, url=article.url, host=outlet_id(article.url))


def _write_entities(run: Run, claims: Claims) -> None:
    counts = dict(claims.mentions)
    for kind in KINDS:
        told = [entity for entity in claims.entities if entity.kind == kind]
        if not told:
            continue
        of = cypher(kind)
        stored = grouped(kind, run(of.read, ids=sorted({entity.id for entity in told})))
        _update(
            run, kind, stored, {one.id: [*stored.get(one.id, ()), *(e for e in told if e.id == one.id)] for one in told}
        )
        rows = [{"id": one.id, "said": said(merged([one]), counts.get(one.id, 0)) | _reason(one)} for one in told]
        run(of.mention, id=claims.article.id, rows=sorted(rows, key=lambda row: str(row["id"])))


def _reason(entity: Entity) -> Row:
    return {"reason": entity.reason} if entity.reason else {}


def _update(run: Run, kind: Kind, stored: Mapping[str, Sequence[Entity]], said: Mapping[str, Sequence[Entity]]) -> None:
    now = {id: merged(entities) for id, entities in sorted(said.items())}
    rows = [{"id": id, "properties": properties(entity)} for id, entity in now.items() if [entity] != stored.get(id)]
    if rows:
        run(cypher(kind).write, rows=rows)


def _write_quotes(run: Run, claims: Claims) -> None:
    if not claims.quotes:
        return
    rows = [
        {"id": quote.id, "text": quote.text, "start": quote.start, "end": quote.end, "person": quote.person}
        for quote in claims.quotes
    ]
    run(s.QUOTES, id=claims.article.id, rows=rows)
    run(s.SPEAKERS, rows=[row for row in rows if row["person"]])


def _drop_orphans(run: Run, mentioned: Sequence[Row], outlets: Sequence[Row]) -> None:
    for kind in KINDS:
        ids = sorted(row[kind] for row in mentioned if row[kind])
        if ids:
            of = cypher(kind)
            run(of.drop, ids=ids)
            stored = grouped(kind, run(of.read, ids=ids))
            _update(run, kind, stored, grouped(kind, run(of.said, ids=ids)))
    if outlets:
        run(s.DROP_OUTLETS, ids=sorted(row["id"] for row in outlets))
