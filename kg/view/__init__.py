"""The graph of a query as one HTML file that needs no network, and no library but itself."""

from kg.view.graph import Edge, Graph, Node, graph_of
from kg.view.page import page

__all__ = ["Edge", "Graph", "Node", "graph_of", "page"]
