"""News in, a graph of talent flows out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

    from kg.analytics import Lens

__version__ = "0.1.0"
__all__ = ["__version__", "load_graph"]


def load_graph(address: str | None = None, lens: Lens | None = None) -> networkx.MultiDiGraph:
    """The moves of a store between companies as a networkx multigraph: an edge a move, its key the id of the move.

    `address` is a folder or bolt://, neo4j://…; without one, where KG_STORE says. What nodes and edges carry is in
    `kg.analytics.graph`; `lens` says which moves count, without one all that are completed.

    Raises:
        KGError: there is no store, or it cannot be read.
    """
    # Imported here: everything imports this package, and few of those need a store.
    from kg import analytics
    from kg.opening import opened

    with opened(address, must_exist=True) as store:
        return analytics.graph(analytics.flows(store, lens))
