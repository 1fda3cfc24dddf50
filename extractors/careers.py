"""Where somebody worked before, told by any verb or by none: «ранее вела направление в Тинькофф», "previously Snap"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Span, Token

from extractors.lexicon import frames
from extractors.scene import Scene
from extractors.syntax import case_of, clause_tokens, feature, grammatical_subject, is_verbal, marker

_IN = frozenset({"в", "на"})
_EMPLOYERS = frozenset({"COMPANY", "ORG"})
_LINKS = frozenset({"—", "–", "-", ":", "в", "из", "«", '"', "“", "лет", "год", "года", "годы"})
_AROUND = 6  # tokens around «провёл» within which its time is told
_GAP = 5  # tokens between the word for "earlier" and the company of a verbless phrase


def past_places(scene: Scene) -> Iterator[tuple[Span, Span]]:
    """(person, company) of the work somebody did before, in text order."""
    if scene.doc.lang_ != "ru":
        return
    moving = frames(scene.doc.lang_)
    for token in scene.doc:
        if is_verbal(token) and _may_tell_past(scene, token, moving) and _tells_past(scene, token):
            company = _place_of(scene, token)
            subject = grammatical_subject(token) if company is not None else None
            people = scene.people(subject) if subject is not None else []
            yield from ((p.span, company) for p in people[:3] if p.span is not None and company is not None)
        elif token.lower_ in scene.words["earlier"]:
            yield from _verbless(scene, token)
        elif token.lemma_ in scene.words["career_nouns"]:
            yield from _resume(scene, token)


def _resume(scene: Scene, noun: Token) -> Iterator[tuple[Span, Span]]:
    """«Предыдущее место работы — X», «За плечами — десять лет в X»: a sentence without a verb, of the last person told of."""
    sent = noun.sent
    if not sent.start or any(is_verbal(t) and feature(t, "VerbForm") == "Fin" for t in sent):
        return
    marked = marker(noun) == "за" or any(c.lemma_ in scene.words["former"] | {"предыдущий"} for c in noun.children)
    company = next((c for c in scene.company_ents if c.sent == sent and c.start > noun.i), None)
    before = [p for p in scene.people_ents if p.end <= noun.i and p.start >= scene.doc[sent.start - 1].sent.start]
    if marked and company is not None and company.label_ in _EMPLOYERS and before:
        yield before[-1], company


def _may_tell_past(scene: Scene, verb: Token, moving: Mapping[str, object]) -> bool:
    return verb.lemma_ not in moving or verb.lemma_ in scene.words["spending_verbs"]


def present_places(scene: Scene) -> Iterator[tuple[Span, Span]]:
    """(person, company) of "Jane Roe, now at Y" and "Jane Roe (now with Y)", in text order."""
    for company in scene.company_ents if scene.doc.lang_ == "en" else ():
        words = [t.lower_ for t in scene.doc[max(company.sent.start, company.start - 3) : company.start]]
        people = [p for p in scene.people_ents if company.sent.start <= p.start and p.end <= company.start - 3]
        said = len(words) == 3 and words[0] in {",", "("} and words[1] in scene.words["now"]
        if said and words[2] in {"at", "with"} and people:
            yield people[-1], company


def _tells_past(scene: Scene, verb: Token) -> bool:
    """A past participle of what somebody did, or a past form with «ранее», «до этого», «до прихода в», «пять лет»."""
    if feature(verb, "Tense") != "Past" or feature(verb, "Voice") == "Pass":
        return False
    spent = verb.doc[max(verb.sent.start, verb.i - _AROUND) : min(verb.sent.end, verb.i + _AROUND)]
    if verb.lemma_ in scene.words["spending_verbs"] and any(
        t.lemma_ in scene.words["spans"] | scene.words["career_nouns"] for t in spent
    ):
        return True
    if feature(verb, "VerbForm") == "Part":
        return True
    return any(c.lower_ in scene.words["earlier"] or marker(c) == "до" for c in verb.children)


def _place_of(scene: Scene, verb: Token) -> Span | None:
    """The company in the locative of a verb's clause."""
    for token in clause_tokens(verb):
        if marker(token) not in _IN or case_of(token) not in {"loc", ""}:
            continue
        found = [c for c in scene.companies(token) if c.label_ in _EMPLOYERS]
        if found:
            return found[0]
    return None


def _verbless(scene: Scene, earlier: Token) -> Iterator[tuple[Span, Span]]:
    """«…, ранее Snap», «Ранее — «Делимобиль»», «До этого — пять лет в Figma»: of the last person before."""
    sent = earlier.sent
    if any(
        is_verbal(t) and feature(t, "VerbForm") == "Fin" for t in sent if t.i > earlier.i and t.i <= earlier.i + _GAP
    ):
        return
    company = next((c for c in scene.company_ents if earlier.i < c.start <= earlier.i + _GAP), None)
    if company is None or company.sent != sent or company.label_ not in _EMPLOYERS:
        return
    gap = scene.doc[earlier.i + 1 : company.start]
    if not all(t.lower_ in _LINKS or t.pos_ in {"NUM", "ADJ"} or t.ent_type_ in {"ROLE", "DATE"} for t in gap):
        return
    people = [p for p in scene.people_ents if p.end <= earlier.i]
    opens = earlier.i - sent.start <= 1
    first = scene.doc[sent.start - 1].sent.start if opens and sent.start else sent.start
    if people and people[-1].start >= first and (opens or scene.doc[earlier.i - 1].text in {",", "(", "—"}):
        yield people[-1], company
