"""The nouns of the analytics: what is looked at (Lens), what is there (Flows of Careers), and what comes out (Tables of Rows)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.graph import GraphMove, GraphPost, Stint
from kg.model import STATUSES, Status, When

FEW = 5  # a figure that rests on fewer moves is marked: one more article may turn it round

Cell = str | int | float | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class Lens:
    """Which reports are believed, and which moves count.

    `as_of`, `lang` and `min_confidence` choose among what articles said: the moves are what the rest comes to. `since` and
    `until` (both included) are about the day of a move or, where no article gives one, the day it was first reported.
    """

    as_of: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    statuses: tuple[Status, ...] = ("completed",)
    min_sources: int = 1
    min_confidence: float = 0.0
    lang: str | None = None

    def window(self) -> str:
        """The lens in words: what a figure has to carry."""
        begin, end = self.since, self.until
        time = f"{begin or 'the beginning'} to {end or 'today'}" if begin or end else "all time"
        said = [time, "any status" if self.statuses == STATUSES else ", ".join(self.statuses)]
        if self.as_of:
            said.append(f"as reported by {self.as_of}")
        if self.min_sources > 1:
            said.append(f"{self.min_sources} sources or more")
        if self.min_confidence > 0:
            said.append(f"confidence {self.min_confidence:g} or more")
        if self.lang:
            said.append(f"articles in {self.lang}")
        return "; ".join(said)

    def counts(self, move: GraphMove) -> bool:
        """Whether a move is one of those looked at."""
        return move.status in self.statuses and move.sources >= self.min_sources and self.holds(day(move))

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day is in the window; what has no day is only in the window of all time."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def day(move: GraphMove) -> dt.date | None:
    """When a move happened, the first day of its period or, where no article says, when it was first reported."""
    return move.date or move.first_reported


def when(move: GraphMove) -> str | None:
    """The date of a move as far as it is known: 2024-08-02, 2024-08, 2024-Q3 or 2024."""
    return When(move.date, move.precision or "day", "").iso() if move.date else None


@dataclass(frozen=True, slots=True)
class Career:
    """All that is known of one person, whatever its status and time."""

    id: str
    name: str
    moves: tuple[GraphMove, ...] = ()  # sorted by day and id
    posts: tuple[GraphPost, ...] = ()
    stints: tuple[Stint, ...] = ()


@dataclass(frozen=True, slots=True)
class Flows:
    """What a graph holds, seen through a lens."""

    lens: Lens
    companies: Mapping[str, str]  # id -> name
    careers: tuple[Career, ...]  # sorted by id

    def moves(self) -> Iterator[tuple[Career, GraphMove]]:
        """The moves that count, each with whose it is."""
        for career in self.careers:
            for move in career.moves:
                if self.lens.counts(move):
                    yield career, move

    def name(self, company: str) -> str:
        """What a company is called."""
        return self.companies.get(company, company)

    def ends(self, move: GraphMove) -> dict[str, str | None]:
        """What the companies of a move are called: the cells "from" and "to"."""
        origins = ", ".join(self.name(one) for one in move.origins) or None
        return {"from": origins, "to": self.name(move.destination) if move.destination else None}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of figures, with the moves it rests on."""

    cells: Mapping[str, Cell]
    moves: tuple[str, ...]  # ids, sorted, each once
    posts: tuple[str, ...] = ()  # ids of posts, where it rests on those too

    @property
    def n(self) -> int:
        """How many moves and posts it rests on."""
        return len(self.moves) + len(self.posts)

    @property
    def few(self) -> bool:
        """Whether that is too little to conclude anything from."""
        return self.n < FEW


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: rows that all have the same cells, and the window they are of."""

    name: str
    title: str
    window: str
    rows: tuple[Row, ...]

    def records(self) -> list[dict[str, object]]:
        """The rows as plain data: the cells, then n, few, window, moves, posts."""
        return [
            {**row.cells, "n": row.n, "few": row.few, "window": self.window, "moves": list(row.moves),
             "posts": list(row.posts)}
            for row in self.rows
        ]  # fmt: skip
