"""One article, one transaction: what it said before goes, what it says now comes, what depends on it is rewritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from kg.errors import StoreError
from kg.graph import article_digest
from kg.graph.rows import report_of, stored_claim, stored_post
from kg.graph.sources import hosts_of, outlet_id
from kg.identity import references, renamed
from kg.model import Article, Claims, Entity
from kg.store import copies, identity, naming
from kg.store import statements as s
from kg.store.derive import People, rewrite
from kg.store.entities import KINDS, Kind, cypher, grouped, merged, properties, said
from kg.store.judgements import judged
from kg.store.properties import article_properties
from kg.store.readings import keep, readings

Outcome = Literal["added", "changed", "unchanged"]
Row = dict[str, Any]


class Run(Protocol):
    """Runs one statement in the open transaction and gives all its rows."""

    def __call__(self, cypher: str, /, **parameters: Any) -> list[Row]:
        """The rows of one statement."""
        ...


def write_article(run: Run, claims: Claims, *, lock: bool, anew: bool = False) -> Outcome:
    """Brings the graph to what it is with this article as it is now; `claims` are by ids of the article's own.

    `lock` takes the server's locks on all that this article is about; a store whose writers take turns needs none. With
    `anew` it is written even if it says what it said before.
    """
    id = claims.article.id
    with turn(run, lock=lock and any(entity.open for entity in claims.entities)):
        if lock:
            run(s.LOCK_ARTICLE, id=id)
        stored = run(s.ARTICLE, id=id)
        if stored and not anew and stored[0]["digest"] == article_digest(claims):
            if stored[0]["extractor"] != claims.extractor:
                run(s.STAMP, id=id, extractor=claims.extractor)
            return "unchanged"
        again = bool(stored and stored[0]["digest"])
        at = (stored[0]["ingested"] if stored and anew else None) or dt.datetime.now(dt.UTC)
        mine = {id: references(claims)}
        said = judged(run)
        found = identity.retied(run, mine, said)
        now = renamed(claims, found.ids.get(id, {}))
        with rewriting(run, found, lock=lock, gone=id if again else None, new=[now]) as orphans:
            _write_article(run, claims.article, article_properties(claims, report_of(claims.article), at))
            copies.link(run, report_of(claims.article), orphans)
        identity.tell(run, found, mine, said)
        keep(run, claims)
    return "changed" if again else "added"


@contextmanager
def turn(run: Run, *, lock: bool) -> Iterator[None]:
    """Who is who is found out by one writer at a time; taken before any other lock."""
    if lock:
        run(naming.HOLD)
    yield
    if lock:  # a failed transaction lets the next one in by itself
        run(naming.LEAVE)


@dataclass(slots=True)
class Before:
    """What some articles were about before a change."""

    persons: set[str] = field(default_factory=set)
    mentioned: list[Row] = field(default_factory=list)
    outlets: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, run: Run, articles: Iterable[str]) -> Before:
        """What they are about now."""
        found = cls()
        for id in articles:
            found.persons |= {row["id"] for row in run(s.PERSONS_OF_ARTICLE, id=id)}
            found.mentioned += run(s.MENTIONED_BY_ARTICLE, id=id)
            found.outlets += run(s.OUTLETS_OF_ARTICLE, id=id)
        return found


@contextmanager
def rewriting(
    run: Run, found: identity.Retied, *, lock: bool, gone: str | None = None, new: Sequence[Claims] = ()
) -> Iterator[list[str]]:
    """Takes away what an article says and what others claim by ids that were theirs; writes what they and `new` claim.

    In between stands what happens to the article itself; it is given the copies that lost their first one.
    """
    others = [renamed(one, found.ids[one.article.id]) for one in readings(run, found.others)]
    before = Before.of(run, [*([gone] if gone else []), *found.others])
    told = [*new, *others]
    lock_all(run, told, before, lock=lock)
    people = People(run, sorted(before.persons | persons_of(told)))
    orphans = forget(run, gone, people) if gone else []
    for one in others:
        forget_claims(run, one.article.id, people)
    yield orphans
    write_claims(run, told, people)
    drop_orphans(run, before)


def persons_of(articles: Iterable[Claims]) -> set[str]:
    """The ids of those whose moves and posts articles tell."""
    return {id for one in articles for id in [*(m.person for m in one.moves), *(p.person for p in one.posts)]}


def forget(run: Run, id: str, people: People) -> list[str]:
    """Takes away all an article says and is tied to; gives the copies that lose their first one."""
    forget_claims(run, id, people)
    for statement in s.FORGET_TIES:
        run(statement, id=id)
    return copies.forget(run, id)


def forget_claims(run: Run, id: str, people: People) -> None:
    """Takes away what an article says of people and companies."""
    for statement in s.FORGET:
        run(statement, id=id)
    people.forget(id)


def write_claims(run: Run, articles: Sequence[Claims], people: People) -> None:
    """What articles say of people and companies."""
    reports = {claims.article.id: report_of(claims.article) for claims in articles}
    for claims in articles:
        _write_entities(run, claims)
        _write_quotes(run, claims)
    rewrite(
        run,
        people,
        [stored_claim(claim, reports[claims.article.id]) for claims in articles for claim in claims.moves],
        [stored_post(claim, reports[claims.article.id]) for claims in articles for claim in claims.posts],
    )


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


def lock_all(run: Run, articles: Sequence[Claims], before: Before, *, lock: bool) -> None:
    """Takes the server's locks on whom and what articles are and were about."""
    # Always in one order, persons before companies, so that two writers cannot wait for each other.
    if lock:
        told = [entity for claims in articles for entity in claims.entities]
        persons = before.persons | persons_of(articles) | _ids("person", told, before.mentioned)
        run(s.LOCK_PERSONS, ids=sorted(persons))
        run(s.LOCK_COMPANIES, ids=sorted(_ids("company", told, before.mentioned)))


def _ids(kind: Kind, entities: Iterable[Entity], mentioned: Iterable[Row]) -> set[str]:
    return {entity.id for entity in entities if entity.kind == kind} | {row[kind] for row in mentioned if row[kind]}


def _write_article(run: Run, article: Article, row: Row) -> None:
    run(s.WRITE_ARTICLE, id=article.id, row=row)
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


def drop_orphans(run: Run, before: Before) -> None:
    """Removes who and what no article speaks of any more; the others are called what is left to call them."""
    for kind in KINDS:
        ids = sorted({row[kind] for row in before.mentioned if row[kind]})
        if ids:
            of = cypher(kind)
            unsaid = {row["id"] for row in run(of.unsaid, ids=ids)}
            kept = [id for id in ids if id not in unsaid]
            _update(run, kind, grouped(kind, run(of.read, ids=kept)), grouped(kind, run(of.said, ids=kept)))
            # Last, since Neo4j 2026 fails where it meets again what is deleted in the same transaction.
            run(of.drop, ids=sorted(unsaid))
    if before.outlets:
        run(s.DROP_OUTLETS, ids=sorted({row["id"] for row in before.outlets}))
