"""Neo4j Browser as people use it: its address, a guide, saved queries and a style, all made from `queries/`."""

from kg.browser.address import Place, link, place
from kg.browser.guide import ordered
from kg.browser.serve import FILES, serving, write

__all__ = ["FILES", "Place", "link", "ordered", "place", "serving", "write"]
