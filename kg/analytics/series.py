"""Moves over time: by month, quarter or year."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from kg.analytics.companies import Count, Only, arrives, counted, departs, table
from kg.analytics.model import Cell, Flows, Row, Table
from kg.graph import GraphMove
from kg.model import Precision, When

Step = Literal["month", "quarter", "year"]
STEPS: tuple[Step, ...] = ("month", "quarter", "year")
_LENGTHS: tuple[Precision, ...] = ("day", "month", "quarter", "year")
UNDATED = "undated"


def period(move: GraphMove, step: Step) -> str:
    """The period a move belongs to: 2024-08, 2024-Q3 or 2024.

    A move known to the year only stands under its year even in a table by month, never under January. One without a
    date is undated: the day of a report would make the news look like the event.
    """
    if move.date is None:
        return UNDATED
    known = _LENGTHS.index(move.precision or "day")
    return span(move.date, _LENGTHS[max(known, _LENGTHS.index(step))])


def span(date: dt.date, length: Precision) -> str:
    """The period of a length that a date is in, written as elsewhere: 2024-08, 2024-Q3, 2024."""
    return When(date, length, "").iso()


def series(flows: Flows, step: Step, only: Only = None) -> Table:
    """Moves by period; of one company, who came and who left in each."""
    if only is None:
        found = counted((period(move, step), career, move) for career, move in flows.moves())
        rows = [
            Row({"period": name, "people": len(count.people), "moves": len(count.moves)}, count.ids())
            for name, count in found.items()
        ]
    else:
        came = counted((period(move, step), one, move) for one, move in flows.moves() if arrives(move) == only)
        gone = counted((period(move, step), one, move) for one, move in flows.moves() if only in departs(move))
        rows = []
        for name in sorted(came.keys() | gone.keys()):
            here, there = came.get(name, Count()), gone.get(name, Count())
            one, other = len(here.people), len(there.people)
            cells: dict[str, Cell] = {"period": name, "arrivals": one, "departures": other, "net": one - other}
            rows.append(Row(cells, tuple(sorted({*here.moves, *there.moves}))))
    return table(flows, "series", f"Moves by {step}", rows, lambda row: (str(row.cells["period"]),))
