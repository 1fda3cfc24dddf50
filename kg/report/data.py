"""What the script of a report draws from: moves, companies, people and quotes, each once, by number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kg.analytics import Career, Flows, communities
from kg.analytics.companies import arrives, departs
from kg.analytics.model import day, when
from kg.analytics.network import weighted
from kg.errors import UsageError
from kg.graph import GraphMove
from kg.model import STATUSES

MOST = 5_000  # moves: a file of some ten megabytes, which a phone still opens

Data = dict[str, Any]


def data(flows: Flows) -> Data:
    """Everything a report needs, for JSON; moves of every status, so that they can be chosen in the page.

    Raises:
        UsageError: there are more moves than a page can hold.
    """
    every = replace(flows, lens=replace(flows.lens, statuses=STATUSES))
    moves = list(every.moves())
    if len(moves) > MOST:
        raise UsageError(
            f"{len(moves)} moves are too many for one page; narrow them down with --since or --min-sources"
        )
    companies = _number(end for _, move in moves for end in _ends(move))
    people = _number(career.id for career, _ in moves)
    quotes: list[dict[str, object]] = []
    shown = [_move(career.id, move, people, companies, quotes) for career, move in moves]
    group = communities(weighted(flows))
    return {
        "statuses": list(flows.lens.statuses),
        "companies": [{"name": flows.name(one), "community": group.get(one)} for one in companies],
        "people": [{"name": career.name, "stints": _stints(career, companies)}
                   for career in flows.careers if career.id in people],
        "moves": shown,
        "quotes": quotes,
    }  # fmt: skip


def _number(ids: Iterable[str]) -> dict[str, int]:
    return {id: number for number, id in enumerate(sorted(set(ids)))}


def _ends(move: GraphMove) -> list[str]:
    return [*move.origins, *([move.destination] if move.destination else [])]


def _move(
    person: str, move: GraphMove, people: dict[str, int], companies: dict[str, int], quotes: list[dict[str, object]]
) -> Data:
    first, to = len(quotes), arrives(move)
    quotes += [
        {"quote": claim.quote, "outlet": claim.report.outlet, "published": claim.report.published,
         "url": claim.report.url, "speaker": claim.speaker, "attribution": claim.attribution, "status": claim.status}
        for claim in move.claims
    ]  # fmt: skip
    return {
        "id": move.id, "person": people[person], "kind": move.kind, "status": move.status, "role": move.role,
        "from": [companies[one] for one in move.origins], "left": [companies[one] for one in departs(move)],
        "to": companies[move.destination] if move.destination else None, "came": companies[to] if to else None,
        "date": when(move), "first": move.date, "day": day(move), "paid": move.amount_text, "sources": move.sources,
        "quotes": [first, len(quotes)],
    }  # fmt: skip


def _stints(career: Career, companies: dict[str, int]) -> list[Data]:
    return [
        {"company": companies[one.company], "role": one.role, "since": one.since, "until": one.until, "current": one.current}
        for one in career.stints if one.company in companies
    ]  # fmt: skip
