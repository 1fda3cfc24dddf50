"""What the commands share: JSON lines, tables, progress on the terminal, and the store as the user named it."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.settings import settings
from kg.shown import escaped, one_line, shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress


Row = Mapping[str, Any]
debug = False  # set by --debug
FORMATS = ("table", "json", "csv")


def line(value: Any) -> None:
    """One JSON line on standard output, letters as they are."""
    sys.stdout.write(escaped(json.dumps(value, ensure_ascii=False, default=str)) + "\n")
    sys.stdout.flush()


def console(*, stderr: bool = False) -> Console:
    """A console that colours only a terminal, or as KG_COLOR says."""
    from rich.console import Console

    color = settings().color
    return Console(stderr=stderr, highlight=False, soft_wrap=not sys.stdout.isatty(), no_color=color is False,
                   force_terminal=True if color else None)  # fmt: skip


def checked_format(name: str) -> str:
    """The format as named.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in FORMATS:
        raise UsageError(f"--format {name}: choose one of {', '.join(FORMATS)}")
    return name


def rows(found: Sequence[Row], form: str, *, title: str | None = None) -> int:
    """Print rows in a format; 1 where there are none."""
    if form == "json":
        for row in found:
            line(row)
    elif form == "csv":
        _csv(found)
    elif found:
        table(found, title=title)
    else:
        console(stderr=True).print("nothing found")
    return 0 if found else 1


def table(found: Sequence[Row], *, title: str | None = None) -> None:
    """Print rows as a table, as wide as the terminal or, in a pipe, as their content."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    made = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for name in found[0]:
        numbers = all(isinstance(row.get(name), int | float | None) for row in found)
        made.add_column(name, justify="right" if numbers else "left", overflow="fold", min_width=min(len(name), 12))
    for row in found:
        made.add_row(*(Text(shown(cell(value))) for value in row.values()))
    target = console()
    if not target.is_terminal:
        target.width = 10_000  # a pipe has no edge: no cell is folded
    target.print(made)


def cell(value: Any) -> str:
    """A value in a table: lists with commas, nothing for none, whole amounts without a fraction."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,}"
    return str(value)


def _csv(found: Sequence[Row]) -> None:
    if found:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(found[0])
        writer.writerows([_flat(value) for value in row.values()] for row in found)


def _flat(value: Any) -> Any:
    if isinstance(value, list | tuple | dict):
        return escaped(json.dumps(value, ensure_ascii=False, default=str))
    return shown(value) if isinstance(value, str) else value


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error; only a terminal sees it."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    target = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=target, transient=True, disable=not target.is_terminal) as bar:
        yield bar


def complain(line: str, cause: Exception | None = None) -> None:
    """A line on standard error, named as ours; with --debug the cause is raised instead."""
    if debug and cause:
        raise cause
    print(f"kg: {one_line(line)}", file=sys.stderr)


def note(line: str) -> None:
    """A line on standard error that is no complaint."""
    print(shown(line), file=sys.stderr)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A spinner on standard error while something is waited for; only a terminal sees it."""
    target = console(stderr=True)
    if not target.is_terminal:
        yield
        return
    with target.status(what):
        yield
