"""Claims to moves, posts, stints and flows: tables, and what must hold for any claims in any order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import GraphMove, Report, StoredClaim, StoredPost, flows_of, independent, moves_of, posts_of, stints_of
from kg.model import MOVE_KINDS, STATUSES
from tests.store_cases import when


def claim(
    id: str, kind: str, to: str | None = None, *origins: str, date: str | None = None, **more: Any
) -> StoredClaim:
    """A claim of article `id`, reported on `published`."""
    period = when(date)
    published = more.pop("published", "2024-08-10")
    report = Report(
        id, outlet=more.pop("outlet", id), cites=tuple(more.pop("cites", ())),
        published=dt.date.fromisoformat(published) if published else None,
    )  # fmt: skip
    plain = StoredClaim(id, "ann", "joined", "completed", f"{id} says so", 0, 9, report, tuple(sorted(origins)), to)
    return replace(
        plain, kind=kind, date=period.date if period else None, precision=period.precision if period else None, **more
    )


def told(moves: tuple[GraphMove, ...]) -> list[str]:
    """Each move in short, sorted: `kind status A+B>C date`."""
    short = []
    for move in moves:
        date = f"{move.date}/{move.precision}" if move.date else "-"
        ends = f"{'+'.join(move.origins) or '?'}>{move.destination or '?'}"
        short.append(f"{move.kind} {move.status} {ends} {date} x{move.sources}" + " !" * len(move.contradicts))
    return sorted(short)


MOVES = {
    "one move told twice": (
        [claim("a", "joined", "X", date="2024-08"), claim("b", "joined", "X", "A", date="2024-08-02")],
        ["joined completed A>X 2024-08-02/day x2"],
    ),
    "the most telling kind": (
        [claim("a", "joined", "X"), claim("b", "returned", "X"), claim("c", "appointed", "X")],
        ["returned completed ?>X - x3"],
    ),
    "announced, and the first day weeks later": (
        [claim("a", "joined", "X", date="2024-08-02"), claim("b", "joined", "X", date="2024-09-15")],
        ["joined completed ?>X 2024-08-02/day x2"],
    ),
    "a second stint years later": (
        [claim("a", "joined", "X", date="2000"), claim("b", "joined", "X", date="2024-08")],
        ["joined completed ?>X 2000-01-01/year x1", "joined completed ?>X 2024-08-01/month x1"],
    ),
    "an undated claim is news of the latest event, not of an old one told again": (
        [
            claim("a", "joined", "X", date="2000"),
            claim("b", "returned", "X", date="2024-08"),
            claim("c", "joined", "X"),
        ],
        ["joined completed ?>X 2000-01-01/year x1", "returned completed ?>X 2024-08-01/month x2"],
    ),
    "undated, reported years apart": (
        [claim("a", "joined", "X", published="2019-01-01"), claim("b", "joined", "X", published="2024-01-01")],
        ["joined completed ?>X - x1", "joined completed ?>X - x1"],
    ),
    "undated and undatable": (
        [claim("a", "joined", "X", published=None), claim("b", "joined", "X", published=None)],
        ["joined completed ?>X - x2"],
    ),
    "a departure is half of the move": (
        [claim("a", "left", None, "A", date="2024-08-02"), claim("b", "joined", "X", "A", date="2024-08")],
        ["joined completed A>X 2024-08-02/day x2"],
    ),
    "a departure from elsewhere is not": (
        [claim("a", "left", None, "B", date="2024-08-02"), claim("b", "joined", "X", "A", date="2024-08")],
        ["joined completed A>X 2024-08-01/month x1", "left completed B>? 2024-08-02/day x1"],
    ),
    "nor one of another time": (
        [claim("a", "left", None, "A", date="2019"), claim("b", "joined", "X", "A", date="2024-08")],
        ["joined completed A>X 2024-08-01/month x1", "left completed A>? 2019-01-01/year x1"],
    ),
    "a departure stays a fact while the arrival is a rumour": (
        [claim("a", "left", None, "A"), claim("b", "joined", "X", "A", status="rumoured")],
        ["joined rumoured A>X - x1", "left completed A>? - x1"],
    ),
    "leaving to found": (
        [claim("a", "left", None, "A"), claim("b", "founded", "X", "A", date="2024")],
        ["founded completed A>X 2024-01-01/year x2"],
    ),
    "planned, then completed": (
        [
            claim("a", "joined", "X", status="planned", published="2024-05-01"),
            claim("b", "joined", "X", date="2024-08"),
        ],
        ["joined completed ?>X 2024-08-01/month x2"],
    ),
    "rumoured, then planned: the latest report counts": (
        [
            claim("a", "joined", "X", status="rumoured", published="2024-05-01"),
            claim("b", "joined", "X", status="planned"),
        ],
        ["joined planned ?>X - x2"],
    ),
    "on one day: the better supported": (
        [claim("a", "joined", "X", status="planned")]
        + [claim(id, "joined", "X", status="rumoured") for id in ("b", "c")],
        ["joined rumoured ?>X - x3"],
    ),
    "denied against completed": (
        [claim("a", "joined", "X", date="2024-08"), claim("b", "joined", "X", status="denied")],
        ["joined completed ?>X 2024-08-01/month x1 !", "joined denied ?>X - x1 !"],
    ),
    "a departure denied": (
        [claim("a", "left", None, "A", status="denied"), claim("b", "joined", "X", "A")],
        ["joined completed A>X - x1 !", "left denied A>? - x1 !"],
    ),
    "two origins for one arrival": (
        [claim("a", "joined", "X", "A", date="2024-08"), claim("b", "joined", "X", "B", date="2024-08")],
        ["joined completed A>X 2024-08-01/month x1 !", "joined completed B>X 2024-08-01/month x1 !"],
    ),
    "origins one of which holds the other": (
        [claim("a", "joined", "X", "A", "B"), claim("b", "joined", "X", "B")],
        ["joined completed A+B>X - x2"],
    ),
    "an approach is not the move": (
        [claim("a", "recruited", "X", "A", status="attempted"), claim("b", "joined", "X", "A")],
        ["joined completed A>X - x1", "recruited attempted A>X - x1"],
    ),
    "tried in vain is not done, unless the same word says both": (
        [
            claim("a", "joined", "X", status="attempted"), claim("b", "appointed", "X"),
            claim("c", "joined", "Y"), claim("d", "joined", "Y", status="attempted"),
        ],
        ["appointed completed ?>X - x1", "joined attempted ?>X - x1", "joined completed ?>Y - x2"],
    ),
    "a promotion is not an arrival": (
        [claim("a", "joined", "X", "A"), claim("b", "promoted", "X", "X", role="CTO")],
        ["joined completed A>X - x1", "promoted completed X>X - x1"],
    ),
    "retiring says more than leaving": (
        [claim("a", "left", None, "A"), claim("b", "retired", None, "A", date="2024-Q3")],
        ["retired completed A>? 2024-07-01/quarter x2"],
    ),
    "a retelling is no second source": (
        [claim("a", "joined", "X", outlet="The Verge"), claim("b", "joined", "X", outlet="dev.by", cites=("verge",))],
        ["joined completed ?>X - x1"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "expected"), MOVES.values(), ids=MOVES)
def test_moves(claims: list[StoredClaim], expected: list[str]) -> None:
    assert told(moves_of(claims)) == expected
    assert told(moves_of(claims[::-1])) == expected


def test_role_and_amount_are_the_latest_reports() -> None:
    early = claim("a", "joined", "X", published="2024-08-01", role="engineer", amount=1e9, amount_text="$1 bn")
    late = claim("b", "joined", "X", published="2024-08-09", role="chief scientist")
    (move,) = moves_of([late, early])
    assert (move.role, move.amount, move.amount_text) == ("chief scientist", 1e9, "$1 bn")
    assert (move.first_reported, move.last_reported) == (dt.date(2024, 8, 1), dt.date(2024, 8, 9))


SOURCES = [
    ([("a", "The Verge", ()), ("b", "dev.by", ())], 2),
    ([("a", "The Verge", ()), ("b", "the verge", ())], 1),
    ([("a", "The Verge", ()), ("b", "dev.by", ("Verge",))], 1),
    ([("a", "N", ()), ("b", "M", ("https://n.example/a",))], 1),
    ([("a", "N", ()), ("b", "M", ("https://elsewhere.example/a",))], 2),
    ([("a", "N", ("Reuters",)), ("b", "M", ("Reuters",))], 1),
    ([("a", "N", ()), ("b", "M", ("N",)), ("c", "O", ("M",)), ("d", "P", ())], 2),
    ([("a", None, ()), ("b", None, ())], 2),
]


@pytest.mark.parametrize(("reports", "expected"), SOURCES)
def test_independent_sources(reports: list[tuple[str, str | None, tuple[str, ...]]], expected: int) -> None:
    said = [
        (Report(id, f"https://www.{(outlet or id)[:1].lower()}.example/{id}", outlet, None, cites), f"quote of {id}")
        for id, outlet, cites in reports
    ]
    assert independent(said) == independent(said[::-1]) == expected


def test_a_long_sentence_word_for_word_is_one_source() -> None:
    sentence = "The company said on Monday that its chief scientist, who had joined in 2019, was leaving."
    assert independent([(Report("a"), sentence), (Report("b"), sentence.replace(",", ""))]) == 1
    assert independent([(Report("a"), "She left."), (Report("b"), "She left.")]) == 2


STINTS = {
    "in and out": (
        [claim("a", "joined", "X", date="2019-01"), claim("b", "joined", "Y", "X", date="2024-08-02")],
        [],
        ["X - 2019-01-01..2024-08-02 former", "Y - 2024-08-02.. current"],
    ),
    "a second stint is a second stint": (
        [
            claim("a", "joined", "X", date="2000"), claim("b", "left", None, "X", date="2021-11"),
            claim("c", "returned", "X", date="2024-08", role="vice president"),
        ],
        [],
        ["X - 2000-01-01..2021-11-01 former", "X vice president 2024-08-01.. current"],
    ),
    "a return closes a stint whose end nobody told": (
        [claim("a", "joined", "X", date="2000"), claim("c", "returned", "X", date="2024-08")],
        [],
        ["X - 2000-01-01.. former", "X - 2024-08-01.. current"],
    ),
    "only what happened": (
        [claim("a", "joined", "X", status="rumoured"), claim("b", "recruited", "Y")],
        [],
        [],
    ),
    "a post fills in the role": (
        [claim("a", "joined", "X", date="2024-08-01")],
        [("p", "X", "CTO", False, "2024-09-01")],
        ["X CTO 2024-08-01.. current"],
    ),
    "news of a departure calls people by the post they leave": (
        [claim("a", "left", None, "X", date="2024-08-02")],
        [("p", "X", "CTO", False, "2024-08-05")],
        ["X CTO ..2024-08-02 former"],
    ),
    "a former post": ([], [("p", "X", "CTO", True, "2024-08-05")], ["X CTO .. former"]),
    "a promotion changes the role": (
        [claim("a", "joined", "X", date="2019", role="engineer"), claim("b", "promoted", "X", "X", date="2024", role="CTO")],
        [],
        ["X CTO 2019-01-01.. current"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "posts", "expected"), STINTS.values(), ids=STINTS)
def test_stints(claims: list[StoredClaim], posts: list[Any], expected: list[str]) -> None:
    held = posts_of(
        [
            StoredPost(id, "ann", company, "q", 0, 1, Report(id, published=dt.date.fromisoformat(day)), role, former)
            for id, company, role, former, day in posts
        ]
    )
    found = [
        f"{s.company} {s.role or '-'} {s.since or ''}..{s.until or ''} {'current' if s.current else 'former'}"
        for s in stints_of(moves_of(claims), held)
    ]
    assert found == expected


def test_posts_are_one_for_each_role() -> None:
    def said(id: str, role: str, day: str, former: bool = False) -> StoredPost:
        return StoredPost(id, "ann", "X", "q", 0, 1, Report(id, published=dt.date.fromisoformat(day)), role, former)

    posts = posts_of(
        [said("a", "the CEO", "2020-01-01"), said("b", "CEO", "2024-01-01", True), said("c", "CTO", "2024-01-01")]
    )
    assert sorted((p.role, p.current, p.sources) for p in posts) == [("CEO", False, 2), ("CTO", True, 1)]


def test_flows_count_what_happened_and_has_both_ends() -> None:
    moves = moves_of(
        [
            claim("a", "joined", "X", "A", "B", date="2024-08"), claim("b", "joined", "X", "A", date="2001"),
            claim("c", "joined", "Y", "A", status="planned"), claim("d", "promoted", "X", "X"), claim("e", "joined", "Z"),
        ]
    )  # fmt: skip
    flows = {pair: (flow.people, flow.moves, str(flow.first), str(flow.last)) for pair, flow in flows_of(moves).items()}
    assert flows == {("A", "X"): (1, 2, "2001-01-01", "2024-08-01"), ("B", "X"): (1, 1, "2024-08-01", "2024-08-01")}


COMPANIES = st.sampled_from(["A", "B", "X", "Y"])
CLAIMS = st.builds(
    claim,
    st.sampled_from([f"article {n}" for n in range(8)]),
    st.sampled_from(MOVE_KINDS),
    st.none() | COMPANIES,
    COMPANIES | st.none(),
    date=st.sampled_from([None, "2000", "2024", "2024-08", "2024-08-02", "2024-Q4", "2024-12-30"]),
    status=st.sampled_from(STATUSES),
    published=st.sampled_from([None, "2001-02-03", "2024-08-10", "2025-01-01"]),
    outlet=st.sampled_from(["Verge", "dev.by", None]),
).map(lambda made: replace(made, id=f"{made.report.article}:{made.kind}", origins=tuple(filter(None, made.origins))))
# A store holds one claim of an id: two of one id that differ are not a graph, and have no order to be put in.
GRAPHS = st.lists(CLAIMS, max_size=12, unique_by=lambda made: made.id)
SHUFFLED = GRAPHS.flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims)))


@given(SHUFFLED)
@settings(max_examples=300, deadline=None)
def test_moves_do_not_depend_on_order(orders: tuple[list[StoredClaim], list[StoredClaim]]) -> None:
    one, other = (moves_of(claims) for claims in orders)
    assert one == other == moves_of([*orders[0], *orders[1]])
    assert sorted(map(repr, (c for move in one for c in move.claims))) == sorted(map(repr, set(orders[0])))
    ids = [move.id for move in one]
    assert len(set(ids)) == len(ids)
    by_id = {move.id: move for move in one}
    for move in one:
        assert all(move.id in by_id[other].contradicts for other in move.contradicts)
        statuses = {c.status for c in move.claims}
        assert statuses == {"denied"} or "denied" not in statuses
        assert {origin for c in move.claims for origin in c.origins} == set(move.origins)
        assert 1 <= move.sources <= len({c.report.article for c in move.claims})


@given(SHUFFLED)
@settings(max_examples=100, deadline=None)
def test_stints_and_flows_do_not_depend_on_order(orders: tuple[list[StoredClaim], list[StoredClaim]]) -> None:
    one, other = (moves_of(claims) for claims in orders)
    assert stints_of(one, ()) == stints_of(other[::-1], ())
    assert flows_of(one) == flows_of(other[::-1])
