"""Figures of people: how long they stay, in what roles they move, and where those go who leave a company."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from statistics import median

from kg.analytics.companies import Count, Only, arrives, counted, departs, table
from kg.analytics.model import Career, Cell, Flows, Row, Table, day, when
from kg.errors import KnowledgeError
from kg.graph import GraphMove, Stint
from kg.resources import DATA, toml

YEAR = 365.25  # days
OTHER, UNSTATED = "other", "not stated"


@dataclass(frozen=True, slots=True)
class Level:
    """How high a role is, and the beginnings of words by which it is known."""

    name: str
    rank: int
    words: tuple[str, ...]


@cache
def levels() -> tuple[Level, ...]:
    """The levels of data/seniority.toml, in the order they are tried.

    Raises:
        KnowledgeError: a level has no name, rank or words.
    """
    path = DATA / "seniority.toml"
    try:
        return tuple(Level(one["name"], one["rank"], tuple(one["words"])) for one in toml(path)["level"])
    except KeyError as error:
        raise KnowledgeError(f"{path}: a level without {error}; each has name, rank and words") from None


def level(role: str | None) -> str:
    """How high a role is, in either language.

    >>> level("vice president of AI"), level("технический директор"), level("engineer"), level(None)
    ('vice president', 'top of the company', 'specialist', 'not stated')
    """
    if not role:
        return UNSTATED
    words = " " + " ".join(re.findall(r"\w+", role.casefold()))
    return next((one.name for one in levels() if any(f" {word}" in words for word in one.words)), OTHER)


def roles(flows: Flows, only: Only = None) -> Table:
    """At what level people arrive."""
    order = {one.name: one.rank for one in levels()} | {OTHER: 98, UNSTATED: 99}
    found = counted(
        (level(move.role), career, move)
        for career, move in flows.moves()
        if (to := arrives(move)) and only in (None, to)
    )
    rows = [
        Row({"level": name, "people": len(count.people), "moves": len(count.moves), "roles": _said(count)}, count.ids())
        for name, count in found.items()
    ]
    return table(flows, "roles", "Levels at which people arrive", rows, lambda row: (order[str(row.cells["level"])],))


def _said(count: Count) -> str | None:
    roles = Counter(move.role for move in count.moves.values() if move.role)
    common = sorted(roles, key=lambda role: (-roles[role], role))[:4]
    return ", ".join(common) or None


def tenure(flows: Flows, only: Only = None) -> Table:
    """The median time between arrival and departure, in years, of the stints of which both days are known.

    A stint is in the window if it ended there. `within_year` is the share that ended in its first year. Dates known to
    the year or month only count from its first day, so a single stint may be wrong by as much.
    """
    whole: dict[str, list[tuple[float, Career, Stint]]] = {}
    for career in flows.careers:
        for stint in career.stints:
            if stint.since and stint.until and only in (None, stint.company) and flows.lens.holds(stint.until):
                years = max(0.0, (stint.until - stint.since).days / YEAR)
                whole.setdefault(stint.company, []).append((years, career, stint))
    rows = []
    for company, found in whole.items():
        years_all = [years for years, _, _ in found]
        short = sum(years < 1 for years in years_all) / len(found)
        cells: dict[str, Cell] = {"company": flows.name(company), "stints": len(found), "median_years": round(median(years_all), 2),
                 "within_year": round(short, 3)}  # fmt: skip
        rows.append(Row(cells, tuple(sorted({id for _, one, stint in found for id in _ends(one, stint)}))))
    return table(flows, "tenure", "How long people stay", rows, lambda row: (-int(str(row.cells["stints"])),))


def _ends(career: Career, stint: Stint) -> list[str]:
    return [
        move.id for move in career.moves
        if move.status == "completed" and (
            (move.destination == stint.company and move.date == stint.since)
            or (stint.company in departs(move) and move.date == stint.until)
        )
    ]  # fmt: skip


def alumni(flows: Flows, company: str) -> Table:
    """Where those who left a company went next: people by company, and who."""
    gone: dict[str | None, Count] = {}
    for career, move in flows.moves():
        if company in departs(move):
            after = move if move.destination else _next(career, move, flows)
            count = gone.setdefault(after.destination if after else None, Count())
            count.add(career, move)
            if after:
                count.add(career, after)
    names = {career.id: career.name for career in flows.careers}
    rows = [
        Row({"to": flows.name(to) if to else None, "people": len(count.people),
             "who": ", ".join(sorted(names[one] for one in count.people))}, count.ids())
        for to, count in gone.items()
    ]  # fmt: skip
    title = f"Where people went who left {flows.name(company)}"
    return table(flows, "alumni", title, rows, lambda row: (row.cells["to"] is None, -int(str(row.cells["people"]))))


def _next(career: Career, left: GraphMove, flows: Flows) -> GraphMove | None:
    """The first arrival elsewhere on or after the day of a departure that names no destination."""
    then = day(left)
    if then is None:
        return None
    for move in career.moves:
        now = day(move)
        if now and now >= then and arrives(move) and move.id != left.id and move.status in flows.lens.statuses:
            return move
    return None


def founders(flows: Flows, only: Only = None) -> Table:
    """Who founded what, and where they had been: what the article says, else every company they left or held a post at."""
    rows = []
    for career, move in flows.moves():
        if move.kind != "founded":
            continue
        before = sorted(set(move.origins) | _earlier(career, move))
        if only is None or only in before:
            cells: dict[str, Cell] = {
                "person": career.name, "founded": flows.ends(move)["to"],
                "before": ", ".join(sorted(flows.name(one) for one in before)) or None, "date": when(move),
            }  # fmt: skip
            rows.append(Row(cells, (move.id,)))
    return table(flows, "founders", "Founders and where they came from", rows, lambda row: (str(row.cells["founded"]),))


def _earlier(career: Career, founded: GraphMove) -> set[str]:
    now = day(founded)
    done = [move for move in career.moves if move.status == "completed" and move.id != founded.id]
    earlier = [move for move in done if now and (then := day(move)) and then < now]
    return {
        company for move in earlier for company in (*move.origins, move.destination)
        if company and company != founded.destination
    }  # fmt: skip


def whole(flows: Flows, person: str) -> Table:
    """All that articles say of one person, in order: moves of every status that are in the window, and posts."""
    rows: list[tuple[dt.date | None, Row]] = []
    cells: dict[str, Cell]
    for career in flows.careers:
        if career.id != person:
            continue
        for move in career.moves:
            if flows.lens.holds(day(move)) and move.sources >= flows.lens.min_sources:
                cells = {
                    "date": when(move), "what": move.kind, "status": move.status, "role": move.role,
                    **flows.ends(move), "sources": move.sources, "paid": move.amount_text,
                }  # fmt: skip
                rows.append((day(move), Row(cells, (move.id,))))
        for post in career.posts:
            if flows.lens.holds(post.first_reported) and post.sources >= flows.lens.min_sources:
                cells = {
                    "date": None, "what": "post", "status": "current" if post.current else "former", "role": post.role,
                    "from": None, "to": flows.name(post.company), "sources": post.sources, "paid": None,
                }  # fmt: skip
                rows.append((post.first_reported, Row(cells, (), (post.id,))))
    by = sorted(rows, key=lambda pair: (pair[0] is None, pair[0] or dt.date.min, pair[1].moves, pair[1].posts))
    return Table("career", "Moves and posts in order", flows.lens.window(), tuple(row for _, row in by))


def stints(flows: Flows, person: str) -> Table:
    """When one person worked where, as far as articles say."""
    rows, cells = [], dict[str, Cell]()
    for career in flows.careers:
        for stint in career.stints if career.id == person else ():
            years = round((stint.until - stint.since).days / YEAR, 2) if stint.since and stint.until else None
            cells = {
                "company": flows.name(stint.company), "role": stint.role, "since": stint.since, "until": stint.until,
                "current": stint.current, "years": years,
            }  # fmt: skip
            moves = {m.id for m in career.moves if stint.company in (m.destination, *m.origins)}
            posts = {post.id for post in career.posts if post.company == stint.company}
            rows.append(Row(cells, tuple(sorted(moves)), tuple(sorted(posts))))
    return table(flows, "stints", "Stints", rows, lambda row: (str(row.cells["since"] or "~"),))
