"""`kg evidence`: the exact words behind a person, a company or a move, with the words around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from kg.cli import out
from kg.errors import UsageError
from kg.opening import opened

if TYPE_CHECKING:
    from kg.store import Store

Kind = Literal["person", "company", "move"]
AROUND = 90  # characters of context on each side

_WHO = {
    "person": "MATCH (n:Person {personId: $id}) RETURN n.personId AS id, n.name AS name",
    "company": "MATCH (n:Company {companyId: $id}) RETURN n.companyId AS id, n.name AS name",
    "move": "MATCH (p:Person)-[:MADE]->(n:Move {moveId: $id}) RETURN n.moveId AS id, p.name AS name",
}
_MOVES = {
    "person": "MATCH (p:Person {personId: $id})-[:MADE]->(m:Move)",
    "company": "MATCH (p:Person)-[:MADE]->(m:Move)-[:FROM|TO]->(:Company {companyId: $id})",
    "move": "MATCH (p:Person)-[:MADE]->(m:Move {moveId: $id})",
}
_POSTS = {
    "person": "MATCH (p:Person {personId: $id})-[:HELD]->(h:Post)-[:AT]->(c:Company)",
    "company": "MATCH (p:Person)-[:HELD]->(h:Post)-[:AT]->(c:Company {companyId: $id})",
}
_SAID = """
MATCH (m)-[e:EVIDENCED_BY]->(a:Article)
WITH DISTINCT p, m, e, a
RETURN m.moveId AS id, p.name AS person, m.kind AS what, e.status AS status,
       COLLECT { MATCH (m)-[:FROM]->(f:Company) RETURN f.name ORDER BY f.name } AS from,
       COLLECT { MATCH (m)-[:TO]->(t:Company) RETURN t.name ORDER BY t.name } AS to,
       e.quote AS quote, e.start AS start, e.end AS end,
       e.speaker AS speaker, e.attribution AS attribution, e.confidence AS confidence,
       a.outlet AS outlet, a.published AS published, a.url AS url, a.source AS source, a.text AS text
ORDER BY published, source, e.start, id"""
_HELD = """
MATCH (h)-[e:EVIDENCED_BY]->(a:Article)
WITH DISTINCT p, h, c, e, a
RETURN h.postId AS id, p.name AS person, coalesce(h.role, 'at') AS what, 'post' AS status, [] AS from, [c.name] AS to,
       e.quote AS quote, e.start AS start, e.end AS end, null AS speaker, null AS attribution, null AS confidence,
       a.outlet AS outlet, a.published AS published, a.url AS url, a.source AS source, a.text AS text
ORDER BY published, source, e.start, id"""


def evidence(thing: str, address: str | None, *, as_json: bool) -> int:
    """Print the quotes behind a person, company or move, named in either script or by id; 1 where there are none."""
    with opened(address, must_exist=True) as store:
        kind, identity, name = found(store, thing)
        rows = store.rows(_MOVES[kind] + _SAID, {"id": identity})
        if kind in _POSTS:
            rows += store.rows(_POSTS[kind] + _HELD, {"id": identity})
    for row in rows:
        _show(row, as_json=as_json)
    if not rows:
        out.complain(f"nothing is said of {name} but that the name is mentioned")
    return 0 if rows else 1


def found(store: Store, thing: str, kinds: Sequence[Kind] = ("person", "company", "move")) -> tuple[Kind, str, str]:
    """Kind, id and name of what the user names: an id first, else the named entity whose spelling is nearest.

    Raises:
        UsageError: the store has no such thing.
    """
    from kg.names import MAYBE, blocks, score

    for kind in kinds:
        for row in store.rows(_WHO[kind], {"id": thing}):
            return kind, row["id"], row["name"]
    near = [
        (max(score(thing, name, kind).value for name in (entity.name, *entity.aliases)), kind, entity)
        for kind in kinds
        if kind != "move"
        for entity in store.candidates(kind, blocks(thing, kind))
    ]
    if not near or (best := max(near, key=lambda one: (one[0], one[1], one[2].id)))[0] < MAYBE:
        one_of = " or ".join(", ".join(kinds).rsplit(", ", 1))
        raise UsageError(f"{thing}: no {one_of} of that name or id; kg query moves lists what there is")
    return best[1], best[2].id, best[2].name


def _show(row: Mapping[str, Any], *, as_json: bool) -> None:
    text, start, end = row["text"], row["start"], row["end"]
    if as_json:
        out.line(
            {key: value for key, value in row.items() if key != "text"} | {"exact": text[start:end] == row["quote"]}
        )
        return
    from rich.text import Text

    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = text[end : end + AROUND].partition("\n")[0]
    ends = " -> ".join(filter(None, (", ".join(row["from"]), ", ".join(row["to"]))))
    target = out.console()
    target.print(Text(f"{row['person']}: {row['what']} {ends} ({row['status']})", style="bold"))
    target.print(Text.assemble("  …" if start > len(before) else "  ", before, (row["quote"], "reverse"), after, "…"))
    place = [row["outlet"], row["published"], row["url"] or row["source"], f"characters {start}-{end}"]
    sure = f" · {row['confidence']:.2f} sure" if row["confidence"] is not None else ""
    said = f"said {row['speaker']} ({row['attribution']}) · " if row["speaker"] else ""
    target.print(Text("  " + said + " · ".join(str(part) for part in place if part) + sure, style="dim"))
    target.print(Text(f"  {row['id']}\n", style="dim"))
