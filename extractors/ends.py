"""Where somebody came from and went to when the clause of the move does not say: titles, earlier posts, the topic."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from extractors.affiliations import Tie
from extractors.arguments import Event
from extractors.lexicon import POSTS, frames
from extractors.scene import COMPANY_LABELS, Party, Scene
from extractors.surroundings import purpose, told_with
from extractors.syntax import is_converb, is_passive, is_verbal, marker, objects, subject

_BEHIND = 3  # tokens between a stretch of time and the company it was spent at


def own_ties(party: Party, ties: Sequence[Tie], trigger: Token) -> list[Tie]:
    """The ties of a named person, those nearest to the trigger first."""
    if party.span is None:
        return []
    own = [tie for tie in ties if tie.person._.entity == party.entity]
    return sorted(own, key=lambda tie: (tie.person.sent != trigger.sent, abs(tie.start - trigger.i)))


def destination(scene: Scene, event: Event, own: Sequence[Tie]) -> Span | None:
    """Where a new post is: as the clause says, else with the predecessor, in the present company, or at the topic's."""
    if event.to and not (event.vague_goal and any(tie.company._.entity == event.to[0]._.entity for tie in own)):
        return event.to[0]
    if event.frame.kind == "returned":
        last = scene.last_company(event.trigger)  # "was fired by X and then rehired"
        again = last is not None and last.sent == event.trigger.sent and event.trigger.dep_ == "conj"
        return next((tie.company for tie in own if tie.former), last if again else None)
    if event.frame.kind == "joined" and event.trigger.lemma_ in scene.words["coming_verbs"]:  # «из X пришёл Y»
        left = [e for e in scene.company_ents if e.sent == event.trigger.sent and marker(e.root) in {"from", "из"}]
        return scene.last_company(event.trigger, frozenset(int(e._.entity) for e in (*event.origins, *left)))
    if event.frame.kind == "joined" and is_passive(event.trigger):
        return purpose(scene, event)
    if event.frame.kind not in POSTS:
        return None
    if (place := scene.company_where(event.trigger)) is not None:
        return place
    if (above := scene.company_above(event.trigger)) is not None:
        return above
    if event.to:
        return event.to[0]
    held = [tie for tie in own if not tie.former and not tie.now and marker(tie.company.root) != "из"]
    here = [tie for tie in held if tie.person.sent == event.trigger.sent]
    titled = [tie for tie in here if tie.start < tie.person.start]
    if titled:
        return titled[0].company
    besides = frozenset(int(tie.company._.entity) for tie in own if tie.former or tie in here)
    topic = talked_of(scene, event.trigger, besides, own)
    if topic is not None:
        return topic
    if (working := _worked_at(event, own)) is not None:
        return working
    return here[0].company if here else next((tie.company for tie in own if _rises(scene, event)), None)


def _worked_at(event: Event, own: Sequence[Tie]) -> Span | None:
    """«Y, работавший в X с 2015 года, стал директором»: where nothing else is named, a rise within X."""
    held = [tie for tie in own if tie.held and tie.former and tie.person.sent == event.trigger.sent]
    return held[0].company if held and event.trigger.doc.lang_ == "ru" else None


def talked_of(scene: Scene, trigger: Token, besides: frozenset[int], own: Sequence[Tie]) -> Span | None:
    """The company talked of, one of somebody's own past only where the text names it apart from that, a medium last."""
    topic = scene.last_company(trigger, besides)
    other = scene.last_company(trigger)
    if other is not None and other._.entity in besides and _is_told_of(scene, other, trigger):
        return other
    if topic is not None and topic.label_ != "OUTLET":
        return topic
    told = {tie.company.start for tie in own}
    if other is not None and any(e._.entity == other._.entity and e.start not in told for e in scene.company_ents):
        return other
    return topic


def _is_told_of(scene: Scene, company: Span, trigger: Token) -> bool:
    """Is a company already the subject before the sentence that names it as somebody's past?"""
    before = [e for e in scene.company_ents if e.start < trigger.sent.start]
    return any(e._.entity == company._.entity for e in before) and company.start < trigger.sent.start


def _rises(scene: Scene, event: Event) -> bool:
    """Promotions happen where somebody works, also one "formerly vice president" there."""
    return any(frame.kind == "promoted" for frame in frames(scene.doc.lang_).get(event.frame.word, ()))


