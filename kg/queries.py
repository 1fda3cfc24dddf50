"""The named queries of `queries/`: a title, typed parameters, and Cypher that runs unchanged on every store.

A query file starts with comment lines:

    // title: Who came to a company
    // param: company string "Google" the company's name or any of its aliases
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError, UsageError
from kg.resources import QUERIES

Value = str | int | float | bool | dt.date | None
_TITLE = re.compile(r"//\s*title:\s*(\S.*)")
_PARAM = re.compile(r'//\s*param:\s*(\w+)\s+(string|integer|date|boolean)\s+("(?:[^"\\]|\\.)*"|[^\s"]+)\s+(\S.*)')


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query; `default` is also its example."""

    name: str
    kind: str  # string, integer, date, boolean
    default: Value
    help: str


@dataclass(frozen=True, slots=True)
class Query:
    """One file of `queries/`."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    text: str  # the whole file

    @property
    def cypher(self) -> str:
        """What the store runs: the file without its header."""
        return "\n".join(line for line in self.text.splitlines() if not line.startswith("//")).strip()


@cache
def all_queries() -> tuple[Query, ...]:
    """Every named query, sorted by name.

    Raises:
        KnowledgeError: a file has no title, or a header line that cannot be read.
    """
    return tuple(_read(path) for path in sorted(QUERIES.glob("*.cypher")))


def load(name: str) -> Query:
    """The query of that name.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    by_name = {query.name: query for query in all_queries()}
    if name in by_name:
        return by_name[name]
    near = difflib.get_close_matches(name, by_name, n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else "'kg queries' lists them"
    raise UsageError(f"query {name!r}: no such query; {hint}")


def bind(query: Query, given: Mapping[str, str]) -> dict[str, Value]:
    """The parameters of a query with what the user gave, defaults elsewhere.

    Raises:
        UsageError: an unknown parameter, or a value of the wrong type.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            has = ", ".join(known) or "none"
            raise UsageError(f"query {query.name}: no parameter {name!r}; it has {has}")
    return {
        name: _value(given[name], one.kind, f"query {query.name}: {name}") if name in given else one.default
        for name, one in known.items()
    }


def shown(query: Query) -> str:
    """The parameters in one line: `company="Google"`."""
    return ", ".join(
        f"{one.name}={json.dumps(one.default, ensure_ascii=False, default=str)}" for one in query.parameters
    )


def _read(path: Path) -> Query:
    text = path.read_text("utf-8")
    title, parameters = "", []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        if found := _TITLE.fullmatch(line.strip()):
            title = found[1]
        elif found := _PARAM.fullmatch(line.strip()):
            place = f"{path.name}: parameter {found[1]}"
            default = json.loads(found[3]) if found[3].startswith('"') else found[3]
            try:
                value = None if default == "null" else _value(str(default), found[2], place)
            except UsageError as error:
                raise KnowledgeError(str(error)) from None
            parameters.append(Parameter(found[1], found[2], value, found[4]))
        elif line.startswith(("// title", "// param")):
            raise KnowledgeError(f"{path.name}: cannot read {line!r}; write '// param: name type default what it is'")
    if not title:
        raise KnowledgeError(f"{path.name}: the first line must be '// title: what it answers'")
    return Query(path.stem, title, tuple(parameters), text)


def _value(text: str, kind: str, place: str) -> Value:
    try:
        if kind == "integer":
            return int(text)
        if kind == "date":
            return dt.date.fromisoformat(text)
        if kind == "boolean":
            return {"true": True, "false": False}[text.casefold()]
    except (ValueError, KeyError):
        example = {"integer": "10", "date": "2024-08-02", "boolean": "true"}[kind]
        raise UsageError(f"{place} must be of type {kind} (as {example}), not {text!r}") from None
    return text
