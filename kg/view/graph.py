"""The nodes and relationships that a query returns, wherever in its rows they stand, with keys that every store shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import neo4j
from neo4j import graph

from kg.store import Store
from kg.store.properties import native
from kg.store.reading import reads_only
from kg.store.schema import LABELS


@dataclass(frozen=True, slots=True)
class Node:
    """A node; `key` is its label and the key of our own, as `Person noam-shazeer`."""

    key: str
    label: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two nodes, by their keys."""

    source: str
    target: str
    type: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Graph:
    """What is to be drawn, each thing once, sorted."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph_of(
    store: Store, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None
) -> Graph:
    """The graph in the rows of a query, at most `limit` rows of it.

    Raises:
        UsageError: the query would write, or is not well formed.
        StoreError: the store failed.
    """
    reads_only(cypher)

    def work(transaction: neo4j.Transaction) -> Graph:
        result = transaction.run(cypher, dict(parameters or {}))
        records = list(result) if limit is None else result.fetch(limit)
        return _graph(value for record in records for value in record.values())

    return store.read(work)


def _graph(values: Iterable[Any]) -> Graph:
    nodes: dict[str, Node] = {}  # by the store's id
    edges: dict[str, graph.Relationship] = {}
    _collect(values, nodes, edges)
    whole = []
    for edge in edges.values():
        start, end = (nodes.get(one.element_id) if one else None for one in edge.nodes)
        if start and end:  # one that is returned without its nodes has nowhere to be drawn
            whole.append(Edge(start.key, end.key, edge.type, _properties(edge)))
    return Graph(tuple(sorted(nodes.values(), key=lambda node: node.key)), tuple(sorted(whole, key=_order)))


def _order(edge: Edge) -> tuple[str, ...]:
    return (edge.source, edge.target, edge.type, *map(str, edge.properties.items()))


def _collect(values: Iterable[Any], nodes: dict[str, Node], edges: dict[str, graph.Relationship]) -> None:
    for value in values:
        if isinstance(value, graph.Node):
            nodes[value.element_id] = _node(value)
        elif isinstance(value, graph.Relationship):
            edges[value.element_id] = value
        elif isinstance(value, graph.Path):
            _collect((*value.nodes, *value.relationships), nodes, edges)
        elif isinstance(value, Mapping):
            _collect(value.values(), nodes, edges)
        elif isinstance(value, list | tuple):
            _collect(value, nodes, edges)


def _node(value: graph.Node) -> Node:
    label = min(value.labels, default="")
    properties = _properties(value)
    return Node(f"{label} {properties.get(LABELS.get(label, ''), value.element_id)}", label, properties)


def _properties(value: graph.Entity) -> dict[str, Any]:
    return {name: native(one) for name, one in sorted(value.items())}
