"""A million made-up moves, skewed as news is: few companies with many, many people with one, months that are busier.

Companies are drawn by the law of Zipf and Mandelbrot (weight 1 / (rank + 10)); a career has as many steps as a geometric
distribution gives, at most 20. One or two articles tell a move; stints and flows are derived as for real articles.
"""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from neo4j.time import Date, DateTime

from kg.export.neo4j_admin import HOW, cell, emptied, header, types
from kg.export.whole import TABLES, Nodes
from kg.graph import Flow, GraphMove, Report, StoredClaim, flows_of, stints_of
from kg.model import Entity, MoveKind, Status
from kg.resources import DATA
from kg.store.entities import Kind, properties
from kg.store.properties import claim_properties, move_node, stint_properties

Row = dict[str, Any]
AT_ONCE = 5_000  # rows
COMPANIES, OUTLETS, A_MONTH = 60_000, 500, 900  # articles of a month
FIRST_YEAR, YEARS = 2005, 20
ROLES = (None, None, "engineer", "researcher", "vice president", "CTO", "head of research")
SYLLABLES = ("ba", "ro", "lin", "de", "mar", "ko", "vi", "sen", "ta", "gul", "ne", "pri", "os", "fel", "hu", "zan")
KINDS: tuple[MoveKind, ...] = (
    *("joined",) * 6, "appointed", "appointed", "returned", "left", "left", "founded", "recruited",
)  # fmt: skip
STATUSES: tuple[Status, ...] = ("completed",) * 18 + ("planned", "rumoured", "attempted", "denied")


@dataclass(slots=True)
class Sheets:
    """The CSV files of `kg export --format neo4j-admin`, written row by row; columns are those of the first rows."""

    folder: Path
    _rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    _columns: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, table: str, *row: Any) -> None:
        """Adds a row: the keys of its ends, if it has any, and its properties."""
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        if len(rows) == AT_ONCE:
            self._flush(table)

    def close(self) -> tuple[list[str], list[str]]:
        """Writes what is left; gives the arguments of the import and the statements to run after it."""
        for name in list(self._rows):
            self._flush(name)
        arguments, after = list(HOW), []
        for table in TABLES:
            path = self._path(table.name)
            if table.name in self._columns:
                option = f"--nodes={table.label}" if isinstance(table, Nodes) else f"--relationships={table.type}"
                arguments.append(f"{option}={path}")
                after += [emptied(table, name) for name, of in self._columns[table.name].items() if of == "string[]"]
        return arguments, after

    def _flush(self, name: str) -> None:
        rows = self._rows.pop(name)
        new = name not in self._columns
        if new:
            self._columns[name] = types(_of_driver(row[-1]) for row in rows)
        columns = list(self._columns[name])
        with self._path(name).open("a", encoding="utf-8") as file:
            if new:
                table = next(one for one in TABLES if one.name == name)
                file.write(",".join(header(table, self._columns[name])) + "\n")
            file.writelines(
                ",".join([*map(cell, row[:-1]), *(cell(row[-1].get(one)) for one in columns)]) + "\n" for row in rows
            )

    def _path(self, table: str) -> Path:
        return self.folder / f"{table.replace(' ', '_').lower()}.csv"


@dataclass(slots=True)
class _Paper:
    """An article that grows with what is told in it."""

    report: Report
    sentences: list[str] = field(default_factory=list)
    length: int = 0

    def tells(self, claim: StoredClaim) -> StoredClaim:
        """The claim, told here too."""
        begin = self.length
        self.sentences.append(claim.quote)
        self.length += len(claim.quote) + 1
        id = _digest(self.report.article, begin)
        return replace(claim, id=id, start=begin, end=begin + len(claim.quote), report=self.report)


def made(folder: Path, moves: int, seed: int = 1) -> tuple[list[str], list[str]]:
    """Writes the files of a graph of so many moves; gives the arguments of the import and the statements to run after it."""
    random, sheets = Random(seed), Sheets(folder)
    papers: dict[tuple[int, int], _Paper] = {}
    flows: dict[tuple[str, str], Flow] = {}
    companies = Companies(random)
    for id, name in companies.names.items():
        sheets.add("Company", _properties(Entity(id, "company", name)))
    given = [
        line.split()[0] for line in (DATA / "given_names.txt").read_text("utf-8").splitlines() if line[:1].isalpha()
    ]
    left = moves
    for number in itertools.count():
        if not left:
            break
        name, person = f"{random.choice(given).title()} {_family(random)}", f"person-{number}"
        sheets.add("Person", _properties(Entity(person, "person", name)))
        steps = itertools.islice(_career(random, person, name, companies), left)
        found = [_move(list(_told(random, papers, step))) for step in steps]
        left -= len(found)
        _write_moves(sheets, person, found, flows)
    _write_papers(sheets, papers)
    for (one, other), flow in sorted(flows.items()):
        days = {key: day for key, day in (("first", flow.first), ("last", flow.last)) if day}
        sheets.add("Company TALENT_FLOW Company", one, other, {"people": flow.people, "moves": flow.moves, **days})
    return sheets.close()


