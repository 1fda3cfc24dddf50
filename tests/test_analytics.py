"""Figures of talent flows: each is computed again by a query of its own, on every kind of store."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import networkx as nx
import pytest

import kg
from kg import analytics
from kg.analytics import Flows, Lens, Table, flows
from kg.analytics.companies import ratio
from kg.analytics.network import weighted
from kg.analytics.retention import later
from kg.copy import copy
from kg.errors import UsageError
from kg.model import STATUSES
from kg.store import Store
from tests.conftest import Run, started_kg
from tests.store_cases import ARTICLES, made_up, said
from tests.stores import LINES, Servers

MANY = (*ARTICLES, *made_up(80))
LENSES = {
    "all": Lens(),
    "window": Lens(since=dt.date(2019, 1, 1), until=dt.date(2022, 6, 30)),
    "sources": Lens(min_sources=2),
    "any": Lens(statuses=STATUSES),
}


GRAPHS = ("made up", "corpus")  # of which the second is read from articles


@pytest.fixture(scope="module", params=GRAPHS)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    if request.param == "corpus":
        with Store.open(request.getfixturevalue("corpus")) as store:
            assert store.status()["Article"] > 60
            yield store
    else:
        with Store.open(tmp_path_factory.mktemp("analytics") / "graph") as store:
            for claims in MANY:
                store.write(claims)
            yield store


@pytest.fixture(params=LENSES)
def seen(request: pytest.FixtureRequest, store: Store) -> Flows:
    return flows(store, LENSES[request.param])


COMMANDS = (
    ("flows", "--by", "quarter", "--status", "any"), ("company", "OpenAI"), ("person", "Ноам Шазир"),
    ("report", "--lang", "ru"),
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_every_store_shows_the_same(corpus: Path, servers: Servers, line: str) -> None:
    server = servers[line]
    server.clear()
    with Store.open(corpus) as one, server.open() as other:
        copy(one, other)
        for lens in LENSES.values():
            assert flows(one, lens) == flows(other, lens)
    for command in COMMANDS if line == LINES[0] else ():  # what a command prints is made of nothing but the flows
        printed = told(command, KG_STORE=str(corpus))
        assert printed == told(command, **server.environment)
        assert printed.count("\n") > 3


def told(arguments: tuple[str, ...], **settings: str) -> str:
    out, complaints = (one := started_kg(*arguments, "--json", **settings)).communicate(timeout=120)
    assert (one.returncode, complaints) == (0, "")
    return out


COUNTS = """ m.status IN $statuses AND m.sources >= $least
  AND ($since IS NULL OR coalesce(m.date, m.firstReported) >= $since)
  AND ($until IS NULL OR coalesce(m.date, m.firstReported) <= $until) """
COMES = " NOT EXISTS { (m)-[:FROM]->(c) } AND (m.kind <> 'promoted' OR EXISTS { (m)-[:FROM]->(:Company) }) "
CAME = f"MATCH (p:Person)-[:MADE]->(m:Move)-[:TO]->(c:Company) WHERE {COUNTS} AND {COMES} "
LEFT = f"MATCH (p:Person)-[:MADE]->(m:Move)-[:FROM]->(c:Company) WHERE {COUNTS} AND NOT EXISTS {{ (m)-[:TO]->(c) }} "
TOLD = """
OPTIONAL MATCH (m)-[:FROM]->(o:Company) WITH p, m, o ORDER BY o.companyId
WITH p, m, collect(o.name) AS origins OPTIONAL MATCH (m)-[:TO]->(c:Company)
"""


def asked(store: Store, lens: Lens, cypher: str) -> list[dict[str, Any]]:
    values = {"statuses": list(lens.statuses), "least": lens.min_sources, "since": lens.since, "until": lens.until}
    return store.rows(cypher, values)


def lines(table: Table, *names: str) -> list[tuple[object, ...]]:
    return sorted((tuple(row.cells[name] for name in names) for row in table.rows), key=str)


def test_net_flows(store: Store, seen: Flows) -> None:
    found = {
        name: {
            row["name"]: (row["people"], set(row["moves"]))
            for row in asked(
                store, seen.lens,
                f"{part} RETURN c.name AS name, count(DISTINCT p) AS people, collect(DISTINCT m.moveId) AS moves",
            )
        }
        for name, part in (("came", CAME), ("left", LEFT))
    }  # fmt: skip
    table = analytics.net(seen)
    assert {row.cells["company"] for row in table.rows} == found["came"].keys() | found["left"].keys()
    for row in table.rows:
        (came, some), (left, others) = (found[one].get(row.cells["company"], (0, set())) for one in ("came", "left"))
        assert (row.cells["arrivals"], row.cells["departures"], row.cells["net"]) == (came, left, came - left)
        assert row.cells["ratio"] == ratio(came, left)
        assert set(row.moves) == some | others
        assert row.few == (len(some | others) < 5)


def test_pairs_and_matrix(store: Store, seen: Flows) -> None:
    rows = asked(
        store, seen.lens,
        f"""MATCH (a:Company)<-[:FROM]-(m:Move)-[:TO]->(b:Company), (p:Person)-[:MADE]->(m)
        WHERE a.companyId <> b.companyId AND {COUNTS}
        RETURN a.name AS from, b.name AS to, count(DISTINCT p) AS people, count(DISTINCT m) AS moves""",
    )  # fmt: skip
    people = {(row["from"], row["to"]): row["people"] for row in rows}
    table = analytics.pairs(seen)
    assert lines(table, "from", "to", "people", "moves") == sorted((tuple(row.values()) for row in rows), key=str)
    assert all(row.cells["back"] == people.get((row.cells["to"], row.cells["from"]), 0) for row in table.rows)
    for row in analytics.matrix(seen, 5).rows:
        line = {name: value for name, value in row.cells.items() if name != "from"}
        assert line == {name: people.get((row.cells["from"], name), 0) for name in line}


def test_pairs_are_the_derived_flows(store: Store) -> None:
    rows = store.rows("MATCH (a:Company)-[f:TALENT_FLOW]->(b:Company) RETURN a.name, b.name, f.people, f.moves")
    table = analytics.pairs(flows(store))
    assert lines(table, "from", "to", "people", "moves") == sorted((tuple(row.values()) for row in rows), key=str)


def test_series(store: Store, seen: Flows) -> None:
    rows = asked(
        store, seen.lens,
        f"""MATCH (p:Person)-[:MADE]->(m:Move) WHERE {COUNTS}
        WITH p, m, CASE WHEN m.date IS NULL THEN 'undated'
          WHEN m.datePrecision = 'year' THEN toString(m.date.year)
          ELSE toString(m.date.year) + '-Q' + toString((m.date.month + 2) / 3) END AS period
        RETURN period, count(DISTINCT p) AS people, count(m) AS moves""",
    )  # fmt: skip
    table = analytics.series(seen, "quarter")
    assert lines(table, "period", "people", "moves") == sorted((tuple(row.values()) for row in rows), key=str)
    yearly = analytics.series(seen, "year")
    assert sum(int(str(row.cells["moves"])) for row in yearly.rows) == sum(row["moves"] for row in rows)


def test_who_comes_back(store: Store, seen: Flows) -> None:
    rows = asked(
        store, seen.lens,
        f"""{CAME} AND (m.kind = 'returned' OR EXISTS {{
          MATCH (p)-[:MADE]->(before:Move {{status: 'completed'}})-[:FROM]->(c)
          WHERE coalesce(before.date, before.firstReported) < coalesce(m.date, m.firstReported)
            AND NOT EXISTS {{ (before)-[:TO]->(c) }} }})
        RETURN c.name AS company, count(DISTINCT p) AS returned""",
    )  # fmt: skip
    table = analytics.boomerangs(seen)
    assert lines(table, "company", "returned") == sorted((tuple(row.values()) for row in rows), key=str)
    came = {row.cells["company"]: row.cells["arrivals"] for row in analytics.net(seen).rows}
    for row in table.rows:
        assert row.cells["arrivals"] == came[row.cells["company"]]
        assert row.cells["rate"] == round(int(str(row.cells["returned"])) / int(str(row.cells["arrivals"])), 3)


def test_tenure(store: Store, seen: Flows) -> None:
    rows = asked(
        store, seen.lens,
        """MATCH (:Person)-[w:WORKED_AT]->(c:Company)
        WHERE w.since IS NOT NULL AND w.until IS NOT NULL
          AND ($since IS NULL OR w.until >= $since) AND ($until IS NULL OR w.until <= $until)
        RETURN c.name AS company, w.since AS since, w.until AS until""",
    )  # fmt: skip
    years: dict[str, list[float]] = {}
    for row in rows:
        years.setdefault(row["company"], []).append(max(0, (row["until"] - row["since"]).days) / 365.25)
    expected = [(name, len(some), round(median(some), 2), round(sum(one < 1 for one in some) / len(some), 3))
                for name, some in years.items()]  # fmt: skip
    assert lines(analytics.tenure(seen), "company", "stints", "median_years", "within_year") == sorted(
        expected, key=str
    )


def test_retention(store: Store, seen: Flows) -> None:
    rows = asked(
        store, seen.lens,
        """MATCH (a:Article)<-[:EVIDENCED_BY]-() WITH max(a.published) AS last
        WITH CASE WHEN $until < last THEN $until ELSE last END AS known
        MATCH (:Person)-[w:WORKED_AT]->(c:Company)
        WHERE w.since IS NOT NULL AND (w.until IS NOT NULL OR w.current)
          AND ($since IS NULL OR w.since >= $since) AND ($until IS NULL OR w.since <= $until)
        WITH c, w, known, w.since + duration({months: 12}) AS one, w.since + duration({months: 24}) AS two
        RETURN c.name AS company,
          sum(CASE WHEN one <= known THEN 1 ELSE 0 END) AS a,
          sum(CASE WHEN one <= known AND (w.until IS NULL OR w.until >= one) THEN 1 ELSE 0 END) AS b,
          sum(CASE WHEN two <= known THEN 1 ELSE 0 END) AS c,
          sum(CASE WHEN two <= known AND (w.until IS NULL OR w.until >= two) THEN 1 ELSE 0 END) AS d""",
    )  # fmt: skip
    table = analytics.retention(seen)
    found = lines(table, "company", "came_12m", "still_12m", "came_24m", "still_24m")
    assert found == sorted((tuple(row.values()) for row in rows if row["a"]), key=str) != []
    for row in table.rows:
        came, still = int(str(row.cells["came_24m"])), int(str(row.cells["still_24m"]))
        assert row.cells["share_24m"] == (round(still / came, 3) if came else None)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2023-01-15", 12, "2024-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-12-31", 24, "2025-12-31"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2023-12-01", 1, "2024-01-01"),
    ],
)
def test_months_later(day: str, months: int, expected: str) -> None:
    assert later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(expected)


def test_roles(store: Store, seen: Flows) -> None:
    rows = asked(store, seen.lens, f"{CAME} RETURN m.role AS role, count(DISTINCT m) AS moves")
    moves: dict[str, int] = {}
    for row in rows:
        level = analytics.level(row["role"])  # test_levels has what these are
        moves[level] = moves.get(level, 0) + row["moves"]
    assert lines(analytics.roles(seen), "level", "moves") == sorted(moves.items())


def test_attempts(store: Store, seen: Flows) -> None:
    everyone = replace(seen.lens, statuses=STATUSES)
    rows = asked(
        store, everyone,
        f"""MATCH (p:Person)-[:MADE]->(m:Move) WHERE {COUNTS} AND (m.kind = 'recruited' OR m.status = 'attempted')
        {TOLD} RETURN p.name, m.kind, m.status, origins, c.name, m.moveId""",
    )  # fmt: skip
    expected = [(name, kind, status, ", ".join(sorted(o)) or None, to, (id,)) for name, kind, status, o, to, id in
                (row.values() for row in rows)]  # fmt: skip
    found = [(c["person"], c["kind"], c["status"], c["from"], c["to"], row.moves) for row in
             analytics.attempts(seen).rows for c in [row.cells]]  # fmt: skip
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_prices(store: Store, seen: Flows) -> None:
    rows = asked(
        store, seen.lens,
        f"""MATCH (p:Person)-[:MADE]->(m:Move) WHERE {COUNTS} AND m.amount IS NOT NULL
        RETURN p.name AS person, m.amount AS amount, m.currency AS currency, m.amountText AS text""",
    )  # fmt: skip
    table = analytics.prices(seen)
    assert lines(table, "person", "amount", "currency", "written") == sorted((tuple(r.values()) for r in rows), key=str)


def test_founders(store: Store, seen: Flows) -> None:
    rows = asked(
        store, seen.lens,
        f"""MATCH (p:Person)-[:MADE]->(m:Move {{kind: 'founded'}}) WHERE {COUNTS}
        OPTIONAL MATCH (m)-[:TO]->(c:Company)
        OPTIONAL MATCH (m)-[:FROM]->(stated:Company)
        OPTIONAL MATCH (p)-[:MADE]->(before:Move {{status: 'completed'}})-[:FROM|TO]->(there:Company)
          WHERE before.moveId <> m.moveId AND there.companyId <> c.companyId
            AND coalesce(before.date, before.firstReported) < coalesce(m.date, m.firstReported)
        RETURN p.name AS person, m.moveId AS id, c.name AS founded, collect(DISTINCT stated.name) + collect(DISTINCT there.name) AS before""",
    )  # fmt: skip
    expected = [(row["person"], row["founded"], ", ".join(sorted(set(row["before"]))) or None) for row in rows]
    assert lines(analytics.founders(seen), "person", "founded", "before") == sorted(expected, key=str)


def test_alumni(store: Store, seen: Flows) -> None:
    rows = asked(
        store, seen.lens,
        f"""MATCH (p:Person)-[:MADE]->(m:Move)-[:FROM]->(gone:Company {{companyId: 'openai'}}), (m)-[:TO]->(c:Company)
        WHERE c.companyId <> 'openai' AND {COUNTS} RETURN c.name AS to, count(DISTINCT p) AS people""",
    )  # fmt: skip
    found = dict(lines(analytics.alumni(seen, "openai"), "to", "people"))
    assert all(found[row["to"]] >= row["people"] for row in rows)  # more where a departure and an arrival are two moves
    left = asked(store, seen.lens, f"{LEFT} AND c.companyId = 'openai' RETURN count(DISTINCT p) AS n")[0]["n"]
    who = {one for row in analytics.alumni(seen, "openai").rows for one in str(row.cells["who"]).split(", ")}
    assert len(who) == left


def test_centrality(store: Store, seen: Flows) -> None:
    rows = asked(
        store, seen.lens,
        f"""MATCH (a:Company)<-[:FROM]-(m:Move)-[:TO]->(b:Company) WHERE a.companyId <> b.companyId AND {COUNTS}
        RETURN b.name AS company, count(DISTINCT a) AS many""",
    )  # fmt: skip
    table = analytics.central(seen)
    assert [line for line in lines(table, "company", "from_companies") if line[1]] == sorted(
        (tuple(row.values()) for row in rows), key=str
    )
    net = weighted(seen)
    rank = analytics.pagerank(net)
    assert sum(rank.values()) == pytest.approx(1)
    loose = sum(rank[one] for one in net if not net.out_degree(one))
    for node in net:  # the equation that PageRank is the solution of
        given = sum(rank[a] * w / net.out_degree(a, weight="people") for a, _, w in net.in_edges(node, data="people"))
        assert rank[node] == pytest.approx(0.15 / len(net) + 0.85 * (given + loose / len(net)), abs=1e-9)
    assert analytics.central(seen) == table


def test_chains_are_shortest_and_every_step_has_its_moves(seen: Flows) -> None:
    net = weighted(seen)
    ways = [(a, b) for a, far in nx.all_pairs_shortest_path_length(net, cutoff=4) for b, n in far.items() if n][:40]
    assert ways
    for a, b in ways:
        chain = analytics.chain(seen, a, b)
        assert len(chain.rows) == nx.shortest_path_length(net, a, b)
        assert (chain.rows[0].cells["from"], chain.rows[-1].cells["to"]) == (seen.name(a), seen.name(b))
        assert all(row.moves for row in chain.rows)


def test_every_row_leads_to_quotes(store: Store, seen: Flows) -> None:
    ids = {row["id"] for row in store.rows("MATCH (m:Move)-[:EVIDENCED_BY]->(:Article) RETURN m.moveId AS id")}
    for table in analytics.report(seen):
        assert table.window == seen.lens.window()
        for row in table.rows:
            assert set(row.moves) <= ids
            assert row.n or table.name == "matrix"  # where nobody went anywhere


@pytest.mark.parametrize("name", ["as of", "language", "all"])
def test_a_lens_on_reports_gives_what_a_store_of_those_reports_gives(tmp_path: Path, name: str) -> None:
    day = dt.date(2023, 1, 1)
    some = {
        "as of": [one for one in MANY if one.article.published and one.article.published <= day],
        "language": [one for one in MANY if one.article.language == "ru"],
        "all": list(MANY),
    }[name]
    lens = {"as of": Lens(as_of=day), "language": Lens(lang="ru"), "all": Lens()}[name]
    with Store.open(tmp_path / "whole") as whole, Store.open(tmp_path / "part") as part:
        for claims in MANY:
            whole.write(claims)
        for claims in some:
            part.write(claims)
        seen, expected = flows(whole, lens), flows(part)
        moves = part.rows("MATCH (m:Move) RETURN m.moveId AS id, m.status AS status, m.sources AS n ORDER BY id")
    assert [one.moves for one in seen.careers] == [one.moves for one in expected.careers]
    found = sorted((move.id, move.status, move.sources) for one in seen.careers for move in one.moves)
    assert found == [tuple(row.values()) for row in moves]


def test_confidence_is_a_lens_too(tmp_path: Path) -> None:
    one = said("a", {"person": "person-lee", "kind": "joined", "to": "google"})
    unsure = replace(one, moves=(replace(one.moves[0], confidence=0.4),))
    with Store.open(tmp_path / "g") as store:
        store.write(unsure)
        assert [len(list(flows(store, Lens(min_confidence=least)).moves())) for least in (0.3, 0.5)] == [1, 0]


@pytest.mark.parametrize(
    ("role", "level"),
    [
        ("vice president of AI", "vice president"),
        ("вице-президент по ИИ", "vice president"),
        ("President", "top of the company"),
        ("Chief Scientist", "top of the company"),
        ("генеральный директор", "top of the company"),
        ("co-founder", "founder"),
        ("сооснователь", "founder"),
        ("head of research", "head or director"),
        ("руководитель отдела", "head or director"),
        ("заместитель директора", "deputy or assistant"),
        ("product manager", "manager"),
        ("исследователь", "specialist"),
        ("astronaut", "other"),
        (None, "not stated"),
    ],
)
def test_levels(role: str | None, level: str) -> None:
    assert analytics.level(role) == level


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [(8, 1, "8:1"), (2, 5, "1:2.5"), (3, 0, "3:0"), (0, 2, "0:2"), (4, 4, "1:1"), (7, 3, "2.3:1")],
)
def test_ratios(one: int, other: int, shown: str) -> None:
    assert ratio(one, other) == shown


def test_a_graph_for_networkx(folder: Path) -> None:
    graph = kg.load_graph(str(folder))
    assert graph.is_multigraph()
    ((origin, to, key, data),) = graph.edges(keys=True, data=True)
    assert (graph.nodes[origin]["name"], graph.nodes[to]["name"]) == ("Character.AI", "Google")
    assert (data["person"], data["kind"], data["sources"], len(data["quotes"])) == ("noam-shazeer", "returned", 2, 3)
    assert key in {row.moves[0] for row in analytics.pairs(analytics_of(folder)).rows}
    assert kg.load_graph(str(folder), Lens(statuses=("rumoured",))).number_of_edges() == 1


def test_a_graph_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no store here yet"):
        kg.load_graph(str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def analytics_of(folder: Path) -> Flows:
    with Store.open(folder) as store:
        return flows(store)


def test_tables_for_pandas_and_arrow(folder: Path) -> None:
    table = analytics.net(analytics_of(folder))
    frame, arrow = analytics.frame(table), analytics.arrow(table)
    assert list(frame.columns) == arrow.column_names == list(table.records()[0])
    assert frame["arrivals"].sum() == sum(arrow.column("arrivals").to_pylist()) == 3


# command, exit code, what its output holds
SAID = [
    (("flows",), 0, ["Character.AI", "Google", "all time; completed"]),
    (("flows", "--chain", "Character AI", "Гугл"), 0, ["The shortest chain from Character.AI to Google"]),
    (
        ("flows", "--since", "2025-06", "--status", "rumoured,denied"),
        0,
        ["2025-06-01 to today; rumoured, denied", "Meta"],
    ),
    (("flows", "--until", "1999"), 1, []),
    (("company", "гугл"), 0, ["Arrivals, departures", "Noam Shazeer", "almost $3000000000.0", "1*"]),
    (("person", "Ноам Шазир"), 0, ["returned", "Character.AI", "2024-08", "Stints"]),
    (("person", "Naveen Rao", "--as-of", "2025-07-19"), 1, []),
    (("report", "--by", "quarter"), 0, ["Who recruits from whom", "Who tried to hire whom", "Founders"]),
]


@pytest.mark.parametrize(("arguments", "code", "words"), SAID)
def test_commands(run: Run, folder: Path, arguments: tuple[str, ...], code: int, words: list[str]) -> None:
    done = run(*arguments, KG_STORE=str(folder))
    assert (done.returncode, done.stderr) == (code, "nothing found\n" if code else "")
    for one in words:
        assert one in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("flows", "--since", "yesterday"), "--since yesterday: give it as 2024-12-24, 2024-12 or 2024"),
        (("flows", "--since", "2025", "--until", "2024"), "--since 2025 is after --until 2024"),
        (("flows", "--status", "done"), "--status done: choose among completed"),
        (("flows", "--by", "week"), "--by week: choose one of month, quarter, year"),
        (("report", "--lang", "xx"), "language 'xx': not one we read"),
        (("company", "Zzzz"), "no company of that name or id"),
        (("person", "Google"), "no person of that name or id"),
    ],
)
def test_what_cannot_be_asked(run: Run, folder: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments, KG_STORE=str(folder))
    assert (done.returncode, len(done.stderr.splitlines()), done.stdout) == (2, 1, "")
    assert words in done.stderr


def test_json_has_the_window_and_ids_that_evidence_takes(run: Run, folder: Path) -> None:
    done = run("company", "Google", "--json", KG_STORE=str(folder))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    (net,) = [row for row in rows if row["table"] == "net"]
    facts = (net["company"], net["arrivals"], net["n"], net["few"], net["window"])
    assert facts == ("Google", 1, 2, True, "all time; completed")  # who came in 2000, and came back in 2024
    quotes = run("evidence", net["moves"][0], "--json", KG_STORE=str(folder))
    assert json.loads(quotes.stdout.splitlines()[0])["exact"] is True
