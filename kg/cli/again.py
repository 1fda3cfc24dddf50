"""`kg retract`, `kg reextract`, `kg rebuild`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg import pipeline
from kg.cli import load, out
from kg.errors import UsageError
from kg.opening import opened
from kg.shown import shown

if TYPE_CHECKING:
    from kg.pipeline import Outcome
    from kg.store import Store

_FOUND = """
MATCH (a:Article)
WHERE a.articleId = $named OR a.url = $named OR a.source = $named
RETURN a.articleId AS id ORDER BY id"""


def retract(named: str, address: str | None, *, as_json: bool) -> int:
    """Take out the article that an address, a file or an id names, and print its id."""
    with opened(address, must_exist=True) as store:
        id = article(store, named)
        store.retract(id)
    if as_json:
        out.line({"article": id, "status": "retracted"})
    else:
        print(f"retracted {shown(id)}")
    return 0


def article(store: Store, named: str) -> str:
    """The id of the one article of that name.

    Raises:
        UsageError: there is none, or several came from one file.
    """
    found = [str(row["id"]) for row in store.rows(_FOUND, {"named": named})]
    if not found:
        raise UsageError(f"{named}: no article of that address, file or id; kg query articles lists them")
    if len(found) > 1:
        raise UsageError(f"{named}: {len(found)} articles came from it; name one by its id: {', '.join(found[:5])}")
    return found[0]


def reextract(address: str | None, *, stale: bool, as_json: bool) -> int:
    """Extract the stored articles again, and print how many say something else now; 2 where one failed."""
    with opened(address, must_exist=True) as store:
        ids = pipeline.stale(store) if stale else store.articles()
        return load.told(_shown(pipeline.reextracted(store, ids), len(ids), as_json=as_json), as_json=as_json)


def _shown(found: Iterable[Outcome], total: int, *, as_json: bool) -> Iterator[Outcome]:
    with out.progress() as bar:
        task = bar.add_task("extracting", total=total)
        for outcome in found:
            bar.advance(task)
            load.tell(outcome, as_json=as_json)
            yield outcome


def rebuild(address: str | None, *, as_json: bool) -> int:
    """Make the graph anew, and print how many articles it is made of."""
    with opened(address, must_exist=True) as store, out.progress() as bar:
        task, count = bar.add_task("rebuilding", total=len(store.articles())), 0
        for count, _ in enumerate(store.rebuild(), 1):  # noqa: B007
            bar.advance(task)
    if as_json:
        out.line({"articles": count})
    else:
        print(f"rebuilt from {count} articles")
    return 0
