"""The guide "Talent flows in ten minutes", in the HTML that Neo4j Browser takes for guides: one page a query."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from kg import queries
from kg.queries import Query

TITLE = "Talent flows in ten minutes"
_COLOURS = (
    ("#F7B267", "a person"),
    ("#2A9D8F", "a move: joined, left, founded, … and whether it happened"),
    ("#2F6FB7", "a company"),
    ("#E9ECEF", "an article that says so"),
)


def ordered(every: Iterable[Query]) -> tuple[Query, ...]:
    """The queries that can be drawn, in the order of the guide: by the page their files name, then by name."""
    return tuple(
        sorted((one for one in every if one.graph), key=lambda one: (one.page is None, one.page or 0, one.name))
    )


def guide(every: Iterable[Query], style: str) -> str:
    """The guide as HTML; `style` is what stands after `:style`, an address or the style itself."""
    slides = [_first(style), *(_slide(one) for one in ordered(every)), _last()]
    body = "\n".join(f'<slide class="row-fluid"><div class="col-sm-12">\n{slide}\n</div></slide>' for slide in slides)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body>\n'
        f'<article class="guide"><carousel class="deck container-fluid">\n{body}\n</carousel></article>\n</body></html>\n'
    )


def written(query: Query, cypher: str) -> str:
    """A query as it stands in an editor: its title as a comment, its parameters written out."""
    return f"// {query.title}\n{queries.filled(cypher, queries.bind(query, {}))}"


def _first(style: str) -> str:
    dots = "".join(
        f'<p><span style="display:inline-block;width:14px;height:14px;border-radius:50%;background:{colour};'
        f'border:1px solid #868E96;margin-right:8px;vertical-align:middle"></span>{escape(words)}</p>'
        for colour, words in _COLOURS
    )
    return (
        f"<h3>{TITLE}</h3>"
        "<p>Who moved from which company to which, and the exact words that say so.</p>"
        f"{dots}"
        "<p>First the colours and captions. Click the box, then the play button:</p>"
        f"{_runnable(':style ' + style)}"
        "<p>Each of the next pages is one question. Click a box and its query goes into the editor; Ctrl+Enter runs it.</p>"
    )


def _slide(query: Query) -> str:
    help = "".join(f"<li><code>{escape(one.name)}</code>: {escape(one.help)}</li>" for one in query.parameters)
    return (
        f"<h3>{escape(query.title)}</h3>"
        + (f"<p>{escape(query.advice)}</p>" if query.advice else "")
        + _runnable(written(query, query.graph))
        + (f"<p>What you may change:</p><ul>{help}</ul>" if help else "")
        + "<p>The same as a table:</p>"
        + _runnable(written(query, query.cypher))
    )


def _last() -> str:
    return (
        "<h3>And then</h3>"
        "<p>Drop saved-queries.zip on this window: all of these questions are then under the star on the left.</p>"
        "<p>Too many grey arrows? Settings, <em>Connect result nodes</em>, off: then only what a query returns is drawn.</p>"
        "<p>In a shell, <code>kg view career -o career.html</code> draws the same in one file to send to others, "
        "moves coloured by whether they happened.</p>"
    )


def _runnable(words: str) -> str:
    # The Browser removes what looks like an event handler (" one = 'x'") from a guide: an escaped sign is left alone.
    return f'<pre class="pre-scrollable code runnable">{escape(words).replace("=", "&#61;")}</pre>'
