"""Static pictures of flows, drawn with matplotlib: SVG and PNG, light, the same bytes for the same graph."""

from kg.pictures.figure import draw
from kg.pictures.subjects import of_company, of_flows, of_person, of_report

__all__ = ["draw", "of_company", "of_flows", "of_person", "of_report"]
