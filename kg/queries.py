"""The named queries of `queries/`: a title, typed parameters, and Cypher that runs unchanged on every store.

A query file starts with comment lines, then come the Cypher of its table and, after a mark, that of its picture:

    // title: Who came to a company
    // param: company string "Google" the company's name or any of its aliases
    // guide: 3 what a newcomer does with it, as the third page of the guide in Neo4j Browser
    MATCH (p:Person)-[:MADE]->(m:Move) … RETURN p.name AS person …

    // graph:
    MATCH path = (p:Person)-[:MADE]->(m:Move) … RETURN path …
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
_MARK = re.compile(r"//\s*graph:\s*")
_GUIDE = re.compile(r"//\s*guide:\s*(\d+)\s+(\S.*)")
# Strings, quoted names and comments first, so that no dollar sign inside them counts.
_USE = re.compile(
    r"""(?P<skip>'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `[^`]*` | //[^\n]*) | \$(?P<name>\w+)""", re.VERBOSE
)
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
    page: int | None = None  # of the guide; None where the file names none: after those that do
    advice: str = ""  # what that page says

    @property
    def cypher(self) -> str:
        """What the store runs for a table."""
        return _parts(self.text)[0]

    @property
    def graph(self) -> str:
        """What the store runs for a picture: returns nodes and relationships; empty where the file has no such part."""
        return _parts(self.text)[1]


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


def picture(query: Query) -> str:
    """The Cypher that draws a query.

    Raises:
        UsageError: the file has none.
    """
    if not query.graph:
        raise UsageError(f"query {query.name}: cannot be drawn; add a '// graph:' part to queries/{query.name}.cypher")
    return query.graph


def filled(cypher: str, values: Mapping[str, Value]) -> str:
    """Cypher with its parameters written out, for where none can be given.

    >>> filled("MATCH (c:Company {name: $company}) RETURN c, '$company'", {"company": "D'Arc"})
    "MATCH (c:Company {name: 'D\\\\'Arc'}) RETURN c, '$company'"
    """
    return _USE.sub(
        lambda use: use[0] if use["skip"] or use["name"] not in values else _literal(values[use["name"]]), cypher
    )


def shown(query: Query) -> str:
    """The parameters in one line: `company="Google"`."""
    return ", ".join(
        f"{one.name}={json.dumps(one.default, ensure_ascii=False, default=str)}" for one in query.parameters
    )


def _parts(text: str) -> tuple[str, str]:
    lines = text.splitlines()
    mark = next((number for number, line in enumerate(lines) if _MARK.fullmatch(line)), len(lines))
    table, graph = ("\n".join(one for one in part if not one.startswith("//")) for part in (lines[:mark], lines[mark:]))
    return table.strip(), graph.strip()


def _literal(value: Value) -> str:
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    return json.dumps(value)  # null, true and numbers are written as in JSON


def _read(path: Path) -> Query:
    text = path.read_text("utf-8")
    title, parameters, page, advice = "", [], None, ""
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
        elif found := _GUIDE.fullmatch(line.strip()):
            page, advice = int(found[1]), found[2]
        elif line.startswith(("// title", "// param")):
            raise KnowledgeError(f"{path.name}: cannot read {line!r}; write '// param: name type default what it is'")
        elif line.startswith("// guide"):
            raise KnowledgeError(f"{path.name}: cannot read {line!r}; write '// guide: 3 what a newcomer does with it'")
    if not title:
        raise KnowledgeError(f"{path.name}: the first line must be '// title: what it answers'")
    return Query(path.stem, title, tuple(parameters), text, page, advice)


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
