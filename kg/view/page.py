"""The HTML file of a graph: captions, colours and sizes, and the quotes behind every move, post and flow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from math import sqrt
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.store import Store
from kg.template import filled, script_data
from kg.view.graph import Edge, Graph, Node

_RADII = {"Person": 13.0, "Move": 9.0, "Post": 10.0, "Article": 10.0, "Outlet": 13.0}
_STATUSES = ("completed", "planned", "attempted", "rumoured", "denied")
_SAID = "e.quote AS quote, e.speaker AS speaker, a.outlet AS outlet, a.published AS published, a.url AS url"
# The legend, or the picture itself, explains them.
_PLAIN = ("MADE", "HELD", "FROM", "TO", "EVIDENCED_BY", "CONTRADICTS")
_ORDER = "ORDER BY id, who, published, url, quote"
_OF_MOVES = f"""
UNWIND $ids AS id
MATCH (m:Move {{moveId: id}})-[e:EVIDENCED_BY]->(a:Article)
RETURN id, null AS who, e.status AS status, {_SAID}
{_ORDER}"""
_OF_POSTS = f"""
UNWIND $ids AS id
MATCH (p:Post {{postId: id}})-[e:EVIDENCED_BY]->(a:Article)
RETURN id, null AS who, null AS status, {_SAID}
{_ORDER}"""
_OF_FLOWS = f"""
UNWIND $ids AS id
MATCH (:Company {{companyId: id[0]}})<-[:FROM]-(m:Move {{status: 'completed'}})-[:TO]->(:Company {{companyId: id[1]}})
MATCH (p:Person)-[:MADE]->(m)-[e:EVIDENCED_BY]->(a:Article)
RETURN id, p.name AS who, e.status AS status, {_SAID}
{_ORDER}"""
_WEIGHTS = """
UNWIND $ids AS id
MATCH (:Company {companyId: id})-[f:TALENT_FLOW]-(:Company)
RETURN id, sum(f.people) AS people"""
_LEGEND = (
    ("Person", "", "person"),
    ("Company", "", "company; larger, more people moved"),
    *(("Move", one, f"move, {one}") for one in _STATUSES),
    ("Post", "", "post"),
    ("Article", "", "article"),
    ("Outlet", "", "outlet"),
    ("edge TALENT_FLOW", "", "so many people moved"),
    ("edge FROM", "", "from this company"),
    ("edge TO", "", "to this company"),
    ("edge EVIDENCED_BY", "", "said in this article"),
    ("edge CONTRADICTS", "", "cannot both be true"),
    ("edge COPY_OF", "", "carries the same text as"),
)

MOST = 2000  # nodes: nine seconds of layout on a busy machine

Said = Mapping[Any, Sequence[Mapping[str, Any]]]


def page(store: Store, graph: Graph, *, title: str, asked: str) -> str:
    """The file; `asked` stands under the title. The store gives the quotes and how many people came and went.

    Raises:
        UsageError: there are more nodes than anybody could read or a browser lay out in a few seconds.
    """
    if len(graph.nodes) > MOST:
        raise UsageError(f"{len(graph.nodes)} nodes are too many to draw; narrow the query down, or add --limit 200")
    said = _said(store, graph)
    weights = {row["id"]: row["people"] for row in store.rows(_WEIGHTS, {"ids": _ids(graph, "Company", "companyId")})}
    number = {node.key: place for place, node in enumerate(graph.nodes)}
    whose = {edge.target: graph.nodes[number[edge.source]] for edge in graph.edges if edge.type in ("MADE", "HELD")}
    drawn = {
        "nodes": [_node(node, said, weights, whose.get(node.key)) for node in graph.nodes],
        "edges": [_edge(edge, number, graph.nodes, said) for edge in graph.edges],
        "legend": _legend(graph),
    }
    parts = {
        "title": escape(title),
        "asked": escape(asked),
        "graph": script_data(drawn),
        "script": _read("page.js").replace("// {{layout}}\n", _read("layout.js")),
    }
    return filled(_read("page.html"), parts)


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")


def _said(store: Store, graph: Graph) -> Said:
    flows = [[edge.source, edge.target] for edge in graph.edges if edge.type == "TALENT_FLOW"]
    asked = (
        (_OF_MOVES, _ids(graph, "Move", "moveId")),
        (_OF_POSTS, _ids(graph, "Post", "postId")),
        (_OF_FLOWS, [[key.partition(" ")[2] for key in pair] for pair in flows]),
    )
    said: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for statement, ids in asked:
        for row in store.rows(statement, {"ids": ids}) if ids else ():
            who = ", ".join(one for one in (row["who"], row["speaker"] and f"in the words of {row['speaker']}") if one)
            key = tuple(row["id"]) if isinstance(row["id"], list) else row["id"]
            quote = {"quote": row["quote"], "who": who, "status": row["status"], "outlet": row["outlet"],
                     "published": row["published"], "url": row["url"]}  # fmt: skip
            if quote not in said[key]:
                said[key].append(quote)
    return said


def _ids(graph: Graph, label: str, key: str) -> list[str]:
    return [str(node.properties[key]) for node in graph.nodes if node.label == label and key in node.properties]


def _node(node: Node, said: Said, weights: Mapping[str, int], person: Node | None) -> dict[str, Any]:
    has = node.properties
    full = str(has.get("name") or has.get("title") or has.get("role") or has.get("kind") or node.key)
    caption, look, facts = full, "", [node.label.lower()]
    radius = _RADII.get(node.label, 11.0)
    if node.label == "Move":
        caption, look = str(has.get("kind", "")), str(has.get("status", ""))
        full = " ".join(str(has[name]) for name in ("kind", "role") if name in has)
        facts = [f"move, {look}", *_dated(has), *(str(has[name]) for name in ("amountText",) if name in has)]
    elif node.label == "Company":
        people = weights.get(str(has.get("companyId")), 0)
        radius = 13 + 5 * sqrt(people)
        facts = ["company", f"{people} people came or went" if people else "no flows"]
    elif node.label == "Article":
        caption = str(has.get("outlet") or full)
        facts = ["article", *(str(has[name]) for name in ("outlet", "published") if name in has)]
    elif node.label == "Post":
        caption = full = str(has.get("role") or "post")
        facts = ["post", "current" if has.get("current") else "former"]
    elif node.label == "Person" and has.get("unnamed"):
        facts = ["person without a name"]
    if person:
        full = f"{person.properties.get('name', '')}: {full}"
    quotes = said.get(has.get("moveId") or has.get("postId"), ())
    return {"key": node.key, "label": node.label or "other", "look": look, "caption": caption, "full": full,
            "facts": facts, "r": round(radius, 1), "said": quotes}  # fmt: skip


def _dated(has: Mapping[str, Any]) -> list[str]:
    date, precision = str(has.get("date", "")), has.get("datePrecision")
    if not date:
        return []
    if precision == "quarter":
        return [f"{date[:4]}, quarter {(int(date[5:7]) + 2) // 3}"]
    return [date[: {"year": 4, "month": 7}.get(str(precision), 10)]]


def _edge(edge: Edge, number: Mapping[str, int], nodes: Sequence[Node], said: Said) -> dict[str, Any]:
    source, target = number[edge.source], number[edge.target]
    names = [str(nodes[place].properties.get("name", "")) for place in (source, target)]
    caption, width, full, facts = "", None, edge.type.replace("_", " ").lower(), []
    quotes: Sequence[Mapping[str, Any]] = ()
    if edge.type == "TALENT_FLOW":
        people = int(edge.properties.get("people", 0))
        caption, width, full = str(people), round(1.5 + 1.6 * sqrt(people), 1), " → ".join(names)
        facts = ["1 person" if people == 1 else f"{people} people"]
        quotes = said.get(tuple(key.partition(" ")[2] for key in (edge.source, edge.target)), ())
    elif edge.type == "EVIDENCED_BY":
        full, facts = "said in", [str(nodes[target].properties.get("outlet", ""))]
        quotes = [{"quote": edge.properties["quote"]}] if "quote" in edge.properties else ()
    elif edge.type in ("FROM", "TO"):
        full = f"{edge.type.lower()} {names[1]}"
        if edge.type == "FROM":  # arrows go the way the person goes: company, move, company
            source, target = target, source
    elif edge.type not in _PLAIN:
        caption = full
    return {"source": source, "target": target, "type": edge.type, "caption": caption, "width": width, "full": full,
            "facts": facts, "said": quotes, "arrow": edge.type not in ("MADE", "HELD", "EVIDENCED_BY")}  # fmt: skip


def _legend(graph: Graph) -> list[dict[str, str]]:
    there = {
        (node.label, str(node.properties.get("status", "")) if node.label == "Move" else "") for node in graph.nodes
    }
    there |= {(f"edge {edge.type}", "") for edge in graph.edges}
    return [{"label": label, "look": look, "words": words} for label, look, words in _LEGEND if (label, look) in there]
