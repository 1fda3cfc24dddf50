"""The time line of a person: where they worked as bars, their moves as marks coloured by status."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from kg.analytics import Career, Flows
from kg.analytics.model import day
from kg.graph import GraphMove, Stint
from kg.pictures.figure import INK, LINE, MORE, Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_STATUS = {  # colour and mark, so that both tell
    "completed": ("#0072b2", "o"), "planned": ("#009e73", "^"), "attempted": ("#e69f00", "s"),
    "rumoured": ("#cc79a7", "D"), "denied": ("#d55e00", "X"),
}  # fmt: skip
_AROUND = dt.timedelta(days=365)
_NEAR = 0.09  # of the width: names of moves nearer than that stand above and below by turns
_ABOVE = (7, -13, 16, -22)  # points


def timeline(career: Career, flows: Flows) -> Panel | None:
    """One person's stints and moves over time; a bar that fades has no known end on that side."""
    moves = [move for move in career.moves if day(move) and flows.lens.holds(day(move)) and _place(move)]
    order = [
        stint.company
        for stint in sorted(career.stints, key=lambda one: (one.since or one.until or dt.date.max, one.company))
    ]
    lines = list(dict.fromkeys([*order, *(_place(move) for move in moves)]))
    known = [
        *(one for move in moves if (one := day(move))),
        *(one for s in career.stints for one in (s.since, s.until) if one),
    ]
    if not known:
        return None
    window = (min(known) - _AROUND, max(known) + _AROUND)
    title = "Moves (hollow: on the day of the report) and stints (pale: no known beginning or end)"
    return Panel(
        title,
        0.6 + 0.36 * len(lines),
        partial(_timeline, career, flows, moves, lines, window),
    )


def _place(move: GraphMove) -> str:
    return move.destination or (move.origins[0] if move.origins else "")


def _timeline(
    career: Career, flows: Flows, moves: list[GraphMove], lines: list[str], window: tuple[dt.date, dt.date], axes: Axes
) -> None:
    from matplotlib.lines import Line2D

    for stint in career.stints:
        _bar(stint, lines.index(stint.company), window, axes)
    wide = _number(window[1]) - _number(window[0])
    told: list[tuple[float, int]] = []
    for move in moves:
        when, y = day(move), lines.index(_place(move))
        assert when
        x = _number(when)
        beside = sum(other == y and abs(x - before) < _NEAR * wide for before, other in told)
        told.append((x, y))
        _mark(move, x, y, _ABOVE[beside % len(_ABOVE)], axes)
    axes.set_yticks(range(len(lines)), [flows.name(one) for one in lines])
    axes.set_ylim(len(lines) - 0.4, -0.8)
    axes.set_xlim(*map(_number, window))
    axes.xaxis_date()
    axes.grid(visible=True, axis="x", color=LINE, linewidth=0.6)
    some = [one for one in _STATUS if any(move.status == one for move in moves)]
    legend = [Line2D([], [], color=_STATUS[one][0], marker=_STATUS[one][1], linestyle="", label=one) for one in some]
    below = -0.3 / (0.6 + 0.36 * len(lines))
    if legend:
        axes.legend(
            handles=legend,
            loc="upper right",
            frameon=False,
            ncols=len(legend),
            bbox_to_anchor=(1, below),
        )


def _mark(move: GraphMove, x: float, y: int, above: int, axes: Axes) -> None:
    colour, mark = _STATUS[move.status]
    face, when = colour if move.date else "white", day(move)
    axes.plot([x], [y], mark, markersize=8, color=colour, markerfacecolor=face, markeredgewidth=1.5, zorder=3)
    said = f"{move.kind} {when.year if when else ''}"
    axes.annotate(said, (x, y), (0, above), textcoords="offset points", ha="center", fontsize=7, color=INK)


def _bar(stint: Stint, y: int, window: tuple[dt.date, dt.date], axes: Axes) -> None:
    begin, end = stint.since or window[0], stint.until or window[1]
    known = (stint.since is not None, stint.until is not None or stint.current)
    axes.barh([y], [_number(end) - _number(begin)], left=_number(begin), height=0.3, color=MORE, zorder=1,
              alpha=0.3 if all(known) else 0.12, linewidth=0)  # fmt: skip


def _number(day: dt.date) -> float:
    from matplotlib.dates import date2num

    return float(date2num(day))  # type: ignore[no-untyped-call]
