"""Arguments by grammatical case and order where the tree gives none: for languages whose nouns say what they are.

A clause is what stands between finite verbs, relative words and dashes, participles in commas left out (a shallow
segmentation; parsers attach names in long noun phrases to the wrong noun more often than taggers miss their case).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extractors.scene import COMPANY_LABELS, Scene
from extractors.syntax import agree, case_of, feature, is_infinitive, is_passive, marker

_STOPS = frozenset({";", ":", "—", "–", "(", ")"})
_THROUGH = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "X"})  # what a title before a name is made of
_QUOTES = frozenset('«»"“”„-')
_NAMES = COMPANY_LABELS | {"ROLE", "PLACE"}
_FAR = 30  # tokens on each side of a trigger that may be its clause
_OF = 12  # tokens between an action noun and the person whose action it is
_ORDINALS = frozenset(
    {"второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый", "последний", "первый", "очередной"}
)  # fmt: skip
_ENDS = _STOPS | {","}
_PHRASE = 7  # tokens behind a comma within which a participle makes what follows its own phrase
_ACTIVE = {"subject": ("nom",), "object": ("acc", "gen"), "dat": ("dat",), "ins": ("ins",)}
_PASSIVE = {"subject": ("ins",), "object": ("nom",), "dat": ("dat",), "ins": ("ins",)}


def by_case(scene: Scene, place: str, trigger: Token) -> Iterator[Token]:
    """Names of people in the trigger's clause without a preposition whose case is that of a place of the frame."""
    if scene.doc.lang_ != "ru":
        return
    if trigger.pos_ == "NOUN" and place == "gen":
        yield from _of_noun(scene, trigger)
    wanted = (_PASSIVE if is_passive(trigger) else _ACTIVE).get(place)
    if wanted is None or trigger.pos_ == "NOUN":
        return
    for person in people_around(scene, trigger):
        case = case_of(person.root)
        other = place == "subject" and not agree(person.root, trigger)
        if case in wanted and not other and not _is_prepositional(scene, person):
            yield person.root
    if place == "subject" and not is_passive(trigger):
        yield from _counted(scene, trigger)


def _of_noun(scene: Scene, noun: Token) -> Iterator[Token]:
    """«переход в X директора Y Ивана Петрова»: the name in the genitive behind an action noun, its own title between."""
    for person in scene.people_ents:
        if not noun.i < person.start <= noun.i + _OF or person.sent != noun.sent:
            continue
        between = scene.doc[noun.i + 1 : person.start]
        if any(t.text in _ENDS or feature(t, "VerbForm") == "Fin" for t in between):
            return
        cases = {case_of(token) for token in person} - {""}
        if not len(between) or (
            "gen" in cases | {"gen" if "acc" in cases else ""} and not _is_prepositional(scene, person)
        ):
            yield person.root
            return


def teller(scene: Scene, noun: Token, verbs: frozenset[str]) -> Span | None:
    """Who tells of an own departure or arrival: the nominative before the noun, one of the verbs between the two."""
    seen = False
    for token in reversed(scene.doc[noun.sent.start : noun.i]):
        if feature(token, "VerbForm") == "Fin":
            if seen or token.lemma_ not in verbs:
                return None
            seen = True
        ent = scene.entity_at.get(token.i)
        if seen and ent is not None and ent.label_ == "PERSON" and case_of(ent.root) == "nom":
            return ent
        if token.text in _STOPS:
            return None
    return None


def role_by_case(scene: Scene, trigger: Token) -> Span | None:
    """The title in the instrumental of the trigger's clause: what somebody is made or becomes."""
    if scene.doc.lang_ != "ru":
        return None
    inside = set(_clause(trigger))
    able = [
        e
        for e in scene.doc.ents
        if e.label_ == "ROLE" and e.root.i in inside and (case_of(e.root) == "ins" or e.root.is_ascii)
    ]
    able = [e for e in able if not marker(e.root) and e.root.head.lemma_ != "быть" and not is_counted(e)]
    return min(able, key=lambda e: (abs(e.root.i - trigger.i), e.start), default=None)


def is_counted(role: Span) -> bool:
    """«стал вторым сооснователем, который ушёл», «седьмым из двенадцати основателей»: one of many, no post."""
    if role.doc.lang_ != "ru":
        return False
    following = role.doc[role.end : role.end + 2]
    told = len(following) == 2 and following[0].text == ","
    ordinal = any(t.dep_ == "amod" and t.lemma_ in _ORDINALS for t in role.root.children)
    return marker(role.root) == "из" or (
        ordinal and told and (following[1].lemma_ in {"который", "кто"} or feature(following[1], "VerbForm") == "Part")
    )


