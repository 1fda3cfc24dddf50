"""The commands of `kg` and their help; what they do is in the modules beside this one, imported when a command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.analysis import analysis_app
from kg.cli.groups import names_app, neo4j_app, sites_app
from kg.cli.judge import judge_app
from kg.cli.look import look_app
from kg.cli.options import (
    Json,
    Lang,
    LeastSure,
    Named,
    OutletName,
    Published,
    Sources,
    StoreAddress,
    Url,
    examples,
)
from kg.cli.stores import stores_app
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
app.add_typer(look_app)
app.add_typer(analysis_app)
app.add_typer(upkeep_app)
app.add_typer(judge_app)
app.add_typer(stores_app)


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


@app.command()
def demo(store: StoreAddress = None) -> int:
    """Load the demo articles and show what came out."""
    from kg.cli import demo as shown

    return shown.demo(store)
