"""Changes of the graph that are no writing of an article: one taken out, a judgement made or taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.identity import renamed
from kg.store import copies, identity, naming
from kg.store import statements as s
from kg.store.derive import People
from kg.store.judgements import judged
from kg.store.readings import DROP, readings
from kg.store.write import (
    Before,
    Run,
    drop_orphans,
    forget,
    forget_claims,
    hold,
    leave,
    lock_all,
    persons_of,
    write_claims,
)

Row = dict[str, Any]


def retract_article(run: Run, id: str, *, lock: bool) -> bool:
    """Brings the graph to what it is without one article; false where there is none of that id."""
    held = hold(run, lock=lock)
    if not any(row["digest"] for row in run(s.ARTICLE, id=id)):
        leave(run, held=held)
        return False
    if lock:
        run(s.LOCK_ARTICLE, id=id)
    said = judged(run)
    found = identity.retied(run, {id: ()}, said)
    others = [renamed(one, found.ids[one.article.id]) for one in readings(run, found.others)]
    before = Before.of(run, [id, *found.others])
    lock_all(run, others, before, lock=lock)
    people = People(run, sorted(before.persons | persons_of(others)))
    orphans = forget(run, id, people)
    run(s.EMPTY_ARTICLE, id=id)
    copies.relink(run, orphans)
    for one in others:
        forget_claims(run, one.article.id, people)
    write_claims(run, others, people)
    drop_orphans(run, before)
    identity.tell(run, found, {}, said)
    run(DROP, id=id)
    run(s.DROP_ARTICLE, id=id)  # last: nothing may look for what is deleted already
    leave(run, held=held)
    return True


def judge(run: Run, statement: str, parameters: Row, touched: Iterable[str], *, lock: bool) -> list[Row]:
    """Runs a statement that changes the ledger, and brings the graph to what the ledger says of some ids now."""
    held = hold(run, lock=lock)
    rows = run(statement, **parameters)
    run(naming.UNDRAW, ids=[row["id"] for row in rows])
    said = judged(run)
    found = identity.retied(run, {}, said, sorted(touched))
    others = [renamed(one, found.ids[one.article.id]) for one in readings(run, found.others)]
    before = Before.of(run, found.others)
    lock_all(run, others, before, lock=lock)
    people = People(run, sorted(before.persons | persons_of(others)))
    for one in others:
        forget_claims(run, one.article.id, people)
    write_claims(run, others, people)
    drop_orphans(run, before)
    identity.tell(run, found, {}, said)
    leave(run, held=held)
    return rows
