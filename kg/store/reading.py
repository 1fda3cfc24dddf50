"""Reading queries: only those that write nothing, and rows of plain Python values."""

from __future__ import annotations

import re
from typing import Any

from neo4j.graph import Node, Path, Relationship

from kg.errors import UsageError
from kg.store.properties import native

# Strings, quoted names and comments first, so that no word inside them counts.
_TOKEN = re.compile(
    r"""(?P<skip>'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `[^`]*` | //[^\n]* | /\*.*?\*/)
      | (?P<name>[.:$]\s*\w+) | (?P<word>\w+(?:\s*\.\s*\w+)*) | (?P<sign>[^\s\w])""",
    re.VERBOSE | re.DOTALL,
)
_WRITING = frozenset(
    {
        "alter", "create", "deallocate", "delete", "deny", "detach", "drop", "enable", "finish", "foreach", "grant",
        "insert", "load", "merge", "remove", "rename", "revoke", "set", "start", "stop", "terminate", "use",
    }
)  # fmt: skip
_HARMLESS_CALLS = re.compile(
    r"db\.(?:labels|relationshiptypes|propertykeys|schema\.\w+|index\.fulltext\.query\w+|index\.vector\.query\w+)"
    r"|dbms\.components",
    re.IGNORECASE,
)


def reads_only(cypher: str) -> str:
    """The query, if no clause of it can write.

    Raises:
        UsageError: a clause writes, or a procedure that may write is called.
    """
    before = ""
    for token in _TOKEN.finditer(cypher):
        word = (token["word"] or "").replace(" ", "")
        if word.casefold() in _WRITING and not _is_only_a_name(before, cypher[token.end() :]):
            raise UsageError(
                f"this query would write ({word.upper()}); reading queries only, or allow it with write=True"
            )
        calls = before == "call" and word
        if calls and not _HARMLESS_CALLS.fullmatch(word):
            raise UsageError(f"this query calls {word}, which may write; call none but those that list or search")
        if not token["skip"]:
            before = (token["word"] or token["name"] or token["sign"]).casefold()
    return cypher


def _is_only_a_name(before: str, after: str) -> bool:
    # A key of a map ({set: 1}) or an alias (AS start) is no clause.
    return before == "as" or (before in ("{", ",") and after.lstrip().startswith(":"))


def plain(value: Any) -> Any:
    """A value of a row as plain data: native dates; nodes, relationships and paths as maps and lists."""
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": _map(dict(value))}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": _map(dict(value))}
    if isinstance(value, Path):
        steps: list[Any] = [plain(value.start_node)]
        for step in value.relationships:
            steps += [plain(step), plain(step.end_node)]
        return steps
    if isinstance(value, dict):
        return _map(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return native(value)


def _map(value: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(item) for name, item in sorted(value.items())}
