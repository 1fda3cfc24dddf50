"""The articles of `tests/corpus`, who their names refer to, and what a store makes of the names."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

from kg.model import Article
from kg.names import MAYBE, Kind, score
from kg.pipeline import Outcome, articles
from kg.store import Store

FOLDER = Path(__file__).parent / "corpus"
GOLD = Path(__file__).parent / "gold" / "corpus.jsonl"
Reference = tuple[str, str]  # (address of the article, name in it)

MENTIONED = """
MATCH (a:Article)-[m:MENTIONS]->(e)
RETURN a.url AS url, coalesce(e.personId, e.companyId) AS id,
       CASE WHEN e.personId IS NULL THEN 'company' ELSE 'person' END AS kind,
       m.name AS said, m.aliases AS also, e.name AS name, e.aliases AS aliases
ORDER BY url, id"""


@dataclass(frozen=True)
class Told:
    """One move that people say an article tells: entities of `names`, None for an end that is not told."""

    person: str
    kind: str
    status: str
    origin: str | None
    destination: str | None


@dataclass(frozen=True)
class Annotated:
    """One article with what people say of it."""

    file: str
    language: str
    shows: tuple[str, ...]
    names: dict[str, str]  # as the article spells it, in the nominative -> entity
    moves: tuple[Told, ...]
    replaces: str | None = None  # the file of an earlier version at the same address

    def article(self) -> Article:
        (read,) = articles([str(FOLDER / self.file)])
        assert not isinstance(read, Outcome), read
        return read


def annotated() -> list[Annotated]:
    """All articles in the order of their files."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    return [
        Annotated(
            row["file"], row["lang"], tuple(row["shows"]), row["names"],
            tuple(Told(one["person"], one["kind"], one["status"], one["from"], one["to"]) for one in row["moves"]),
            row.get("replaces"),
        )
        for row in rows
    ]  # fmt: skip


def shuffled(rows: list[Annotated], seed: int) -> list[Annotated]:
    """Another order of ingestion; a version comes before the one that replaces it, as it did in the world."""
    order = random.Random(seed).sample(rows, len(rows))
    places = {row.file: place for place, row in enumerate(order)}
    for row in rows:
        if row.replaces and places[row.file] < places[row.replaces]:
            a, b = places[row.file], places[row.replaces]
            order[a], order[b] = order[b], order[a]
    return order


def stated(rows: list[Annotated], found: dict[str, Article]) -> dict[Reference, str]:
    """What every reference of the articles that stand refers to, by people."""
    gone = {row.replaces for row in rows}
    return {
        (found[row.file].url or "", name): entity
        for row in rows
        if row.file not in gone
        for name, entity in row.names.items()
    }


def referred(store: Store, wanted: dict[Reference, str]) -> dict[Reference, str]:
    """What the store takes the references for: of what their article mentions, the one called so, else the likest."""
    mentioned: dict[str, list[tuple[str, Kind, list[str], list[str]]]] = {}
    for row in store.rows(MENTIONED):
        here = [row["said"], *(row["also"] or ())]
        mentioned.setdefault(row["url"], []).append(
            (row["id"], row["kind"], here, [row["name"], *(row["aliases"] or ())])
        )
    found = {}
    for url, name in wanted:
        best = max((_likeness(name, *one) for one in mentioned.get(url, ())), default=(0.0, ""))
        if best[0] >= MAYBE:
            found[url, name] = best[1]
    return found


def _likeness(name: str, id_: str, kind: Kind, here: list[str], anywhere: list[str]) -> tuple[float, str]:
    if any(name.casefold() == spelling.casefold() for spelling in here[:1]):
        return 3.0, id_
    if any(name.casefold() == spelling.casefold() for spelling in (*here, *anywhere)):
        return 2.0, id_
    return max(score(name, spelling, kind).value for spelling in (*here, *anywhere)), id_
