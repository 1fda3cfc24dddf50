"""`kg merge`, `kg split`, `kg undo`, `kg judgements`, `kg review`, `kg why`."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from typing import TYPE_CHECKING, Any

from kg.cli import out
from kg.errors import UsageError
from kg.identity import Judgement, Verdict, standing
from kg.ledger import Reasons, Side, doubts, reasons, side, split
from kg.opening import opened
from kg.shown import shown

if TYPE_CHECKING:
    from kg.store import Store

KEPT = 12  # references that stand for a side which is said to be the same as another
_ANSWERS: dict[str, Verdict] = {"y": "same", "n": "different", "u": "unsure"}
_WORDS = {"same": "are one", "different": "are two", "unsure": "may be one or two"}


def judge(verdict: Verdict, a: str, b: str, by: str | None, why: str, address: str | None, *, as_json: bool) -> int:
    """Write what is said of two things into the ledger, and print it."""
    with opened(address, must_exist=True) as store:
        one, other = split(store, a, b) if verdict == "different" else (side(store, a), side(store, b))
        said = _judged(store, verdict, one, other, by, why)
    if as_json:
        out.line(_row(said))
    else:
        print(f"{shown(one.name)} and {shown(other.name)} {_WORDS[verdict]}; kg undo {said.id} takes it back")
    return 0


def _judged(store: Store, verdict: Verdict, one: Side, other: Side, by: str | None, why: str) -> Judgement:
    from kg.graph import digest

    if one.kind != other.kind:
        raise UsageError(f"{one.name} is a {one.kind} and {other.name} a {other.kind}; judge two of one kind")
    if verdict == "same" and one.entity == other.entity:
        raise UsageError(f"{one.name} and {other.name} are one already; kg why tells why")
    if not {*one.ids, *other.ids} - {one.entity, other.entity}:
        raise UsageError(f"{one.name} and {other.name} are both listed by kg; change its data/ to say otherwise")
    sides = [ids if verdict == "different" else ids[:KEPT] for ids in (one.ids, other.ids)]
    at = _now()
    said = Judgement(digest(verdict, *sides, at), verdict, sides[0], sides[1], by or getpass.getuser(), at, why)
    store.judge(said)
    return said


def undo(id: str | None, address: str | None, *, as_json: bool) -> int:
    """Take back the judgement of an id or the last one that stands; 1 where there is none to take back."""
    with opened(address, must_exist=True) as store:
        left = standing(store.judgements())
        if id is not None and id not in {one.id for one in left}:
            raise UsageError(f"{id}: no such judgement stands; kg judgements lists them")
        if not left:
            out.complain("no judgement stands")
            return 1
        said = next(one for one in left if one.id == id) if id else left[-1]
        store.undo(said, _now())
    if as_json:
        out.line({"id": said.id, "status": "undone"})
    else:
        print(f"undone: {said.id} ({said.verdict}, {shown(said.by)}, {said.at})")
    return 0


def listed(address: str | None, *, as_json: bool) -> int:
    """Print the ledger; 1 where it is empty."""
    with opened(address, must_exist=True) as store:
        return out.rows([_row(one) for one in store.judgements()], "json" if as_json else "table")


def review(by: str | None, address: str | None, *, as_json: bool) -> int:
    """Ask for a judgement of each doubtful pair, or list the pairs; 1 where there is none."""
    with opened(address, must_exist=True) as store:
        found = [doubt.reasons for doubt in doubts(store)]
        if as_json or not sys.stdin.isatty():
            return out.rows([_told(one) if as_json else _short(one) for one in found], "json" if as_json else "table")
        for number, one in enumerate(found, 1):
            print(f"\n{number} of {len(found)}")
            _explain(one)
            answer = _answer()
            if answer is None:
                break
            _judged(store, answer, one.one, one.other, by, "")
    return 0 if found else 1


def _answer() -> Verdict | None:
    while True:
        try:
            given = input("one person or company? [y/n/u/q] ").strip().lower()[:1]
        except EOFError:
            return None
        if given == "q":
            return None
        if given in _ANSWERS:
            return _ANSWERS[given]


def why(a: str, b: str, address: str | None, *, as_json: bool) -> int:
    """Print the reasons for and against two things being one."""
    with opened(address, must_exist=True) as store:
        found = reasons(store, side(store, a), side(store, b))
    if as_json:
        out.line(_told(found))
    else:
        _explain(found)
    return 0


def _explain(found: Reasons) -> None:
    ends = f"{found.one.name} ({found.one.entity}) and {found.other.name} ({found.other.entity})"
    print(shown(f"{ends} are {'one' if found.is_one else 'two'} in the graph"))
    print(shown(f"  names: {found.names[0]} ~ {found.names[1]} {found.score.value:.2f} of {found.needed:.2f} needed: "
                f"{'; '.join(found.score.reasons)}"))  # fmt: skip
    for words, value in found.features:
        print(shown(f"  {value:+.1f}  {words}"))
    if found.enough is not None:
        print(f"  {found.sum:+.1f}  in all; {found.enough:+.1f} is enough")
    for said in found.judgements:
        reason = f": {said.why}" if said.why else ""
        print(shown(f"  judged {said.verdict} by {said.by} at {said.at}{reason}"))
    for one in (found.one, found.other):
        told = ", ".join(sorted({reference.article for reference in one.references})[:6])
        print(shown(f"  {one.name}: {len(one.references)} references" + (f" in {told}" if told else ", listed by kg")))


def _told(found: Reasons) -> dict[str, Any]:
    return {
        "one": found.one.entity,
        "other": found.other.entity,
        "kind": found.one.kind,
        "same": found.is_one,
        "names": list(found.names),
        "score": round(found.score.value, 3),
        "reasons": list(found.score.reasons),
        "features": [{"feature": words, "value": value} for words, value in found.features],
        "sum": found.sum if found.enough is not None else None,
        "enough": found.enough,
        "judgements": [_row(said) for said in found.judgements],
        "references": [[one.id for one in side.references] for side in (found.one, found.other)],
    }


def _short(found: Reasons) -> dict[str, Any]:
    against = "; ".join(words for words, _ in found.features)
    return {"one": found.one.entity, "other": found.other.entity, "names": " ~ ".join(found.names), "known": against}


def _row(said: Judgement) -> dict[str, Any]:
    return {
        "id": said.id, "verdict": said.verdict, "one": list(said.one), "other": list(said.other), "by": said.by,
        "at": said.at, "why": said.why, "undone": said.undone,
    }  # fmt: skip


def conflicts(address: str | None, *, as_json: bool) -> int:
    """Print the disagreements of a graph; 1 where there are none."""
    from dataclasses import asdict

    from kg.ledger import conflicts

    with opened(address, must_exist=True) as store:
        found = conflicts(store)
    for one in found:
        if as_json:
            out.line(asdict(one))
            continue
        print(shown(f"{one.name}: articles differ in {', '.join(one.about) or 'what happened'}"))
        for version in one.versions:
            last = f", last told {version.reported}" if version.reported else ""
            print(shown(f"  {version.told} ({version.status}): independent sources {version.sources}{last}"))
            for place, words in version.quotes:
                print(shown(f"    {place}: {words}"))
    if not found:
        out.note("nothing found")
    return 0 if found else 1


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