def origins(scene: Scene, party: Party, own: Sequence[Tie], goal: Span | None, event: Event) -> tuple[Span, ...]:
    """Where somebody came from: a description's company, the time before in the clause, a title or an earlier post."""
    there = -1 if goal is None else int(goal._.entity)
    if party.home is not None and party.home._.entity != there and not party.listed:
        return (party.home,)
    if earlier := _before(event.trigger, there):
        return earlier
    if goal is not None and (bought := acquired(scene, event.trigger, goal)):
        return bought
    if party.span is None:
        return ()
    if event.frame.kind in {"joined", "recruited"} and (kept := _kept_at(scene, event.trigger, there)) is not None:
        return (kept,)
    other = [tie for tie in own if tie.company._.entity != there and not tie.now]
    if event.frame.kind == "founded":  # who founds does not leave by that what they hold today
        other = [tie for tie in other if tie.former or tie.company.start in scene.former_companies]
    near = [tie for tie in other if tie.person.sent == event.trigger.sent]
    near = [tie for tie in near if tie.former and tie.role is not None and tie.start < tie.person.start] or near
    chosen = near or [tie for tie in other if tie.former] or other
    if not chosen and event.frame.kind != "founded" and _has_title(scene, party.span):
        topic = scene.last_company(party.span[0], frozenset({there}))
        return (topic,) if topic is not None and topic.start < event.trigger.i else ()
    if not chosen and event.frame.kind != "founded":
        below = [c for c in scene.company_ents if c.sent == party.span.sent and party.head.is_ancestor(c.root)]
        below = [c for c in below if c._.entity != there and not _is_told(event.trigger, party, c)]
        if not below and event.frame.kind == "joined" and (told := told_with(scene, party.span, event.trigger, there)):
            return (told,)
        return tuple(below[:1])
    return tuple(tie.company for tie in chosen[:1])


def _kept_at(scene: Scene, trigger: Token, there: int) -> Span | None:
    """ "turned down X and will stay at Y", "Y persuaded her to stay": who is wooed and stays came from there."""
    for verb in trigger.sent:
        if verb.lemma_ not in scene.words["staying_verbs"] or not is_verbal(verb) or verb == trigger:
            continue
        places = [child for child in verb.children if marker(child) in {"at", "with", "в", "у"}]
        persuader = subject(verb.head) if verb.dep_ == "xcomp" else None
        for token in (*places, *((persuader,) if persuader is not None else ())):
            found = [c for c in scene.companies(token) if c._.entity != there]
            if found:
                return found[0]
    return None


def _is_told(trigger: Token, party: Party, company: Span) -> bool:
    """Does a company of the person's phrase stand in the very clause that tells the move?"""
    return party.head.is_ancestor(trigger) and trigger.is_ancestor(company.root)


def _has_title(scene: Scene, person: Span) -> bool:
    """Does a bare title stand right before the name ("its CEO Jane Roe")?"""
    return person.start > 0 and scene.label_at(person.start - 1) == "ROLE"


def _before(trigger: Token, there: int) -> tuple[Span, ...]:
    """ "joined X after working at Y", "after 12 years at Y", «проработав в Y»: the company of the time before."""
    for child in trigger.children:
        converb = is_converb(child)
        earlier = converb or any(
            c.lower_ in {"after", "following", "having", "после", "спустя"} for c in child.children
        )
        other = any(c.dep_ in {"nsubj", "nsubj:pass"} and c.ent_type_ == "PERSON" for c in child.children)
        if child.dep_ in {"obl", "advcl", "nmod"} and earlier and not other:
            named = [e for e in child.doc.ents if e.label_ in COMPANY_LABELS and _is_within(e.root, child)]
            named = [e for e in named if e._.entity != there] or _spent(child, there)
            if not named and converb:  # «Проработав год в X, Y вернулся»: up to the comma all is the converb's
                closing = next((t.i for t in child.doc[child.i : child.sent.end] if t.text == ","), child.i)
                named = [e for e in child.doc.ents if child.i < e.start < closing and e.label_ in COMPANY_LABELS]
                named = [e for e in named if e._.entity != there and marker(e.root) in {"в", "на", "из", ""}]
            if named:
                return (named[0],)
    return ()


def _spent(span: Token, there: int) -> list[Span]:
    """ "after two years | at Y": the company right behind a stretch of time, which the parser hung on the verb."""
    near = range(span.i + 2, min(span.i + 2 + _BEHIND, span.sent.end))
    behind = [e for e in span.doc.ents if e.start in near and e.label_ in COMPANY_LABELS and e._.entity != there]
    placed = (
        bool(behind)
        and span.doc[span.i + 1].pos_ == "ADP"
        and marker(behind[0].root) in {"at", "in", "with", "в", "на"}
    )
    return behind[:1] if placed and span.ent_type_ not in COMPANY_LABELS else []


