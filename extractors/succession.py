"""A succeeds B: where the post is, and that B leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.affiliations import Tie
from extractors.arguments import Event
from extractors.ends import own_ties, talked_of
from extractors.merging import Found
from extractors.scene import Scene
from kg.model import Status


def know_post(scene: Scene, event: Event, ties: Sequence[Tie]) -> None:
    """ "replaces Starbucks CEO B": the successor goes where the predecessor's title is, else to the topic's company."""
    if not event.predecessors or event.to:
        return
    own = [t for p in event.predecessors for t in own_ties(p, ties, event.trigger)]
    titled = [tie for tie in own if tie.start < tie.person.start or tie.person.sent != event.trigger.sent]
    newcomers = [tie for p in event.people for tie in own_ties(p, ties, event.trigger) if tie.former]
    strange = frozenset(int(tie.company._.entity) for tie in (*newcomers, *own) if tie not in titled) | frozenset(
        int(e._.entity)
        for p in event.predecessors
        for e in scene.company_ents
        if p.head.is_ancestor(e.root) and not titled
    )
    company = scene.company_where(event.trigger)
    if company is None:
        company = titled[0].company if titled else scene.company_above(event.trigger)
    if company is None:
        company = talked_of(
            scene, event.trigger, strange, [tie for p in event.people for tie in own_ties(p, ties, event.trigger)]
        )
    event.to = [company] if company is not None else [tie.company for tie in own[:1]]


def succession(event: Event, status: Status, ties: Sequence[Tie]) -> list[Found]:
    """ "A replaces B as CEO": B leaves the post A gets; a clause of B's own says more and wins in merging."""
    found: list[Found] = []
    for party in event.predecessors if event.to else []:
        if party.span is None:
            continue
        own = own_ties(party, ties, event.trigger)
        role = event.role or next((str(t.role._.name) for t in own if t.role is not None), None)
        found.append(Found("left", status, party, event.trigger, (event.to[0],), None, role))
    return found
