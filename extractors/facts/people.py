"""Who a noun, a pronoun or a clause is about, as a named person."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extractors.facts.names import is_person, new_person
from extractors.scene import Scene
from extractors.syntax import (
    antecedent,
    case_of,
    conjuncts,
    dependents,
    feature,
    grammatical_subject,
    is_passive,
    is_verbal,
    marker,
)

_CLIMB = 10
_OPENING = 4  # a text about somebody names them among its first words


def person_at(scene: Scene, at: int) -> Span | None:
    """The PERSON entity that covers a token."""
    ent = scene.entity_at.get(at)
    return ent if is_person(ent) else None


def of_clause(scene: Scene, token: Token) -> list[Span]:
    """The subject of the clause a noun is predicate or complement of; for "named him CEO" the object."""
    posts = scene.words["post_nouns"] | scene.words["person_nouns"]
    for _ in range(_CLIMB):
        own = person_at(scene, token.i)
        if own is not None:
            return [own]
        subjects = dependents(token, "nsubj", "nsubj:pass")
        if is_verbal(token) and token.lemma_ in scene.words["appoint_verbs"] and not is_passive(token):
            objects = [p for t in dependents(token, "obj") for p in people(scene, t)]
            if objects:
                return objects
        if subjects:
            return people(scene, subjects[0])
        if token.dep_.startswith("nsubj") and (equal := person_at(scene, token.head.i)) is not None:
            return [equal]
        if token.lemma_ in scene.words["being_verbs"] and token.dep_ == "xcomp":
            token = token.head
            continue
        if is_verbal(token) and (subject := grammatical_subject(token)) is not None:
            found = people(scene, subject)
            if found or subject != token.head:
                return found
            token = subject
            continue
        if is_verbal(token) and (adrift := _right_before_verb(scene, token)):
            return adrift
        if token.head == token or token.lemma_ in scene.words["candidates"]:
            return []
        if token.lemma_ in posts and _is_aspired(scene, token):
            return []
        if token.dep_ == "conj" and person_at(scene, token.head.i) is not None:
            return []
        if (
            scene.doc.lang_ == "ru"
            and token.dep_ == "nmod"
            and token.head.lemma_ not in posts
            and not is_title(scene, token.head)
        ):
            return []
        if token.dep_ in {"nsubj", "nsubj:pass", "obj", "obl:agent", "iobj"} and not _is_held(scene, token):
            return []
        token = token.head
    return []


def _is_aspired(scene: Scene, post: Token) -> bool:
    """Whether a post is a goal and not held: «претендует на пост», but not «назначен на пост» or «на посту»."""
    goal = marker(post) == "на" and case_of(post) == "acc"
    return goal and post.head.lemma_ not in scene.words["appoint_verbs"]


def _right_before_verb(scene: Scene, verb: Token) -> list[Span]:
    """The name a verb follows where the parser gave the verb no subject: "Before joining X, Ann Lee served"."""
    at = verb.i - 1
    while at > verb.sent.start and scene.doc[at].pos_ in {"AUX", "ADV"}:
        at -= 1
    person = person_at(scene, at)
    comma = person is not None and person.start > 0 and scene.doc[person.start - 1].text == ","
    return [person] if person is not None and comma and verb.dep_ == "root" else []


def is_title(scene: Scene, token: Token) -> bool:
    """Whether a token is inside a ROLE or PERSON entity."""
    ent = scene.entity_at.get(token.i)
    return ent is not None and ent.label_ in {"ROLE", "PERSON"}


def _is_held(scene: Scene, token: Token) -> bool:
    return token.head.lemma_ in scene.words["hold_verbs"] and token.dep_ == "obj"


def people(scene: Scene, token: Token) -> list[Span]:
    """The named people a noun or pronoun stands for; "who" of a predicate is the predicate's subject."""
    if feature(token, "PronType") == "Rel" or token.lower_ in {"who", "that", "which"} or token.lemma_ == "который":
        noun = antecedent(token)
        if noun is None:
            return []
        named = [party.span for party in scene.people(noun) if is_person(party.span)]
        return [p for p in named if p is not None] or of_clause(scene, noun)
    if token.pos_ in {"PRON", "DET"} and token.lower_ in scene.words["singular_pronouns"]:
        meant = referent(scene, token)
        return [meant] if meant is not None else []
    found = [party.span for party in scene.people(token) if party.span is not None and is_person(party.span)]
    for one in conjuncts(token):
        if one.i not in scene.entity_at:
            beside = [
                person_at(scene, c.i) for c in one.children if c.dep_ in {"appos", "flat", "flat:name", "compound"}
            ]
            found.extend([p for p in beside if p is not None][:1])
    if found:
        return list({p._.entity: p for p in found}.values())
    honoured = scene.entity_at.get(token.i)
    if honoured is not None and honoured.label_ == "PERSON" and honoured.start > 1:
        before = person_at(scene, honoured.start - 2)
        return [before] if before is not None else []
    new = new_person(scene, token)
    return [new] if new is not None else []


def referent(scene: Scene, pronoun: Token) -> Span | None:
    """Who "he" or "she" is: the last subject, else the person the text is about, else the person named last."""
    last = scene.last_person(pronoun)
    about = topic_person(scene)
    if about is None or last is None or last._.entity == about._.entity or about.start > pronoun.i:
        return last if last is not None else about
    is_subject = last.root.dep_ in {"nsubj", "nsubj:pass"} or last.root.head.dep_ in {"nsubj", "nsubj:pass"}
    return last if is_subject else about


def topic_person(scene: Scene) -> Span | None:
    """The person a text opens with, as a life does: "Ann Lee (born 1950) is a chemist"."""
    first = next((ent for ent in scene.people_ents if is_person(ent)), None)
    return first if first is not None and first.start < _OPENING else None
