"""The commands that bring a graph up to date: an article taken out, read again, or all made anew from what was read."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import Json, StoreAddress, examples

upkeep_app = typer.Typer()

NamedArticle = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="Its address, its file as it was named, or its id.")
]


@upkeep_app.command(epilog=examples("kg retract https://example.org/news/1", "kg retract news/page.html --store my.db"))
def retract(article: NamedArticle, store: StoreAddress = None, json: Json = False) -> int:
    """Take an article out of the store, with all that only it says: the graph is as if it had never been read."""
    from kg.cli import again

    return again.retract(article, store, as_json=json)


@upkeep_app.command(epilog=examples("kg reextract --stale", "kg reextract --store my.db --json"))
def reextract(
    stale: Annotated[bool, typer.Option("--stale", help="Only articles read by other rules or words than today's.")] = False,
    store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """Find out anew what the stored texts say, and write what has changed; nothing is fetched."""
    from kg.cli import again

    return again.reextract(store, stale=stale, as_json=json)


@upkeep_app.command(epilog=examples("kg rebuild", "kg rebuild --store my.db"))
def rebuild(store: StoreAddress = None, json: Json = False) -> int:
    """Make the whole graph anew from what the articles were read to say and what people judged; no text is read.

    It comes to the graph that is there already, unless the rules of who is who have changed, or it was damaged.
    """
    from kg.cli import again

    return again.rebuild(store, as_json=json)
