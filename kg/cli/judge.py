"""The commands about who is who: what people judge, and the reasons of every link."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import Json, StoreAddress, examples

judge_app = typer.Typer()

Thing = Annotated[
    str, typer.Argument(help="An id, a name as articles spell it, or one article's reference (article#id).")
]
Other = Annotated[str, typer.Argument(help="The same; for split also an article: its id, address or file.")]
By = Annotated[str | None, typer.Option(help="Who says so.", show_default="the name you are logged in with")]
Why = Annotated[str, typer.Option(help="A reason, for whoever reads the ledger.", show_default=False)]


@judge_app.command(epilog=examples("kg merge ivan-petrov ivan-petrov-1a2b3c4d5e6f --why 'same photo'"))
def merge(a: Thing, b: Thing, by: By = None, why: Why = "", store: StoreAddress = None, json: Json = False) -> int:
    """Say that two people or companies are one. It stands above every score, through re-reading and rebuilding."""
    from kg.cli import judged

    return judged.judge("same", a, b, by, why, store, as_json=json)


@judge_app.command(epilog=examples("kg split john-smith https://example.org/news/2", "kg split 'Ian Lee' 'Iain Lee'"))
def split(a: Thing, b: Other, by: By = None, why: Why = "", store: StoreAddress = None, json: Json = False) -> int:
    """Say that two people or companies, or what two articles call one, are two."""
    from kg.cli import judged

    return judged.judge("different", a, b, by, why, store, as_json=json)


@judge_app.command(epilog=examples("kg undo", "kg undo 3f1c0a9be2d47788"))
def undo(
    judgement: Annotated[str | None, typer.Argument(help="Its id; the last one that stands otherwise.")] = None,
    store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """Take a judgement back: the graph is as if it had not been made. The ledger keeps it, marked as undone."""
    from kg.cli import judged

    return judged.undo(judgement, store, as_json=json)


@judge_app.command(epilog=examples("kg judgements", "kg judgements --json"))
def judgements(store: StoreAddress = None, json: Json = False) -> int:
    """List the ledger: what was judged, by whom, when and why, and what was undone."""
    from kg.cli import judged

    return judged.listed(store, as_json=json)


@judge_app.command(epilog=examples("kg review", "kg review --json | head"))
def review(by: By = None, store: StoreAddress = None, json: Json = False) -> int:
    """Ask of each doubtful pair whether it is one: y, n, u (unsure) or q to leave. In a pipe, or with --json, list them."""
    from kg.cli import judged

    return judged.review(by, store, as_json=json)


@judge_app.command(epilog=examples("kg why 'Ноам Шазир' 'Noam Shazeer'", "kg why john-smith john-smith-1a2b3c4d5e6f"))
def why(a: Thing, b: Thing, store: StoreAddress = None, json: Json = False) -> int:
    """Why two are one in the graph, or are not: the names, what is known of each, and what was judged."""
    from kg.cli import judged

    return judged.why(a, b, store, as_json=json)


@judge_app.command(epilog=examples("kg conflicts", "kg conflicts --json"))
def conflicts(store: StoreAddress = None, json: Json = False) -> int:
    """Where articles disagree on a move (happened or not, from, to, date, amount), side by side with their words.

    What more independent sources tell comes first, then what somebody stands for with a name, then what was told last.
    Nothing of it is left out of the graph.
    """
    from kg.cli import judged

    return judged.conflicts(store, as_json=json)
