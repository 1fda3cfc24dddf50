"""The ledger: what people judged of who is who, kept for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kg.identity import Judgement
from kg.store.properties import native

Row = dict[str, Any]
Run = Callable[..., list[Row]]

STANDING = """
MATCH (j:Judgement)
WHERE j.undone IS NULL
RETURN j.judgementId AS id, j.verdict AS verdict, j.one AS one, j.other AS other, j.by AS by, j.at AS at, j.why AS why
ORDER BY id"""


def judged(run: Run) -> list[Judgement]:
    """The judgements that stand."""
    return [
        Judgement(
            row["id"], row["verdict"], tuple(row["one"]), tuple(row["other"]), row["by"] or "", native(row["at"]),
            row["why"] or "",
        )
        for row in run(STANDING)
    ]  # fmt: skip
