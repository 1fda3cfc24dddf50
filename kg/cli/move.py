"""`kg copy` and `kg export`: the graph somewhere else, in another store or in files."""

from __future__ import annotations

import shlex
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import out
from kg.errors import StoreError, UsageError
from kg.folders import named
from kg.opening import opened
from kg.settings import settings

if TYPE_CHECKING:
    from kg.export.whole import Table
    from kg.store import Store


def copy(source: str, target: str) -> int:
    """Copy a graph, with a bar on the terminal, and print what was written."""
    from kg.copy import copy as copied
    from kg.export.whole import TABLES

    if _same(source, target):
        raise UsageError(f"{target}: is the store to copy from; give another")
    try:
        with ExitStack() as stores, out.progress() as bar:
            there = stores.enter_context(opened(source, must_exist=True))
            task = bar.add_task("copying", total=len(TABLES))

            def told(table: Table, rows: int) -> None:
                bar.update(task, description=f"{table.name} {rows:,}", completed=TABLES.index(table) + 1)

            done = copied(there, stores.enter_context(_target(target)), told=told)
    except KeyboardInterrupt:
        stopped = StoreError("stopped; the same command goes on with the copy")
        stopped.exit_code = 130
        raise stopped from None
    rest = "; the rest was there from before" if done.went_on else ""
    print(f"copied {done.nodes:,} nodes and {done.relationships:,} relationships to {target}{rest}")
    return 0


def _target(address: str) -> Store:
    """The second store: KG_TO_USER and KG_TO_PASSWORD where they are set, else what serves the first one."""
    from kg.store import Store

    chosen = settings()
    user = chosen.to_user or chosen.user
    password = (chosen.to_password or chosen.password).get_secret_value() or None
    database = chosen.to_database or chosen.database
    try:
        return Store.open(address, user=user, password=password, database=database, patience=chosen.patience)
    except StoreError as error:
        raise StoreError(str(error).replace("set KG_USER and KG_", "set KG_TO_USER and KG_TO_")) from None


def _same(one: str, other: str) -> bool:
    if "://" in one or "://" in other:
        return one == other and not settings().to_database
    return named(one).resolve() == named(other).resolve()


def export(file: str, named: str | None, address: str | None) -> int:
    """Write the graph to a file or folder, or as JSON lines to standard output."""
    from kg.export import export as exported
    from kg.export import format_of, lines

    form = format_of(file, named)
    if file == "-" and form != "jsonl":
        raise UsageError(f"--format {form}: goes into a file or folder only; name one")
    with opened(address, must_exist=True) as store:
        if file == "-":
            for one in lines(store):
                sys.stdout.write(one + "\n")
            return 0
        with out.waiting(f"writing {file}"):
            written = exported(store, Path(file), form)
    print(f"{written} in {file}", file=sys.stderr)
    if form == "neo4j-admin":
        print(f"to import them: sh {shlex.quote(str(Path(file) / 'import.sh'))}", file=sys.stderr)
    return 0
