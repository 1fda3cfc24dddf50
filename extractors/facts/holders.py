"""Who holds a title: the name beside it, the subject of its clause, or the person it is in apposition to."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extractors.facts.employers import closing
from extractors.facts.names import is_person, new_person
from extractors.scene import Scene
from extractors.syntax import antecedent, conjuncts, dependents, feature, grammatical_subject, is_passive, is_verbal

_CLIMB = 10
_GAP = 9
_OPENING = 4  # a text about somebody names them among its first words
_AND = {"and", "&", "и", ",", "а", "also", "with"}


def holders(scene: Scene, title: Span, stop: int) -> list[Span]:
    """The people a title belongs to; `stop` is the token after its organisations ("CEO of X, Ann Lee")."""
    plural = feature(title.root, "Number") == "Plur"
    close = _right_after(scene, title.end, title.sent.end, commas=False) or (
        _right_after(scene, stop, title.sent.end, commas=False) if scene.doc.lang_ == "ru" else []
    )
    if close:
        return close if plural else close[:1]
    beside = _right_before(scene, title)
    if beside:
        return beside
    behind = _right_after(scene, stop, title.sent.end, commas=True)
    if behind:
        return behind if plural else behind[:1]
    return of_clause(scene, title.root)


def person_at(scene: Scene, at: int) -> Span | None:
    """The PERSON entity that covers a token."""
    ent = scene.entity_at.get(at)
    return ent if is_person(ent) else None


def chain(scene: Scene, first: Span, end: int) -> list[Span]:
    """A person with those listed behind: "A, B and C", glosses in brackets and after commas left out."""
    found, at, joined = [first], first.end, False
    while at < end:
        token = scene.doc[at]
        person = person_at(scene, at)
        if person is not None:
            if not joined:
                break
            found.append(person)
            at, joined = person.end, False
            continue
        if token.text in {"(", "["}:
            at = closing(scene, at, end) + 1
            continue
        if token.lower_ in _AND or token.lower_ in {"mr", "mr.", "dr", "dr.", "ms", "ms.", "sir"}:
            joined = True
        elif (
            is_verbal(token)
            or token.text in {";", ".", ":"}
            or at - found[-1].end > _GAP - 4
            or (token.pos_ in {"ADP", "SCONJ", "PRON"} and scene.doc.lang_ == "en")
            or (scene.doc.lang_ == "ru" and token.pos_ not in {"ADJ", "NOUN", "PROPN"})
        ):
            break
        at += 1
    return found


def _right_after(scene: Scene, start: int, end: int, *, commas: bool) -> list[Span]:
    """The name that follows: "CTO Kyle Vogt", behind the organisation also after a comma or dash."""
    for at in range(start, min(end, start + (5 if scene.doc.lang_ == "en" else 8))):
        person = person_at(scene, at)
        if person is not None:
            behind = scene.doc[person.end : person.end + 1].text
            if behind in {"'s", "’s"} and scene.doc.lang_ == "en":
                return []
            return chain(scene, person, end)
        token = scene.doc[at]
        ent = scene.entity_at.get(at)
        if ent is not None and ent.label_ not in {"ROLE"} and (scene.doc.lang_ == "en" or ent.label_ in {"MONEY"}):
            return []
        bridge = token.lower_ in {
            "mr",
            "mr.",
            "dr",
            "dr.",
            "ms",
            "ms.",
            "mrs.",
            "sir",
            "professor",
            "“",
            "«",
            "»",
            '"',
        } or (scene.doc.lang_ == "ru" and (ent is not None or token.lower_ in {"по", "от", "в", "на"}))
        if (
            not bridge
            and not (commas and token.text in {",", "-", "—", "–"})
            and token.pos_ not in {"ADJ", "PROPN", "NOUN"}
        ):
            return []
        if token.pos_ == "NOUN" and scene.doc.lang_ == "en" and not bridge:
            return []
    return []


def _right_before(scene: Scene, title: Span) -> list[Span]:
    """The name this title explains: "Ann Lee, 45, CEO", "Ann Lee (born 1950), a former head", "Ann Lee — head"."""
    at, gap, begin, commas = title.start - 1, 0, title.sent.start, 0
    while at >= begin and gap < _GAP:
        token = scene.doc[at]
        person = person_at(scene, at)
        if person is not None:
            return [person] if commas else []
        ent = scene.entity_at.get(at)
        if token.text in {")", "]"}:
            opening = "(" if token.text == ")" else "["
            at = next((i for i in range(at, begin - 1, -1) if scene.doc[i].text == opening), begin) - 1
            commas += 1
            continue
        if token.text in {",", "—", "–", "-", "("}:
            commas += 1
        elif ent is not None and ent.label_ in {"ROLE", "DATE"}:
            at = ent.start - 1
            gap += 1
            continue
        elif (
            ent is not None
            or (is_verbal(token) and token.dep_ != "amod")
            or token.pos_ in {"SCONJ", "ADP", "PRON"}
            or token.text in {";", ":", "."}
        ):
            return []
        at -= 1
        gap += 1
    return []


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
            return people(scene, subject)
        if token.head == token or token.lemma_ in scene.words["candidates"]:
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
