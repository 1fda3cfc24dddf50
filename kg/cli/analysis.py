"""`kg flows`, `kg company`, `kg person`, `kg report`, `kg quotes`: the commands and their help; what they do is in `figures`, `spoken`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Json, StoreAddress, examples

analysis_app = typer.Typer()

AsOf = Annotated[str | None, typer.Option(help="Only what had been reported by this day, as 2024-12-24.")]
Since = Annotated[str | None, typer.Option(help="Moves from this day on: 2024-12-24, 2024-12 or 2024.")]
Until = Annotated[str | None, typer.Option(help="Moves to the end of this day, month or year.")]
Status = Annotated[
    str, typer.Option(help="completed, planned, attempted, rumoured, denied, several with commas, or any.")
]
MinSources = Annotated[int, typer.Option(min=1, help="Moves that so many independent sources tell.")]
MinConfidence = Annotated[float, typer.Option(min=0, max=1, help="Only claims the extraction is so sure of.")]
Language = Annotated[str | None, typer.Option(help="Only articles in this language, en or ru.")]
By = Annotated[str, typer.Option(help="month, quarter or year.")]
Svg = Annotated[Path | None, typer.Option(help="Draw it into this file as SVG, instead of printing tables.")]
Png = Annotated[Path | None, typer.Option(help="The same as PNG.")]
Top = Annotated[int, typer.Option(min=1, help="At most so many rows of a table; --json gives all.")]


@analysis_app.command(
    epilog=examples(
        "kg flows", "kg flows --since 2024 --min-sources 2", "kg flows --chain OpenAI Apple", "kg flows --svg flows.svg"
    )
)
def flows(
    by: By = "year",
    chain: Annotated[
        tuple[str, str] | None, typer.Option(help="The shortest chain of moves between two companies.", metavar="FROM TO")
    ] = None,
    as_of: AsOf = None, since: Since = None, until: Until = None, status: Status = "completed",
    min_sources: MinSources = 1, min_confidence: MinConfidence = 0.0, lang: Language = None,
    top: Top = 20, svg: Svg = None, png: Png = None, store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """Who gains from whom: arrivals, departures, ratios, and the flows by time.

    n is how many moves a row rests on; rows of fewer than five are marked.
    """
    from kg.cli import figures

    lens = figures.lens(as_of, since, until, status, min_sources, min_confidence, lang)
    return figures.flows(lens, by, chain, top, store, files=figures.Files(svg, png), as_json=json)


@analysis_app.command(epilog=examples("kg company OpenAI", "kg company Гугл --since 2024 --by quarter"))
def company(
    name: Annotated[str, typer.Argument(help="A name in either script, or an id.")], by: By = "year",
    as_of: AsOf = None, since: Since = None, until: Until = None, status: Status = "completed",
    min_sources: MinSources = 1, min_confidence: MinConfidence = 0.0, lang: Language = None,
    top: Top = 20, svg: Svg = None, png: Png = None, store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """One company: who comes and from where, who leaves and where to, who comes back, how long they stay."""
    from kg.cli import figures

    lens = figures.lens(as_of, since, until, status, min_sources, min_confidence, lang)
    return figures.company(name, lens, by, top, store, files=figures.Files(svg, png), as_json=json)


@analysis_app.command(epilog=examples('kg person "Ноам Шазир"', "kg person noam-shazeer --as-of 2024-08-01 --json"))
def person(
    name: Annotated[str, typer.Argument(help="A name in either script, or an id.")],
    as_of: AsOf = None, since: Since = None, until: Until = None, min_sources: MinSources = 1,
    min_confidence: MinConfidence = 0.0, lang: Language = None, svg: Svg = None,
    png: Png = None, store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """One person: moves of every status, posts and stints, in order."""
    from kg.cli import figures

    lens = figures.lens(as_of, since, until, "any", min_sources, min_confidence, lang)
    return figures.person(name, lens, store, files=figures.Files(svg, png), as_json=json)


@analysis_app.command(
    epilog=examples("kg report", "kg report --since 2024 -o report.html", "kg report --json > report.jsonl")
)
def report(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="One HTML file with pictures, which needs no network.")
    ] = None,
    by: By = "year", as_of: AsOf = None, since: Since = None, until: Until = None, status: Status = "completed",
    min_sources: MinSources = 1, min_confidence: MinConfidence = 0.0, lang: Language = None,
    top: Top = 10, svg: Svg = None, png: Png = None, store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """All figures of a graph: net flows, who recruits from whom, communities, returns, tenure, founders, prices."""
    from kg.cli import figures

    lens = figures.lens(as_of, since, until, status, min_sources, min_confidence, lang)
    return figures.report(lens, by, output, top, store, files=figures.Files(svg, png), as_json=json)


@analysis_app.command(epilog=examples("kg quotes scarce people", "kg quotes зарплата --person 'Навин Рао' --json"))
def quotes(
    words: Annotated[list[str], typer.Argument(help="Words in either language, in any form; a quote has to hold all.")],
    person: Annotated[str | None, typer.Option(help="Only what this person said.")] = None,
    store: StoreAddress = None, json: Json = False,
) -> int:  # fmt: skip
    """What people said of something, and who quoted them where."""
    from kg.cli import spoken

    return spoken.quotes(" ".join(words), person, store, as_json=json)
