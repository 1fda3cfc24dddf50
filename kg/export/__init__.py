"""The whole graph in files: JSON lines, GraphML, Parquet tables, and what `neo4j-admin database import` takes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError, UsageError
from kg.export.files import replacing
from kg.export.jsonlines import lines
from kg.export.whole import state

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["FORMATS", "export", "format_of", "lines"]

# Format -> its module, each with `write(store, path) -> what was written`, and the ending that stands for it.
FORMATS = {"jsonl": "jsonlines", "graphml": "graphml", "parquet": "parquet", "neo4j-admin": "neo4j_admin"}
FOLDERS = ("parquet", "neo4j-admin")


def format_of(path: str, named: str | None) -> str:
    """The format as named, else as the file's ending says.

    Raises:
        UsageError: there is no such format, or the ending is of none.
    """
    ending = Path(path).suffix.lstrip(".").lower()
    chosen = named or ("jsonl" if path == "-" else ending)
    if chosen not in FORMATS:
        what = f"--format {named}" if named else f"{path}: the ending is of no format; add --format"
        raise UsageError(f"{what}: choose one of {', '.join(FORMATS)}")
    return chosen


def export(store: Store, path: Path, format: str) -> str:
    """Writes the graph, whole or not at all, and says in a few words what was written.

    Raises:
        UsageError: it cannot be written there, or what the format needs is not installed.
        StoreError: the store failed.
    """
    write: Callable[[Store, Path], str] = import_module(f"kg.export.{FORMATS[format]}").write
    with replacing(path, folder=format in FOLDERS) as partial:
        before = state(store)
        written = write(store, partial)
        if state(store) != before:
            raise StoreError("the graph was changed while it was written; run this again")
        return written