class Companies:
    """Companies, of which few are drawn often."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.names = {f"company-{n}": f"{_family(random)} {n}" for n in range(COMPANIES)}
        self._ids = list(self.names)
        self._sums = list(itertools.accumulate(1 / (rank + 10) for rank in range(1, COMPANIES + 1)))

    def one(self) -> str:
        """The id of a company."""
        return self._ids[bisect(self._sums, self._random.random() * self._sums[-1])]


def _career(random: Random, person: str, name: str, companies: Companies) -> Iterator[StoredClaim]:
    day = dt.date(FIRST_YEAR, 1, 1) + dt.timedelta(days=random.randrange(365 * YEARS))
    here = companies.one()
    for _ in range(20):
        kind, there, status = random.choice(KINDS), companies.one(), random.choice(STATUSES)
        origins = (here,) if kind == "left" or random.random() < 0.6 else ()
        to = None if kind == "left" else there
        ends = f"{companies.names[here] if origins else ''} {companies.names[there] if to else ''}"
        yield StoredClaim("", person, kind, status, f"{name} {kind}, {status}: {ends.strip()}, on {day}.", 0, 0, Report(""),
                          origins, to, random.choice(ROLES), day, "day")  # fmt: skip
        if status == "completed" and to and kind != "recruited":
            here = to
        day += dt.timedelta(days=200 + int(random.expovariate(1 / 700)))
        if random.random() < 0.4 or day.year >= FIRST_YEAR + YEARS:
            return


def _told(random: Random, papers: dict[tuple[int, int], _Paper], claim: StoredClaim) -> Iterator[StoredClaim]:
    """What one or two articles of the month say of it."""
    assert claim.date
    for _ in range(1 if random.random() < 0.85 else 2):
        month = claim.date.year * 12 + claim.date.month
        number = int(A_MONTH * random.random() ** 1.5)
        if (month, number) not in papers:
            day = claim.date.replace(day=28) + dt.timedelta(days=random.randrange(14))
            id = f"article-{month}-{number}"
            report = Report(id, f"https://news.example/{id}", f"Outlet {random.randrange(OUTLETS)}", day)
            papers[month, number] = _Paper(report)
        yield papers[month, number].tells(claim)


def _move(claims: list[StoredClaim]) -> GraphMove:
    one, days = claims[0], [claim.report.published for claim in claims if claim.report.published]
    return GraphMove(
        _digest(one.report.article, one.start), one.person, one.kind, one.status, one.origins, one.destination, one.role,
        one.date, one.precision, first_reported=min(days), last_reported=max(days),
        sources=len({claim.report.outlet for claim in claims}), claims=tuple(claims),
    )  # fmt: skip


def _write_moves(sheets: Sheets, person: str, moves: list[GraphMove], flows: dict[tuple[str, str], Flow]) -> None:
    for move in moves:
        sheets.add("Move", move_node(move))
        sheets.add("Person MADE Move", person, move.id, {})
        for origin in move.origins:
            sheets.add("Move FROM Company", move.id, origin, {})
        if move.destination:
            sheets.add("Move TO Company", move.id, move.destination, {})
        for claim in move.claims:
            sheets.add("Move EVIDENCED_BY Article", move.id, claim.report.article, claim_properties(claim))
    for stint in stints_of(moves, ()):
        sheets.add("Person WORKED_AT Company", person, stint.company, stint_properties(stint))
    for pair, flow in flows_of(moves).items():
        before = flows.get(pair, Flow())
        days = [day for day in (before.first, before.last, flow.first, flow.last) if day]
        flows[pair] = Flow(
            before.people + 1, before.moves + flow.moves, min(days, default=None), max(days, default=None)
        )


def _write_papers(sheets: Sheets, papers: dict[tuple[int, int], _Paper]) -> None:
    for number in range(OUTLETS):
        sheets.add("Outlet", {"outletId": f"outlet-{number}", "name": f"Outlet {number}"})
    now = dt.datetime(FIRST_YEAR + YEARS + 1, 1, 1, tzinfo=dt.UTC)
    for _, paper in sorted(papers.items()):
        report, text = paper.report, "\n".join(paper.sentences)
        head = {"articleId": report.article, "url": report.url, "source": report.url, "outlet": report.outlet}
        rest = {
            "published": report.published,
            "language": "en",
            "text": text,
            "digest": _digest(text),
            "extractor": "made",
        }
        sheets.add("Article", {**head, **rest, "textDigest": _digest(text), "ingestedAt": DateTime.from_native(now)})
        sheets.add("Article PUBLISHED_BY Outlet", report.article, str(report.outlet).lower().replace(" ", "-"), {})


@cache
def _block(word: str, kind: Kind) -> Row:
    return {"block": properties(Entity("", kind, word)).get("block")}


def _properties(entity: Entity) -> Row:
    """The node of an entity; the block of many names is that of their last word, as few words as there are."""
    row = {"name": entity.name, "aliases": [], "spellings": entity.name, f"{entity.kind}Id": entity.id}
    unnamed = {"unnamed": False} if entity.kind == "person" else {}
    return row | unnamed | _block(entity.name.split()[-1 if entity.kind == "person" else 0], entity.kind)


def _family(random: Random) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(3)).title()


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:16]


def _of_driver(properties: Row) -> Row:
    return {name: _driver(value) for name, value in properties.items()}


def _driver(value: Any) -> Any:
    return Date.from_native(value) if isinstance(value, dt.date) else value
