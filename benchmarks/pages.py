"""Reads the pages beside the checkout: what came out, for ../shared/score.py (kind C), and the tables of BENCHMARKS.md.

.venv/bin/python benchmarks/pages.py pages.jsonl
.venv/bin/python ../shared/score.py ../shared/data/html/index.jsonl pages.jsonl
.venv/bin/python benchmarks/pages.py --tables          # measures, and writes the tables into BENCHMARKS.md
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from extractors import sites
from extractors.sites import generic
from kg import fetch, read
from kg.errors import KGError
from kg.read import dates, html
from kg.settings import settings

SHARED = Path(__file__).parent.parent.parent / "shared"
PAGES = SHARED / "data" / "html"
REPORT = Path(__file__).parent.parent / "BENCHMARKS.md"
Row = dict[str, Any]


def main(out: str) -> None:
    """Write a line for each page that could be read, or the tables; of any language, since the scorer wants them all."""
    if out == "--tables":
        _write_tables()
        return
    started, read_pages, golds = time.process_time(), 0, list(_golds())
    with Path(out).open("w", encoding="utf-8") as file:
        for gold in golds:
            row = _ours(gold)
            read_pages += bool(row["body"])
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    rate, refused = read_pages / (time.process_time() - started), len(golds) - read_pages
    print(f"{read_pages} read, {refused} refused as no article, {rate:.1f} pages per CPU second", file=sys.stderr)


def _golds() -> Iterator[Row]:
    for line in (PAGES / "index.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def _ours(gold: Row) -> Row:
    """What our reader makes of a page; a page that is refused as no article has a head and no body."""
    read.READABLE = ("en", "ru", gold["lang"])
    page = fetch.page(str(PAGES / gold["file"]), settings())
    try:
        article = read.article(page, url=gold["url"], lang=gold["lang"])
    except KGError:
        head = html.found(page, gold["url"]).reading
        return _row(gold, head.title, head.authors, dates.date(head.published), "")
    return _row(gold, article.title, article.authors, article.published, article.text)


def _row(gold: Row, title: str | None, authors: tuple[str, ...], published: dt.date | None, body: str) -> Row:
    return {"file": gold["file"], "title": title, "authors": authors, "date": str(published or ""), "body": body}


def _any_page(gold: Row) -> Row:
    """The same without the files of extractors/sites."""
    known, read.sites.site_of = read.sites.site_of, lambda _: None
    try:
        return _ours(gold)
    finally:
        read.sites.site_of = known


def _trafilatura(gold: Row) -> Row:
    """What trafilatura and htmldate make of it alone."""
    page = fetch.page(str(PAGES / gold["file"]), settings()).content
    found = generic.found(page, html._soup(page))
    return {"file": gold["file"], "title": found.title, "authors": list(found.authors), "body": found.body} | {
        "date": found.published
    }


READERS: dict[str, Callable[[Row], Row]] = {
    "trafilatura": _trafilatura, "no site files": _any_page, "kg": _ours,
}  # fmt: skip


def _write_tables() -> None:
    """Puts the tables between their marks."""
    sys.path.insert(0, str(SHARED))
    import score

    golds = [gold for gold in _golds() if gold["lang"] in ("en", "ru")]
    made = {name: {gold["file"]: reader(gold) for gold in golds} for name, reader in READERS.items()}
    text = REPORT.read_text("utf-8")
    for mark, table in (("fields", _fields(golds, made, score)), ("sites", _sites(golds, made, score))):
        begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
        text = re.sub(f"(?s){begin}.*?{end}", lambda _, table=table: begin + table + end, text)  # noqa: B023
    REPORT.write_text(text, "utf-8")


def _fields(golds: list[Row], made: dict[str, dict[str, Row]], score: Any) -> str:
    lines = ["| reader | pages with a body | body F1 | title | authors | date |", "|---|---|---|---|---|---|"]
    for name, rows in made.items():
        kinds: dict[str, list[float]] = defaultdict(list)
        for gold in golds:
            for field, value in _marks(gold, rows[gold["file"]], score).items():
                kinds[field].append(value)
        body = kinds.pop("body")
        rest = [
            f"{sum(kinds[field]):.0f}/{len(kinds[field])} ({_mean(kinds[field])})"
            for field in ("title", "authors", "date")
        ]
        lines.append(f"| {name} | {len(body)} | {_mean(body)} | {' | '.join(rest)} |")
    return "\n".join(lines) + "\n"


def _sites(golds: list[Row], made: dict[str, dict[str, Row]], score: Any) -> str:
    """A row for each site there is a page of: body F1 of each reader, and what else is right with the site's file."""
    of = defaultdict(list)
    for gold in golds:
        site = sites.site_of(gold["url"])
        if site:
            of[site.outlet or site.domains[0] + " and others"].append(gold)
    lines = ["| site | pages | body F1: trafilatura | no site file | kg | title | authors | date |", "|---" * 8 + "|"]
    means: dict[str, list[float]] = defaultdict(list)
    for outlet, some in sorted(of.items(), key=lambda pair: pair[0].casefold()):
        cells = []
        for name, rows in made.items():
            bodies = [value for gold in some for value in _body(gold, rows[gold["file"]], score)]
            means[name] += bodies
            cells.append(_mean(bodies))
        marks = [_marks(gold, made["kg"][gold["file"]], score) for gold in some]
        for field in ("title", "authors", "date"):
            right = [mark[field] for mark in marks if field in mark]
            cells.append(f"{sum(right):.0f}/{len(right)}" if right else "")
        lines.append(f"| {outlet} | {len(some)} | {' | '.join(cells)} |")
    every = " | ".join(_mean(values) for values in means.values())
    return "\n".join([*lines, f"| every page with a body | {len(means['kg'])} | {every} | | | |"]) + "\n"


def _mean(values: list[float]) -> str:
    return f"{sum(values) / len(values):.3f}".replace("0.", ".", 1) if values else ""


def _body(gold: Row, row: Row, score: Any) -> list[float]:
    """F1 over the scorer's word shingles, where a body is expected."""
    if not gold.get("body"):
        return []
    ours, theirs = score.shingles(row.get("body")), score.shingles(gold["body"])
    shared = sum((ours & theirs).values())
    return [2 * shared / (sum(ours.values()) + sum(theirs.values()))]


def _marks(gold: Row, row: Row, score: Any) -> dict[str, float]:
    """1 or 0 for each field that is expected, as the scorer counts it, and the body's F1."""
    marks: dict[str, float] = {"body": _body(gold, row, score)[0]} if gold.get("body") else {}
    if gold.get("title"):
        marks["title"] = score.toks(row.get("title")) == score.toks(gold["title"])
    if gold.get("date"):
        marks["date"] = str(row.get("date") or "")[:10] == str(gold["date"])[:10]
    if gold.get("authors"):
        given = score.lst(row.get("authors") or [])
        marks["authors"] = all(any(score.name_match(a, b, "person") for b in given) for a in score.lst(gold["authors"]))
    return marks


if __name__ == "__main__":
    main(*sys.argv[1:])
