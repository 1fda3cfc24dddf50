"""Figures of companies: who gains from whom, who comes back, who was only tried for, and what was paid."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.analytics.model import Career, Cell, Flows, Row, Table, day, when
from kg.graph import GraphMove

Only = str | None  # the id of a company, where a table is of one


@dataclass(slots=True)
class Count:
    """People and moves gathered under one heading."""

    people: set[str] = field(default_factory=set)
    moves: dict[str, GraphMove] = field(default_factory=dict)

    def add(self, career: Career, move: GraphMove) -> None:
        """Counts a move and its person, each once."""
        self.people.add(career.id)
        self.moves[move.id] = move

    def ids(self) -> tuple[str, ...]:
        """The moves, sorted."""
        return tuple(sorted(self.moves))

    def span(self) -> tuple[str | None, str | None]:
        """The first and the last date, as far as they are known."""
        dated = sorted((move.date, when(move)) for move in self.moves.values() if move.date)
        return (dated[0][1], dated[-1][1]) if dated else (None, None)


def arrives(move: GraphMove) -> str | None:
    """The company somebody comes to from outside; a promotion or a new post in the same company is no arrival."""
    inside = move.destination in move.origins or (move.kind == "promoted" and not move.origins)
    return None if inside else move.destination


def departs(move: GraphMove) -> tuple[str, ...]:
    """The companies somebody leaves."""
    return tuple(origin for origin in move.origins if origin != move.destination)


def counted(pairs: Iterable[tuple[str, Career, GraphMove]]) -> dict[str, Count]:
    """Heading -> what stands under it."""
    found: dict[str, Count] = {}
    for heading, career, move in pairs:
        found.setdefault(heading, Count()).add(career, move)
    return found


def arrivals(flows: Flows) -> dict[str, Count]:
    """Company -> who came."""
    return counted((to, career, move) for career, move in flows.moves() if (to := arrives(move)))


def departures(flows: Flows) -> dict[str, Count]:
    """Company -> who left."""
    return counted((gone, career, move) for career, move in flows.moves() for gone in departs(move))


def between(flows: Flows) -> dict[tuple[str, str], Count]:
    """(from, to) -> who went; the same moves that TALENT_FLOW counts where the lens is the default one."""
    found: dict[tuple[str, str], Count] = {}
    for career, move in flows.moves():
        for origin in departs(move) if move.destination else ():
            found.setdefault((origin, str(move.destination)), Count()).add(career, move)
    return found


def ratio(one: int, other: int) -> str:
    """Two counts as N:1 or 1:N, cut to a tenth; with a nought as they are: 8:1, 1:2.5, 3:0."""
    if not one or not other:
        return f"{one}:{other}"
    more = f"{max(one, other) / min(one, other):.1f}".removesuffix(".0")
    return f"{more}:1" if one >= other else f"1:{more}"


def pairs(flows: Flows, only: Only = None) -> Table:
    """Who recruits from whom: people from one company to another, how many went the other way, and the ratio of the two.

    `n` counts the moves of both directions, on which the ratio rests.
    """
    found, rows = between(flows), []
    for (origin, to), count in found.items():
        if only not in (None, origin, to):
            continue
        back = found.get((to, origin), Count())
        first, last = count.span()
        cells: dict[str, Cell] = {
            "from": flows.name(origin), "to": flows.name(to), "people": len(count.people), "moves": len(count.moves),
            "back": len(back.people), "ratio": ratio(len(count.people), len(back.people)), "first": first, "last": last,
        }  # fmt: skip
        rows.append(Row(cells, tuple(sorted({*count.moves, *back.moves}))))
    return table(
        flows, "pairs", "Who recruits from whom", rows, lambda row: (-_int(row, "people"), -_int(row, "moves"))
    )


def net(flows: Flows, only: Only = None) -> Table:
    """People who came to a company and who left it, the difference, and the ratio of the two."""
    came, gone, rows = arrivals(flows), departures(flows), []
    for company in [only] if only else sorted(came.keys() | gone.keys()):
        here, there = came.get(company, Count()), gone.get(company, Count())
        one, other = len(here.people), len(there.people)
        cells: dict[str, Cell] = {"company": flows.name(company), "arrivals": one, "departures": other, "net": one - other,
                 "ratio": ratio(one, other)}  # fmt: skip
        rows.append(Row(cells, tuple(sorted({*here.moves, *there.moves}))))
    return table(flows, "net", "Arrivals, departures and net flow", rows, lambda row: (-_int(row, "net"),))


def matrix(flows: Flows, most: int = 12) -> Table:
    """Company to company: a row where people left, a column where they went, for the companies with the largest flows."""
    found = between(flows)
    weight: dict[str, int] = {}
    for pair, count in found.items():
        for end in pair:
            weight[end] = weight.get(end, 0) + len(count.people)
    chosen = sorted(weight, key=lambda id: (-weight[id], flows.name(id), id))[:most]
    rows = []
    for origin in chosen:
        line = {to: found[origin, to] for to in chosen if (origin, to) in found}
        cells: dict[str, Cell] = {"from": flows.name(origin)}
        cells |= {flows.name(to): len(line[to].people) if to in line else 0 for to in chosen}
        rows.append(Row(cells, tuple(sorted({id for count in line.values() for id in count.moves}))))
    return Table("matrix", "People from (row) to (column)", flows.lens.window(), tuple(rows))


def boomerangs(flows: Flows, only: Only = None) -> Table:
    """The share of arrivals that are of people who had been there before.

    An article says so (`returned`), or an earlier completed move of the person leaves that company.
    """
    back = counted(
        (to, career, move) for career, move in flows.moves() if (to := arrives(move)) and again(career, move)
    )
    rows = []
    for company, came in arrivals(flows).items():
        if only in (None, company) and company in back:
            all_, some = len(came.people), len(back[company].people)
            cells: dict[str, Cell] = {
                "company": flows.name(company),
                "arrivals": all_,
                "returned": some,
                "rate": round(some / all_, 3),
            }
            rows.append(Row(cells, came.ids()))
    return table(flows, "boomerangs", "Who comes back", rows, lambda row: (-_int(row, "returned"),))


def again(career: Career, move: GraphMove) -> bool:
    """Whether somebody comes back with a move to where they had been."""
    if move.kind == "returned":
        return True
    now = day(move)
    return now is not None and any(
        one.status == "completed" and move.destination in departs(one) and (then := day(one)) is not None and then < now
        for one in career.moves
    )


def attempts(flows: Flows, only: Only = None) -> Table:
    """Approaches that are no moves, and moves that were only tried; whatever statuses the lens counts."""
    rows = []
    for career in flows.careers:
        for move in career.moves:
            tried = move.kind == "recruited" or move.status == "attempted"
            inside = move.sources >= flows.lens.min_sources and flows.lens.holds(day(move))
            if tried and inside and only in (None, move.destination, *move.origins):
                rows.append(Row({"person": career.name, **_told(flows, move)}, (move.id,)))
    return table(flows, "attempts", "Who tried to hire whom", rows, lambda row: (str(row.cells["to"]),))


def prices(flows: Flows, only: Only = None) -> Table:
    """Sums that articles tie to a move, the highest of each currency first; nothing is converted."""
    rows = []
    for career, move in flows.moves():
        if move.amount is not None and only in (None, move.destination, *move.origins):
            said = {"amount": move.amount, "currency": move.currency, "written": move.amount_text}
            rows.append(Row({"person": career.name, **_told(flows, move), **said}, (move.id,)))
    return table(flows, "prices", "What was paid for people", rows, _dearest)


def _dearest(row: Row) -> tuple[object, ...]:
    amount = row.cells["amount"]
    return (str(row.cells["currency"] or "~"), -amount if isinstance(amount, float) else 0.0)


def _told(flows: Flows, move: GraphMove) -> dict[str, str | None]:
    return {"kind": move.kind, "status": move.status, **flows.ends(move), "role": move.role, "date": when(move)}


def table(
    flows: Flows, name: str, title: str, rows: Iterable[Row], order: Callable[[Row], tuple[object, ...]]
) -> Table:
    """Rows in an order, ties by what their first cells say and the moves behind them."""
    by = sorted(rows, key=lambda row: (*order(row), *(str(cell) for cell in list(row.cells.values())[:2]), row.moves))
    return Table(name, title, flows.lens.window(), tuple(by))


def _int(row: Row, name: str) -> int:
    value = row.cells[name]
    assert isinstance(value, int)
    return value
