"""`kg browser`, `kg view`: looking at the graph."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from time import sleep

from kg.cli import ask
from kg.errors import UsageError
from kg.opening import opened
from kg.settings import settings


def browser(
    name: str | None, given: Sequence[str], address: str | None, *, at: str | None, port: int, opens: bool,
    serves: bool | None, files: Path | None,
) -> int:  # fmt: skip
    """Print where Neo4j Browser is, with a query in its editor; on a terminal open it and serve the guide."""
    from kg import browser, queries

    if files:
        for path in browser.write(files):
            print(path)
        return 0
    query = queries.load(name) if name else browser.ordered(queries.all_queries())[0]
    words = f"// {query.title}\n{queries.filled(queries.picture(query), queries.bind(query, ask.parameters(given)))}"
    chosen = settings()
    bolt = address or chosen.store
    found = browser.place(bolt, user=chosen.user, password=chosen.password.get_secret_value() or None,
                          database=chosen.database, at=at)  # fmt: skip
    asked = browser.link(found, "edit", words)
    print(f"Browser: {asked}")
    if not (sys.stdout.isatty() if serves is None else serves):
        _open(asked, opens)
        return 0
    with browser.serving(port) as root:
        guided = browser.link(found, "guide", f"{root}/guide.html")
        print(f"Guide:   {guided}\n         or type :guide {root}/guide.html" if found.guided else _CURE)
        print(f"Style:   :style {root}/style.grass\nServing until Ctrl-C", flush=True)
        _open(guided if found.guided and not name else asked, opens)
        try:
            while True:
                sleep(3600)
        except KeyboardInterrupt:
            return 0


_CURE = (
    "Guide:   this server allows none from here; add localhost to browser.remote_content_hostname_whitelist in its\n"
    "         neo4j.conf and start it anew, or drop the files of kg browser --files FOLDER on the Browser's window"
)


def _open(address: str, opens: bool) -> None:
    if opens and sys.stdout.isatty():
        webbrowser.open(address)


def view(name: str, given: Sequence[str], target: Path, limit: int | None, address: str | None) -> int:
    """Write the picture of a query; 1 where there is nothing to draw."""
    from kg import queries
    from kg.view import graph_of, page

    values = ask.parameters(given)
    own = any(char.isspace() for char in name.strip())
    query = None if own else queries.load(name)
    bound = queries.bind(query, values) if query else {one: ask.value(text) for one, text in values.items()}
    with opened(address, must_exist=True) as store:
        graph = graph_of(store, queries.picture(query) if query else name, bound, limit=limit)
        if not graph.nodes:
            print("nothing found that can be drawn", file=sys.stderr)
            return 1
        asked = ", ".join(f"{one}: {value}" for one, value in bound.items() if value is not None)
        made = page(store, graph, title=query.title if query else "Your query", asked=asked if query else name)
    write(target, made)
    print(f"{len(graph.nodes)} nodes and {len(graph.edges)} relationships are drawn in {target}")
    return 0


def write(target: Path, text: str) -> None:
    """Writes a file wholly, or leaves it as it was.

    Raises:
        UsageError: it cannot be written.
    """
    from kg.export.files import replacing

    if target.is_dir():
        raise UsageError(f"{target}: a folder; name a file, as {target / 'graph.html'}")
    with replacing(target, folder=False) as partial:
        partial.write_text(text, encoding="utf-8")
