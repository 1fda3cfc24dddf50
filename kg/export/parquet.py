"""The graph as Parquet tables, one file a table in a folder, for pandas, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.export.jsonlines import rows

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

_AT_ONCE = 10_000  # rows of a table that are written together
_CLAIM = (
    "quote:string start:int64 end:int64 role:string claimId:string kind:string status:string speaker:string date:date "
    "datePrecision:string amount:double currency:string amountText:string amountQualifier:string fromIds:strings "
    "toId:string former:bool founder:bool confidence:double attribution:string"
)
TABLES = {
    "people": "id:string name:string aliases:strings wikidata:string unnamed:bool description:string",
    "companies": "id:string name:string aliases:strings wikidata:string description:string",
    "moves": "id:string person:string from:strings to:string kind:string status:string role:string date:date "
    "precision:string amount:double currency:string amount_text:string amount_qualifier:string first_reported:date "
    "last_reported:date sources:int64 contradicts:strings",
    "posts": "id:string person:string company:string role:string current:bool founder:bool first_reported:date "
    "last_reported:date sources:int64",
    "evidence": f"move:string post:string article:string article_url:string {_CLAIM}",
    "articles": "id:string url:string source:string outlet:string title:string authors:strings published:date "
    "lang:string cites:strings text:string published_by:string cited_outlets:strings cited_articles:strings "
    "copy_of:string",
    "mentions": "article:string mentioned:string count:int64 name:string aliases:strings wikidata:string unnamed:bool "
    "description:string reason:string",
    "outlets": "id:string name:string",
    "quotes": "id:string text:string start:int64 end:int64 person:string article:string",
    "stints": "person:string company:string role:string since:date until:date current:bool",
    "flows": "from:string to:string people:int64 moves:int64 first:date last:date",
}
_OF = {"person": "people", "company": "companies"}  # kind of line -> table, where it is not the kind and an s


def write(store: Store, path: Path) -> str:
    """Writes a file for each table into a folder that is there, and says how many rows.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        from pyarrow import Table, parquet
    except ImportError:
        raise UsageError("Parquet needs pyarrow: pip install 'talent-kg[parquet]'") from None
    schemas = {name: _schema(columns) for name, columns in TABLES.items()}
    kept: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    count = 0
    with ExitStack() as files:
        writers = {
            name: files.enter_context(parquet.ParquetWriter(path / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }

        def flush(table: str) -> None:
            writers[table].write_table(Table.from_pylist(kept[table], schemas[table]))
            kept[table] = []

        for table, row in _rows(store):
            kept[table].append(row)
            count += 1
            if len(kept[table]) == _AT_ONCE:
                flush(table)
        for table in TABLES:
            flush(table)
    return f"{count} rows in {len(TABLES)} tables"


def _rows(store: Store) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, row in rows(store):
        for one in row.pop("evidence", []):
            yield "evidence", one | {kind: row["id"]}
        for one in row.pop("mentions", []):
            yield "mentions", one | {"article": row["id"]}
        yield _OF.get(kind, f"{kind}s"), row


def _schema(columns: str) -> Any:
    import pyarrow

    types = {
        "string": pyarrow.string(), "strings": pyarrow.list_(pyarrow.string()), "bool": pyarrow.bool_(),
        "int64": pyarrow.int64(), "double": pyarrow.float64(), "date": pyarrow.date32(),
    }  # fmt: skip
    return pyarrow.schema([(name, types[of]) for name, of in (one.split(":") for one in columns.split())])
