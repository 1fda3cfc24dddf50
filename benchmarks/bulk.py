"""A graph written into a new folder by the embedded engine's own batches: no Cypher and no log, so a cut ends in nothing usable.

Three to five times as fast as `kg copy`, which can go on where it was stopped; the graph exports to the same bytes.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from neo4j.time import Date, DateTime

from kg import embedded, engine
from kg.export.whole import TABLES, Edges, Nodes, Rows, pages
from kg.store import Store

Ids = dict[tuple[str, str], str]  # of a label and a key -> the engine's own


def filled(source: Store, folder: Path) -> None:
    """Writes all of a store into a folder that holds nothing, telling of each table.

    Raises:
        KGError: the source failed, or the folder cannot be opened.
    """
    ids: Ids = {}
    with Store.open(folder):
        database = embedded._running[folder.resolve()].server.get_database(engine.DATABASE)
        for table in TABLES:
            began, rows = time.monotonic(), 0
            if isinstance(table, Edges):
                database.command("sql", f"CREATE EDGE TYPE `{table.type}` IF NOT EXISTS")
            with database.graph_batch(use_wal=False, parallel_flush=False, commit_every=10_000) as batch:
                for page in pages(source, table):
                    rows += len(page)
                    _write(batch, table, page, ids)
            if rows:
                print(f"{table.name}: {rows:,} rows in {time.monotonic() - began:,.0f} s", flush=True)


def _write(batch: Any, table: Nodes | Edges, page: Rows, ids: Ids) -> None:
    if isinstance(table, Nodes):
        made = batch.create_vertices(table.label, [_native(row) for (row,) in page])
        ids.update(((table.label, row[table.key]), id) for (row,), id in zip(page, made, strict=True))
        return
    starts = [ids[table.start.label, row[0]] for row in page]
    ends = [ids[table.end.label, row[1]] for row in page]
    properties = [_native(row[2]) for row in page]
    batch.new_edges(starts, table.type, ends, properties if any(properties) else None)


def _native(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.to_native() if isinstance(value, Date | DateTime) else value for name, value in row.items()}
