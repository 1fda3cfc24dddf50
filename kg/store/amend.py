"""Changes of the graph that are no writing of an article: one taken out, a judgement made or taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.store import copies, identity, naming
from kg.store import statements as s
from kg.store.judgements import judged
from kg.store.readings import DROP
from kg.store.write import Run, rewriting, turn

Row = dict[str, Any]


def retract_article(run: Run, id: str, *, lock: bool) -> bool:
    """Brings the graph to what it is without one article; false where there is none of that id."""
    with turn(run, lock=lock):
        if not any(row["digest"] for row in run(s.ARTICLE, id=id)):
            return False
        if lock:
            run(s.LOCK_ARTICLE, id=id)
        said = judged(run)
        found = identity.retied(run, {id: ()}, said)
        with rewriting(run, found, lock=lock, gone=id) as orphans:
            run(s.EMPTY_ARTICLE, id=id)
            copies.relink(run, orphans)
        identity.tell(run, found, {}, said)
        run(DROP, id=id)
        run(s.DROP_ARTICLE, id=id)  # last: nothing may look for what is deleted already
    return True


def judge(run: Run, statement: str, parameters: Row, touched: Iterable[str], *, lock: bool) -> list[Row]:
    """Runs a statement that changes the ledger, and brings the graph to what the ledger says of some ids now."""
    with turn(run, lock=lock):
        rows = run(statement, **parameters)
        run(naming.UNDRAW, ids=[row["id"] for row in rows])
        said = judged(run)
        found = identity.retied(run, {}, said, sorted(touched))
        with rewriting(run, found, lock=lock):
            pass
        identity.tell(run, found, {}, said)
    return rows
