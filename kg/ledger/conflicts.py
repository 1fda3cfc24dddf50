"""Where articles disagree on a move: the sides, what each rests on, and in what they differ; the best supported first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.graph.periods import gap, period
from kg.store.properties import native

if TYPE_CHECKING:
    from kg.store import Store

Row = dict[str, Any]

_PAIRS = """
MATCH (p:Person)-[:MADE]->(a:Move)-[:CONTRADICTS]->(b:Move)
RETURN p.personId AS person, p.name AS name, a.moveId AS one, b.moveId AS other ORDER BY person, one, other"""
_AMOUNTS = """
MATCH (p:Person)-[:MADE]->(m:Move)-[e:EVIDENCED_BY]->(:Article)
WITH p, m, count(DISTINCT e.amount) AS amounts, count(DISTINCT e.currency) AS currencies
WHERE amounts > 1 AND currencies = 1
RETURN p.personId AS person, p.name AS name, m.moveId AS one ORDER BY person, one"""
_MOVES = """
UNWIND $ids AS id
MATCH (m:Move {moveId: id})
RETURN id, m.kind AS kind, m.status AS status, m.date AS date, m.datePrecision AS precision,
       m.sources AS sources, m.lastReported AS reported,
       COLLECT { MATCH (m)-[:FROM]->(c:Company) RETURN c.name ORDER BY c.name } AS origins,
       COLLECT { MATCH (m)-[:TO]->(c:Company) RETURN c.name ORDER BY c.name } AS destinations"""
_SAID = """
UNWIND $ids AS id
MATCH (:Move {moveId: id})-[e:EVIDENCED_BY]->(a:Article)
RETURN id, e.quote AS quote, e.status AS status, e.amount AS amount, e.amountText AS amountText,
       e.speaker AS speaker, e.attribution AS attribution,
       a.articleId AS article, a.outlet AS outlet, a.published AS published
ORDER BY id, published, article, e.start"""


@dataclass(frozen=True, slots=True)
class Version:
    """One of several tellings of a move, with the words that tell it so."""

    move: str
    told: str  # in short: kind, ends, date or amount
    status: str
    sources: int
    reported: str | None
    quotes: tuple[tuple[str, str], ...]  # of whom, on which day; the words
    attributions: tuple[str, ...] = ()  # whose word it is (kg.model.Attribution), sorted

    @property
    def is_nameless(self) -> bool:
        """Whether nobody stands for it with a name."""
        return self.attributions == ("anonymous",)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Versions of one move that cannot all be right, the better supported and more recent first."""

    person: str
    name: str
    about: tuple[str, ...]  # happened, from, to, date, amount
    versions: tuple[Version, ...]


def conflicts(store: Store) -> list[Conflict]:
    """All disagreements of a graph: most independent sources on the weaker side first, then the most recent."""
    pairs, amounts = store.rows(_PAIRS), store.rows(_AMOUNTS)
    ids = sorted({row[name] for row in pairs for name in ("one", "other")} | {row["one"] for row in amounts})
    moves = {row["id"]: row for row in store.rows(_MOVES, {"ids": ids})}
    said: dict[str, list[Row]] = {}
    for row in store.rows(_SAID, {"ids": ids}):
        said.setdefault(row["id"], []).append(row)
    found = [_pair(row, moves[row["one"]], moves[row["other"]], said) for row in pairs]
    found += [_amounts(row, moves[row["one"]], said[row["one"]]) for row in amounts]
    return sorted(found, key=_rank)


def _rank(conflict: Conflict) -> tuple[object, ...]:
    sources = [version.sources for version in conflict.versions]
    last = max(version.reported or "" for version in conflict.versions)
    return (-min(sources), -sum(sources), [-ord(char) for char in last], conflict.person, conflict.versions[0].move)


def _pair(row: Row, one: Row, other: Row, said: Mapping[str, Sequence[Row]]) -> Conflict:
    versions = sorted((_version(move, said[move["id"]]) for move in (one, other)), key=_weight)
    return Conflict(row["person"], row["name"], tuple(_about(one, other)), tuple(versions))


def _weight(version: Version) -> tuple[object, ...]:
    return (
        -version.sources,
        version.is_nameless,
        [-ord(char) for char in version.reported or ""],
        version.move,
        version.told,
    )


def _about(one: Row, other: Row) -> list[str]:
    periods = [period(native(move["date"]), move["precision"]) for move in (one, other) if move["date"]]
    apart = len(periods) == 2 and gap(*periods) > 0
    differ = {
        "happened": (one["status"] == "denied") != (other["status"] == "denied"),
        "from": bool(one["origins"] and other["origins"]) and not set(one["origins"]) & set(other["origins"]),
        "to": bool(one["destinations"] and other["destinations"]) and one["destinations"] != other["destinations"],
        "date": apart,
    }
    return [name for name, differs in differ.items() if differs]


def _version(move: Row, said: Sequence[Row]) -> Version:
    ends = " -> ".join(filter(None, (", ".join(move["origins"]), ", ".join(move["destinations"]))))
    date = str(move["date"])[: {"day": 10, "month": 7, "year": 4}.get(move["precision"], 7)] if move["date"] else ""
    told = " ".join(filter(None, (move["kind"], ends, date)))
    return Version(
        move["id"],
        told,
        move["status"],
        move["sources"],
        _day(move["reported"]),
        tuple(_quote(one) for one in said),
        _whose(said),
    )


def _amounts(row: Row, move: Row, said: Sequence[Row]) -> Conflict:
    """One move whose price articles tell differently: a version for each sum, its sources the articles that tell it."""
    versions = []
    for amount in sorted({one["amount"] for one in said if one["amount"] is not None}):
        some = [one for one in said if one["amount"] == amount]
        days = sorted(filter(None, (_day(one["published"]) for one in some)))
        outlets = {one["outlet"] or one["article"] for one in some}
        versions.append(
            Version(
                move["id"], str(some[0]["amountText"]), move["status"], len(outlets), days[-1] if days else None,
                tuple(_quote(one) for one in some), _whose(some),
            )
        )  # fmt: skip
    return Conflict(row["person"], row["name"], ("amount",), tuple(sorted(versions, key=_weight)))


def _quote(row: Row) -> tuple[str, str]:
    said = f"said {row['speaker']} ({row['attribution']})" if row["speaker"] else None
    return ", ".join(filter(None, (row["outlet"] or row["article"], _day(row["published"]), said))), row["quote"]


def _whose(said: Sequence[Row]) -> tuple[str, ...]:
    return tuple(sorted({one["attribution"] or "reporter" for one in said}))


def _day(value: Any) -> str | None:
    return str(value) if value is not None else None
