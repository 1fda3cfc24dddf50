"""Figures of retention: who of those that came is still there one and two years later."""

from __future__ import annotations

import datetime as dt

from kg.analytics.companies import Only, departs, table
from kg.analytics.model import Career, Cell, Flows, Row, Table
from kg.graph import Stint

MONTHS = (12, 24)


def retention(flows: Flows, only: Only = None) -> Table:
    """Of the people who came to a company so long ago that it can be known, the share still there after 12 and 24 months.

    A stint is in the window if it began there. It counts for 12 months if it began 12 months or more before the day up to
    which we know (`known_until`), so that those who came lately neither raise nor lower the share; one that ended on a
    day nobody states is left out. Nobody reports that people stay: who is not said to have left counts as there.
    """
    last, rows = known_until(flows), []
    whole: dict[str, list[tuple[Career, Stint]]] = {}
    for career in flows.careers:
        for stint in career.stints:
            if only in (None, stint.company) and stint.since and flows.lens.holds(stint.since) and _end_is_known(stint):
                whole.setdefault(stint.company, []).append((career, stint))
    for company, found in whole.items():
        cells: dict[str, Cell] = {"company": flows.name(company)}
        for months in MONTHS:
            began = [stint for _, stint in found if last and stint.since and later(stint.since, months) <= last]
            still = [stint for stint in began if _stayed(stint, months)]
            share = round(len(still) / len(began), 3) if began else None
            cells |= {f"came_{months}m": len(began), f"still_{months}m": len(still), f"share_{months}m": share}
        if cells[f"came_{MONTHS[0]}m"]:
            rows.append(Row(cells, tuple(sorted({id for one, stint in found for id in _ends(one, stint)}))))
    title = f"Who is still there after {' and '.join(map(str, MONTHS))} months" + (
        f" (known until {last})" if last else ""
    )
    shortest = f"came_{MONTHS[0]}m"
    return table(flows, "retention", title, rows, lambda row: (-int(str(row.cells[shortest])),))


def known_until(flows: Flows) -> dt.date | None:
    """The last day that can be known about: that of the lens, else of the latest report on anybody."""
    reported = [day for career in flows.careers for day in _reported(career) if day]
    stated = [day for day in (flows.lens.as_of, flows.lens.until) if day]
    return min([*stated, *([max(reported)] if reported else [])], default=None)


def _reported(career: Career) -> list[dt.date | None]:
    return [*(move.last_reported for move in career.moves), *(post.last_reported for post in career.posts)]


def later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))


def _end_is_known(stint: Stint) -> bool:
    return stint.until is not None or stint.current


def _stayed(stint: Stint, months: int) -> bool:
    assert stint.since
    return stint.until is None or stint.until >= later(stint.since, months)


def _ends(career: Career, stint: Stint) -> list[str]:
    return [
        move.id for move in career.moves
        if move.status == "completed" and move.date and (
            (move.destination == stint.company and move.date == stint.since)
            or (stint.company in departs(move) and move.date == stint.until)
        )
    ]  # fmt: skip
