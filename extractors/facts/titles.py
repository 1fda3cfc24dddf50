"""Facts told by a title: "Ann Lee, founder of A and CEO of B", «министр обороны России Иван Петров»."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extractors.facts import employers
from extractors.facts.fact import Fact
from extractors.facts.holders import holders
from extractors.facts.names import country, full_country, institution, is_person
from extractors.scene import Scene
from extractors.syntax import feature
from kg.model import AffiliationKind


def told_by_titles(scene: Scene) -> Iterator[Fact]:
    """The facts of all titles of a document."""
    for title in titles(scene):
        public = any(office(token.lemma_) in scene.words["public_offices"] for token in title)
        places = public and scene.doc.lang_ == "ru"
        sure = scene.doc.lang_ == "en" and any(token.lower_ in scene.words["company_titles"] for token in title)
        member = scene.doc.lang_ == "en" and any(token.lemma_ in scene.words["member_nouns"] for token in title)
        bodies, stop = _bodies(scene, title, places, sure, member)
        if scene.doc.lang_ == "ru":
            bodies = [full_country(scene, body) for body in bodies] or _unnamed(scene, title, public)
        if not bodies:
            continue
        kind = kind_of(scene, title)
        role = title if title.label_ == "ROLE" else None
        former = _is_former(scene, title)
        for person in holders(scene, title, stop):
            for body in bodies:
                yield Fact(kind, person, body, role, former, scene.doc[title.start])


def titles(scene: Scene) -> Iterator[Span]:
    """The ROLE entities and the further nouns that say what somebody is to an organisation."""
    nouns = scene.words["member_nouns"] | scene.words["office_nouns"] | scene.words["founding_nouns"]
    offices = scene.words["public_offices"] if scene.doc.lang_ == "ru" else frozenset()
    for token in scene.doc:
        ent = scene.entity_at.get(token.i)
        if ent is not None and ent.label_ == "ROLE":
            if ent.start == token.i:
                yield ent
        elif (
            ent is None
            and token.pos_ in {"NOUN", "PROPN", "ADJ"}
            and (token.lemma_ in nouns or office(token.lemma_) in offices or _is_predicate_at(token))
        ):
            yield scene.doc[token.i : token.i + 1]


def office(lemma: str) -> str:
    """An office without «экс-» and «вице-» before it."""
    return lemma.rpartition("-")[2]


def _is_predicate_at(token: Token) -> bool:
    """Whether a noun says what somebody was somewhere: "was a zoologist at"."""
    following = token.doc[token.i + 1 : token.i + 2].text
    return following == "at" and token.pos_ == "NOUN" and any(child.dep_ == "cop" for child in token.children)


def _unnamed(scene: Scene, title: Span, public: bool) -> list[Span]:
    """The country of an adjective before a public office, or the unnamed institution in the title."""
    found = (country(scene, title) if public else None) or institution(scene, title)
    return [found] if found is not None else []


def kind_of(scene: Scene, title: Span) -> AffiliationKind:
    """Founder titles found, member nouns are memberships, everything else is employment."""
    founders = scene.words["founder_nouns"] | scene.words["founding_nouns"]
    if any(token.lemma_ in founders or token.lower_ in founders for token in title):
        return "founded"
    if title.start and scene.doc[title.start - 1].lower_ in {"founding", "co-founding"}:
        return "founded"
    return "member" if any(token.lemma_ in scene.words["member_nouns"] for token in title) else "employed"


def _bodies(scene: Scene, title: Span, places: bool, sure: bool, member: bool) -> tuple[list[Span], int]:
    """The organisations of a title and the token behind all of it."""
    sentence = title.sent
    found = employers.after(scene, title.end, sentence.end, places=places, sure=sure or member)
    if found:
        return found, found[-1].end
    found = employers.before(scene, title.start, sentence.start, sure=member and _is_beside(scene, title))
    if found:
        return found, title.end
    for token in [*title.root.children, *([title.root.head] if title.root.head.dep_ == "nmod:poss" else [])]:
        if token.dep_ in {"nmod:poss", "nmod", "compound", "det"} and (
            token.lower_ in scene.words["company_pronouns"] or token.lemma_ in scene.words["company_nouns"]
        ):
            bodies = [b for b in employers.named(scene, token) if b.label_ != "PLACE"]
            if not bodies:
                last = scene.last_company(token)
                bodies = [last] if last is not None else []
            if bodies:
                return bodies[:1], max(title.end, token.i + 1)
    there = _where(scene, title)
    if there:
        return there, title.end
    if any(token.lemma_ in scene.words["musicians"] for token in title):
        return employers.band(scene), title.end
    if sure:
        return list(employers.topic(scene, title.root)), title.end
    return [], title.end


def _is_beside(scene: Scene, title: Span) -> bool:
    """Whether a name follows: "X drummer Ann Lee" """
    return any(is_person(scene.entity_at.get(at)) for at in (title.end, title.end + 1))


def _where(scene: Scene, title: Span) -> list[Span]:
    """The organisation before "where he was CEO"."""
    for verb in (title.root, *title.root.ancestors):
        if verb.dep_ == "acl:relcl" and any(child.lower_ in {"where", "где"} for child in verb.children):
            return employers.named(scene, verb.head)
        if verb.dep_ == "root":
            break
    return []


def _is_former(scene: Scene, title: Span) -> bool:
    words = scene.words["former"]
    near = [*scene.doc[max(title.sent.start, title.start - 3) : title.end]]
    return any(t.lemma_ in words or t.lower_ in words for t in near) or any(
        feature(t, "Tense") == "Past" for t in title.root.children if t.dep_ == "cop"
    )
