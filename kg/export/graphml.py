"""The graph as GraphML, for Gephi, yEd and networkx: scalars only, so that lists are joined and dates are text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.export.whole import EDGES, NODES, pages

if TYPE_CHECKING:
    from pathlib import Path

    import networkx

    from kg.store import Store

JOINED = "; "
_DISPLAYED = ("name", "title", "role", "kind", "text")  # the first that a node has is its label, which Gephi draws
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(store: Store, path: Path) -> str:
    """Writes the file, equal for equal graphs, and says how much is in it."""
    import networkx

    of = graph(store)
    networkx.write_graphml(of, path, encoding="utf-8", infer_numeric_types=True)
    return f"{of.number_of_nodes()} nodes and {of.number_of_edges()} relationships"


def graph(store: Store) -> networkx.MultiDiGraph:
    """All nodes, named as Person:noam-shazeer, and all relationships; `labels` and `label` say what each is."""
    import networkx

    of = networkx.MultiDiGraph()
    for nodes in NODES:
        found = {row[0][nodes.key]: _scalars(row[0]) for page in pages(store, nodes) for row in page}
        for id, has in sorted(found.items()):
            shown = next((str(has[name]) for name in _DISPLAYED if has.get(name)), id)
            of.add_node(f"{nodes.label}:{id}", labels=nodes.label, label=shown[:80], **has)
    number = 0
    for edges in EDGES:
        rows = [(row[0], row[1], _scalars(row[2])) for page in pages(store, edges) for row in page]
        for start, end, has in sorted(rows, key=lambda row: (row[0], row[1], sorted(map(str, row[2].items())))):
            of.add_edge(
                f"{edges.start.label}:{start}", f"{edges.end.label}:{end}", f"e{number}", label=edges.type, **has
            )
            number += 1
    return of


def _scalars(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: _scalar(value) for name, value in sorted(properties.items()) if name != "ingestedAt"}


def _scalar(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    text = JOINED.join(map(str, value)) if isinstance(value, list) else str(value)
    return _NOT_IN_XML.sub("�", text)
