"""Rewrites what the claims about some people come to: only the difference between what is there and what has to be."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, TypeVar

from kg.graph import (
    Flow,
    GraphMove,
    GraphPost,
    StoredClaim,
    StoredPost,
    flows_of,
    moves_of,
    posts_of,
    stints_of,
)  # fmt: skip
from kg.store import statements as s
from kg.store.properties import (
    claim,
    claim_properties,
    move_node,
    native,
    post,
    post_node,
    post_properties,
    stint_properties,
)  # fmt: skip

Row = dict[str, Any]
Run = Callable[..., list[Row]]
Pair = tuple[str, str]
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class People:
    """What the graph holds of some people before a change."""

    def __init__(self, run: Run, ids: Sequence[str]) -> None:
        self.ids = list(ids)
        self.moves = run(s.MOVES, ids=self.ids) if ids else []
        self.posts = run(s.POSTS, ids=self.ids) if ids else []
        found = run(s.MOVE_CLAIMS, ids=self.ids) if self.moves else []
        self.claims = {claim(row["person"], row): str(row["node"]) for row in found}
        found = run(s.POST_CLAIMS, ids=self.ids) if self.posts else []
        self.post_claims = {post(row["person"], row): str(row["node"]) for row in found}

    def forget(self, article: str) -> None:
        """Leaves out what an article claimed, whose evidence is gone from the graph already."""
        self.claims = {one: node for one, node in self.claims.items() if one.report.article != article}
        self.post_claims = {one: node for one, node in self.post_claims.items() if one.report.article != article}


def rewrite(run: Run, people: People, claims: Sequence[StoredClaim], posts: Sequence[StoredPost]) -> None:
    """Adds claims about people and brings their moves, posts, stints and flows up to date."""
    if not people.ids:
        return
    by_person = _by(lambda one: one.person, [*people.claims, *claims])
    moves = {id: moves_of(by_person.get(id, [])) for id in people.ids}
    by_person_posts = _by(lambda one: one.person, [*people.post_claims, *posts])
    held = {id: posts_of(by_person_posts.get(id, [])) for id in people.ids}
    _rewrite_moves(run, people, [move for found in moves.values() for move in found])
    _rewrite_posts(run, people, [post for found in held.values() for post in found])
    _rewrite_stints(run, people.ids, moves, held)
    _rewrite_flows(run, people, moves)


def _rewrite_moves(run: Run, people: People, moves: Sequence[GraphMove]) -> None:
    old = {row["id"]: row["digest"] for row in people.moves}
    rows: list[Row] = [{"id": move.id, "person": move.person, "properties": move_node(move)} for move in moves]
    changed = {row["id"] for row in rows if old.get(row["id"], "") != row["properties"]["digest"]}
    gone = sorted(old.keys() - {move.id for move in moves})
    _run(run, s.DROP_MOVES, ids=gone)
    _run(run, s.CREATE_MOVES, rows=[row for row in rows if row["id"] not in old])
    _run(run, s.CHANGE_MOVES, rows=[row for row in rows if row["id"] in old.keys() & changed])
    _run(run, s.DROP_ENDS, ids=sorted(old.keys() & changed))
    moved = [move for move in moves if move.id in changed]
    _run(run, s.ORIGINS, rows=[{"id": move.id, "company": id} for move in moved for id in move.origins])
    _run(run, s.DESTINATIONS, rows=[{"id": m.id, "company": m.destination} for m in moved if m.destination])
    wanted = {one: move.id for move in moves for one in move.claims}
    drop, add = _difference(people.claims, wanted, set(gone))
    _run(run, s.DROP_MOVE_EVIDENCE, rows=drop)
    _run(run, s.MOVE_EVIDENCE, rows=[_evidence(one, node, claim_properties(one)) for one, node in add])
    _rewrite_contradictions(run, sorted(old), moves)


def _rewrite_contradictions(run: Run, old: Sequence[str], moves: Sequence[GraphMove]) -> None:
    rows = [{"id": move.id, "other": other} for move in moves for other in move.contradicts if move.id < other]
    if len(old) > 1:
        _run(run, s.DROP_CONTRADICTIONS, ids=list(old))
    _run(run, s.CONTRADICTIONS, rows=rows)


def _rewrite_posts(run: Run, people: People, posts: Sequence[GraphPost]) -> None:
    old = {row["id"]: row["digest"] for row in people.posts}
    rows: list[Row] = [
        {"id": post.id, "person": post.person, "company": post.company, "properties": post_node(post)} for post in posts
    ]
    gone = sorted(old.keys() - {post.id for post in posts})
    _run(run, s.DROP_POSTS, ids=gone)
    _run(run, s.CREATE_POSTS, rows=[row for row in rows if row["id"] not in old])
    changed = [row for row in rows if old.get(row["id"]) not in (None, row["properties"]["digest"])]
    _run(run, s.CHANGE_POSTS, rows=changed)
    # A claim stays with the post of its person, company and role: evidence only comes or goes with its article.
    wanted = {one: post.id for post in posts for one in post.claims if one not in people.post_claims}
    _run(run, s.POST_EVIDENCE, rows=[_evidence(one, node, post_properties(one)) for one, node in wanted.items()])


def _rewrite_stints(
    run: Run,
    ids: Sequence[str],
    moves: Mapping[str, Sequence[GraphMove]],
    posts: Mapping[str, Sequence[GraphPost]],
) -> None:
    old: dict[str, list[Row]] = {}
    for row in run(s.STINTS, ids=list(ids)):
        said = {name: native(value) for name, value in row.items() if name != "person" and value is not None}
        old.setdefault(row["person"], []).append(said)
    new = {
        id: [{"company": one.company} | stint_properties(one) for one in stints_of(moves[id], posts[id])] for id in ids
    }
    changed = [
        id for id in ids if sorted(map(str, map(_sorted, old.get(id, [])))) != sorted(map(str, map(_sorted, new[id])))
    ]
    _run(run, s.DROP_STINTS, ids=[id for id in changed if id in old])
    rows = [
        {"person": id, "company": row["company"], "properties": {k: v for k, v in row.items() if k != "company"}}
        for id in changed
        for row in new[id]
    ]
    _run(run, s.WRITE_STINTS, rows=rows)


def _rewrite_flows(run: Run, people: People, moves: Mapping[str, Sequence[GraphMove]]) -> None:
    before = {id: flows_of(_light(row) for row in people.moves if row["person"] == id) for id in people.ids}
    added: dict[Pair, list[Flow]] = {}
    anew: set[Pair] = set()
    for id in people.ids:
        after = flows_of(moves[id])
        for pair in sorted(before[id].keys() | after.keys()):
            old, new = before[id].get(pair, Flow()), after.get(pair, Flow())
            if old == new:
                continue
            added.setdefault(pair, []).append(replace(new, people=new.people - old.people, moves=new.moves - old.moves))
            # Counts can be added to; a first or last day that is gone can only be found by looking at all the others.
            if _lost(old, new):
                anew.add(pair)
    rows = [_pair(pair) | asdict(flow) for pair, flows in added.items() if pair not in anew for flow in flows]
    _run(run, s.ADD_TO_FLOWS, rows=rows)
    _run(run, s.DROP_FLOWS, rows=[_pair(pair) for pair in sorted(anew)])
    _run(run, s.COUNT_FLOWS, rows=[_pair(pair) for pair in sorted(anew)])


def _lost(old: Flow, new: Flow) -> bool:
    if new.moves < old.moves:
        return True
    early = old.first is not None and (new.first is None or new.first > old.first)
    return early or (old.last is not None and (new.last is None or new.last < old.last))


def _light(row: Row) -> GraphMove:
    return GraphMove(
        row["id"], row["person"], "joined", row["status"], tuple(sorted(row["origins"])), row["destination"],
        date=native(row["date"]),
    )  # fmt: skip


def _difference(
    old: Mapping[StoredClaim, str], wanted: Mapping[StoredClaim, str], gone: set[str]
) -> tuple[list[Row], list[tuple[StoredClaim, str]]]:
    drop = [
        {"node": node, "article": one.report.article, "claim": one.id}
        for one, node in old.items()
        if wanted.get(one) != node and node not in gone
    ]
    return drop, [(one, node) for one, node in wanted.items() if old.get(one) != node]


def _evidence(one: StoredClaim | StoredPost, node: str, row: Row) -> Row:
    return {"node": node, "article": one.report.article, "properties": row}


def _pair(pair: Pair) -> Row:
    return {"origin": pair[0], "destination": pair[1]}


def _sorted(row: Row) -> list[tuple[str, Any]]:
    return sorted(row.items())


def _by(key: Callable[[Value], Key], values: Iterable[Value]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = {}
    for value in values:
        found.setdefault(key(value), []).append(value)
    return found


def _run(run: Run, statement: str, **parameters: list[Any]) -> None:
    if any(parameters.values()):
        run(statement, **parameters)
