"""A report on a whole graph as one HTML file: pictures with filters, tables, and the quotes behind every mark."""

from kg.report.page import page

__all__ = ["page"]
