"""The graph as CSV files that `neo4j-admin database import full` takes, with their arguments in a file.

Format: https://neo4j.com/docs/operations-manual/current/import/ (typed headers, ID spaces, arrays).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from neo4j.time import Date, DateTime

from kg.errors import StoreError
from kg.export.whole import TABLES, Nodes, Table, pages

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

ARGUMENTS, AFTER, SCRIPT = "arguments.txt", "after.cypher", "import.sh"
_BETWEEN = "\u001f"  # the values of an array: the sign that Unicode keeps for that
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string", Date: "date", DateTime: "datetime"}
HOW = (
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


def write(store: Store, path: Path) -> str:
    """Writes the CSV files and a script that imports them into a folder that is there, and says how much is in it."""
    count, arguments, after = 0, list(HOW), []
    for table in TABLES:
        name = f"{table.name.replace(' ', '_').lower()}.csv"
        columns = types(row[-1] for page in pages(store, table) for row in page)
        written = _table(store, table, columns, path / name)
        if written:
            option = f"--nodes={table.label}" if isinstance(table, Nodes) else f"--relationships={table.type}"
            arguments.append(f"{option}=./{name}")  # 2026 wants a folder, if only this one
            after += [emptied(table, name) for name, of in columns.items() if of == "string[]"]
        count += written
    (path / ARGUMENTS).write_text("".join(f"{one}\n" for one in arguments), "utf-8")
    (path / AFTER).write_text("".join(f"{one};\n" for one in after), "utf-8")
    (path / SCRIPT).write_text(_RUN, "utf-8")
    return f"{count} nodes and relationships"


def emptied(table: Table, name: str) -> str:
    """The statement to run after an import for a property that is a list."""
    # An import leaves out empty lists, which the graph has wherever there could be one.
    return f"MATCH {table.match} WHERE x.{name} IS NULL CALL (x) {{ SET x.{name} = [] }} IN TRANSACTIONS OF 10000 ROWS"


def _table(store: Store, table: Table, columns: dict[str, str], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(header(table, columns)) + "\n")
        for page in pages(store, table):
            file.writelines(_line(table, columns, row) for row in page)
            count += len(page)
    if not count:
        path.unlink()
    return count


def types(every: Iterable[dict[str, Any]]) -> dict[str, str]:
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


def header(table: Table, types: dict[str, str]) -> list[str]:
    """The first line of a table's file; the keys of relationships' ends come before their properties."""
    if isinstance(table, Nodes):
        return [f"{name}:ID({table.label})" if name == table.key else f"{name}:{of}" for name, of in types.items()]
    ends = [f":START_ID({table.start.label})", f":END_ID({table.end.label})"]
    return ends + [f"{name}:{of}" for name, of in types.items()]


def _line(table: Table, types: dict[str, str], row: list[Any]) -> str:
    cells = [cell(row[-1].get(name)) for name in types]
    return ",".join(cells if isinstance(table, Nodes) else [cell(row[0]), cell(row[1]), *cells]) + "\n"


def cell(value: Any) -> str:
    """Nothing for a property that is not there, and an empty text as one that is there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        value = _BETWEEN.join(str(one).replace(_BETWEEN, " ") for one in value)
    text = value.iso_format() if isinstance(value, Date | DateTime) else str(value)
    return '"' + text.replace('"', '""') + '"'
