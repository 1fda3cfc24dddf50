"""Annotated passages, and what was extracted from them, in one form that can be compared.

A gold file is JSON lines: `{"id", "lang", "text", "published"?, "moves": [...], "optional": [...]}` for moves, or
`{"id", "lang", "text", "facts": [...], "scope"?}` for who works or worked where. `kind` and `type` are one thing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.model import Affiliation, Extraction, Mention, Move

Spans = tuple[tuple[int, int], ...]
_KINDS = {"hired_attempt": "recruited"}  # the gold's name -> ours


@dataclass(frozen=True, slots=True)
class Statement:
    """One move, stated by people or found by us; `also_*` are further names, or ends that may be left out."""

    kind: str
    status: str = "completed"
    names: tuple[str, ...] = ()  # of the person; none for somebody unnamed
    description: str | None = None
    origins: tuple[str, ...] = ()
    also_origins: tuple[str, ...] = ()
    destination: str | None = None
    also_destinations: tuple[str, ...] = ()
    role: str | None = None
    date: str | None = None
    amount: str | None = None
    confidence: float = 1.0
    words: str = ""  # the evidence, or what carried it


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation of a fact: its names, and where the passage has them."""

    names: tuple[str, ...]
    spans: Spans = ()
    pronoun: bool = False
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Somebody works or worked somewhere, or founded it."""

    kind: str
    person: Party | None
    company: Party | None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with what people say it states; `optional` moves are neither required nor wrong."""

    id: str
    language: str
    text: str
    published: dt.date | None = None
    moves: tuple[Statement, ...] | None = None  # None: not annotated for moves
    optional: tuple[Statement, ...] = ()
    facts: tuple[Fact, ...] | None = None  # None: not annotated for facts
    scope: tuple[str, ...] = ()  # which facts were annotated at all; empty: all


def passages(path: Path) -> Iterator[Passage]:
    """The passages of a gold file.

    Raises:
        SourceError: it cannot be read, or a line is no annotated passage; the message names the line.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from None
    except ValueError:  # UnicodeDecodeError is one; another is a NUL in the name
        raise SourceError(f"{path}: is not UTF-8; save it as UTF-8, one JSON object a line") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _passage(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            why = f"{type(error).__name__}: {error}"
            raise SourceError(f"{path}: line {number} is no annotated passage ({why}); see data/README.md") from None


def statement(move: Move) -> Statement:
    """A move that was found."""
    return Statement(
        kind=move.kind, status=move.status, names=(move.person.name,) if move.person else (),
        description=move.description, origins=tuple(origin.name for origin in move.origins),
        destination=move.destination.name if move.destination else None, role=move.role,
        date=move.when.iso() if move.when else None, amount=move.amount.text if move.amount else None,
        confidence=move.confidence, words=move.trigger or move.evidence.quote,
    )  # fmt: skip


def facts(extraction: Extraction) -> list[Fact]:
    """The affiliations that were found."""
    return [_found(fact) for fact in extraction.affiliations]


def _found(fact: Affiliation) -> Fact:
    return Fact(fact.kind, _party_of(fact.person), _party_of(fact.company), fact.role)


def _party_of(mention: Mention) -> Party:
    return Party((mention.name, mention.text), ((mention.start, mention.end),))


def _passage(row: Mapping[str, Any]) -> Passage:
    published = row.get("published")
    return Passage(
        row["id"], row["lang"], row["text"],
        published=dt.date.fromisoformat(published[:10].replace("/", "-")) if published else None,
        moves=tuple(map(_statement, row["moves"])) if "moves" in row else None,
        optional=tuple(map(_statement, row.get("optional") or ())),
        facts=tuple(map(_fact, row["facts"])) if "facts" in row else None,
        scope=tuple(row.get("scope") or ()),
    )  # fmt: skip


def _statement(row: Mapping[str, Any]) -> Statement:
    kind = row.get("kind") or row["type"]
    return Statement(
        kind=_KINDS.get(kind, kind), status=row.get("status") or "completed",
        names=_texts(row.get("person"), row.get("aliases")), description=row.get("descr"),
        origins=_texts(row.get("from")), also_origins=_texts(row.get("from_aliases"), row.get("from_optional")),
        destination=next(iter(_texts(row.get("to"))), None),
        also_destinations=_texts(row.get("to_aliases"), row.get("to_optional")),
        role=None if row.get("role_optional") else row.get("role"),
        date=row.get("date"), amount=row.get("amount"), words=row.get("evidence") or "",
    )  # fmt: skip


def _texts(*values: Any) -> tuple[str, ...]:
    flat = [one for value in values if value for one in ([value] if isinstance(value, str | dict) else value)]
    return tuple(text for one in flat if (text := one if isinstance(one, str) else one.get("text")))


def _fact(row: Mapping[str, Any]) -> Fact:
    return Fact(row.get("kind") or row["type"], _party(row.get("person")), _party(row.get("org")))


def _party(row: Mapping[str, Any] | str | None) -> Party | None:
    if not row:
        return None
    if isinstance(row, str):
        return Party((row,))
    mentions = [row, *row.get("mentions", ())]
    names = [one["text"] for one in mentions] + [*row.get("aliases", ()), *filter(None, [row.get("canonical")])]
    spans = tuple((one["start"], one["end"]) for one in mentions if one.get("start") is not None)
    return Party(
        tuple(part for name in names for part in name.split("|")), spans, bool(row.get("pronoun")), row.get("wikidata")
    )
