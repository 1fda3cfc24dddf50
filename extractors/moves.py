"""From events to moves: ends inferred, kinds settled, one move a person and destination however often it is told."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from spacy.tokens import Span

from extractors.affiliations import Tie
from extractors.arguments import Event, events
from extractors.ends import acquired, departed, destination, origins, own_ties
from extractors.followers import followers
from extractors.lexicon import OUT, frames
from extractors.merging import Found, from_home, merged, without_echoes
from extractors.naming import named
from extractors.newcomers import gapped, newcomers
from extractors.posts import role_text
from extractors.scene import Party, Scene
from extractors.status import status_of
from extractors.succession import know_post, succession
from extractors.surroundings import persuader
from extractors.syntax import feature, marker
from extractors.topics import is_off_topic, is_state_body
from kg.model import MoveKind, Status

_TENS = 2  # figures of a number that is still one team


def found_moves(scene: Scene, ties: Sequence[Tie]) -> list[Found]:
    """The talent moves of a document, in text order."""
    moves: list[Found] = []
    told = list(gapped(scene, events(scene)))
    posts = frozenset(event.role_tokens for event in told if event.frame.kind not in OUT)
    gone: set[int] = set()
    for event in told:
        event.posts = posts
        moves += _told(scene, event, ties, gone)
        gone |= {move.person.entity for move in moves if move.origins and move.kind in OUT}
    arrived = {move.person.entity for move in moves if move.kind not in OUT and move.kind != "founded"}
    for event in newcomers(scene):
        if not arrived & {party.entity for party in event.people}:
            moves += _told(scene, event, ties)
        elif event.predecessors and (status := status_of(scene, event)) is not None:
            know_post(scene, event, ties)
            moves += succession(event, status, ties)
    moves.sort(key=lambda move: move.trigger.i)
    one_each = merged(moves)
    if more := followers(scene, one_each, ties):
        one_each = merged(sorted([*moves, *more], key=lambda move: move.trigger.i))
    whole = [m for m in without_echoes(one_each) if m.kind != "founded" or m.destination is not None or m.origins]
    return _from_topic(scene, [from_home(move) for move in whole])


def _from_topic(scene: Scene, moves: list[Found]) -> list[Found]:
    """In a text about people leaving a company, those who arrive elsewhere and of whom nothing else is said left it."""
    topic = next((e for e in scene.company_ents if e.label_ == "COMPANY"), None)
    if topic is None:
        return moves
    leaving = sum(topic._.entity in {o._.entity for o in move.origins} for move in moves)
    arriving = sum(move.destination is not None and move.destination._.entity == topic._.entity for move in moves)
    if leaving <= arriving:
        return moves
    known = {move.person.entity for move in moves if move.origins}
    return [
        replace(move, origins=(topic,))
        if move.destination is not None
        and move.destination._.entity != topic._.entity
        and not move.origins
        and move.kind != "founded"
        and move.person.entity not in known
        and topic.start < move.trigger.i
        else move
        for move in moves
    ]


def _told(scene: Scene, event: Event, ties: Sequence[Tie], gone: Set[int] = frozenset()) -> list[Found]:
    """The moves of one event: one for each person, and the departures of those they succeed.

    `gone` are the people who have been told to have left somewhere.
    """
    status = status_of(scene, event)
    if status is None or is_off_topic(scene, event):
        return []
    event.people = [p for party in event.people for p in named(scene, party, event.trigger, ties)]
    know_post(scene, event, ties)
    goals = [replace(event, to=[goal]) for goal in event.to] if event.frame.kind == "recruited" else [event]
    people = [
        p for p in event.people if not event.frame.former or p.entity in gone or _was_elsewhere(scene, event, p, ties)
    ]
    found = [m for one in goals or [event] for party in people if (m := _move(scene, one, party, status, ties))]
    told = [move for move in found if _is_stated(scene, move)] + succession(event, status, ties)
    return [replace(move, event=event) for move in told]


def _is_stated(scene: Scene, move: Found) -> bool:
    """Somebody unnamed at a company of another sentence is guessed twice, and nobody said it."""
    ends = (*move.origins, *((move.destination,) if move.destination is not None else ()))
    if ends and all(is_state_body(scene, end) for end in ends):
        return False
    return move.person.span is not None or any(end.sent == move.trigger.sent for end in ends) or len(ends) > 1


def _move(scene: Scene, event: Event, party: Party, status: Status, ties: Sequence[Tie]) -> Found | None:
    kind, own = event.frame.kind, own_ties(party, ties, event.trigger)
    if party.span is None and (_is_mass(scene, party) or _is_anybody(scene, party)):
        return None
    if set((event.role or "").casefold().split()[:1]) & scene.words["owner_titles"] and kind not in OUT:
        return None
    if kind in OUT:
        return _departure(scene, event, party, status, own)
    if kind == "founded" or _is_founder(scene, event):
        return _founding(scene, event, party, status, own)
    if (
        party.span is None and event.frame.kind in {"appointed", "promoted"} and marker(party.head) == "as"
    ):  # "named Roe as | finance chief"
        return None
    goal = destination(scene, event, own)
    if goal is None or (party.span is not None and party.span.start <= goal.start < party.span.end):
        return None
    came_from = tuple(o for o in event.origins if o._.entity != goal._.entity)
    came_from = came_from or origins(scene, party, own, goal, event)
    inside = _inside(own, goal, event)
    risen = not came_from and event.trigger.lemma_ in scene.words["promote_verbs"]
    if (kind == "appointed" and (inside or risen)) or kind == "promoted":
        kind, came_from = "promoted", (goal,)
    elif kind == "joined" and inside and not came_from and not event.frame.former and not _is_told_past(event):
        return None
    kind = _told_kind(scene, event, kind, came_from, goal, status)
    role = event.role if event.role is not None or kind != "recruited" else _held_role(scene, party, own, came_from)
    return Found(kind, status, party, event.trigger, came_from, goal, role)


def _is_founder(scene: Scene, event: Event) -> bool:
    """«сооснователем X стал Y»: who becomes a founder founds."""
    first = (event.role or "").casefold().split()[:1]
    founders = scene.words["founder_nouns"]
    return (
        scene.doc.lang_ == "ru" and event.frame.kind == "appointed" and bool(event.to) and bool(set(first) & founders)
    )


def _is_told_past(event: Event) -> bool:
    """ "Roe, who joined X in 2018, runs its lab": how somebody came to where they are now."""
    return feature(event.trigger, "Tense") == "Past" and event.to[:1] != [] and not event.frame.former


def _told_kind(
    scene: Scene, event: Event, kind: MoveKind, came_from: Sequence[Span], goal: Span, status: Status
) -> MoveKind:
    """A joining told with "back" is a return, one with the whole firm bought an acquihire, one only tried an approach."""
    if kind != "joined":
        return kind
    if status == "attempted":
        return "recruited"
    if {t.lemma_ for t in event.trigger.children} & scene.words["again"]:
        return "returned"
    return "acquihired" if _came_with_company(scene, event, came_from, goal) else kind


def _departure(scene: Scene, event: Event, party: Party, status: Status, own: Sequence[Tie]) -> Found | None:
    left = departed(scene, event, party, own)
    if not left and (party.span is None or event.frame.weak):
        return None
    if party.span is None and not event.origins and party.home is None and not _is_definite(scene, party):
        return None
    role = event.role
    if role is None:
        role = _held_role(scene, party, own, left)
    if not left and not set((role or "").casefold().split()) & scene.words["corporate_titles"]:
        return None
    guessed = (not event.origins and party.home is None) or event.vague
    there = {int(company._.entity) for company in left}
    gone = persuader(scene, event.trigger) or next(
        (tie.company for tie in own if tie.now and not event.frame.former), None
    )
    if gone is not None and left and gone._.entity not in there:  # "Y persuaded Roe to leave X", "Roe left X, now at Y"
        return Found("joined", status, party, event.trigger, left, gone, None)
    tied = {tie.company._.entity for tie in own} & {company._.entity for company in left}
    if event.frame.is_noun and guessed and not tied and not _is_corporate(scene, event, role, left):
        return None  # «отставка Мубарака», "his departure": a company that only stands near
    return Found(event.frame.kind, status, party, event.trigger, left, None, role, guessed=guessed)


def _is_corporate(scene: Scene, event: Event, role: str | None, left: Sequence[Span]) -> bool:
    """Is a departure without an origin from a company: told in its own sentence, or of somebody with a post?"""
    if scene.doc.lang_ != "ru" or any(c.sent == event.trigger.sent and c.label_ == "COMPANY" for c in left):
        return True
    return role is not None and not set(role.casefold().split()) & scene.words["public_offices"]


def _is_mass(scene: Scene, party: Party) -> bool:
    """Hirings and layoffs by the hundred are no talent moves: "2,800 employees", «десятки сотрудников»."""
    if party.head.lemma_ not in scene.words["mass_nouns"]:
        return False
    words = [t for t in party.head.subtree if t.i <= party.head.i or t.head == party.head]
    return any(
        t.lemma_ in scene.words["masses"] or (t.text[0].isdigit() and len(t.text.strip("+")) > _TENS) for t in words
    )


def _is_anybody(scene: Scene, party: Party) -> bool:
    """«Компания нанимает инженеров»: a bare plural without a company of its own means nobody in particular."""
    bare = party.home is None and feature(party.head, "Number") == "Plur" and " " not in (party.description or " ")
    return scene.doc.lang_ == "ru" and bare


def _was_elsewhere(scene: Scene, event: Event, party: Party, ties: Sequence[Tie]) -> bool:
    own = own_ties(party, ties, event.trigger)
    if event.origins:
        return True
    head_word = event.trigger.head.lemma_  # "has left X and is now at Y"
    elsewhere = [t for t in own if event.to and t.company._.entity != event.to[0]._.entity and not t.now]
    gone = event.trigger.dep_ == "conj" and any(f.kind in OUT for f in frames(scene.doc.lang_).get(head_word, ()))
    if (
        gone
        or elsewhere
        or any(tie.former for tie in own)
        or (event.to and acquired(scene, event.trigger, event.to[0]))
    ):
        return True
    head = party.head
    words = {t.lemma_ for t in head.subtree if abs(t.i - head.i) <= 6} | {t.lemma_ for t in head.children}
    return bool(words & scene.words["former"])


def _inside(own: Sequence[Tie], goal: Span, event: Event) -> bool:
    """Does a title other than the new one say that the person works there already?"""
    return any(
        tie.company._.entity == goal._.entity
        and not tie.former
        and not (tie.role is not None and (tie.role.start, tie.role.end) in {event.role_tokens, *event.posts})
        for tie in own
    )


def _came_with_company(scene: Scene, event: Event, came_from: Sequence[Span], goal: Span) -> bool:
    """Is the origin bought or licensed by the goal, or is it a whole team that comes while something is bought?"""
    bought = acquired(scene, event.trigger, goal)
    if bought and came_from and bought[0]._.entity == came_from[0]._.entity:
        return True
    nouns = {t.lemma_ for t in event.trigger.children if t.dep_ == "obj"}
    return bool(came_from) and bool(nouns & scene.words["team_nouns"])


def _held_role(scene: Scene, party: Party, own: Sequence[Tie], left: Sequence[Span]) -> str | None:
    """The post somebody has where they leave: of a tie to the company, of the description, beside the name."""
    for tie in own:
        if tie.role is not None and left and tie.company._.entity == left[0]._.entity:
            return role_text(scene, tie.role)
    head = party.head if party.span is None or party.described is None else party.described
    beside = (head.i, party.span.start - 1, party.span.root.head.i) if party.span is not None else (head.i,)
    found = next((scene.entity_at[i] for i in beside if scene.label_at(i) == "ROLE"), None)
    return role_text(scene, found) if found is not None else None


def _is_definite(scene: Scene, party: Party) -> bool:
    """ "the CFO", "its founders": a description that means people the text has told of."""
    lowered = {c.lower_ for c in party.head.children}
    return bool(lowered & (scene.words["definite"] | scene.words["company_pronouns"]))


def _founding(scene: Scene, event: Event, party: Party, status: Status, own: Sequence[Tie]) -> Found | None:
    goal = event.to[0] if event.to else None
    came_from = tuple(event.origins) or origins(scene, party, own, goal, event)
    return Found("founded", status, party, event.trigger, came_from, goal, event.role)
