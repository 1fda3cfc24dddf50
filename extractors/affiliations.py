"""Who holds what post where: "Cruise's CTO Kyle Vogt", "Kyle Vogt, CEO of Cruise", «глава DOGE Стив Дэвис»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span, Token

from extractors.careers import past_places, present_places
from extractors.persons import is_several
from extractors.scene import COMPANY_LABELS, Scene
from extractors.syntax import clause_tokens, conjuncts, dependents, feature, grammatical_subject, is_verbal, marker

_UNIT_MAX = 5  # words between an owner and its unit
_GLUE_MAX = 9  # tokens between a title and its person or company; longer gaps are another phrase
_BESIDE = frozenset({"над", "с", "о", "для", "по"})  # «работала над игрой», «отвечала за» is where the work is
_AND = {"and", "и"}
_FROM = {"with", "from", "из"}  # "an engineer from Jeff's team": the name is not the title's
_OF = {"of", "at", "for", "in", "with", "from", "в", "из", "компании", "на"}


@dataclass(frozen=True, slots=True)
class Tie:
    """A person tied to a company by a title, as one phrase of the text states it."""

    person: Span
    company: Span
    role: Span | None
    former: bool
    start: int  # tokens
    end: int
    now: bool = False  # "now at X": where a move has led, never where it began
    held: bool = False  # told by a verb in the past: former by the time of writing, not by the time of the move


def ties(scene: Scene) -> list[Tie]:
    """All ties the titles of a document state, in text order."""
    found: dict[tuple[int, int, int], Tie] = {}
    for role in (
        ent for ent in scene.doc.ents if ent.label_ == "ROLE" and ent.root.lemma_ not in scene.words["authors"]
    ):
        for person in _people_of(scene, role):
            company = _company_of(scene, role, person)
            if company is not None:
                tie = _tie(scene, person, company, role)
                found.setdefault((person.start, company.start, role.start), tie)
    for person in scene.people_ents:
        company = _plain_company(scene, person)
        if company is not None:
            found.setdefault((person.start, company.start, -1), _tie(scene, person, company, None))
    for tie in _called(scene):
        found.setdefault((tie.person.start, tie.company.start, -1), tie)
    for tie in _held(scene):
        found.setdefault((tie.person.start, tie.company.start, -1), tie)
    for person, company in past_places(scene):
        spans = sorted([person, company], key=lambda s: s.start)
        tie = Tie(person, company, None, True, spans[0].start, spans[1].end, held=True)
        found.setdefault((person.start, company.start, -1), tie)
    for person, company in present_places(scene):
        tie = Tie(person, company, None, False, person.start, company.end, now=True)
        found[person.start, company.start, -1] = tie
    return sorted(found.values(), key=lambda tie: (tie.start, tie.end))


def _called(scene: Scene) -> Iterator[Tie]:
    """Nouns for people that are no title: "a Google veteran, Jane Roe", «выходец из Google Шридхар Найяр»."""
    for person in scene.people_ents:
        root = person.root
        for noun in (root.head, *dependents(root, "appos", "compound")):
            linked = noun != root.head or root.dep_ in {"appos", "compound", "flat", "flat:name", "nmod"}
            if linked and noun.i not in scene.entity_at and scene.is_person_noun(noun):
                company = scene.company_below(noun)
                if company is not None:
                    yield _tie(scene, person, company, None, noun)
                    others = conjuncts(root)[1:] if is_several(noun) else []
                    named = (scene.entity_at.get(t.i) for t in others)
                    yield from (
                        _tie(scene, e, company, None, noun) for e in named if e is not None and e in scene.people_ents
                    )


def _held(scene: Scene) -> Iterator[Tie]:
    """Posts told by a verb of holding: "who runs the Windsurf team", «ранее возглавлявший профсоюз»."""
    verbs = scene.words["holding_verbs"]
    for verb in scene.doc:
        ahead = any(
            t.lower_ in scene.words["future"] or t.lower_ in {"would", "may", "could", "to"} for t in verb.children
        )
        if (
            verb.lemma_ not in verbs
            or ahead
            or feature(verb, "Tense") == "Fut"
            or any(t.lemma_ in scene.words["board"] for t in verb.subtree)
        ):
            continue
        holder = grammatical_subject(verb)
        people = [p for p in scene.people(holder) if p.span is not None] if holder is not None else []
        inner = holder if holder is not None and verb.is_ancestor(holder) else None
        places = [t for t in clause_tokens(verb) if t != inner and not (inner is not None and inner.is_ancestor(t))]
        places = [t for t in places if t.dep_ != "nsubj" and marker(t) not in _BESIDE]
        company = next((c for t in places for c in scene.companies(t)), None)
        for party in people[:3]:
            if company is not None and party.span is not None:
                past = feature(verb, "Tense") == "Past" and not any(
                    t.dep_ == "aux" and t.lower_ in {"has", "have", "'s", "’s", "'ve"} for t in verb.children
                )
                former = past or any(_is_former(scene, t) for t in verb.children)
                spans = sorted([party.span, company], key=lambda s: s.start)
                yield Tie(party.span, company, None, former, spans[0].start, spans[1].end, held=True)


def _tie(scene: Scene, person: Span, company: Span, role: Span | None, noun: Token | None = None) -> Tie:
    parts = [person, company] + ([role] if role is not None else [])
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    before = scene.doc[max(person.sent.start, start - 2) : start]
    inside = [t for t in scene.doc[start:end] if not any(p.start <= t.i < p.end for p in (person, company))]
    former = any(_is_former(scene, t) for t in [*before, *inside, *([noun] if noun is not None else [])])
    former = former or (noun is not None and noun.lemma_ in scene.words["former_nouns"])
    now = any(t.lower_ in scene.words["now"] for t in [*before, *inside])
    return Tie(person, company, role, former, start, end, now and not former)


def _is_former(scene: Scene, token: Token) -> bool:
    former = scene.words["former"]
    return token.lemma_ in former or token.lower_ in former or token.lower_.startswith(("ex-", "экс-", "экс"))


def _glue(scene: Scene, left: int, right: int) -> bool:
    """May tokens left..right stand inside one noun phrase: no verb, no sentence end, no other person."""
    if right - left > _GLUE_MAX:
        return False
    for i in range(left, right):
        token = scene.doc[i]
        ent = scene.entity_at.get(i)
        if token.lower_ in {".", ";", ":", "!", "?"} or (ent is not None and ent.label_ == "PERSON"):
            return False
        if is_verbal(token) and token.dep_ not in {"amod", "compound", "case"}:
            return False
    return True


def _people_of(scene: Scene, role: Span) -> list[Span]:
    """The people a title belongs to: right after it, before it behind a comma, or its copular subject."""
    after = _people_after(scene, role)
    if after is not None:
        return after
    before = _people_before(scene, role)
    return _holders(scene, role) if before is None else before


def _people_after(scene: Scene, role: Span) -> list[Span] | None:
    """ "CTO Kyle Vogt", "head of business, Jeff Wang"; None where no name follows the title."""
    after = [p for p in scene.people_ents if role.end <= p.start < role.sent.end]
    if not after or not _glue(scene, role.end, after[0].start):
        return None
    between = scene.doc[role.end : after[0].start]
    commas = [t for t in between if t.text == ","]
    if commas and not (len(commas) == 1 and between[-1].text == "," and not any(t.lower_ in _AND for t in between)):
        return None
    first = [] if between and between[0].lower_ in _FROM else after[:1]
    return first + _listed(scene, role, after)


def _people_before(scene: Scene, role: Span) -> list[Span] | None:
    """ "Dan Ammann, CEO of Cruise"; None where no name stands before the title behind a comma or dash."""
    before = [p for p in scene.people_ents if role.sent.start <= p.start and p.end <= role.start]
    if not before or not _glue(scene, before[-1].end, role.start):
        return None
    gap = scene.doc[before[-1].end : role.start]
    set_off = any(t.text in {",", "—", "-", "–", "("} for t in gap[:1])
    if not set_off or any(t.text == "," for t in gap[1:-1] if gap[0].text != ","):
        return None
    return before[-1:] + _listed(scene, role, before[::-1])


def _listed(scene: Scene, role: Span, people: list[Span]) -> list[Span]:
    """The others a plural title belongs to, outward from the first: "A, B and C, former researchers"."""
    if not is_several(role.root):
        return []
    found = []
    for inner, outer in pairwise(people):
        left, right = sorted((inner, outer), key=lambda p: p.start)
        if not {t.lower_ for t in scene.doc[left.end : right.start]} <= {",", *_AND}:
            break
        found.append(outer)
    return found


def _holders(scene: Scene, role: Span) -> list[Span]:
    """The subject of a copula or a verb of being: "Vogt was CEO of Cruise", «он стал директором»."""
    root = role.root
    copular = any(child.dep_ == "cop" for child in root.children)
    if not copular and not (root.dep_ in {"xcomp", "obl", "obj"} and root.head.lemma_ in scene.words["being_verbs"]):
        return []
    found = []
    subjects = dependents(root if copular else root.head, "nsubj", "nsubj:pass")
    if not subjects and copular and root.dep_ == "conj" and (shared := grammatical_subject(root)) is not None:
        subjects = [shared]
    for child in subjects:
        ent = scene.entity_at.get(child.i)
        if ent is not None and ent.label_ == "PERSON":
            found.append(ent)
        elif child.lower_ in scene.words["person_pronouns"] and (last := scene.last_person(child)) is not None:
            found.append(last)
    return found


def _company_of(scene: Scene, role: Span, person: Span) -> Span | None:
    """The company of a title: behind it ("CEO of X"), else before it ("X's CEO", "X CEO")."""
    sentence = role.sent
    after = [c for c in scene.company_ents if role.end <= c.start < sentence.end]
    limit = person.start if person.start >= role.end else sentence.end
    if after and after[0].start <= limit and _glue(scene, role.end, after[0].start):
        gap = scene.doc[role.end : after[0].start]
        if not any(t.text in {",", "(", "—"} for t in gap) and (
            any(t.lower_ in _OF or t.dep_ == "case" for t in gap) or scene.doc.lang_ == "ru"
        ):
            return _unit(scene, after)
    before = [c for c in scene.company_ents if sentence.start <= c.start and c.end <= role.start]
    if before and _glue(scene, before[-1].end, role.start):
        gap = scene.doc[before[-1].end : role.start]
        if (
            not any(
                t.text in {",", "(", "—"}
                or t.pos_ in {"CCONJ", "SCONJ"}
                or (t.dep_ == "case" and t.lower_ not in {"'s", "’s", "'", "’"})
                for t in gap
            )
            and len(gap) <= 7
        ):
            return before[-1]
    noun = next(
        (t for t in scene.doc[role.end : min(role.end + 5, sentence.end)] if t.lemma_ in scene.words["company_nouns"]),
        None,
    )
    if noun is not None and _glue(scene, role.end, noun.i):
        return next(iter(scene.companies(noun)), None)
    return None


def _unit(scene: Scene, companies: list[Span]) -> Span:
    """The unit where a company is only named as its owner: "General Motors' autonomous vehicle branch Cruise"."""
    owner, *rest = companies
    gap = scene.doc[owner.end : rest[0].start] if rest else ()
    nouns = [t for t in gap if t.text not in {"'s", "’s", "'", "’"}]
    phrase = all(t.pos_ in {"NOUN", "ADJ", "PROPN"} and scene.label_at(t.i) != "PERSON" for t in nouns)
    if nouns and phrase and len(nouns) <= _UNIT_MAX and nouns[-1].lemma_ in scene.words["company_nouns"]:
        return rest[0]
    return owner


def _plain_company(scene: Scene, person: Span) -> Span | None:
    """A company tied without a title: "Petra Lindenbaum of Bernstein", «Олег Сташевский из 1С»."""
    following = scene.doc[person.end : person.end + 1]
    if following and following[0].lower_ in {"of", "from", "at", "из"}:
        ent = scene.entity_at.get(person.end + 1)
        if (
            ent is not None
            and ent.label_ in COMPANY_LABELS
            and (scene.doc.lang_ == "ru" or following[0].head.head.i in range(person.start, person.end))
        ):
            return ent
    if person.start >= 2 and scene.doc[person.start - 1].lower_ in {"'s", "’s"}:
        ent = scene.entity_at.get(person.start - 2)
        return ent if ent is not None and ent.label_ in COMPANY_LABELS else None
    return None
