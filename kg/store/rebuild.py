"""All that follows from the readings and the judgements taken out of a graph, so that it can be written anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Run = Callable[..., list[Row]]
Transact = Callable[[Callable[[Run], int]], int]

READ = "MATCH (r:Reading) RETURN r.readingId AS id"
AT_ONCE = 5_000  # nodes and relationships deleted in one transaction
FOLLOWS = (
    "MATCH (:Article)-[x:EVIDENCED_BY|MENTIONS|COPY_OF|CITES|PUBLISHED_BY|CALLS]-()",
    *(f"MATCH (x:{label})" for label in ("Quote", "Move", "Post", "Person", "Company", "Outlet", "Name")),
)
FORGET = f"MATCH (a:Article) WHERE a.digest IS NOT NULL WITH a LIMIT {AT_ONCE} REMOVE a.digest, a.textDigest RETURN count(a) AS n"


def clear(transact: Transact) -> None:
    """Leaves the articles with their texts, the readings and the judgements, and nothing else."""
    for match in FOLLOWS:
        delete = "DELETE x" if "[x:" in match else "DETACH DELETE x"
        statement = f"{match} WITH DISTINCT x LIMIT {AT_ONCE} {delete} RETURN count(*) AS n"
        while _count(transact, statement):
            pass
    while _count(transact, FORGET):
        pass


def _count(transact: Transact, statement: str) -> int:
    return transact(lambda run: int(run(statement)[0]["n"]))
