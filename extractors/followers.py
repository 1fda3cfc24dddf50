"""Those who go the way of somebody else: "Roe followed", "his move was followed by …", "she brings two engineers with her"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from extractors.affiliations import Tie
from extractors.arguments import Event
from extractors.ends import own_ties
from extractors.lexicon import POSTS, Frame
from extractors.merging import Found
from extractors.scene import Party, Scene
from extractors.status import status_of
from extractors.syntax import dependents, grammatical_subject, is_passive, is_verbal, marker, objects, subject
from kg.model import Status

_WAY = Frame(kind="joined", word="follow", extra=(), is_noun=False, slots={})
_FAR = 2  # sentences between a move and who follows it


def followers(scene: Scene, moves: Sequence[Found], ties: Sequence[Tie]) -> list[Found]:
    """The moves of those who follow, or are brought along by, somebody whose move the text tells, in text order."""
    told = {move.trigger.i for move in moves}
    found: list[Found] = []
    for verb in scene.doc:
        if verb.i in told or not is_verbal(verb):
            continue
        people, leader = _led(scene, verb, [*moves, *found])
        if leader is None:
            continue
        status = status_of(scene, Event(_WAY, verb, people=people))
        if status is not None:
            found += [_move(verb, party, leader, own_ties(party, ties, verb), status) for party in people]
    return [move for move in found if move.person.entity != -1]


def _move(verb: Token, party: Party, leader: Found, own: Sequence[Tie], status: Status) -> Found:
    there = {int(leader.destination._.entity)} if leader.destination is not None else set()
    held = [tie.company for tie in own if not tie.former and tie.company._.entity not in there]
    from_: tuple[Span, ...] = (party.home,) if party.home is not None else tuple(held[:1])
    if party.home is not None and party.home._.entity in there:
        from_ = ()
    kind = "joined" if leader.kind in POSTS | {"founded", "recruited"} else leader.kind
    return replace(
        leader, kind=kind, status=status, person=party, trigger=verb, origins=from_ or leader.origins, role=None,
        also=(), halves=(),
    )  # fmt: skip


def _led(scene: Scene, verb: Token, moves: Sequence[Found]) -> tuple[list[Party], Found | None]:
    """Who follows by a verb, and the move they repeat; None where the verb tells no such thing."""
    if verb.lemma_ in scene.words["follow_verbs"] and verb.tag_ != "VBG":  # "following his exit" is a preposition
        who = subject(verb)
        people = scene.people(who) if who is not None else []
        goals = [t for t in verb.children if marker(t) in scene.words["goal_prepositions"] and scene.companies(t)]
        if not people or goals:
            return [], None
        whom = objects(verb)
        if not whom:
            return people, None if is_passive(verb) else _last(scene, verb, moves, people)
        return people, _of(verb, [p for t in whom for p in _movers(scene, t)], moves, people)
    if verb.lemma_ in scene.words["bring_verbs"] and not is_passive(verb) and _brings_along(scene, verb):
        things = [*objects(verb), *(t for t in verb.children if marker(t) == "with" and _is_whose(scene, t))]
        taken = [p for t in things for p in scene.people(t)]
        who = grammatical_subject(verb)
        return taken, _of(verb, scene.people(who) if who is not None else [], moves, taken)
    return [], None


def _movers(scene: Scene, token: Token) -> Iterator[Party]:
    """The person followed, or the one whose move or departure is."""
    if token.lemma_ in scene.words["own_nouns"]:
        for owner in dependents(token, "nmod:poss", "nmod"):
            yield from scene.people(owner)
        return
    yield from scene.people(token)


def _brings_along(scene: Scene, verb: Token) -> bool:
    """ "with him", "along": what is brought by somebody who comes."""
    words = scene.words["person_pronouns"]
    near = [t for child in verb.children for t in (child, *child.children)]
    with_ = [t for t in near if marker(t) == "with"]
    return any(t.lower_ in words or _is_whose(scene, t) for t in with_) or any(t.lower_ == "along" for t in near)


def _is_whose(scene: Scene, token: Token) -> bool:
    """ "brings with her | two reporters": the pronoun taken for theirs."""
    before = scene.doc[token.left_edge.i + 1 : token.left_edge.i + 2]
    return len(before) == 1 and before[0].dep_ == "nmod:poss" and before[0].lower_ in scene.words["person_pronouns"]


def _of(verb: Token, leaders: Sequence[Party], moves: Sequence[Found], people: Sequence[Party]) -> Found | None:
    """The move of one of the leaders nearest to the verb, who is none of those who follow."""
    able = {p.entity for p in leaders if p.span is not None} - {p.entity for p in people}
    theirs = [move for move in moves if move.person.entity in able and move.kind != "retired"]
    return min(theirs, key=lambda move: abs(move.trigger.i - verb.i), default=None)


def _last(scene: Scene, verb: Token, moves: Sequence[Found], people: Sequence[Party]) -> Found | None:
    """The last move told before a verb, in its sentence or the two before."""
    first = verb.sent.start
    for _ in range(_FAR):
        first = scene.doc[first - 1].sent.start if first else 0
    own = {p.entity for p in people}
    before = [m for m in moves if first <= m.trigger.i < verb.i and m.person.entity not in own]
    return max(before, key=lambda move: move.trigger.i, default=None)
