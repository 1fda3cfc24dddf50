"""The commands that ask a graph and show it: queries, Neo4j Browser, one-file pictures, evidence, what a store holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Format, Json, Parameters, StoreAddress, examples

look_app = typer.Typer()


@look_app.command(
    epilog=examples(
        "kg query flows", "kg query career -p person='Noam Shazeer'", "kg query 'MATCH (m:Move) RETURN count(m) AS n'"
    )
)
def query(
    query: Annotated[str, typer.Argument(metavar="NAME|CYPHER", help="A named query, or Cypher that only reads.")],
    param: Parameters = None,
    format: Format = "table",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many rows.")] = None,
    timeout: Annotated[
        float | None, typer.Option(min=0.001, help="At most so many seconds.", show_default=False)
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Of the graph as it was on this day, as 2024-12-24: made anew for the question.")
    ] = None,
    store: StoreAddress = None,
) -> int:
    """Run a named query, or your own Cypher."""
    from kg.cli import ask

    return ask.query(query, param or [], format, limit, timeout, as_of, store)


@look_app.command(epilog=examples("kg queries", "kg queries flows", "kg queries career --graph -p person='Ноам Шазир'"))
def queries(
    name: Annotated[str | None, typer.Argument(help="Show this one.")] = None,
    graph: Annotated[
        bool, typer.Option("--graph", help="Only the Cypher that draws it, its parameters written out.")
    ] = False,
    param: Parameters = None,
    json: Json = False,
) -> int:
    """List the named queries, or show one."""
    from kg.cli import ask

    return ask.queries(name, param or [], graph=graph, as_json=json)


@look_app.command(
    epilog=examples("kg browser", "kg browser career -p person='Ноам Шазир'", "kg browser --files for-the-browser")
)
def browser(
    query: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A named query for its editor.", show_default=False)
    ] = None,
    param: Parameters = None,
    store: StoreAddress = None,
    at: Annotated[str | None, typer.Option(help="The Browser's address, where the server does not know it.")] = None,
    port: Annotated[int, typer.Option(help="For the guide; 0 takes a free one.", min=0, max=65535)] = 8474,
    open: Annotated[bool, typer.Option("--open/--no-open", help="Open it; only done on a terminal.")] = True,
    serve: Annotated[
        bool | None, typer.Option("--serve/--no-serve", help="Serve the guide until Ctrl-C; as on a terminal.")
    ] = None,
    files: Annotated[
        Path | None, typer.Option(help="Write guide, style and saved queries into this folder, and leave.")
    ] = None,
) -> int:
    """Open Neo4j Browser with a query in its editor, and serve it a guide made from the named queries."""
    from kg.cli import see

    return see.browser(query, param or [], store, at=at, port=port, opens=open, serves=serve, files=files)


@look_app.command(
    epilog=examples(
        "kg view flows -o flows.html", "kg view career -p person='Ноам Шазир' -o career.html",
        "kg view 'MATCH p = (:Person)-[:MADE]->(:Move)-[:TO]->(:Company) RETURN p' -o moves.html",
    )
)  # fmt: skip
def view(
    query: Annotated[
        str, typer.Argument(metavar="[NAME|CYPHER]", help="A named query, or Cypher that returns nodes or paths.")
    ] = "flows",
    param: Parameters = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file.")] = Path("graph.html"),
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many rows.")] = None,
    store: StoreAddress = None,
) -> int:
    """Draw the graph of a query as one HTML file that needs no network."""
    from kg.cli import see

    return see.view(query, param or [], output, limit, store)


@look_app.command(epilog=examples('kg evidence "Ноам Шазир"', "kg evidence openai --json"))
def evidence(thing: Annotated[str, typer.Argument(metavar="PERSON|COMPANY|MOVE", help="A name or an id.")],
             store: StoreAddress = None, json: Json = False) -> int:  # fmt: skip
    """The exact words behind a person, a company or a move, in context."""
    from kg.cli import evidence as shown

    return shown.evidence(thing, store, as_json=json)


@look_app.command()
def status(
    failed: Annotated[bool, typer.Option("--failed", help="The pages that were not had or not understood, and why.")] = False,
    store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """What the store holds."""
    if failed:
        from kg.cli import kept

        return kept.failed(store, as_json=json)
    from kg.cli import ask

    return ask.status(store, as_json=json)
