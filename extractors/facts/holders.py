"""Who holds a title: the name beside it, the subject of its clause, or the person it is in apposition to."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extractors.facts.employers import closing
from extractors.scene import Scene
from extractors.syntax import dependents, feature, grammatical_subject, is_passive, is_verbal

_CLIMB = 10
_GAP = 9
_AND = {"and", "&", "и", ",", "а", "also", "with"}


def holders(scene: Scene, title: Span, stop: int) -> list[Span]:
    """The people a title belongs to; `stop` is the token after its organisations ("CEO of X, Ann Lee")."""
    close = _right_after(scene, title.end, title.sent.end, commas=False)
    if close:
        return close
    beside = _right_before(scene, title)
    if beside:
        return beside
    behind = _right_after(scene, stop, title.sent.end, commas=True)
    if behind:
        return behind
    return of_clause(scene, title.root)


def person_at(scene: Scene, at: int) -> Span | None:
    """The PERSON entity that covers a token."""
    ent = scene.entity_at.get(at)
    return ent if ent is not None and ent.label_ == "PERSON" else None


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
        elif is_verbal(token) or token.text in {";", ".", ":"} or at - found[-1].end > _GAP - 4:
            break
        elif token.pos_ in {"ADP", "SCONJ", "PRON"} and scene.doc.lang_ == "en":
            break
        elif scene.doc.lang_ == "ru" and token.pos_ not in {"ADJ", "NOUN", "PROPN"}:
            break
        at += 1
    return found


def _right_after(scene: Scene, start: int, end: int, *, commas: bool) -> list[Span]:
    """The name that follows: "CTO Kyle Vogt", behind the organisation also after a comma or dash."""
    for at in range(start, min(end, start + 5)):
        person = person_at(scene, at)
        if person is not None:
            behind = scene.doc[person.end : person.end + 1].text
            if behind in {"'s", "’s"} and scene.doc.lang_ == "en":
                return []
            return chain(scene, person, end)
        token = scene.doc[at]
        ent = scene.entity_at.get(at)
        if ent is not None and ent.label_ not in {"ROLE"}:
            return []
        bridge = token.lower_ in {"mr", "mr.", "dr", "dr.", "ms", "ms.", "mrs.", "sir", "professor", "“", "«", '"'}
        if not bridge and not (commas and token.text in {",", "-", "—", "–"}) and token.pos_ not in {"ADJ", "PROPN", "NOUN"}:
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
        elif ent is not None or is_verbal(token) and token.dep_ != "amod":
            return []
        elif token.pos_ in {"SCONJ", "ADP", "PRON"} or token.text in {";", ":", "."}:
            return []
        at -= 1
        gap += 1
    return []


def of_clause(scene: Scene, token: Token) -> list[Span]:
    """The subject of the clause a noun is predicate or complement of; for "named him CEO" the object."""
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
        if is_verbal(token):
            subject = grammatical_subject(token)
            return people(scene, subject) if subject is not None else []
        if token.head == token:
            return []
        if token.dep_ in {"nsubj", "nsubj:pass", "obj", "obl:agent", "iobj"} and not _is_held(scene, token):
            return []
        token = token.head
    return []


def _is_held(scene: Scene, token: Token) -> bool:
    return token.head.lemma_ in scene.words["hold_verbs"] and token.dep_ == "obj"


def people(scene: Scene, token: Token) -> list[Span]:
    """The named people a noun or pronoun stands for."""
    found = [party.span for party in scene.people(token) if party.span is not None]
    if found or feature(token, "PronType") == "Rel":
        return found
    inside = person_at(scene, token.i)
    return [inside] if inside is not None else []
