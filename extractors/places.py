"""The places of a frame in the tree: which tokens stand in `subject`, `object`, `poss`, a bare case, a preposition.

Parsers err: where a place holds nothing the neighbours in the order of words are looked at, but only those.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extractors.cases import by_case
from extractors.scene import COMPANY_LABELS, Scene
from extractors.syntax import (
    agree,
    case_of,
    clause_tokens,
    dependents,
    governors,
    grammatical_subject,
    is_passive,
    is_verbal,
    marker,
    objects,
    subject,
)

_CASES = frozenset({"gen", "dat", "ins", "acc", "loc"})
_DEEP = frozenset({"from", "as", "из", "to"})  # prepositions a parser often hangs one level too low
_ONE_CASE = frozenset({"из", "от", "у", "к"})  # whose noun can have no other case, whatever the tagger says
_ADJUNCTS = frozenset({"obl", "nmod", "iobj", "obj", "advcl", "obl:agent", "dep", "acl", "orphan"})
_BARE = frozenset({"nmod", "obl", "iobj", "obj", "xcomp", "obl:agent"})
_PARTICLES = frozenset({"in", "on", "up", "over", "off"})
_NEAR = 6  # tokens between a trigger and a neighbour that may be its argument


def tokens_at(scene: Scene, place: str, trigger: Token) -> Iterator[Token]:
    """The tokens that stand in a place of the frame, the likeliest first."""
    if place == "subject":
        yield from _subjects(scene, trigger)
        yield from by_case(scene, place, trigger)
    elif place == "object":
        yield from _objects(scene, trigger)
        yield from by_case(scene, place, trigger)
    elif place in {"iobj", "xcomp", "attr"}:
        yield from dependents(trigger, place, "iobj")
    elif place == "object2":
        yield from dependents(trigger, "xcomp", "obl", "appos", "dep")
    elif place == "poss":
        yield from _possessors(scene, trigger)
    elif place == "above":
        yield from _subjects_above(trigger)
    elif place == "dat_above":  # «руководить компанией поручено Петрову»
        if trigger.head.lemma_ in scene.words["trust_verbs"] and trigger.head != trigger:
            yield from _bare(scene, "dat", trigger.head)
            yield from by_case(scene, "dat", trigger.head)
    elif place == "before":
        yield from dependents(trigger, "compound", "amod", "nmod:poss")
    elif place in _CASES:
        yield from _bare(scene, place, trigger)
        yield from by_case(scene, place, trigger)
    elif place == "by":
        yield from dependents(trigger, "obl:agent")
        yield from (c for c in trigger.children if marker(c) == "by")
    else:
        yield from _prepositional(scene, place, trigger)


def _in_case(token: Token, case: str) -> bool:
    """Names in Latin script do not decline: they may be of any case that stands without a preposition."""
    if case_of(token) == case:
        return True
    if (
        case == "gen"
        and token.dep_ == "nmod"
        and token.ent_type_ == "PERSON"
        and case_of(token) in {"acc", "dat", "loc"}
    ):
        return True  # a foreign name, its ending misread: bare after a noun it can be of no other case
    return case in {"gen", "ins"} and bool(token.ent_type_) and (not case_of(token) or token.is_ascii)


def _bare(scene: Scene, case: str, trigger: Token) -> Iterator[Token]:
    """Dependents without a preposition, those of a noun the verb is empty without ("принять приглашение Яндекса")."""
    empty = scene.words["post_nouns"] | scene.words["talk_nouns"]
    noun = trigger.pos_ == "NOUN" and scene.doc.lang_ == "ru"  # «уход с поста главы»: nobody's but the post's
    hosts = [trigger, *(c for c in trigger.children if c.lemma_ in empty and not (noun and marker(c)))]
    if trigger.dep_ == "xcomp" and is_verbal(trigger.head):  # «руководителем может стать …»
        hosts.append(trigger.head)
    for host in hosts:
        yield from (c for c in host.children if c.dep_ in _BARE and not marker(c) and _in_case(c, case))


def _subjects(scene: Scene, trigger: Token) -> Iterator[Token]:
    if trigger.pos_ in {"NOUN", "PROPN"} and not is_verbal(trigger) and not _misread(trigger):
        return
    found = subject(trigger)
    if found is not None:
        yield found
        if not is_passive(trigger):  # a Russian object in front of its verb is often taken for a second subject
            yield from (c for c in dependents(found.head, "nsubj") if c != found)
            if (
                scene.doc.lang_ == "ru"
                and trigger.dep_ == "acl:relcl"
                and found.head == trigger
                and not scene.people(found)
            ):
                yield from _subjects_above(trigger)
    elif is_passive(trigger):
        yield from _agents(scene, trigger)
    else:
        yield from _neighbours(scene, trigger, before=True, subject_=True)
        if scene.doc.lang_ == "ru":
            yield from _neighbours(scene, trigger, before=False, subject_=True)
        if trigger.dep_ == "conj" and is_verbal(trigger.head):
            yield from _neighbours(scene, trigger.head, before=True, subject_=True)
    if scene.doc.lang_ == "ru" and not is_passive(trigger):  # a subject behind its verb is often taken for an object
        yield from (c for c in dependents(trigger, "obj", "appos", "dep") if case_of(c) == "nom" and c != found)


def _subjects_above(noun: Token) -> Iterator[Token]:
    """Who "is in talks", "made an offer": the subject of the verb an action noun hangs on."""
    for head, _ in governors(noun):
        if is_verbal(head):
            found = grammatical_subject(head)
            if found is not None:
                yield found
            return


def _agents(scene: Scene, trigger: Token) -> Iterator[Token]:
    """Names in the instrumental that the tree has hung elsewhere: «основана в 1976 г. С. Джобсом»."""
    following = (p for p in scene.people_ents if trigger.i < p.start < trigger.sent.end)
    yield from (p.root for p in following if any(case_of(token) == "ins" for token in p))


def _objects(scene: Scene, trigger: Token) -> Iterator[Token]:
    found = objects(trigger)
    yield from found
    if not found and not is_passive(trigger):  # "named Jane Roe as its chief"
        yield from (c for c in dependents(trigger, "xcomp") if scene.label_at(c.i) == "PERSON")
        for role in dependents(trigger, "xcomp", "obj"):  # "elected | Jane Roe chief executive"
            if scene.label_at(role.i) == "ROLE":
                yield from (c for c in dependents(role, "compound") if scene.label_at(c.i) == "PERSON")
    if not found and not is_passive(trigger):  # "drafted in | Jane Roe"
        near = scene.doc[trigger.i + 1 : trigger.i + 2]
        obliques = [c for c in dependents(trigger, "obl") if c.ent_type_ == "PERSON" and marker(c) in _PARTICLES]
        yield from (c for c in obliques if near.text.lower() == marker(c))
    if not found and scene.doc.lang_ == "ru" and not is_passive(trigger):
        yield from (c for c in dependents(trigger, "nsubj") if not scene.people(c))
    if not found and not is_passive(trigger):
        yield from _neighbours(scene, trigger, before=False, subject_=False)


def _misread(trigger: Token) -> bool:
    """A verb form the tagger took for a noun: Russian lemmas of verbs have their endings, English ones a headline."""
    return trigger.lemma_.endswith(("ть", "ться", "ти", "тись")) or trigger.lemma_ != trigger.lower_


def _neighbours(scene: Scene, trigger: Token, *, before: bool, subject_: bool) -> Iterator[Token]:
    """The nearest name on one side where the tree gives the trigger no argument at all."""
    own = {"nsubj", "nsubj:pass"} if subject_ else {"obj", "iobj", "nsubj:pass", "ccomp", "xcomp"}
    if any(child.dep_ in own for child in trigger.children):
        return
    sentence, doc = trigger.sent, scene.doc
    places = (
        range(trigger.i - 1, max(sentence.start, trigger.i - _NEAR) - 1, -1)
        if before
        else range(trigger.i + 1, min(sentence.end, trigger.i + _NEAR + 1))
    )
    for i in places:
        if is_verbal(doc[i]) or doc[i].text in {";", "—", "–"}:
            return
        if subject_ and not agree(doc[i], trigger):
            continue
        if not subject_ and scene.doc.lang_ == "ru" and doc[i].dep_ == "nsubj" and doc[i].head == trigger:
            continue
        if subject_ and scene.is_person_noun(doc[i]) and not marker(doc[i]):
            yield doc[i]
        if scene.label_at(i) in COMPANY_LABELS | {"PERSON"} and not marker(scene.entity_at[i].root):
            yield scene.entity_at[i].root
            if scene.label_at(i) == "PERSON":
                return


def _possessors(scene: Scene, trigger: Token) -> Iterator[Token]:
    pronouns = scene.words["person_pronouns"] | scene.words["company_pronouns"]
    for token in trigger.children:
        determiner = token.pos_ in {"DET", "PRON"} and token.dep_ in {"det", "nmod", "amod"}
        mine = token.dep_ == "det" and token.lower_ in scene.words["first_person"]
        if token.dep_ == "nmod:poss" or mine or (determiner and (token.lower_ in pronouns or token.lemma_ in pronouns)):
            yield token


def _prepositional(scene: Scene, place: str, trigger: Token) -> Iterator[Token]:
    word, _, case = place.partition("+")
    own = (*dependents(trigger, "nsubj", "nsubj:pass", "obj"), *dependents(trigger, "obl", "xcomp")) if case else ()
    for noun in own:
        if noun.lemma_ == word:  # "X's top job goes to", "an end to her career at X", «его местом работы стал Y»
            yield from _possessors(scene, noun) if case == "poss" else ()
            yield from (c for c in clause_tokens(noun) if marker(c) == case)
            if case == "gen":
                yield from (c for c in noun.children if c.dep_ in {"nmod", "appos"} and not marker(c))
    yield from (c for c in dependents(trigger, "advmod") if c.lower_ in scene.words["adverbs " + place])
    for token in _adjuncts(scene, word, trigger):
        if token.dep_ not in _ADJUNCTS:
            continue
        if marker(token) == word and (not case or case_of(token) in {case, ""} or token.is_ascii or word in _ONE_CASE):
            yield token
        elif not marker(token) and token.lemma_ == word and case:
            yield from (c for c in token.children if c.dep_ in {"nmod", "appos", "obl"})
        elif token.lemma_ == word:
            yield from (c for c in token.children if c.dep_ in {"nmod", "obl", "appos", "iobj"})


def _adjuncts(scene: Scene, word: str, trigger: Token) -> Iterator[Token]:
    """What may be a trigger's adjunct: its children, their own adjuncts, and those a noun has lost to its verb."""
    yield from clause_tokens(trigger) if word in _DEEP else trigger.children
    for child in dependents(trigger, "xcomp") if scene.doc.lang_ == "ru" and word in {"в", "из"} else ():
        yield from (c for c in clause_tokens(child) if marker(c) == word)  # «ушёл строить маркетплейс в …»
    for child in trigger.children:  # «занять пост директора в Сбере», "the top job at X"
        if child.lemma_ in scene.words["post_nouns"] | scene.words["talk_nouns"]:
            yield from (c for c in clause_tokens(child) if marker(c))
    for child in trigger.children if word not in _DEEP else ():
        if child.dep_ in _ADJUNCTS and marker(child) and child.ent_type_ in COMPANY_LABELS | {"DATE", "PLACE"}:
            yield from (c for c in child.children if c.dep_ == "nmod" and c.i > child.i)
    if trigger.pos_ in {"NOUN", "PROPN"} and not is_verbal(trigger) and is_verbal(trigger.head):
        low, high = sorted((trigger.i, trigger.head.i))
        yield from (c for c in trigger.head.children if low < c.i < high and c.dep_ in {"obl", "nmod"})
