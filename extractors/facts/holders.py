"""Who holds a title: the name beside it, the subject of its clause, or the person it is in apposition to."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extractors.facts.employers import closing
from extractors.facts.people import of_clause, person_at
from extractors.scene import Scene
from extractors.syntax import feature, is_verbal

_GAP = 9
_GLOSS = 5  # words said of one of a list: "Ann Lee, organic chemist, and"
_FORMS_OF_ADDRESS = {"mr", "mr.", "dr", "dr.", "ms", "ms.", "mrs", "mrs.", "sir", "professor"}
_QUOTES = {"«", "»", "“", "”", '"'}
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
    return of_clause(scene, title.root) or _before_copula(scene, title)


def _before_copula(scene: Scene, title: Span) -> list[Span]:
    """The subject by the order of the words, where the parser lost it: "Mr Lee was the founder and CEO of"."""
    at, verbs = title.start - 1, 0
    linking = scene.words["being_verbs"] | scene.words["appoint_verbs"] | {"have", "be", "as"}
    while at > title.sent.start:
        token, ent = scene.doc[at], scene.entity_at.get(at)
        if ent is not None and ent.label_ == "ROLE" and not verbs:
            at = ent.start - 1
        elif ent is None and token.lemma_ in linking:
            at, verbs = at - 1, verbs + 1
        elif ent is None and (token.pos_ in {"DET", "ADV", "AUX"} or (token.lower_ in _AND and not verbs)):
            at -= 1
        else:
            break
    person = person_at(scene, at)
    return [person] if person is not None and verbs else []


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
        elif token.text in {"(", "["}:
            at = closing(scene, at, end) + 1
        elif token.lower_ in _AND or token.lower_ in _FORMS_OF_ADDRESS:
            at, joined = at + 1, True
        elif at - found[-1].end > _GLOSS or _ends_a_list(scene, token):
            break
        else:
            at += 1
    return found


def _ends_a_list(scene: Scene, token: Token) -> bool:
    if scene.doc.lang_ == "ru":
        return is_verbal(token) or token.pos_ not in {"ADJ", "NOUN", "PROPN"}
    return is_verbal(token) or token.text in {";", ".", ":"} or token.pos_ in {"ADP", "SCONJ", "PRON"}


def _right_after(scene: Scene, start: int, end: int, *, commas: bool) -> list[Span]:
    """The name that follows: "CTO Kyle Vogt", behind the organisation also after a comma or dash."""
    reach = 5 if scene.doc.lang_ == "en" else 8
    for at in range(start, min(end, start + reach)):
        person = person_at(scene, at)
        if person is not None:
            owner = scene.doc[person.end : person.end + 1].text in {"'s", "’s"} and scene.doc.lang_ == "en"
            return [] if owner else chain(scene, person, end)
        if not _bridges(scene, at) and not (commas and scene.doc[at].text in {",", "-", "—", "–"}):
            return []
    return []


def _bridges(scene: Scene, at: int) -> bool:
    """Whether a token may stand between a title and its name; in Russian the rest of the organisation may."""
    token, ent = scene.doc[at], scene.entity_at.get(at)
    if scene.doc.lang_ == "ru":
        small = token.pos_ == "ADP" or token.lower_ == "и" or token.text in _QUOTES
        return (ent is None or ent.label_ != "MONEY") and (
            ent is not None or small or token.pos_ in {"ADJ", "PROPN", "NOUN"}
        )
    if ent is not None and ent.label_ != "ROLE":
        return False
    return token.lower_ in _FORMS_OF_ADDRESS or token.text in _QUOTES or token.pos_ in {"ADJ", "PROPN"}


def _right_before(scene: Scene, title: Span) -> list[Span]:
    """The name this title explains: "Ann Lee, 45, CEO", "Ann Lee (born 1950), a former head", "Ann Lee — head"."""
    at, gap, begin, set_off = title.start - 1, 0, title.sent.start, False
    while at >= begin and gap < _GAP:
        token, ent = scene.doc[at], scene.entity_at.get(at)
        person = person_at(scene, at)
        if person is not None:
            return [person] if set_off else []
        gap += 1
        if token.text in {")", "]"}:
            opening = "(" if token.text == ")" else "["
            at = next((i for i in range(at, begin - 1, -1) if scene.doc[i].text == opening), begin) - 1
            set_off, gap = True, gap - 1
        elif token.text in {",", "—", "–", "-", "("}:
            at, set_off = at - 1, True
        elif ent is not None and ent.label_ in {"ROLE", "DATE"}:
            at = ent.start - 1
        elif ent is not None or _ends_a_phrase(token):
            return []
        else:
            at -= 1
    return []


def _ends_a_phrase(token: Token) -> bool:
    verbal = is_verbal(token) and token.dep_ != "amod"
    return verbal or token.pos_ in {"SCONJ", "ADP", "PRON"} or token.text in {";", ":", "."}
