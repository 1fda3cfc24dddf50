"""The commands under `kg names` and `kg neo4j`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Format, Json, examples

neo4j_app = typer.Typer(no_args_is_help=True, help="A Neo4j server of your own, without Docker.")
names_app = typer.Typer(no_args_is_help=True, help="Compare names across scripts.")


@names_app.callback()
def names() -> None:
    """Compare names across scripts."""


@names_app.command(
    "score", epilog=examples('kg names score "Ноам Шазир" "Noam Shazeer"', "kg names score Гугл Google --kind company")
)
def names_score(
    a: str, b: str, kind: Annotated[str, typer.Option(help="person or company.")] = "person", json: Json = False
) -> int:
    """Whether two spellings are one name, and why."""
    from kg.cli import ask

    return ask.names_score(a, b, kind, as_json=json)


@names_app.command("match", epilog=examples("kg names match --queries ru.txt --candidates en.txt --format json"))
def names_match(
    queries: Annotated[str, typer.Option(help="A file of names, one a line; - is standard input.")],
    candidates: Annotated[str, typer.Option(help="A file of the names to find them among, one a line.")],
    kind: Annotated[str, typer.Option(help="person or company.")] = "person",
    top: Annotated[int, typer.Option(min=1, help="So many candidates a query.")] = 1,
    format: Format = "table",
) -> int:
    """The likeliest of many names for each of some, across scripts, and why."""
    from kg.cli import ask

    return ask.names_match(queries, candidates, kind, top, format)


Home = Annotated[
    Path | None, typer.Option(help="The server's folder; default KG_SERVER_HOME, else in your data folder.")
]


@neo4j_app.callback()
def neo4j() -> None:
    """A Neo4j server of your own, without Docker: needs Java 17 or newer and Maven."""


@neo4j_app.command(
    "start", epilog=examples("kg neo4j start", "kg neo4j start --line 2026 --bolt-port 7690 --http-port 7480")
)
def neo4j_start(
    home: Home = None,
    line: Annotated[str, typer.Option(help="5.26 (long-term support) or 2026 (needs Java 21).")] = "5.26",
    bolt_port: Annotated[int, typer.Option(help="For kg and drivers; 0 takes a free one.", min=0, max=65535)] = 7687,
    http_port: Annotated[int, typer.Option(help="For Neo4j Browser; 0 takes a free one.", min=0, max=65535)] = 7474,
    heap: Annotated[str, typer.Option(help="The server's memory.")] = "1g",
) -> int:
    """Start the server, the first time after fetching it; prints its addresses and, once, its password.

    The password is made up, or the one in KG_PASSWORD.
    """
    from kg.cli import server

    return server.start(home, line, bolt_port, http_port, heap)


@neo4j_app.command("stop")
def neo4j_stop(home: Home = None) -> int:
    """Stop the server; its data stays."""
    from kg.cli import server

    return server.stop(home)


@neo4j_app.command("status")
def neo4j_status(home: Home = None, json: Json = False) -> int:
    """Whether the server runs, and where; 1 when it does not."""
    from kg.cli import server

    return server.status(home, as_json=json)
