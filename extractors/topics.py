"""What is told in the words of a move and is none: sport, politics, seats on boards, calls and clubs one joins."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Span, Token

from extractors.arguments import Event
from extractors.scene import Scene
from extractors.syntax import grammatical_subject, marker

_HEADS_OF_STATE = frozenset({"president", "head", "leader", "президент", "глава", "лидер", "председатель"})
_INTO = frozenset({"to", "into", "on", "в", "на"})  # what one may go to instead of another employer
_MANY = 2  # words of politics or sport that make it what a text is about


def is_off_topic(scene: Scene, event: Event) -> bool:
    """Is the event no move of talent between employers?"""
    words, trigger = scene.words, event.trigger
    if event.frame.kind != "founded" and _board_seat(scene, event):
        return True
    places = {c.lemma_ for c in trigger.children if c.dep_ == "obj" or (c.dep_ == "obl" and marker(c) in _INTO)}
    if places & words["not_employers"] and not event.to:
        return True
    if event.frame.kind in {"left", "retired"} and _count(scene, "death_verbs"):
        return True
    doer = None if trigger.pos_ == "NOUN" else grammatical_subject(trigger)
    if doer is not None and scene.label_at(doer.i) in {"", "ROLE"} and doer.lemma_ in words["politics"]:
        return True
    titles = {t.lemma_ for party in event.people for t in _title(scene, party.head)}
    roles = set(event.role.casefold().split()) if event.role is not None else set()
    sports = sum(t.lemma_ in words["sports"] for t in trigger.sent)
    if sports >= _MANY or titles & words["sports"]:
        return True
    if (titles | roles) & words["core_titles"]:
        return False
    named = [*event.to, *event.origins]
    known = any(e.kb_id_ for e in named)  # a text on technology may liken engineers to players
    if not known and (_count(scene, "sports") > _MANY or _count(scene, "politics") > _MANY):
        return True
    company = any(_is_employer(scene, e) for e in named)
    if company and not roles & words["politics"]:
        return False
    if (titles | roles) & words["politics"] or sports or _is_political(scene, trigger):
        return True
    return any(_rules_land(scene, t) for party in event.people for t in _title(scene, party.head))


def _count(scene: Scene, name: str) -> int:
    """How many words of a list the whole text has; heads of state count as politics."""
    if name not in scene.counts:
        words = scene.words[name]
        heads = name == "politics"
        scene.counts[name] = sum(t.lemma_ in words or (heads and _rules_land(scene, t)) for t in scene.doc)
    return scene.counts[name]


def _title(scene: Scene, head: Token) -> list[Token]:
    """The words of the titles that stand beside a name or description."""
    name = scene.entity_at.get(head.i)
    start, end = (name.start, name.end) if name is not None else (head.i, head.i + 1)
    near = [head, head.head, *head.children]
    near += scene.doc[max(head.sent.start, start - 3) : start]
    near += scene.doc[end : min(head.sent.end, end + 4)]
    return [t for t in near if t.pos_ in {"NOUN", "PROPN", "ADJ"} and scene.label_at(t.i) in {"", "ROLE"}]


def _is_employer(scene: Scene, body: Span) -> bool:
    """A company, or another body that is not of the state."""
    return not is_state_body(scene, body) and (
        body.label_ == "COMPANY" or (body.label_ == "ORG" and not {t.lemma_ for t in body} & scene.words["politics"])
    )


def is_state_body(scene: Scene, body: Span) -> bool:
    """Whether a name begins as those of ministries and other powers do: «Минфина», «Росреестром»."""
    stems = scene.words["state_bodies"]
    name = body.text.strip('«»"').lower()
    acronym = "".join(takewhile(str.isupper, body.text)).lower()  # МИДа, ФСБ
    return not body.kb_id_ and (
        acronym in scene.words["state_acronyms"] or any(name.startswith(stem) for stem in stems)
    )


def _is_political(scene: Scene, trigger: Token) -> bool:
    """Does the sentence, or the text more than once, speak of the state?"""
    politics = scene.words["politics"]
    if any(t.lemma_ in politics or _rules_land(scene, t) for t in trigger.sent):
        return True
    return _count(scene, "politics") >= _MANY


def _rules_land(scene: Scene, token: Token) -> bool:
    """ "the president of France", «глава Грузии», "Iraqi leader" has no such form."""
    if token.lemma_ not in _HEADS_OF_STATE:
        return False
    lands = [c for c in token.children if scene.label_at(c.i) == "PLACE" and marker(c) in {"", "of"}]
    return bool(lands)


def _board_seat(scene: Scene, event: Event) -> bool:
    """A seat on a board is no job: "joins the board of X", «войти в совет директоров»."""
    board = scene.words["board"]
    near = [
        t
        for child in event.trigger.children
        if child.dep_ in {"obj", "obl", "nmod", "xcomp"} and marker(child) not in {"with", "by", "с", "after", "против"}
        for t in (child, *(c for c in child.children if c.dep_ in {"nmod", "compound", "amod"}))
    ]
    lemmas = {t.lemma_ for t in near}
    return bool(lemmas & board) and "chairman" not in lemmas
