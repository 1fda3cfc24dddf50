"""`kg demo`: the demo articles into a store, and what came out."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from kg import queries
from kg.cli import load, out
from kg.errors import KnowledgeError
from kg.opening import opened
from kg.pipeline import Stated
from kg.resources import DATA
from kg.settings import settings

_LANGUAGES = """
MATCH (a:Article)-[:MENTIONS]->(n:Person|Company)
WHERE n.name IS NOT NULL
WITH n, collect(DISTINCT a.language) AS languages, count(DISTINCT a) AS articles
WHERE size(languages) > 1
RETURN n.name AS name, n.aliases AS spellings, articles
ORDER BY articles DESC, name LIMIT 12"""
_UNREAL = """
MATCH (p:Person)-[:MADE]->(m:Move)
WHERE m.status IN ['attempted', 'rumoured', 'denied']
RETURN m.status AS status, p.name AS person, m.kind AS what,
       COLLECT { MATCH (m)-[:FROM]->(f:Company) RETURN f.name ORDER BY f.name } AS from,
       COLLECT { MATCH (m)-[:TO]->(t:Company) RETURN t.name ORDER BY t.name } AS to,
       m.sources AS sources
ORDER BY status, person, what"""
_TABLES = (
    ("One node in both languages", _LANGUAGES),
    ("What did not happen, or may not: attempts, rumours, denials", _UNREAL),
)


def demo(address: str | None) -> int:
    """Load the demo articles and print three tables, the path of the store, and what to try next."""
    where = address or settings().store
    files = sorted(str(path) for path in (DATA / "demo").glob("*.html"))
    if not files:
        raise KnowledgeError(f"{DATA / 'demo'}: no demo articles; reinstall kg or restore them from the repository")
    outcomes = list(load.ingested(files, Stated(), where))
    with opened(where) as store:
        flows = queries.load("flows")
        found = [(flows.title, store.rows(flows.cypher, queries.bind(flows, {}), limit=15))]
        found += [(title, store.rows(statement)) for title, statement in _TABLES]
    for title, rows in found:
        if rows:
            out.table(rows, title=title)
    print(f"{len(outcomes)} articles are in {where}. Next:\n{_next(where)}")
    return 2 if any(one.status == "failed" for one in outcomes) else 0


def _next(where: str) -> str:
    named = "" if where == "graph.db" else f" --store {where}"
    commands = ('evidence "Ноам Шазир"', "query returns", "query career --param person='Noam Shazeer'")
    return "\n".join(f"  {_program()} {command}{named}" for command in commands)


def _program() -> str:
    """How this shell calls us: by name, or by the path beside the interpreter when no environment is active."""
    return "kg" if shutil.which("kg") else os.path.relpath(Path(sys.executable).with_name("kg"))
