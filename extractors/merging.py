"""One move told several times: two statements of a text as one, with all their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Span, Token

from extractors.arguments import Event
from extractors.lexicon import OUT
from extractors.scene import Party
from kg.model import MoveKind, Status

_REAL = frozenset({"completed", "planned"})
_NEAR = 80  # tokens between a departure and the arrival it belongs to where no company says so
_SPECIFIC = ("returned", "acquihired", "promoted", "recruited", "appointed", "joined", "founded", "retired", "left")


@dataclass(frozen=True, slots=True)
class Found:
    """A move in the terms of one document: parties and spans, not yet names."""

    kind: MoveKind
    status: Status
    person: Party
    trigger: Token
    origins: tuple[Span, ...] = ()
    destination: Span | None = None
    role: str | None = None
    also: tuple[Token, ...] = ()  # other triggers that tell the same move
    halves: tuple[Token, ...] = ()  # those of them that tell the departure of a move from A to B
    guessed: bool = False  # the company left stands nowhere in the clause
    event: Event | None = field(default=None, compare=False)  # what it was read from, for who asks how sure it is


def merged(moves: Sequence[Found]) -> list[Found]:
    """The moves with every two that tell the same one made one, in text order."""
    kept: list[Found] = []
    for move in moves:
        for i, other in enumerate(kept):
            if (joint := _joint(other, move)) is not None:
                kept[i] = joint
                break
        else:
            kept.append(move)
    return [_chained(move, kept) for move in kept] if len(kept) == len(moves) else merged(kept)


def without_echoes(moves: Sequence[Found]) -> list[Found]:
    """The moves but for what a headline tells of somebody it does not name, where the text names them after it."""
    return [move for move in moves if not any(_is_echo(move, other) for other in moves)]


def _is_echo(move: Found, other: Found) -> bool:
    one = move.person.span is None and "Plur" not in move.person.head.morph.get("Number", [])
    if not one or other.person.span is None or (move.kind in OUT) != (other.kind in OUT):
        return False
    ends, named = (_entities([*m.origins] if m.kind in OUT else [m.destination]) for m in (move, other))
    return bool(ends & named) and 0 < other.trigger.i - move.trigger.i < _NEAR


def from_home(move: Found) -> Found:
    """«в Y перешли трое сотрудников X: A, B и C»: the company of a common description, where nothing else is said."""
    home, goal = move.person.home, move.destination
    if home is None or goal is None or not move.person.listed or move.origins or move.kind == "founded":
        return move
    return move if home._.entity == goal._.entity else replace(move, origins=(home,))


def _chained(move: Found, moves: Sequence[Found]) -> Found:
    """A return begins where the last move before it led: "rejoined X, which she had left for Y"."""
    if move.kind == "joined" and not move.origins:  # "X rehired Roe, who left for Y": from X
        own = (m for m in moves if m.kind == "returned" and m.person.entity == move.person.entity and m.origins)
        back = next((m for m in own if _entities(m.origins) & _entities([move.destination])), None)
        return replace(move, origins=(back.destination,)) if back is not None and back.destination is not None else move
    if move.kind != "returned" or move.origins:
        return move
    goal = _entities([move.destination])
    led = [
        other.destination
        for other in moves
        if other.person.entity == move.person.entity
        and other.destination is not None
        and other.kind not in OUT
        and not goal & _entities([other.destination])
        and other.trigger.sent == move.trigger.sent
    ]
    return replace(move, origins=(led[0],)) if led else move


def _entities(spans: Sequence[Span | None]) -> set[int]:
    return {int(span._.entity) for span in spans if span is not None}


def _joint(first: Found, second: Found) -> Found | None:
    """Two statements as one move, or None where they tell two."""
    if first.person.entity != second.person.entity:
        return None
    if (first.status in _REAL) != (second.status in _REAL) and first.trigger.sent != second.trigger.sent:
        return None
    out = [move for move in (first, second) if move.kind in OUT]
    if len(out) == 2:
        return _departures(first, second)
    if len(out) == 1:
        return _arrival(out[0], second if out[0] == first else first)
    if (first.kind == "founded") != (second.kind == "founded"):
        return None
    unnamed = first.kind == "founded" and (first.destination is None or second.destination is None)  # "a start-up"
    same = unnamed or _entities([first.destination]) == _entities([second.destination])
    return _combine(first, second) if same else None


def _departures(first: Found, second: Found) -> Found | None:
    if _entities(first.origins) & _entities(second.origins) or first.trigger.sent == second.trigger.sent:
        return _combine(first, second)
    if first.guessed != second.guessed:
        sure = second if first.guessed else first
        return replace(_combine(first, second), origins=sure.origins, guessed=False)
    return None


def _arrival(out: Found, into: Found) -> Found | None:
    """ "left X" and "joined Y" as one move from X to Y."""
    if into.kind == "promoted":
        inside = out.trigger.sent == into.trigger.sent and _entities(out.origins) == _entities([into.destination])
        return _whole(into, out, into.origins) if inside else None
    later = out.trigger.dep_ == "conj" and out.trigger.head == into.trigger  # "founded X, but left Y in 2019"
    if later and into.kind == "joined" and out.trigger.doc.lang_ == "ru":  # «принял предложение X и уходит из Y»
        later = all(c.lower_ != "и" for c in out.trigger.children if c.dep_ == "cc")
    later = later or (out.guessed and out.trigger.sent.start > into.trigger.sent.start and _turns(out.trigger))
    if later or (_entities(out.origins) & _entities([into.destination]) and not _is_clause_of(out, into)):
        return None
    if _entities(out.origins) & _entities([into.destination]):
        return _whole(into, out, into.origins)
    goal, near = _entities([into.destination]), abs(out.trigger.sent.start - into.trigger.sent.start) < _NEAR
    if _entities(out.origins) & _entities(into.origins) or (
        near and not into.origins and not goal & _entities(out.origins)
    ):
        return _whole(into, out, into.origins or out.origins)
    if near and (out.guessed or not out.origins):
        return _whole(into, out, into.origins)
    return None


def _turns(trigger: Token) -> bool:
    """ "But he stepped down in 2011": what happened after all that was told before."""
    opening = next((t for t in trigger.sent if t.is_alpha), trigger)
    words = {opening.lower_, *(t.lower_ for t in trigger.children)}
    return bool(words & {"but", "however", "then", "later", "но", "однако", "потом", "затем", "позже"})


def _is_clause_of(out: Found, into: Found) -> bool:
    """Does an unnamed company left in a relative clause of the hired only seem the hiring one?"""
    return (
        out.guessed and bool(into.origins) and out.trigger.sent == into.trigger.sent and out.trigger.dep_ == "acl:relcl"
    )


def _whole(into: Found, out: Found, origins: tuple[Span, ...]) -> Found:
    told = (out.trigger, *out.also)
    return replace(into, origins=origins, also=(*into.also, *told), halves=(*into.halves, *told))


def _combine(a: Found, b: Found) -> Found:
    return replace(
        a,
        kind=min((a.kind, b.kind), key=_SPECIFIC.index),
        origins=a.origins or b.origins,
        destination=a.destination or b.destination,
        role=a.role or b.role,
        also=(*a.also, b.trigger, *b.also),
        halves=(*a.halves, *b.halves),
    )
