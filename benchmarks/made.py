"""A million made-up moves, skewed as news is: few companies with many, many people with one, months that are busier.

Companies are drawn by the law of Zipf and Mandelbrot (weight 1 / (rank + 10)); a career has as many steps as a geometric
distribution gives, at most 20. Claims are put together by the rules that also make the graph of real articles.
"""

from __future__ import annotations

import datetime as dt
import itertools
import pickle
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from neo4j.time import Date, DateTime

from kg.export.whole import PAGE, Rows, Table
from kg.graph import Flow, GraphMove, Report, StoredClaim, flows_of, moves_of, stints_of
from kg.model import Entity, MoveKind, Status
from kg.resources import DATA
from kg.store.entities import properties
from kg.store.properties import claim_properties, move_node, stint_properties

COMPANIES, OUTLETS, A_MONTH = 60_000, 500, 900  # articles of a month
FIRST_YEAR, YEARS = 2005, 20
ROLES = (None, None, "engineer", "researcher", "vice president", "CTO", "head of research")
SYLLABLES = ("ba", "ro", "lin", "de", "mar", "ko", "vi", "sen", "ta", "gul", "ne", "pri", "os", "fel", "hu", "zan")
KINDS: tuple[MoveKind, ...] = ("joined",) * 6 + (
    "appointed",
    "appointed",
    "returned",
    "left",
    "left",
    "founded",
    "recruited",
)
STATUSES: tuple[Status, ...] = ("completed",) * 18 + ("planned", "rumoured", "attempted", "denied")


@dataclass(slots=True)
class Spool:
    """Rows of every table in files, so that they can be read again without being in memory."""

    folder: Path
    _pages: dict[str, Rows] = field(default_factory=dict)

    def add(self, table: str, *row: Any) -> None:
        """Adds a row; days and times become those of the driver."""
        *ends, has = row
        page = self._pages.setdefault(table, [])
        page.append([*ends, {name: _driver(value) for name, value in has.items()}])
        if len(page) == PAGE:
            self._flush(table)

    def close(self) -> None:
        """Writes what is left."""
        for table in list(self._pages):
            self._flush(table)

    def pages(self, table: Table) -> Iterator[Rows]:
        """The rows of a table, page by page."""
        path = self._path(table.name)
        if path.exists():
            with path.open("rb") as file:
                while page := file.read(8):
                    yield pickle.loads(file.read(int.from_bytes(page, "big")))

    def _flush(self, table: str) -> None:
        content = pickle.dumps(self._pages.pop(table))
        with self._path(table).open("ab") as file:
            file.write(len(content).to_bytes(8, "big") + content)

    def _path(self, table: str) -> Path:
        return self.folder / table.replace(" ", "_")


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


def made(folder: Path, moves: int, seed: int = 1) -> Spool:
    """The rows of a graph of so many moves, spooled into an empty folder."""
    random, spool = Random(seed), Spool(folder)
    papers: dict[tuple[int, int], _Paper] = {}
    flows: dict[tuple[str, str], Flow] = {}
    companies = Companies(random)
    for id, name in companies.names.items():
        spool.add("Company", properties(Entity(id, "company", name)))
    given = [
        line.split()[0] for line in (DATA / "given_names.txt").read_text("utf-8").splitlines() if line[:1].isalpha()
    ]
    count = 0
    for number in itertools.count():
        if count >= moves:
            break
        name = f"{random.choice(given).title()} {_family(random)}"
        person = f"person-{number}"
        claims = [one for life in _career(random, person, name, companies) for one in _told(random, papers, life)]
        found = moves_of(tuple(claims))[: moves - count]
        count += len(found)
        spool.add("Person", properties(Entity(person, "person", name)))
        _spool_moves(spool, person, found, flows)
    _spool_papers(spool, papers)
    for (one, other), flow in sorted(flows.items()):
        days = {key: day for key, day in (("first", flow.first), ("last", flow.last)) if day}
        spool.add("Company TALENT_FLOW Company", one, other, {"people": flow.people, "moves": flow.moves, **days})
    spool.close()
    return spool


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


def _spool_moves(spool: Spool, person: str, moves: tuple[GraphMove, ...], flows: dict[tuple[str, str], Flow]) -> None:
    for move in moves:
        spool.add("Move", move_node(move))
        spool.add("Person MADE Move", person, move.id, {})
        for origin in move.origins:
            spool.add("Move FROM Company", move.id, origin, {})
        if move.destination:
            spool.add("Move TO Company", move.id, move.destination, {})
        for claim in move.claims:
            spool.add("Move EVIDENCED_BY Article", move.id, claim.report.article, claim_properties(claim))
    for stint in stints_of(moves, ()):
        spool.add("Person WORKED_AT Company", person, stint.company, stint_properties(stint))
    for pair, flow in flows_of(moves).items():
        before = flows.get(pair, Flow())
        days = [day for day in (before.first, before.last, flow.first, flow.last) if day]
        flows[pair] = Flow(
            before.people + 1, before.moves + flow.moves, min(days, default=None), max(days, default=None)
        )


def _spool_papers(spool: Spool, papers: dict[tuple[int, int], _Paper]) -> None:
    for number in range(OUTLETS):
        spool.add("Outlet", {"outletId": f"outlet-{number}", "name": f"Outlet {number}"})
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
        spool.add("Article", {**head, **rest, "textDigest": _digest(text), "ingestedAt": now})
        spool.add("Article PUBLISHED_BY Outlet", report.article, str(report.outlet).lower().replace(" ", "-"), {})


def _family(random: Random) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(3)).title()


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:16]


def _driver(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return DateTime.from_native(value)
    return Date.from_native(value) if isinstance(value, dt.date) else value
