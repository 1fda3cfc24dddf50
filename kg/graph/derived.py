"""The shortcut edges: stints (WORKED_AT) of one person, and what a person's moves add to flows between companies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.graph.periods import NEWS
from kg.graph.rows import GraphMove, GraphPost


@dataclass(frozen=True, slots=True)
class Stint:
    """A time somebody worked at a company, as far as it is known."""

    company: str
    role: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    current: bool = True


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes from one company to another."""

    people: int = 0
    moves: int = 0
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class _Event:
    what: Literal["came", "left", "is", "was"]
    day: dt.date  # when it happened or, where that is not known, when it was reported
    date: dt.date | None = None
    role: str | None = None
    again: bool = False


def flows_of(moves: Iterable[GraphMove]) -> dict[tuple[str, str], Flow]:
    """What one person's completed moves with both ends add to each (origin, destination)."""
    dates: dict[tuple[str, str], list[dt.date | None]] = {}
    for move in moves:
        if move.status == "completed" and move.destination:
            for origin in move.origins:
                if origin != move.destination:
                    dates.setdefault((origin, move.destination), []).append(move.date)
    return {pair: _flow(found) for pair, found in sorted(dates.items())}


def _flow(dates: Sequence[dt.date | None]) -> Flow:
    known = sorted(date for date in dates if date)
    return Flow(1, len(dates), known[0] if known else None, known[-1] if known else None)


def stints_of(moves: Sequence[GraphMove], posts: Sequence[GraphPost]) -> tuple[Stint, ...]:
    """When one person worked where, from completed moves and posts together; sorted by company and time."""
    events: dict[str, list[_Event]] = {}
    for move in moves:
        if move.status == "completed" and move.kind != "recruited":
            for company, event in _events(move):
                events.setdefault(company, []).append(event)
    for post in posts:
        day = post.last_reported or dt.date.min
        what: Literal["is", "was"] = "is" if post.current else "was"
        events.setdefault(post.company, []).append(
            _Event(what, day, role=post.role or ("founder" if post.founder else None))
        )
    return tuple(stint for company in sorted(events) for stint in _stints(company, events[company]))


def _events(move: GraphMove) -> Iterable[tuple[str, _Event]]:
    day = move.date or move.first_reported or dt.date.min
    if move.destination:
        role = move.role or ("founder" if move.kind == "founded" else None)
        # A promotion happens to somebody who is there already: it says what they are, not when they came.
        what: Literal["came", "is"] = "is" if move.kind == "promoted" or move.destination in move.origins else "came"
        yield move.destination, _Event(what, day, move.date, role, move.kind == "returned")
    for origin in move.origins:
        if origin != move.destination:
            yield origin, _Event("left", day, move.date, None if move.destination else move.role)


def _stints(company: str, events: Sequence[_Event]) -> list[Stint]:
    order = {"was": 0, "left": 1, "came": 2, "is": 3}
    stints: list[Stint] = []
    closed = dt.date.min
    for event in sorted(events, key=lambda event: (event.day, order[event.what], event.role or "", event.again)):
        if not stints or _starts_again(stints[-1], event, closed):
            since = event.date if event.what == "came" else None
            until = event.date if event.what == "left" else None
            stints[-1:] = [replace(stint, current=False) for stint in stints[-1:]]
            stints.append(Stint(company, event.role, since, until, event.what in ("came", "is")))
        else:
            stints[-1] = _went_on(stints[-1], event)
        closed = event.day if event.what == "left" else closed
    return stints


def _starts_again(stint: Stint, event: _Event, closed: dt.date) -> bool:
    if event.what == "came":
        return not stint.current or (event.again and stint.since != event.date)
    # News of a departure still calls people by the post they leave.
    return event.what == "is" and not stint.current and (event.day - closed).days > NEWS


def _went_on(stint: Stint, event: _Event) -> Stint:
    if event.what == "left":
        return replace(stint, until=stint.until or event.date, current=False)
    if event.what == "came":
        return replace(stint, role=event.role or stint.role, since=stint.since or event.date)
    role = event.role if event.what == "is" and stint.current and event.role else stint.role
    return replace(stint, role=role or event.role)
