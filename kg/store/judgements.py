"""The ledger: what people judged of who is who, kept for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kg.identity import Judgement, standing

Row = dict[str, Any]
Run = Callable[..., list[Row]]

ALL = """
MATCH (j:Judgement)
RETURN j.judgementId AS id, j.verdict AS verdict, j.one AS one, j.other AS other, j.by AS by, j.at AS at, j.why AS why,
       j.undone AS undone
ORDER BY at, id"""
ADD = """
CREATE (j:Judgement {judgementId: $id})
SET j.verdict = $verdict, j.one = $one, j.other = $other, j.by = $by, j.at = $at, j.why = $why
RETURN j.judgementId AS id"""
UNDO = "MATCH (j:Judgement {judgementId: $id}) WHERE j.undone IS NULL SET j.undone = $at RETURN j.judgementId AS id"


def judged(run: Run) -> list[Judgement]:
    """The judgements that stand, the first one first."""
    return standing(ledger(run(ALL)))


def ledger(rows: Iterable[Row]) -> list[Judgement]:
    """The judgements of rows of ALL."""
    return [
        Judgement(
            row["id"], row["verdict"], tuple(row["one"]), tuple(row["other"]), row["by"] or "", row["at"],
            row["why"] or "", row["undone"],
        )
        for row in rows
    ]  # fmt: skip
