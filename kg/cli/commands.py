"""The commands of `kg` and their help; what they do is in the modules beside this one, imported when a command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.analysis import analysis_app
from kg.cli.groups import names_app, neo4j_app, sites_app
from kg.cli.judge import judge_app
from kg.cli.options import (
    Format,
    Json,
    Lang,
    LeastSure,
    Named,
    OutletName,
    Parameters,
    Published,
    Sources,
    StoreAddress,
    Url,
    examples,
)
from kg.cli.upkeep import upkeep_app

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help="News in, a graph of talent flows out: who moved from which company to which, with the quote that says so.",
    epilog="Start with: kg demo · settings: KG_STORE, KG_USER, KG_PASSWORD, … (see README) · --debug shows tracebacks.",
)
app.add_typer(neo4j_app, name="neo4j")
app.add_typer(names_app, name="names")
app.add_typer(sites_app, name="sites")
app.add_typer(analysis_app)
app.add_typer(upkeep_app)
app.add_typer(judge_app)


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False) -> None:
    """News in, a graph of talent flows out: who moved from which company to which, with the quote that says so."""
    if version:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.command(
    epilog=examples(
        "kg ingest page.html", "kg ingest news/ --store my.db", "cat a.txt | kg ingest - --published 2024-12-24",
        "kg ingest devby --since 7d", "kg ingest https://example.org/feed.xml", "kg ingest --retry-failed",
    )
)  # fmt: skip
def ingest(
    sources: Named = None, url: Url = None, outlet: OutletName = None, published: Published = None, lang: Lang = None,
    since: Annotated[
        str | None, typer.Option(help="From the web only what is not older: 7d, 12h, 2w or 2024-12-24.")
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Also ask once more for what was not had before.")
    ] = False,
    gate: Annotated[
        bool, typer.Option("--gate", help="Read only the sentences that can tell of a move: faster, other facts are left.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that extract.", show_default="a core each, one for few sources")
    ] = None,
    engine: Annotated[str, typer.Option(help="local, or ray: a Ray cluster reads and extracts.")] = "local",
    address: Annotated[
        str | None, typer.Option(help="Of the Ray cluster: host:port or auto; else RAY_ADDRESS, else this machine.", show_default=False)
    ] = None,
    store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """Read sources and load what they say into the store.

    Pages of the web are fetched politely and kept beside the store. Stopped or cut off, the same command goes on; later
    it asks only for what is new.
    """
    from kg.cli import load

    given = sources or []
    said = load.stated(url, outlet, published, lang, given)
    return load.ingest(given, said, store, as_json=json, since=since, retry=retry_failed, gate=gate, processes=workers,
                       engine=engine, ray=address)  # fmt: skip


@app.command(epilog=examples("kg bench", "kg bench news/ --json"))
def bench(sources: Named = None, json: Json = False) -> int:
    """Measure how fast each stage reads files on this machine; nothing is stored. The demo articles where none is named.

    "per core" is articles a second of CPU time; "gate" is what ingest --gate adds and is no part of the shares.
    """
    from kg.cli import bench as measured

    return measured.bench(sources or [], as_json=json)


@app.command(epilog=examples("kg watch outlets.toml", "kg watch outlets.toml --once"))
def watch(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="every, since, outlets, sources, [[outlet]].")],
    once: Annotated[bool, typer.Option("--once", help="One round, then leave.")] = False,
    store: StoreAddress = None,
) -> int:
    """Go on ingesting what the outlets of a file publish, only what is new, until Ctrl-C.

    The file says: every = "30m", since = "7d", outlets = ["devby", "theverge"], sources = ["https://example.org/rss"].
    """
    from kg.cli import kept

    return kept.watch(file, store, once=once)


@app.command(epilog=examples("kg reread", "KG_ARCHIVE=pages kg reread --store new.db"))
def reread(store: StoreAddress = None, json: Json = False) -> int:
    """Read the pages that were kept once more and load what they say; nothing is fetched."""
    from kg.cli import kept

    return kept.reread(store, as_json=json)


@app.command(epilog=examples("kg versions https://example.org/news/1", "kg versions https://example.org/news/1 --json"))
def versions(
    url: Annotated[str, typer.Argument(metavar="ADDRESS", help="The article's address.")],
    store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """Show each version of an article that was fetched, and how many lines changed; --json gives the lines."""
    from kg.cli import kept

    return kept.versions(url, store, as_json=json)


@app.command(epilog=examples("kg read page.html", "kg read https://example.org/news/1 | jq .title"))
def read(
    sources: Sources, url: Url = None, outlet: OutletName = None, published: Published = None, lang: Lang = None
) -> int:
    """Print the articles of the sources as JSON lines; nothing is stored."""
    from kg.cli import load

    return load.read(sources, load.stated(url, outlet, published, lang, sources))


@app.command(
    epilog=examples(
        "kg extract page.html", 'echo "Ann Lee left Acme for OpenAI." | kg extract -', "kg extract texts.jsonl"
    )
)
def extract(
    sources: Sources, url: Url = None, outlet: OutletName = None, published: Published = None, lang: Lang = None,
    min_confidence: LeastSure = None,
) -> int:  # fmt: skip
    """Print what the sources say as JSON lines; nothing is stored. Offsets are into the text that `kg read` prints.

    A .jsonl file of {"id", "lang", "text", "published"} gives a line each, offsets into its texts as they are.
    """
    from kg.cli import load

    return load.extract(sources, load.stated(url, outlet, published, lang, sources), min_confidence)


@app.command(
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


@app.command(epilog=examples("kg queries", "kg queries flows", "kg queries career --graph -p person='Ноам Шазир'"))
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


@app.command(
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


@app.command(
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


@app.command(epilog=examples('kg evidence "Ноам Шазир"', "kg evidence openai --json"))
def evidence(thing: Annotated[str, typer.Argument(metavar="PERSON|COMPANY|MOVE", help="A name or an id.")],
             store: StoreAddress = None, json: Json = False) -> int:  # fmt: skip
    """The exact words behind a person, a company or a move, in context."""
    from kg.cli import evidence as shown

    return shown.evidence(thing, store, as_json=json)


@app.command()
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


@app.command(
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


@app.command(
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


@app.command(epilog=examples("kg evaluate gold.jsonl", "kg evaluate gold/*.jsonl --errors 20 --min-confidence 0.6"))
def evaluate(
    gold: Annotated[list[str], typer.Argument(metavar="GOLD.jsonl…", help="Annotated passages; see data/README.md.")],
    min_confidence: LeastSure = None,
    errors: Annotated[int, typer.Option(min=0, help="List so many errors of each file.")] = 0,
    json: Json = False,
) -> int:
    """How good the extraction is on annotated passages: precision and recall by kind and slot, errors by class.

    The figures are kept, and the next run shows them beside its own.
    """
    from kg.cli import evaluate as shown

    return shown.evaluate(gold, min_confidence, errors, as_json=json)


@app.command(epilog=examples("kg init", "kg init --store neo4j+s://db.example.org --force"))
def init(
    store: StoreAddress = None,
    force: Annotated[bool, typer.Option("--force", help="Even in a database that holds other data.")] = False,
) -> int:
    """Make the constraints and indexes of the graph in a store; what is there already stays."""
    from kg.cli import server

    return server.init(store, force=force)


@app.command()
def demo(store: StoreAddress = None) -> int:
    """Load the demo articles and show what came out."""
    from kg.cli import demo as shown

    return shown.demo(store)