def acquired(scene: Scene, trigger: Token, goal: Span) -> tuple[Span, ...]:
    """The company a goal buys or licenses in the sentence of the move or in one of the two before it."""
    start = trigger.sent.start
    for _ in range(2):
        start = scene.doc[start - 1].sent.start if start else 0
    for verb in scene.doc[start : trigger.sent.end]:
        if verb.lemma_ not in scene.words["buy_verbs"] or not is_verbal(verb):
            continue
        buyer = subject(verb)
        if buyer is None or goal._.entity not in {c._.entity for c in scene.companies(buyer)}:
            continue
        things = [c for t in objects(verb) for c in (*scene.companies(t), scene.company_below(t)) if c is not None]
        bought = [c for c in things if c._.entity != goal._.entity]
        if bought:
            return (bought[0],)
    return ()


def _is_within(token: Token, top: Token) -> bool:
    return token == top or top.is_ancestor(token)


def departed(scene: Scene, event: Event, party: Party, own: Sequence[Tie]) -> tuple[Span, ...]:
    """What somebody left: as the clause says, their description's company, their post's, else the topic."""
    now = {int(tie.company._.entity) for tie in own if tie.now}  # "the exit of Roe, now at Y"
    sure = [company for company in event.origins if company._.entity not in now]
    if sure and not event.vague:
        return tuple(sure[:2])
    if party.home is not None:
        return (party.home,)
    if event.frame.slots.get("from", ("",))[0] == "subject" and _has_other_subject(scene, event):
        return tuple(event.origins[:1])
    present = [tie for tie in own if not tie.former and not tie.now] or [
        tie for tie in own if tie.held and tie.person.sent == event.trigger.sent
    ]
    if present and (not event.origins or present[0].person.sent == event.trigger.sent):
        return (present[0].company,)
    if sure:
        return tuple(sure[:2])
    if earlier := _before(event.trigger, -1):  # "After eleven years at X, Roe is calling it a day"
        return earlier
    described = [tie for tie in own if tie.former and tie.person.sent == event.trigger.sent]
    if described and (
        _in_clause_of(event.trigger, party) or _is_post(scene, described[0])
    ):  # "a former Google engineer who was fired in March"
        return (described[0].company,)
    besides = frozenset(int(tie.company._.entity) for tie in own if tie.now or tie.former)
    if (teller := _told_to(scene, event)) is not None and teller._.entity not in besides:
        return (teller,)
    last = scene.last_company(event.trigger, besides)
    if last is not None:
        return (last,)
    return tuple(tie.company for tie in own if not tie.now)[:1]


def _has_other_subject(scene: Scene, event: Event) -> bool:
    """Whether a noun that is no person loses somebody: it is their employer, known or not, and no other is to be guessed."""
    who = subject(event.trigger)
    return who is not None and who.pos_ == "NOUN" and not is_passive(event.trigger) and not scene.people(who)


def _told_to(scene: Scene, event: Event) -> Span | None:
    """ "X expects Roe to leave", "Roe told X she is leaving": the company over the clause, or the one that hears it."""
    above = scene.company_above(event.trigger)
    verb = event.trigger.head
    if above is not None or verb.lemma_ not in scene.words["speech_verbs"] | scene.words["plan_verbs"]:
        return above
    heard = (company for thing in objects(verb) for company in scene.companies(thing))
    return next((company for company in heard if company.label_ != "OUTLET"), None)  # "told Reuters she is leaving"


def _is_post(scene: Scene, tie: Tie) -> bool:
    """ "X's former CEO Roe stepped down": one leaves a post, while "former X executive Roe" has left long since."""
    role = tie.role
    return role is not None and role.start < tie.person.start and bool({t.lower_ for t in role} & scene.words["posts"])


def _in_clause_of(trigger: Token, party: Party) -> bool:
    """Does the trigger stand in a relative clause or participle of the person's phrase?"""
    token = trigger
    while token.dep_ not in {"acl", "acl:relcl", "root"} and token.head != token:
        token = token.head
    if token.dep_ == "root":
        return False
    return party.head in (token.head, token.head.head) or (is_verbal(token) and party.head.is_ancestor(token))
