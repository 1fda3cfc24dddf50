"""The graph as CSV files that `neo4j-admin database import full` takes, with their arguments in a file.

Format: https://neo4j.com/docs/operations-manual/current/import/ (typed headers, ID spaces, arrays).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from neo4j.time import Date, DateTime

from kg.errors import StoreError
from kg.export.whole import TABLES, Nodes, Rows, Table, pages

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

ARGUMENTS, AFTER, SCRIPT = "arguments.txt", "after.cypher", "import.sh"
_BETWEEN = "\u001f"  # the values of an array: the sign that Unicode keeps for that
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string", Date: "date", DateTime: "datetime"}
_HOW = (
    "database", "import", "full", "neo4j", "--overwrite-destination=true", "--multiline-fields=true",
    "--array-delimiter=U+001F",
)  # fmt: skip


_RUN = f"""#!/bin/sh
# Replaces the database neo4j of a server that is stopped, with neo4j-admin of that server on the path.
set -e
cd "$(dirname "$0")"
neo4j-admin @{ARGUMENTS}
echo "Start the server, then: cypher-shell -f {AFTER}; kg init --force"
"""


Read = Callable[[Table], Iterator[Rows]]  # the rows of a table, page by page, anew at every call


def write(store: Store, path: Path) -> str:
    """Writes the CSV files and a script that imports them into a folder that is there, and says how much is in it."""
    return write_tables(partial(pages, store), path)


def write_tables(read: Read, path: Path) -> str:
    """The same for rows that come from anywhere: days and times as the driver gives them."""
    count, arguments, after = 0, list(_HOW), []
    for table in TABLES:
        name = f"{table.name.replace(' ', '_').lower()}.csv"
        types = _types(row[-1] for page in read(table) for row in page)
        written = _table(read, table, types, path / name)
        if written:
            option = f"--nodes={table.label}" if isinstance(table, Nodes) else f"--relationships={table.type}"
            arguments.append(f"{option}=./{name}")  # 2026 wants a folder, if only this one
            after += [_emptied(table, name) for name, of in types.items() if of == "string[]"]
        count += written
    (path / ARGUMENTS).write_text("".join(f"{one}\n" for one in arguments), "utf-8")
    (path / AFTER).write_text("".join(f"{one};\n" for one in after), "utf-8")
    (path / SCRIPT).write_text(_RUN, "utf-8")
    return f"{count} nodes and relationships"


def _emptied(table: Table, name: str) -> str:
    # An import leaves out empty lists, which the graph has wherever there could be one.
    return f"MATCH {table.match} WHERE x.{name} IS NULL CALL (x) {{ SET x.{name} = [] }} IN TRANSACTIONS OF 10000 ROWS"


def _table(read: Read, table: Table, types: dict[str, str], path: Path) -> int:
    if not types and isinstance(table, Nodes):
        return 0
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(_header(table, types)) + "\n")
        for page in read(table):
            file.writelines(_line(table, types, row) for row in page)
            count += len(page)
    return count


def _types(every: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Property -> type as a header has it, sorted; numbers that are whole in some rows only are doubles.

    Raises:
        StoreError: the values of a property are of kinds that no column can hold together.
    """
    found: dict[str, str] = {}
    for properties in every:
        for name, value in properties.items():
            said = _type(value)
            kinds = {said, found.get(name, said)}
            if len(kinds) > 1 and kinds != {"long", "double"}:
                raise StoreError(f"{name}: is {' here and '.join(sorted(kinds))} there; no column can hold both")
            found[name] = "double" if len(kinds) > 1 else said
    return dict(sorted(found.items()))


def _type(value: Any) -> str:
    return "string[]" if isinstance(value, list) else _TYPES[type(value)]


def _header(table: Table, types: dict[str, str]) -> list[str]:
    if isinstance(table, Nodes):
        return [f"{name}:ID({table.label})" if name == table.key else f"{name}:{of}" for name, of in types.items()]
    ends = [f":START_ID({table.start.label})", f":END_ID({table.end.label})"]
    return ends + [f"{name}:{of}" for name, of in types.items()]


def _line(table: Table, types: dict[str, str], row: list[Any]) -> str:
    cells = [_cell(row[-1].get(name)) for name in types]
    return ",".join(cells if isinstance(table, Nodes) else [_cell(row[0]), _cell(row[1]), *cells]) + "\n"


def _cell(value: Any) -> str:
    """Nothing for a property that is not there, and an empty text as one that is there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        value = _BETWEEN.join(str(one).replace(_BETWEEN, " ") for one in value)
    text = value.iso_format() if isinstance(value, Date | DateTime) else str(value)
    return '"' + text.replace('"', '""') + '"'
