"""`kg sites` and `kg sites check`."""

from __future__ import annotations

from typing import Any

from kg.cli import out
from kg.crawl import check as checks
from kg.crawl.check import Checked
from kg.settings import settings


def listed(form: str) -> int:
    """Print the sites there is a file for."""
    rows = []
    for id, site in checks.known().items():
        outlet = checks.outlet_of(id, site)
        name = site.outlet or "as its pages say"
        rows.append({"outlet": id, "name": name, "domains": list(site.domains), "kg ingest": outlet and outlet.id})
    return out.rows(rows, out.checked_format(form))


def check(name: str | None, at: str | None, *, as_json: bool) -> int:
    """Print what came of each site; 2 where one was not had or its file does not fit."""
    code = 0
    found = checks.checked(name, at, settings())
    with out.progress() as bar:
        task = bar.add_task("asking", total=1 if name else len(checks.known()))
        done = []
        for one in found:
            bar.advance(task)
            code = code if one.fits else 2
            done.append(one)
    for one in done:
        if as_json:
            out.line({"outlet": one.id, "fits": one.fits, "url": one.url, "error": one.error, "fields": _fields(one)})
        elif one.error:
            out.complain(one.error)
        else:
            _told(one)
    return code


def _fields(one: Checked) -> list[dict[str, Any]]:
    if one.found is None:
        return []
    said, found = one.found.reading, one.found
    return [
        {"field": "title", "from": found.title, "is": said.title},
        {"field": "authors", "from": found.authors, "is": ", ".join(said.authors)},
        {"field": "published", "from": found.published, "is": said.published},
        {"field": "body", "from": found.body, "is": f"{len(said.body.split())} words: {said.body[:60]}…"},
    ]


def _told(one: Checked) -> None:
    verdict = "its file fits" if one.fits else f"extractors/sites/{one.id}.py no longer finds the text"
    out.table(
        [{**row, "from": row["from"] or "nowhere"} for row in _fields(one)],
        title=f"{one.outlet}: {verdict} · {one.url}",
    )
