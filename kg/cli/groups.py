"""The commands under `kg names`, `kg neo4j` and `kg sites`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Format, Json, examples

neo4j_app = typer.Typer(no_args_is_help=True, help="A Neo4j server of your own, without Docker.")
names_app = typer.Typer(no_args_is_help=True, help="Compare names across scripts.")

sites_app = typer.Typer(help="The outlets whose pages have a reader of their own.")


@sites_app.callback(invoke_without_command=True)
def sites(context: typer.Context, format: Format = "table") -> int:
    """List the outlets whose pages have a reader of their own; any other page is read by the generic one."""
    if context.invoked_subcommand:
        return 0
    from kg.cli import sites

    return sites.listed(format)


@sites_app.command(
    "check",
    epilog=examples(
        "kg sites check devby", "kg sites check", "kg sites check theverge --at https://www.theverge.com/…"
    ),
)
def sites_check(
    name: Annotated[str | None, typer.Argument(metavar="OUTLET", help="One of them, as kg sites names it.")] = None,
    at: Annotated[str | None, typer.Option(help="An article, a feed or a front page of it to start from.")] = None,
    json: Json = False,
) -> int:
    """Fetch one article of an outlet, or of each, and tell where each field was found; nothing is stored.

    site: the outlet's file; page: what the page states in JSON-LD or meta elements; markup: the generic reader. 2 where
    nothing was had, or the outlet's file no longer finds the text.
    """
    from kg.cli import sites

    return sites.check(name, at, as_json=json)


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
