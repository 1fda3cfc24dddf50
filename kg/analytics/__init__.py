"""Figures of talent flows: pure functions from Flows, what a store holds seen through a Lens, to Tables.

>>> from kg.analytics import Lens, flows, net                # doctest: +SKIP
>>> net(flows(store, Lens(since=date(2024, 1, 1)))).rows[0]  # doctest: +SKIP
"""

from kg.analytics.companies import attempts, boomerangs, matrix, net, pairs, prices
from kg.analytics.frames import arrow, frame
from kg.analytics.model import FEW, Career, Flows, Lens, Row, Table
from kg.analytics.network import central, chain, communities, graph, pagerank
from kg.analytics.people import alumni, founders, level, roles, stints, tenure, whole
from kg.analytics.read import flows
from kg.analytics.retention import retention
from kg.analytics.series import STEPS, Step, series

__all__ = [
    "FEW",
    "STEPS",
    "Career",
    "Flows",
    "Lens",
    "Row",
    "Step",
    "Table",
    "alumni",
    "arrow",
    "attempts",
    "boomerangs",
    "central",
    "chain",
    "communities",
    "flows",
    "founders",
    "frame",
    "graph",
    "level",
    "matrix",
    "net",
    "pagerank",
    "pairs",
    "prices",
    "report",
    "retention",
    "roles",
    "series",
    "stints",
    "tenure",
    "whole",
]


def report(flows: Flows, step: Step = "year") -> tuple[Table, ...]:
    """The tables of a report on a whole graph."""
    return (
        net(flows), pairs(flows), matrix(flows), series(flows, step), central(flows), boomerangs(flows),
        tenure(flows), retention(flows), roles(flows), founders(flows), attempts(flows), prices(flows),
    )  # fmt: skip