def _counted(scene: Scene, trigger: Token) -> Iterator[Token]:
    """«одиннадцать инженеров переходят»: counted people in front of a plural verb."""
    if feature(trigger, "Number") != "Plur":
        return
    for at in sorted(_clause(trigger)):
        noun = scene.doc[at]
        counted = any(scene.doc[i].pos_ == "NUM" for i in range(max(noun.sent.start, at - 2), at))
        if at < trigger.i and counted and case_of(noun) == "gen" and scene.is_person_noun(noun) and not marker(noun):
            yield noun


def people_around(scene: Scene, trigger: Token) -> list[Span]:
    """The names of people in the trigger's clause, the nearest first."""
    inside = set(_clause(trigger))
    found = [e for e in scene.people_ents if e.sent == trigger.sent and e.root.i in inside]
    return sorted(found, key=lambda e: (abs(e.root.i - trigger.i), e.start))


def _clause(trigger: Token) -> Iterator[int]:
    """The indices of the tokens of a trigger's own clause."""
    for step in (1, -1):
        at, through = trigger.i + step, is_infinitive(trigger) and step < 0
        while trigger.sent.start <= at < trigger.sent.end and abs(at - trigger.i) <= _FAR:
            token = trigger.doc[at]
            if _ends_clause(token, trigger):
                if not (through and feature(token, "VerbForm") == "Fin"):
                    break
                through = False  # «отказался перейти»: the verb of an infinitive
            if token.text == ",":
                through = False
                beyond = _beyond_phrase(token, step)
                if beyond is None:
                    break
                at = beyond
                continue
            yield at
            at += step


def _ends_clause(token: Token, trigger: Token) -> bool:
    if token.text in _STOPS or feature(token, "PronType") == "Rel" or token.pos_ == "SCONJ":
        return True
    finite = feature(token, "VerbForm") == "Fin" or (token.pos_ == "VERB" and feature(token, "Variant") == "Short")
    above = is_infinitive(trigger) and token in (trigger.head, trigger.head.head)
    return finite and token.pos_ != "AUX" and not above and token.lemma_ != "быть"


def _beyond_phrase(comma: Token, step: int) -> int | None:
    """The place behind a comma, or behind the participle's phrase it opens; None where that ends the clause."""
    doc, sent = comma.doc, comma.sent
    at = comma.i + step
    for seen in range(_FAR):
        if not sent.start <= at < sent.end:
            return None if seen < _FAR and _has_participle(comma, step) else comma.i + step
        if doc[at].text == ",":
            return at + step if _has_participle(comma, step) else comma.i + step
        at += step
    return comma.i + step


def _has_participle(comma: Token, step: int) -> bool:
    """Is there a participle between a comma and the next one: near its head, so in the phrase's first words?"""
    doc, at, phrase = comma.doc, comma.i + step, []
    while comma.sent.start <= at < comma.sent.end and doc[at].text != ",":
        phrase.append(doc[at])
        at += step
    ordered = phrase if step == 1 else phrase[::-1]
    return any(
        (feature(t, "VerbForm") in {"Part", "Conv"} and feature(t, "Variant") != "Short") or t.lemma_ == "который"
        for t in ordered[:_PHRASE]
    )


def _is_prepositional(scene: Scene, person: Span) -> bool:
    """Does a preposition stand before a name or before the title it follows?"""
    if marker(person.root):
        return True
    at = person.start - 1
    while at >= person.sent.start:
        token = scene.doc[at]
        if token.pos_ == "ADP":
            following = scene.doc[at + 1]
            if token.lower_ == "по" and scene.label_at(at - 1) in {"ROLE", ""} and following.i != person.start:
                at -= 1
                continue
            quoted = scene.doc[at + 2 : at + 3] if following.text in _QUOTES else ()
            return not any(scene.label_at(t.i) in _NAMES - {"ROLE"} for t in (following, *quoted))
        if scene.label_at(at) == "DATE" or not (
            scene.label_at(at) in _NAMES or token.pos_ in _THROUGH or token.text in _QUOTES
        ):
            return False
        at -= 1
    return False
