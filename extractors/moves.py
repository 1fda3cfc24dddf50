"""From events to moves: ends inferred, kinds settled, one move a person and destination however often it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from extractors.affiliations import Tie
from extractors.arguments import Event, events
from extractors.scene import Party, Scene
from extractors.status import status_of
from extractors.syntax import feature
from kg.model import MoveKind, Status

OUT: frozenset[str] = frozenset({"left", "retired"})


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


def found_moves(scene: Scene, ties: Sequence[Tie]) -> list[Found]:
    """The talent moves of a document, in text order."""
    moves: list[Found] = []
    for event in events(scene):
        status = status_of(scene, event)
        if status is None or _off_topic(scene, event):
            continue
        _know_destination(event, ties)
        for party in event.people:
            move = _move(scene, event, party, status, ties)
            if move is not None:
                moves.append(move)
        moves.extend(_succession(event, status, ties))
    return _merged(moves)


def _off_topic(scene: Scene, event: Event) -> bool:
    """Sports, politics, boards, and destinations nobody is employed by ("joined the call")."""
    words, trigger = scene.words, event.trigger
    lemmas = {t.lemma_ for t in trigger.sent}
    company = any(e.label_ == "COMPANY" for e in trigger.sent.ents)
    if len(lemmas & words["sports"]) >= 2 or (not company and lemmas & (words["sports"] | words["politics"])):
        return True
    if event.role is not None and set(event.role.casefold().split()) & words["politics"]:
        return True
    near = {
        t.lemma_ for child in trigger.children if child.dep_ in {"obj", "obl", "nmod"} for t in (child, *child.children)
    }
    if near & words["board"] and "chairman" not in near:
        return True
    objects = {c.lemma_ for c in trigger.children if c.dep_ == "obj"}
    return bool(objects & words["not_employers"]) and not event.to


def _know_destination(event: Event, ties: Sequence[Tie]) -> None:
    """ "replaces Starbucks CEO B": the successor goes where the predecessor is."""
    if event.predecessors and not event.to:
        own = [tie for party in event.predecessors for tie in _tie_of(party, ties, event.trigger)]
        event.to = [own[0].company] if own else event.to


def _tie_of(party: Party, ties: Sequence[Tie], trigger: Token | None = None) -> list[Tie]:
    """The ties of a named person, those nearest to the trigger first."""
    if party.span is None:
        return []
    own = [tie for tie in ties if tie.person._.entity == party.entity]
    return sorted(own, key=lambda tie: abs(tie.start - trigger.i)) if trigger is not None else own


def _move(scene: Scene, event: Event, party: Party, status: Status, ties: Sequence[Tie]) -> Found | None:
    kind = event.frame.kind
    own = _tie_of(party, ties, event.trigger)
    if event.frame.former and not _was_elsewhere(scene, party, own):
        return None
    if kind in OUT:
        return _departure(scene, event, party, status, own)
    if kind == "founded":
        return _founding(scene, event, party, status)
    destination = event.to[0] if event.to else None
    origins = tuple(o for o in event.origins if destination is None or o._.entity != destination._.entity)
    current = [tie for tie in own if not tie.former]
    if destination is None and kind in {"appointed", "promoted"}:
        destination = current[0].company if current else scene.last_company(event.trigger)
    if destination is None or (party.span is not None and party.span.start <= destination.start < party.span.end):
        return None
    if not origins:
        origins = _origins(party, own, destination, event)
    inside = _inside(current, destination, event)
    if kind == "appointed" and inside:
        kind, origins = "promoted", (destination,)
    elif kind == "promoted":
        origins = (destination,)
    elif kind == "joined" and {t.lemma_ for t in event.trigger.children} & scene.words["again"]:
        kind = "returned"
    elif kind == "joined" and _came_with_company(scene, event, origins):
        kind = "acquihired"
    if kind == "joined" and status == "attempted":
        kind = "recruited"
    if kind == "joined" and not origins and inside:
        return None
    return Found(kind, status, party, event.trigger, origins, destination, event.role)


def _was_elsewhere(scene: Scene, party: Party, own: Sequence[Tie]) -> bool:
    if any(tie.former for tie in own):
        return True
    head = party.head
    words = {t.lemma_ for t in head.subtree if abs(t.i - head.i) <= 6} | {t.lemma_ for t in head.children}
    return bool(words & scene.words["former"])


def _inside(current: Sequence[Tie], destination: Span, event: Event) -> bool:
    return any(
        tie.company._.entity == destination._.entity
        and not (tie.role is not None and (tie.role.start, tie.role.end) == event.role_tokens)
        for tie in current
    )


def _origins(party: Party, own: Sequence[Tie], destination: Span, event: Event) -> tuple[Span, ...]:
    """Where somebody came from when the clause does not say: a title beside the name, a description's company."""
    if party.home is not None and party.home._.entity != destination._.entity:
        return (party.home,)
    if party.span is None:
        return ()
    earlier = _after(event, destination)
    if earlier:
        return earlier
    near = [
        tie for tie in own if tie.company._.entity != destination._.entity and tie.person.sent == event.trigger.sent
    ]
    near = near or [tie for tie in own if tie.company._.entity != destination._.entity and tie.former]
    return (near[0].company,) if near else ()


