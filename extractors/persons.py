"""The people a noun, a name or a pronoun stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from extractors.descriptions import described
from extractors.party import Party
from extractors.pronouns import LISTING, named_before, subject_ahead
from extractors.syntax import antecedent, case_of, conjuncts, feature, governors, marker

if TYPE_CHECKING:
    from extractors.scene import Scene

_QUANTITY = {"NUM"}


def people(scene: Scene, token: Token, depth: int = 0) -> list[Party]:
    """The people a noun, name or pronoun stands for, what is coordinated with it included."""
    if depth > 4:
        return []
    found: list[Party] = []
    for item in _coordinated(scene, token):
        found.extend(_people_of(scene, item, depth))
    if any(party.span is not None for party in found):  # "VP and guru Fei-Fei Li": the title belongs to the name
        found = [p for p in found if p.span is not None or feature(p.head, "Number") == "Plur"]
    return list({party.entity: party for party in reversed(found)}.values())[::-1]


def _coordinated(scene: Scene, token: Token) -> list[Token]:
    """Conjuncts, and names in "CEO A B, President C D and others" that the parser took for appositions."""
    found = conjuncts(token)
    for item in found:
        if scene.label_at(item.i) == "PERSON":
            for child in item.children:
                other = child.dep_ == "appos" and scene.label_at(child.i) == "PERSON" and child.i > item.i + 1
                if other and scene.entity_at[child.i]._.entity != scene.entity_at[item.i]._.entity:
                    found += [c for c in conjuncts(child) if c not in found]
    return found


def _people_of(scene: Scene, token: Token, depth: int) -> list[Party]:
    ent = scene.entity_at.get(token.i)
    if ent is not None and ent.label_ == "PERSON":
        return [Party(ent.root, ent)]
    if ent is not None and ent.label_ in {"COMPANY", "OUTLET", "ORG", "PLACE", "MONEY", "DATE"}:
        return _named_below(scene, token) if token.dep_ != "compound" else []
    if (
        feature(token, "PronType") == "Rel"
        or token.lower_ in {"who", "which", "that", "whom"}
        or token.lemma_ == "который"
    ):
        noun = antecedent(token)
        return people(scene, noun, depth + 1) if noun is not None else []
    whom = next((c for c in token.children if c.lower_ == "whom" and marker(c) == "of"), None)
    if whom is not None:  # "A, B and C, all of whom have joined X"
        return [Party(e.root, e) for e in named_before(scene, token)]
    if token.lower_ in scene.words["first_person"] and token.pos_ in {"PRON", "DET"}:
        speaker = _speaker(scene, token)
        return [Party(speaker.root, speaker)] if speaker is not None else []
    if token.pos_ in {"PRON", "DET"} and _is_pronoun(scene, token):
        person = last_person(scene, token)
        return [Party(person.root, person)] if person is not None else []
    if token.lemma_ in scene.words["all_of_them"] and not any(c.dep_ == "nmod" for c in token.children):
        return [Party(e.root, e) for e in _several_before(scene, token)]
    if is_person_noun(scene, token):
        named = _named_below(scene, token) or _identified(scene, token, depth)
        return named or described(scene, token)
    if (
        token.pos_ == "NOUN" and ent is None and token.dep_ != "compound"
    ):  # «итальянца Марио Драги», "native son Jack Ma"
        beside = [scene.entity_at.get(c.i) for c in token.children if c.dep_ in {"appos", "flat", "flat:name"}]
        names = [e for e in beside if e is not None and e.label_ == "PERSON" and case_of(e.root) == case_of(token)]
        if names:
            return [Party(e.root, e) for e in names]
    if (
        token.pos_ in _QUANTITY
        or token.lower_ in scene.words["quantities"]
        or token.lemma_ in scene.words["person_nouns"]
    ):
        nouns = [child for child in token.children if child.dep_ in {"nmod", "obl"} and is_person_noun(scene, child)]
        return described(scene, token) if nouns else []
    return []


def _several_before(scene: Scene, token: Token) -> list[Span]:
    """Whom "both" or «все трое» means: the two or three people last named in this sentence or the one before."""
    count = scene.words.table("numbers").get(token.lemma_, 2)
    first = scene.doc[token.sent.start - 1].sent.start if token.sent.start else 0
    before = {int(e._.entity): e for e in scene.people_ents if first <= e.start < token.i}
    return list(before.values()) if len(before) == count else []


def _is_pronoun(scene: Scene, token: Token) -> bool:
    """ "he", «её», «своём»: some pronouns have more forms than lists."""
    words = scene.words["person_pronouns"]
    known = token.lemma_ in words and feature(token, "Number") != "Plur" and token.doc.lang_ == "ru"
    return token.lower_ in words or known


def _identified(scene: Scene, token: Token, depth: int) -> list[Party]:
    """The person of whom a noun is said: "Roe, an engineer who founded …", "Roe is an investor who …"."""
    ent = scene.entity_at.get(token.head.i)
    if token.dep_ == "appos" and ent is not None and ent.label_ == "PERSON":
        return [Party(ent.root, ent)]
    if any(child.dep_ == "cop" for child in token.children):
        subjects = [child for child in token.children if child.dep_ == "nsubj"]
        return [p for child in subjects for p in people(scene, child, depth + 1) if p.span is not None]
    return []


def _speaker(scene: Scene, token: Token) -> Span | None:
    """Who "I" is: the subject of the clause that quotes it, else the first name after it in the sentence."""
    for head, _ in governors(token):
        for child in head.children:
            for part in (child, *child.children):
                ent = scene.entity_at.get(part.i)
                if child.dep_ == "nsubj" and ent is not None and ent.label_ == "PERSON":
                    return ent
    return next((p for p in scene.people_ents if token.i < p.start < token.sent.end), None)


def is_person_noun(scene: Scene, token: Token) -> bool:
    """A noun for people: in the word list, or inside a ROLE entity."""
    ent = scene.entity_at.get(token.i)
    return (ent is not None and ent.label_ == "ROLE") or token.lemma_.rpartition("-")[2] in scene.words["person_nouns"]


def is_several(token: Token) -> bool:
    """Does a noun stand for more than one: a plural, or «два менеджера»?"""
    return feature(token, "Number") == "Plur" or any(c.dep_.startswith("nummod") for c in token.children)


def _named_below(scene: Scene, token: Token) -> list[Party]:
    """PERSON entities that name the noun: in apposition, as a flat name, or right beside it."""
    if scene.doc.lang_ == "ru" and is_several(token) and (titled := _titled_below(scene, token)):
        return titled
    for child in token.children:
        if child.dep_ in {"appos", "flat", "flat:name", "compound", "nmod"} and not marker(child):
            ent = scene.entity_at.get(child.i)
            if (
                ent is not None
                and ent.label_ == "PERSON"
                and (child.dep_ != "nmod" or case_of(child) == case_of(token))
            ):
                if is_several(token) and len(run := listed(scene, ent)) > 1:
                    return [Party(e.root, e) for e in run]
                return [Party(ent.root, ent)] + [
                    Party(e.root, e)
                    for c in conjuncts(child)[1:]
                    if (e := scene.entity_at.get(c.i)) is not None and e.label_ == "PERSON"
                ]
    following = token.i + 1
    while following < len(scene.doc) and (
        scene.doc[following].lower_ in {",", "—", "-"}
        or (
            scene.doc[following].lower_ == "and"
            and scene.label_at(following - 1) == scene.label_at(following + 1) == "ROLE"
        )
        or (scene.doc[following].text == ":" and is_several(token))
        or scene.doc[following].lemma_ in scene.words["company_nouns"]
        or scene.label_at(following) in {"COMPANY", "ORG", "OUTLET", "ROLE"}
    ):
        following += 1
    ent = scene.entity_at.get(following)
    if (
        ent is not None
        and ent.label_ == "PERSON"
        and following - token.i <= 6
        and scene.doc[following].sent == token.sent
    ):
        run = listed(scene, ent) if is_several(token) else [ent]
        home = scene.company_below(token) if len(run) > 1 and scene.doc.lang_ == "ru" else None
        return [Party(e.root, e, home=home, listed=home is not None) for e in run]
    return []


def _titled_below(scene: Scene, token: Token) -> list[Party]:
    """«двое подчинённых Y — актуарий A и андеррайтер B»: names beside the nouns in apposition to a plural."""
    nouns = [c for c in token.children if c.dep_ == "appos" and c.i not in scene.entity_at and c.i > token.i + 1]
    beside = [
        scene.entity_at.get(c.i) for noun in nouns[:1] for n in conjuncts(noun) for c in n.children if c.dep_ == "appos"
    ]
    return [Party(e.root, e) for e in beside if e is not None and e.label_ == "PERSON"]


def listed(scene: Scene, first: Span) -> list[Span]:
    """A name and those that follow it behind commas and "and", their titles between: "A, B and chief scientist C"."""
    run = [first]
    for person in scene.people_ents:
        if person.start < run[-1].end or person.sent != first.sent:
            continue
        gap = scene.doc[run[-1].end : person.start]
        joined = any(t.lower_ in LISTING for t in gap)
        if not joined or not all(t.lower_ in LISTING or scene.label_at(t.i) == "ROLE" for t in gap):
            break
        run.append(person)
    return run


def last_person(scene: Scene, token: Token) -> Span | None:
    """The person a pronoun or definite noun means: subjects first, then the nearest, within three sentences."""
    plural = token.lower_ in {"they", "them", "their", "они", "их"}
    if plural:
        return None
    gender = feature(token, "Gender") if scene.doc.lang_ == "ru" else ""
    before = [e for e in scene.people_ents if e.end <= token.i and not _is_coargument(e, token)]
    if not any(e.sent.start >= (scene.doc[token.sent.start - 1].sent.start if token.sent.start else 0) for e in before):
        ahead = subject_ahead(scene, token)
        if ahead is not None:
            return ahead
    if not before:
        return None
    limit = token.sent.start
    for _ in range(3):
        here = [e for e in before if e.start >= limit and _agrees(e, gender)]
        here = [e for e in here if not _is_aside(e, token)] or here
        subjects = [
            e for e in here if e.root.dep_ in {"nsubj", "nsubj:pass"} or e.root.head.dep_ in {"nsubj", "nsubj:pass"}
        ]
        if subjects:
            return (
                subjects[-1]
                if limit == token.sent.start
                else subjects[0]
                if len({s._.entity for s in subjects}) == 1
                else subjects[-1]
            )
        if here:
            return here[-1]
        if limit == 0:
            break
        limit = scene.doc[limit - 1].sent.start
    return None


def _is_aside(ent: Span, token: Token) -> bool:
    """Whoever another sentence names only between commas as thinking or saying so is not talked of: "Roe believes"."""
    verb = ent.root.head
    if ent.sent == token.sent or ent.root.dep_ != "nsubj":
        return False
    start, end = sorted((verb.i, ent.start if ent.start < verb.i else ent.end - 1))
    around = (ent.doc[start - 1 : start].text, ent.doc[end + 1 : end + 2].text)
    return around[0] in {",", "—", "–"} and around[1] in {",", "—", "–"}


def _is_coargument(ent: Span, token: Token) -> bool:
    """ "named Roe to replace him": an object is never somebody its own clause or the one above has as its object."""
    if token.dep_ not in {"obj", "iobj"} or ent.root.dep_ not in {"obj", "xcomp"} or token.pos_ != "PRON":
        return False
    return ent.root.head in (token.head, token.head.head)


def _agrees(ent: Span, gender: str) -> bool:
    own = feature(ent[0], "Gender")
    return not gender or not own or own == gender or gender == "Neut"
