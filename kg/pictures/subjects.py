"""What a picture of all flows, of a company, of a person and of a whole graph shows."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analytics import Flows, Step, matrix, net, pairs, series
from kg.pictures import panels
from kg.pictures.figure import Panel
from kg.pictures.person import timeline


def of_flows(flows: Flows, step: Step) -> list[Panel]:
    """Who went from where to where, net flows, and both by time."""
    return _there(
        [panels.sankey(pairs(flows), flows), panels.net_bars(net(flows)), panels.periods(series(flows, step))]
    )


def of_company(flows: Flows, company: str, step: Step) -> list[Panel]:
    """Where people came to a company from and went to, and when."""
    return _there([panels.sankey(pairs(flows, company), flows), panels.periods(series(flows, step, company))])


def of_person(flows: Flows, person: str) -> list[Panel]:
    """The time line of one person."""
    return _there(timeline(career, flows) for career in flows.careers if career.id == person)


def of_report(flows: Flows, step: Step) -> list[Panel]:
    """All flows, with the matrix and the network."""
    return of_flows(flows, step) + _there([panels.heat(matrix(flows)), panels.network(flows)])


def _there(some: Iterable[Panel | None]) -> list[Panel]:
    return [panel for panel in some if panel]
