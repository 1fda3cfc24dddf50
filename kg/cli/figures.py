"""What `kg flows`, `kg company`, `kg person` and `kg report` do: tables with n, their window, and the moves behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.cli import out
from kg.cli.see import write
from kg.errors import UsageError
from kg.model import STATUSES, Status
from kg.opening import opened

if TYPE_CHECKING:
    from kg.analytics import Flows, Lens, Step, Table
    from kg.pictures.figure import Panel
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Files:
    """Where a picture is to go."""

    svg: Path | None = None
    png: Path | None = None


def lens(
    as_of: str | None, since: str | None, until: str | None, status: str, min_sources: int, min_confidence: float,
    lang: str | None,
) -> Lens:  # fmt: skip
    """The options as a lens.

    Raises:
        UsageError: a day, status or language that is none, or a window that ends before it begins.
    """
    from kg.analytics import Lens

    chosen = Lens(
        _day("--as-of", as_of, last=True), _day("--since", since, last=False), _day("--until", until, last=True),
        _statuses(status), min_sources, min_confidence, lang,
    )  # fmt: skip
    if chosen.since and chosen.until and chosen.since > chosen.until:
        raise UsageError(f"--since {since} is after --until {until}; exchange them")
    if lang is not None:
        from extractors.languages import language

        language(lang)
    return chosen


def _day(option: str, text: str | None, *, last: bool) -> dt.date | None:
    """The first or last day of a day, month or year."""
    if text is None:
        return None
    try:
        first = dt.date.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
    except ValueError:
        raise UsageError(f"{option} {text}: give it as 2024-12-24, 2024-12 or 2024") from None
    if not last or len(text) > 7:
        return first
    following = dt.date(first.year + 1, 1, 1) if len(text) == 4 else (first + dt.timedelta(days=31)).replace(day=1)
    return following - dt.timedelta(days=1)


def _statuses(text: str) -> tuple[Status, ...]:
    if text == "any":
        return STATUSES
    asked = [one.strip() for one in text.split(",")]
    for one in asked:
        if one not in STATUSES:
            raise UsageError(f"--status {one}: choose among {', '.join(STATUSES)}, or any")
    return tuple(one for one in STATUSES if one in asked)


def _step(by: str) -> Step:
    from kg.analytics import STEPS

    if by not in STEPS:
        raise UsageError(f"--by {by}: choose one of {', '.join(STEPS)}")
    return by


def flows(
    chosen: Lens, by: str, ends: tuple[str, str] | None, top: int, address: str | None, *, files: Files, as_json: bool
) -> int:
    """Print net flows, pairs and the series, or a chain between two companies; 1 where there are none."""
    from kg import analytics

    step = _step(by)
    with _read(chosen, address) as (store, seen):
        if ends:
            a, b = (_named(store, name, "company") for name in ends)
            return _show([analytics.chain(seen, a, b)], top, as_json=as_json)
    if files != Files():
        from kg.pictures import of_flows

        return _draw(files, "Flows of people between companies", seen, of_flows(seen, step))
    tables = [analytics.net(seen), analytics.pairs(seen), analytics.series(seen, step)]
    return _show(tables, top, as_json=as_json)


def company(name: str, chosen: Lens, by: str, top: int, address: str | None, *, files: Files, as_json: bool) -> int:
    """Print all tables of one company; 1 where nothing is known of it."""
    from kg import analytics as a

    step = _step(by)
    with _read(chosen, address) as (store, seen):
        id = _named(store, name, "company")
    if files != Files():
        from kg.pictures import of_company

        return _draw(files, seen.name(id), seen, of_company(seen, id, step))
    tables = [
        a.net(seen, id), a.pairs(seen, id), a.series(seen, step, id), a.alumni(seen, id), a.founders(seen, id),
        a.boomerangs(seen, id), a.tenure(seen, id), a.retention(seen, id), a.roles(seen, id), a.attempts(seen, id), a.prices(seen, id),
    ]  # fmt: skip
    if not any(row.n for table in tables for row in table.rows):
        tables = []
    return _show(tables, top, as_json=as_json)


def person(name: str, chosen: Lens, address: str | None, *, files: Files, as_json: bool) -> int:
    """Print moves, posts and stints of one person; 1 where nothing is known of them."""
    from kg import analytics

    with _read(chosen, address) as (store, seen):
        id = _named(store, name, "person")
    if files != Files():
        from kg.pictures import of_person

        return _draw(files, _called(seen, id), seen, of_person(seen, id))
    tables = [analytics.whole(seen, id), analytics.stints(seen, id)]
    return _show([replace(one, title=f"{one.title}: {_called(seen, id)}") for one in tables], 10_000, as_json=as_json)


def report(
    chosen: Lens, by: str, output: Path | None, top: int, address: str | None, *, files: Files, as_json: bool
) -> int:
    """Print all tables, or write them with pictures; 1 where the graph has no moves in the window."""
    from kg import analytics

    step = _step(by)
    with _read(chosen, address) as (_, seen):
        pass
    if files != Files():
        from kg.pictures import of_report

        return _draw(files, "Talent flows", seen, of_report(seen, step))
    tables = analytics.report(seen, step)
    if output is None or as_json:
        return _show(tables, top, as_json=as_json)
    from kg.report import page

    if not any(table.rows for table in tables):
        return _show([], top, as_json=False)
    write(output, page(seen, tables))
    print(f"the report is in {output}")
    return 0


def _draw(files: Files, title: str, seen: Flows, panels: Sequence[Panel]) -> int:
    """Draw what there is; 1 where there is nothing."""
    from kg.pictures import draw

    if not panels:
        return _show([], 0, as_json=False)
    for kind, target in (("svg", files.svg), ("png", files.png)):
        if target:
            draw(target, kind, title, seen.lens.window(), panels)
            print(f"the picture is in {target}")
    return 0


@contextmanager
def _read(chosen: Lens, address: str | None) -> Iterator[tuple[Store, Flows]]:
    from kg import analytics

    with opened(address, must_exist=True) as store:
        with out.waiting("reading the graph"):
            seen = analytics.flows(store, chosen)
        yield store, seen


def _named(store: Store, name: str, kind: str) -> str:
    from kg.cli.evidence import Kind, found

    return found(store, name, (cast(Kind, kind),))[1]


def _called(seen: Flows, id: str) -> str:
    return next((career.name for career in seen.careers if career.id == id), id)


def _show(tables: Sequence[Table], top: int, *, as_json: bool) -> int:
    some = [table for table in tables if table.rows]
    if as_json:
        for table in some:
            for record in table.records():
                out.line({"table": table.name, **record})
    elif some:
        for table in some:
            _table(table, top)
        print(
            f"{some[0].window}. n: moves and posts behind a row, * fewer than five. Their ids: --json, then kg evidence ID"
        )
    else:
        out.console(stderr=True).print("nothing found")
    return 0 if some else 1


def _table(table: Table, top: int) -> None:
    rows = [{**row.cells, "n": f"{row.n}*" if row.few else str(row.n)} for row in table.rows[:top]]
    empty = [name for name in rows[0] if all(row.get(name) is None for row in rows)]
    shown = [{name: value for name, value in row.items() if name not in empty} for row in rows]
    more = f" (first {top} of {len(table.rows)})" if len(table.rows) > top else ""
    out.table(shown, title=table.title + more)
