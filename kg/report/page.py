"""The HTML file of a report: its tables are written here, its pictures are drawn by the script in it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from kg.analytics import FEW, Flows, Table
from kg.report.data import data
from kg.template import filled, script_data

_NUMBERS = (int, float)


def page(flows: Flows, tables: Sequence[Table]) -> str:
    """The report on a graph as one file that needs no network.

    Raises:
        UsageError: there are more moves than a page can hold.
    """
    parts = {
        "window": escape(flows.lens.window()),
        "few": str(FEW),
        "tables": "\n".join(_table(one) for one in tables if one.rows),
        "data": script_data(data(flows)),
        "style": _read("page.css"),
        "charts": _read("charts.js"),
        "script": _read("page.js"),
    }
    return filled(_read("page.html"), parts)


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")


def _table(table: Table) -> str:
    names = list(table.rows[0].cells)
    head = "".join(f'<th scope="col">{escape(name.replace("_", " "))}</th>' for name in (*names, "n", "evidence"))
    rows = "\n".join(
        "<tr>"
        + "".join(_cell(cell) for cell in row.cells.values())
        + f'<td class="number">{row.n}{"*" if row.few else ""}</td>'
        + f"<td>{_button(row.moves, ', '.join(str(cell) for cell in list(row.cells.values())[:2]))}</td></tr>"
        for row in table.rows
    )
    return (
        f'<details id="table-{escape(table.name)}"><summary>{escape(table.title)} '
        f"<span class=quiet>{len(table.rows)} rows</span></summary>"
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f"<table><caption>{escape(table.window)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>\n{rows}\n</tbody></table></div></details>"
    )


def _cell(cell: object) -> str:
    if isinstance(cell, _NUMBERS) and not isinstance(cell, bool):
        return f'<td class="number">{cell:,g}</td>' if isinstance(cell, int) else f'<td class="number">{cell:,}</td>'
    return f"<td>{escape('' if cell is None else str(cell))}</td>"


def _button(moves: Sequence[str], of: str) -> str:
    if not moves:
        return ""
    label = escape(f"Quotes behind {of}", quote=True)
    return f'<button type="button" data-moves="{" ".join(moves)}" aria-label="{label}">quotes</button>'
