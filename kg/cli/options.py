"""What several commands take, and how their help pages end."""

from __future__ import annotations

from typing import Annotated

import typer


def examples(*lines: str) -> str:
    """The end of a help page; the mark keeps its lines as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


Sources = Annotated[
    list[str],
    typer.Argument(
        help="Files (.txt .md .html .htm .mhtml .warc, also .gz), folders, addresses, or - for standard input.",
        show_default=False,
    ),
]
Named = Annotated[
    list[str] | None,
    typer.Argument(
        help="As kg read, and what leads to articles: feeds, sitemaps, a .urls file, an outlet by name.",
        show_default=False, metavar="SOURCE",
    ),
]  # fmt: skip
Url = Annotated[str | None, typer.Option(help="The article's address, where the source does not state it.")]
OutletName = Annotated[str | None, typer.Option(help="Who published it.")]
Published = Annotated[str | None, typer.Option(help="When it was published, as 2024-12-24.")]
Lang = Annotated[str | None, typer.Option(help="The language, en or ru; otherwise the text decides.")]
LeastSure = Annotated[
    float | None,
    typer.Option(
        min=0, max=1, show_default=False, help="Leave out moves less sure than that; 0 keeps all; else as kg ingest."
    ),
]
StoreAddress = Annotated[
    str | None, typer.Option(help="A folder, or bolt:// neo4j:// neo4j+s://; default KG_STORE, else graph.db.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Format = Annotated[str, typer.Option(help="table, json or csv.")]
Parameters = Annotated[
    list[str] | None, typer.Option("--param", "-p", help="A parameter, as name=value.", show_default=False)
]
