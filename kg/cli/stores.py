"""The commands about whole stores: made, copied, exported."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import StoreAddress, examples

stores_app = typer.Typer()


@stores_app.command(epilog=examples("kg init", "kg init --store neo4j+s://db.example.org --force"))
def init(
    store: StoreAddress = None,
    force: Annotated[bool, typer.Option("--force", help="Even in a database that holds other data.")] = False,
) -> int:
    """Make the constraints and indexes of the graph in a store; what is there already stays."""
    from kg.cli import server

    return server.init(store, force=force)


@stores_app.command(
    epilog=examples(
        "kg copy graph.db bolt://localhost:7687", "KG_PASSWORD=… kg copy bolt://localhost:7687 elsewhere.db"
    )
)
def copy(source: Annotated[str, typer.Argument(metavar="STORE", help="The store to copy from.")],
         target: Annotated[str, typer.Argument(metavar="STORE", help="A store without a graph: it is made if need be.")],
         ) -> int:  # fmt: skip
    """Copy the whole graph into another store, folder or server, either way.

    Stopped or cut off, the same command goes on where it was. Both stores are opened with KG_USER and KG_PASSWORD;
    where the second differs, set KG_TO_USER, KG_TO_PASSWORD and KG_TO_DATABASE.
    """
    from kg.cli import move

    return move.copy(source, target)


@stores_app.command(
    epilog=examples(
        "kg export graph.jsonl", "kg export graph.graphml", "kg export tables --format parquet", "kg export - | wc -l"
    )
)
def export(
    file: Annotated[str, typer.Argument(help="A file or, for tables, a folder; - is standard output.")],
    format: Annotated[
        str | None,
        typer.Option(help="jsonl, graphml, parquet or neo4j-admin; the ending decides otherwise.", show_default=False),
    ] = None,
    store: StoreAddress = None,
) -> int:
    """Write the graph: sorted JSON lines (equal graphs give equal bytes), GraphML, Parquet tables, or what
    `neo4j-admin database import full` takes. The file or folder is whole or as it was before."""
    from kg.cli import move

    return move.export(file, format, store)
