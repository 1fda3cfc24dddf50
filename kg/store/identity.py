"""Who the references of an article are to, kept up to date: only what its names lead to is looked at.

A name is compared with others once, when it is new. What comes out is what `kg.identity.clusters` gives for all references
at once, since everything that can be tied to those that came or went is among those looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from kg.identity import Judgement, clusters, entities
from kg.identity.judgements import is_open
from kg.identity.names import Link, Named, linked
from kg.identity.tie import Ties, called
from kg.model import Reference
from kg.names import block, blocks, slug
from kg.store import naming as s
from kg.store.properties import reference

Row = dict[str, Any]
Run = Callable[..., list[Row]]
Ids = dict[str, dict[str, str]]  # article -> id within it -> entity


@dataclass(slots=True)
class Seen:
    """What the store holds of the names that some names lead to, beside what is being written."""

    names: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    people: dict[str, Reference] = field(default_factory=dict)
    together: set[tuple[str, ...]] = field(default_factory=set)  # names of companies that an article gives for one
    renamed: set[tuple[str, ...]] = field(default_factory=set)  # the name of a company now, and earlier ones
    entities: dict[str, str] = field(default_factory=dict)  # reference, or name of a company -> the entity so far


@dataclass(frozen=True, slots=True)
class Retied:
    """What has to change: of articles that are written, and of others that are now about somebody else."""

    ids: Ids
    others: tuple[str, ...] = ()  # articles, sorted
    entities: Mapping[str, str] = field(default_factory=dict)  # reference -> entity, of those that changed
    firms: Mapping[str, str] = field(default_factory=dict)  # name of a company -> entity, of those that changed
    forgotten: tuple[str, ...] = ()  # names that may be called by nobody any more
    touched: frozenset[str] = frozenset()  # references that came or went, and names of companies; what was judged anew


def retied(
    run: Run,
    articles: Mapping[str, Sequence[Reference]],
    judgements: Sequence[Judgement] = (),
    touched: Collection[str] = (),
) -> Retied:
    """Finds who the new references of some articles are to, and whom others are to now that the old ones are gone.

    `touched` are references and names of companies of which something else is judged now.
    """
    old = run(s.CALLED_BY, ids=sorted(articles)) if articles else []
    new = [one for references in articles.values() for one in references]
    if not old and not new and not touched:
        return Retied({})
    if old:
        run(s.FORGET, ids=sorted(articles))
    names = {name.id for one in new for name in called(one)}
    _make(run, names)
    seen = _seen(run, names | {row["name"] for row in old} | _names_of(run, touched), new, judgements)
    every = [*seen.people.values(), *new]
    ties = _ties(seen, every)
    found = clusters(every, ties, judgements)
    now = entities(found, every)
    firms = {name.id: cluster.id for cluster in found for name in cluster.names}
    changed = {id: now[id] for id in seen.people if now[id] != seen.entities[id]}
    moved = {id: entity for id, entity in firms.items() if seen.entities.get(id, entity) != entity}
    for row in run(s.CALLED_FIRST, names=sorted(moved)) if moved else []:
        changed[f"{row['article']}#{row['local']}"] = moved[row["name"]]
    others = sorted({id.rsplit("#", 1)[0] for id in changed})
    ids: Ids = {article: {one.local: now[one.id] for one in some} for article, some in articles.items()}
    for row in run(s.CALLED_BY, ids=others) if others else []:
        entity = changed.get(f"{row['article']}#{row['local']}", row["entity"])
        ids.setdefault(str(row["article"]), {})[str(row["local"])] = str(entity)
    fresh = {id: entity for id, entity in firms.items() if seen.entities.get(id) != entity}
    gone = sorted({row["name"] for row in old})
    came = {f"{row['article']}#{row['local']}" for row in old} | {one.id for one in new} | names | {*gone, *touched}
    return Retied(ids, tuple(others), changed, fresh, tuple(gone), frozenset(came))


def _ties(seen: Seen, every: Sequence[Reference]) -> Ties:
    ties = Ties.of(every)
    for together in sorted(seen.together):
        ties.together([Named("company", name) for name in together])
    for names in sorted(seen.renamed):
        ties.told("company", names)
    ties.names |= {_named(id) for id in seen.entities if id.startswith("company:")}
    for link in seen.links:
        ties.add(link)
    return ties


def tell(run: Run, found: Retied, articles: Mapping[str, Sequence[Reference]], judgements: Sequence[Judgement]) -> None:
    """Writes down whom the references are to, and between which names people judged; the articles are there by now."""
    rows = [
        {
            "article": one.article,
            "name": name.id,
            "says": _says(one, found.ids[one.article][one.local], first=not place),
        }
        for some in articles.values()
        for one in some
        for place, name in enumerate(called(one))
    ]
    if rows:
        run(s.CALL, rows=rows)
    if found.entities:
        told = [(*id.rsplit("#", 1), entity) for id, entity in sorted(found.entities.items())]
        run(s.TELL, rows=[{"article": article, "local": local, "entity": entity} for article, local, entity in told])
    if found.firms:
        run(s.STAND, rows=[{"name": name, "entity": entity} for name, entity in sorted(found.firms.items())])
    if found.forgotten:
        run(s.DROP, names=list(found.forgotten))
    _draw(run, [said for said in judgements if found.touched & {*said.one, *said.other}])


def _draw(run: Run, judgements: Sequence[Judgement]) -> None:
    """A relationship for each judgement between the names of its sides, for whoever looks at the graph."""
    if not judgements:
        return
    run(s.UNDRAW, ids=sorted(said.id for said in judgements))
    for said in judgements:
        one, other = (min(_names_of(run, side), default=None) for side in (said.one, said.other))
        if one and other:
            about = {"judgement": said.id, "by": said.by, "at": said.at, "why": said.why}
            run(s.DRAW[said.verdict], one=one, other=other, about=about)


def _says(one: Reference, entity: str, *, first: bool) -> Row:
    says: Row = {
        "local": one.local,
        "entity": entity,
        "first": first,
        "names": list(one.names),
        "former": list(one.former),
    }
    context = {"companies": one.companies, "roles": one.roles, "near": one.near}
    return says | {name: list(value) if first else [] for name, value in context.items()}


def _make(run: Run, names: Iterable[str]) -> None:
    """Makes the names that are not there yet, and links them to those that are like them."""
    there = {row["name"] for row in run(s.THERE, names=sorted(names))} if names else set()
    new = [_named(name) for name in sorted(set(names) - there)]
    if not new:
        return
    run(
        s.MAKE,
        rows=[
            {
                "nameId": one.id,
                "name": one.name,
                "kind": one.kind,
                "slug": slug(one.name),
                "block": f"{one.kind}:{block(one.name, one.kind)}",
            }
            for one in new
        ],
    )
    asked = [
        {"name": one.id, "blocks": [f"{one.kind}:{key}" for key in sorted(blocks(one.name, one.kind))]} for one in new
    ]
    links = {link for row in run(s.NEAR, rows=asked) if (link := linked(_named(row["name"]), _named(row["other"])))}
    rows = [
        {"one": link.one.id, "other": link.other.id, "value": link.value, "reason": link.reason}
        for link in sorted(links, key=lambda link: (link.one, link.other))
    ]
    if rows:
        run(s.LIKE, rows=rows)


def _named(id: str) -> Named:
    kind, _, name = id.partition(":")
    return Named(cast("Literal['person', 'company']", kind), name)


def _seen(run: Run, names: Iterable[str], new: Sequence[Reference], judgements: Sequence[Judgement]) -> Seen:
    """All that the names lead to, step by step: like names, other names of the same reference, and equal slugs."""
    seen = Seen()
    ours = {one.id for one in new}
    judged = _judged(judgements)
    told = {id for one in new for id in judged.get(one.id, ())}
    edge, asked = set(names), set[str]()
    while edge or told - asked:
        seen.names |= edge
        told |= {other for id in edge for other in judged.get(id, ())}
        edge, people = _next(run, sorted(edge), seen)
        for one, entity in people:
            if one.id not in ours:
                seen.people[one.id], seen.entities[one.id] = one, entity
                told |= judged.get(one.id, set())
        edge |= _names_of(run, told - asked)
        asked |= told
        edge -= seen.names
    return seen


def _names_of(run: Run, ids: Collection[str]) -> set[str]:
    """The names that references, and names of companies, are under."""
    articles = sorted({id.rsplit("#", 1)[0] for id in ids if "#" in id})
    rows = run(s.CALLED_BY, ids=articles) if articles else []
    found = {row["name"] for row in rows if f"{row['article']}#{row['local']}" in ids}
    return found | {id for id in ids if id.startswith("company:")}


def _next(run: Run, names: Sequence[str], seen: Seen) -> tuple[set[str], list[tuple[Reference, str]]]:
    """The names next to some names, and the references to people by them with the entity each is to so far."""
    edge: set[str] = set()
    for row in run(s.LIKENESSES, names=names):
        one, other = sorted((_named(row["one"]), _named(row["other"])))
        seen.links.append(Link(one, other, row["value"], ""))
        edge.add(row["other"])
    slugs = sorted({slug(_named(name).name) for name in names} - {""})
    edge |= {row["name"] for row in run(s.OF_SLUG, slugs=slugs)}
    firms = [name for name in names if name.startswith("company:")]
    for row in run(s.FIRMS, names=firms) if firms else []:
        seen.entities[row["name"]] = row["entity"]
        seen.together |= {tuple(together) for together in row["together"]}
        seen.renamed |= {tuple(names) for names in row["renamed"]}
        edge |= {f"company:{name}" for names in (*row["together"], *row["renamed"]) for name in names}
    people = [name for name in names if not name.startswith("company:")]
    found = []
    for row in run(s.CALLS, names=people) if people else []:
        edge |= {f"person:{name}" for name in (*row["names"], *(row["former"] or ()))}
        if row["first"]:
            found.append((reference(row), str(row["entity"])))
    return edge, found


def _judged(judgements: Iterable[Judgement]) -> dict[str, set[str]]:
    """Reference or name -> those that a judgement names beside it."""
    found: dict[str, set[str]] = {}
    for said in judgements:
        sides = {*said.one, *said.other}
        for id in sides:
            if is_open(id):
                found.setdefault(id, set()).update(filter(is_open, sides))
    return found
