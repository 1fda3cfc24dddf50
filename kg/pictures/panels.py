"""The panels of pictures: each makes one from figures, None where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import cos, pi, sin
from typing import TYPE_CHECKING

import networkx as nx

from kg.analytics import Flows, Row, Table, communities
from kg.analytics.network import weighted
from kg.pictures.figure import COLOURS, INK, LESS, LINE, MORE, QUIET, Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BANDS, BARS, PERIODS, COMPANIES = 24, 14, 40, 24


def sankey(table: Table, flows: Flows) -> Panel | None:
    """Who recruits from whom: a band a pair, as wide as there are people."""
    rows = sorted(table.rows, key=lambda row: (-_int(row, "people"), str(row.cells["from"]), str(row.cells["to"])))[
        :BANDS
    ]
    if not rows:
        return None
    high = max(len({row.cells[side] for row in rows}) for side in ("from", "to"))
    total = sum(_int(row, "people") for row in rows)
    title = "Who went from where to where" + _first(rows, table)
    return Panel(title, max(1.2, 0.26 * high + 0.11 * total), partial(_sankey, rows, _colours(flows)))


def _sankey(rows: Sequence[Row], colours: dict[str, str], axes: Axes) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Line

    gap = 0.06 * sum(_int(row, "people") for row in rows) + 0.6
    places = {side: _places(rows, side, gap) for side in ("from", "to")}
    low = min(end for side in places.values() for _, end in side.values())
    for side, x, align, beside in (("from", 0.0, "right", -0.02), ("to", 1.0, "left", 0.02)):
        for name, (top, end) in places[side].items():
            axes.plot([x, x], [top, end], color=colours.get(name, QUIET), linewidth=7, solid_capstyle="butt")
            axes.text(x + beside, (top + end) / 2, f"{_cut(name, 24)}  {round(top - end)}", ha=align, va="center")
    used = {side: {name: top for name, (top, _) in found.items()} for side, found in places.items()}
    for row in sorted(
        rows, key=lambda row: (-places["from"][_text(row, "from")][0], -places["to"][_text(row, "to")][0])
    ):
        one, other, width = _text(row, "from"), _text(row, "to"), _int(row, "people")
        a, b = used["from"][one], used["to"][other]
        used["from"][one], used["to"][other] = a - width, b - width
        points = [
            (0.01, a),
            (0.5, a),
            (0.5, b),
            (0.99, b),
            (0.99, b - width),
            (0.5, b - width),
            (0.5, a - width),
            (0.01, a - width),
        ]
        codes = [Line.MOVETO, *[Line.CURVE4] * 3, Line.LINETO, *[Line.CURVE4] * 3]
        band = PathPatch(Line(points, codes), facecolor=colours.get(one, QUIET), alpha=0.4, edgecolor="none")
        band.set_gid(f"band {one} to {other}: {width}")
        axes.add_patch(band)
    axes.set(xlim=(0, 1.24), ylim=(low, 0))
    axes.axis("off")


def _places(rows: Sequence[Row], side: str, gap: float) -> dict[str, tuple[float, float]]:
    """Company -> where its bar begins and ends, the largest on top."""
    weight: dict[str, int] = {}
    for row in rows:
        weight[_text(row, side)] = weight.get(_text(row, side), 0) + _int(row, "people")
    found, y = {}, 0.0
    for name in sorted(weight, key=lambda name: (-weight[name], name)):
        found[name] = (y, y - weight[name])
        y -= weight[name] + gap
    return found


def net_bars(table: Table) -> Panel | None:
    """Arrivals to the right, departures to the left, for the companies with most of both."""
    most = sorted(table.rows, key=lambda row: (-_int(row, "arrivals") - _int(row, "departures"), _text(row, "company")))
    rows = sorted(most[:BARS], key=lambda row: (_int(row, "net"), _text(row, "company")))
    return (
        Panel("Arrivals and departures" + _first(rows, table), 0.5 + 0.26 * len(rows), partial(_bars, rows))
        if rows
        else None
    )


def _bars(rows: Sequence[Row], axes: Axes) -> None:
    names = [_cut(_text(row, "company"), 24) for row in rows]
    places = list(range(len(rows)))
    came, left = [_int(row, "arrivals") for row in rows], [-_int(row, "departures") for row in rows]
    axes.barh(places, came, color=MORE, height=0.7, label="came")
    axes.barh(places, left, color=LESS, height=0.7, label="left")
    for y, row in enumerate(rows):
        net = _int(row, "net")
        axes.text(max(came) * 1.03 + 0.1, y, f"{'+' if net > 0 else '−' if net < 0 else ''}{abs(net)}", va="center")
    axes.set_yticks(places, names)
    axes.axvline(0, color=QUIET, linewidth=0.8)
    _counts(axes, "x")
    axes.legend(loc="lower right", frameon=False, ncols=2, bbox_to_anchor=(1, 1))


def heat(table: Table) -> Panel | None:
    """The matrix of companies: the darker, the more people went from the row to the column."""
    return Panel(table.title, 0.3 * len(table.rows), partial(_heat, table.rows), 0.8) if table.rows else None


def _heat(rows: Sequence[Row], axes: Axes) -> None:
    names = [_text(row, "from") for row in rows]
    counts = [[_int(row, name) for name in names] for row in rows]
    most = max(1, *(max(line) for line in counts))
    axes.imshow(counts, cmap="Blues", vmin=0, vmax=most * 1.25, aspect="auto")
    for y, line in enumerate(counts):
        for x, count in enumerate(line):
            if count:
                axes.text(x, y, str(count), ha="center", va="center", color="white" if count > 0.7 * most else INK)
    short = [_cut(name, 18) for name in names]
    axes.set_xticks(range(len(names)), short, rotation=30, ha="right")
    axes.set_yticks(range(len(names)), short)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def periods(table: Table) -> Panel | None:
    """Moves by time; of one company who came above the line and who left below."""
    rows = [row for row in table.rows if row.cells["period"] != "undated"][-PERIODS:]
    undated = sum(_int(row, name) for row in table.rows if row.cells["period"] == "undated"
                  for name in row.cells if name in ("moves", "arrivals", "departures"))  # fmt: skip
    title = table.title + (f", and {undated} without a date" if undated else "")
    return Panel(title, 1.6, partial(_periods, rows)) if rows else None


def _periods(rows: Sequence[Row], axes: Axes) -> None:
    of_one = "arrivals" in rows[0].cells
    names = [_text(row, "period") for row in rows]
    axes.bar(
        names,
        [_int(row, "arrivals" if of_one else "people") for row in rows],
        color=MORE,
        label="came" if of_one else "people",
    )
    if of_one:
        axes.bar(names, [-_int(row, "departures") for row in rows], color=LESS, label="left")
        axes.axhline(0, color=QUIET, linewidth=0.8)
    axes.set_xticks(
        range(len(names)), names, rotation=45 if len(names) > 8 else 0, ha="right" if len(names) > 8 else "center"
    )
    _counts(axes, "y")
    axes.legend(loc="lower right", frameon=False, ncols=2, bbox_to_anchor=(1, 1))


def network(flows: Flows) -> Panel | None:
    """The companies people went between, coloured by community, as large as their flows."""
    net = weighted(flows)
    degree = dict(net.degree(weight="people"))
    kept = sorted(net, key=lambda one: (-degree[one], one))[:COMPANIES]
    title = "The network, coloured by community" + (
        f" (first {COMPANIES} of {len(net)} companies)" if len(net) > COMPANIES else ""
    )
    return Panel(title, 5.0, partial(_network, flows, net.subgraph(kept).copy(), degree)) if kept else None


def _network(flows: Flows, net: nx.DiGraph, degree: dict[str, int], axes: Axes) -> None:
    # On a circle, communities together: names never lie on one another, and few flows cross the middle.
    group, colours = communities(weighted(flows)), _colours(flows)
    order = sorted(net, key=lambda one: (group[one], -degree[one], one))
    angles = {one: 2 * pi * number / len(order) + pi / 2 for number, one in enumerate(order)}
    places = {one: (cos(angle), sin(angle)) for one, angle in angles.items()}
    for a, b, data in sorted(net.edges(data=True), key=lambda edge: edge[:2]):
        style = {"arrowstyle": "-|>", "color": colours[flows.name(a)], "linewidth": 0.8 + 0.7 * data["people"],
                 "connectionstyle": "arc3,rad=0.2", "shrinkA": 8, "shrinkB": 8, "alpha": 0.6}  # fmt: skip
        axes.annotate("", places[b], places[a], arrowprops=style, zorder=1)
    for one, (x, y) in places.items():
        axes.scatter([x], [y], s=40 + 25 * degree[one], color=colours[flows.name(one)], zorder=2)
        side = "left" if x >= 0 else "right"
        axes.text(1.1 * x, 1.1 * y, _cut(flows.name(one), 24), ha=side, va="center", fontsize=8)
    axes.set(xlim=(-2.2, 2.2), ylim=(-1.25, 1.25), aspect="equal")
    axes.axis("off")


def _colours(flows: Flows) -> dict[str, str]:
    """Name of a company -> the colour of its community."""
    group = communities(weighted(flows))
    return {flows.name(one): COLOURS[(number - 1) % len(COLOURS)] for one, number in group.items()}


def _counts(axes: Axes, side: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis = axes.xaxis if side == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):.0f}"))
    axis.grid(visible=True, color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)


def _first(rows: Sequence[Row], table: Table) -> str:
    return f" (first {len(rows)} of {len(table.rows)})" if len(rows) < len(table.rows) else ""


def _int(row: Row, name: str) -> int:
    value = row.cells[name]
    assert isinstance(value, int)
    return value


def _text(row: Row, name: str) -> str:
    return str(row.cells[name])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