def _after(event: Event, destination: Span) -> tuple[Span, ...]:
    """ "joined X after working at Y", "after 12 years at Y", «проработав в Y»: the company of the time before."""
    for child in event.trigger.children:
        before = (
            any(c.lower_ in {"after", "following", "после"} for c in child.children)
            or feature(child, "VerbForm") == "Conv"
        )
        if child.dep_ in {"obl", "advcl", "nmod"} and before:
            found = [
                e
                for e in child.doc.ents
                if e.label_ in {"COMPANY", "ORG"} and child.is_ancestor(e.root) and e._.entity != destination._.entity
            ]
            if found:
                return (found[0],)
    return ()


def _came_with_company(scene: Scene, event: Event, origins: Sequence[Span]) -> bool:
    """Is the origin being bought or licensed in the same or the previous sentence?"""
    sentence = event.trigger.sent
    start = scene.doc[sentence.start - 1].sent.start if sentence.start else 0
    nouns = {t.lemma_ for t in event.trigger.children if t.dep_ == "obj"}
    window = {t.lemma_ for t in scene.doc[start : sentence.end]}
    return bool(origins) and bool(nouns & scene.words["team_nouns"] or window & scene.words["buy_verbs"])


def _departure(scene: Scene, event: Event, party: Party, status: Status, own: Sequence[Tie]) -> Found | None:
    ordered = sorted(own, key=lambda tie: (tie.former, abs(tie.start - event.trigger.i)))
    origins = tuple(event.origins)
    if not origins and party.home is not None:
        origins = (party.home,)
    if not origins and ordered:
        origins = (ordered[0].company,)
    if not origins and not event.frame.weak and (last := scene.last_company(event.trigger)) is not None:
        origins = (last,)
    if not origins:
        return None
    role = event.role
    if role is None:
        tie = next((t for t in ordered if t.role is not None and t.company._.entity == origins[0]._.entity), None)
        role = str(tie.role._.name or tie.role.text) if tie is not None and tie.role is not None else None
    return Found(event.frame.kind, status, party, event.trigger, origins[:2], None, role)


def _founding(scene: Scene, event: Event, party: Party, status: Status) -> Found | None:
    if event.frame.startup_only and not _is_startup(scene, event):
        return None
    origins = tuple(event.origins) or ((party.home,) if party.home is not None else ())
    if not event.to and not origins:
        return None
    return Found("founded", status, party, event.trigger, origins, event.to[0] if event.to else None, event.role)


def _is_startup(scene: Scene, event: Event) -> bool:
    """ "launched X" is a founding only where X is called a company."""
    phrase = [
        t
        for child in event.trigger.children
        if child.dep_ in {"obj", "nsubj:pass"}
        for t in child.subtree
        if abs(t.i - child.i) <= 8
    ]
    return any(t.lemma_ in scene.words["startup_nouns"] for t in phrase)


def _succession(event: Event, status: Status, ties: Sequence[Tie]) -> list[Found]:
    """ "A replaces B as CEO": B leaves the post A gets; a clause of B's own says more and wins in merging."""
    found: list[Found] = []
    for party in event.predecessors if event.to else []:
        if party.span is None:
            continue
        own = _tie_of(party, ties, event.trigger)
        role = event.role or next((str(t.role._.name) for t in own if t.role is not None), None)
        found.append(Found("left", status, party, event.trigger, (event.to[0],), None, role))
    return found


# ---------------------------------------------------------------------- one move, told several times
def _merged(moves: Sequence[Found]) -> list[Found]:
    kept: list[Found] = []
    for move in moves:
        for i, other in enumerate(kept):
            if (joint := _joint(other, move)) is not None:
                kept[i] = joint
                break
        else:
            kept.append(move)
    return kept


def _entities(spans: Sequence[Span | None]) -> set[int]:
    return {int(span._.entity) for span in spans if span is not None}


def _joint(first: Found, second: Found) -> Found | None:
    """Two statements as one move, or None where they tell two."""
    if first.person.entity != second.person.entity:
        return None
    real = [(m.status in {"completed", "planned"}) for m in (first, second)]
    if real[0] != real[1] and first.trigger.sent != second.trigger.sent:
        return None
    a, b = (first, second)
    if a.kind in OUT and b.kind in OUT:
        if _entities(a.origins) & _entities(b.origins) or a.trigger.sent == b.trigger.sent:
            return _combine(a, b)
        return None
    if a.kind in OUT or b.kind in OUT:
        out, into = (a, b) if a.kind in OUT else (b, a)
        if into.kind in {"promoted"}:
            return None
        same = _entities(out.origins) & _entities(into.origins)
        unknown = (
            not into.origins
            and into.destination is not None
            and into.destination._.entity not in _entities(out.origins)
        )
        if same or (unknown and abs(out.trigger.sent.start - into.trigger.sent.start) < 80):
            return replace(into, origins=into.origins or out.origins, also=(*into.also, out.trigger, *out.also))
        return None
    if (a.kind == "founded") != (b.kind == "founded"):
        return None
    if _entities([a.destination]) == _entities([b.destination]):
        return _combine(a, b)
    return None


_SPECIFIC = ("returned", "acquihired", "promoted", "recruited", "appointed", "joined", "founded", "retired", "left")


def _combine(a: Found, b: Found) -> Found:
    kind = min((a.kind, b.kind), key=_SPECIFIC.index)
    origins = a.origins or b.origins
    return replace(
        a,
        kind=kind,
        origins=origins,
        destination=a.destination or b.destination,
        role=a.role or b.role,
        also=(*a.also, b.trigger, *b.also),
    )
