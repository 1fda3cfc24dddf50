"""Who a noun, a name or a pronoun stands for when it speaks: a person, a company, an outlet or a source without a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Span, Token

from extractors.syntax import grammatical_subject, is_passive, is_verbal, marker
from kg.errors import KnowledgeError
from kg.resources import DATA, toml

SpeakerKind = Literal["person", "company", "source", "reporter"]

KINDS: dict[str, SpeakerKind] = {"PERSON": "person", "OUTLET": "reporter", "COMPANY": "company", "ORG": "company"}
NAMING = frozenset({"appos", "flat", "flat:name", "flat:foreign", "compound", "nmod", "iobj"})  # of a noun by a name
OPENERS = frozenset(',—–-»”"’(')  # what stands before a verb of saying set off from the rest
SENTENCES_BACK = 6  # how far a pronoun's speaker may be named


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something, and the words of the text that name them (of "he", those of the person it stands for)."""

    name: str
    kind: SpeakerKind
    start: int
    end: int


@cache
def words(language: str) -> dict[str, frozenset[str]]:
    """The word lists of data/speech.toml for a language.

    Raises:
        KnowledgeError: there is no table for the language.
    """
    path = DATA / "speech.toml"
    table = toml(path).get(language)
    if table is None:
        raise KnowledgeError(f"{path}: no table [{language}]; add the words of speech in that language")
    return {name: frozenset(listed) for name, listed in table.items()}


def is_speech(token: Token) -> bool:
    """Is the token a verb of saying, or an adjective that says as much («уверен Рао»)?"""
    listed = token.lemma_ in words(token.doc.lang_)["verbs"]
    return listed and (
        is_verbal(token) or (token.pos_ == "ADJ" and any(child.dep_ == "nsubj" for child in token.children))
    )


def speaker_of_verb(verb: Token) -> Speaker | None:
    """Who says it: the subject, the agent of a passive, the house that "they say in" («сообщили в компании»)."""
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass")]
    who = _subject_speaker(verb, subjects)
    if who is not None or (subjects and speaker(subjects[0]) is not None):
        return who
    agents = [child for child in verb.children if child.dep_ == "obl:agent"]
    houses = [token for token in verb.subtree if token.i > verb.i - 4 and marker(token) in ("в", "на", "in")]
    if verb.lemma_ not in words(verb.doc.lang_)["impersonal"]:  # «сообщили в банке», hardly «сообщили в среду»
        houses = [token for token in houses if _is_house(token)]
    return next(filter(None, map(speaker, agents + houses)), None)


def _subject_speaker(verb: Token, subjects: list[Token]) -> Speaker | None:
    if (is_passive(verb) and verb.pos_ != "ADJ") or verb.lemma_ in words(verb.doc.lang_)["impersonal"]:
        return None
    if subjects:
        return speaker(subjects[0])
    beside = name_beside(verb)
    if beside is not None:
        return of_entity(beside)
    subject = grammatical_subject(verb)
    if subject is not None and verb.dep_ == "acl" and any(child.dep_ == "mark" for child in verb.children):
        subject = grammatical_subject(subject)  # "within an hour of telling his boss, she …"
    several = "Plur" in verb.morph.get("Number", [])
    if subject is not None and not (several and _is_one(subject)):
        return speaker(subject)
    if "Plur" in verb.morph.get("Number", []) or "1" in verb.morph.get("Person", []):
        return None
    return _last_named(verb, "PERSON", verb.morph.get("Gender", []))


def _is_one(subject: Token) -> bool:
    """Whether a subject is one person or thing: not whose word it is that they «сообщили»."""
    return subject.morph.get("Number", []) == ["Sing"] and not any(child.dep_ == "conj" for child in subject.children)


def name_beside(verb: Token) -> Span | None:
    """The name between a comma and a verb ("…, Reuters reported") or behind both, whatever the parser made of it."""
    doc = verb.doc
    before = _entity_at(doc[verb.i - 1]) if verb.i > verb.sent.start else None
    if before is not None and before.label_ in KINDS and before.start and doc[before.start - 1].text in OPENERS:
        return before
    after = _entity_at(doc[verb.i + 1]) if verb.i + 1 < verb.sent.end else None
    opened = verb.i > 0 and doc[verb.i - 1].text in OPENERS
    return after if opened and after is not None and after.label_ in KINDS and not marker(after.root) else None


def _is_house(token: Token) -> bool:
    listed = words(token.doc.lang_)
    return (
        token.ent_type_ in KINDS or token.lemma_ in listed["companies"] | listed["spokespeople"] | listed["reporters"]
    )


def speaker(token: Token) -> Speaker | None:
    """Who the token stands for; None for what cannot speak by itself (a first person, a pronoun with nobody before it)."""
    listed = words(token.doc.lang_)
    lemma, lower = token.lemma_, token.lower_
    entity = _entity_at(token)
    if entity is not None and entity.label_ in KINDS:
        return of_entity(entity)
    named = _named_below(token)
    if token.pos_ in ("PRON", "DET") or lower in listed["person_pronouns"] | listed["company_pronouns"]:
        return _of_pronoun(token)
    if named is not None and named.label_ == "PERSON":
        return of_entity(named)
    if lemma in listed["spokespeople"] | listed["companies"]:
        return of_entity(named) if named is not None else _last_named(token, "COMPANY") or _described(token, "company")
    if lemma in listed["reporters"]:
        return of_entity(named) if named is not None else _described(token, "reporter")
    if (
        lemma not in listed["sources"]
        and named is None
        and _is_definite_person(token)
        and (person := _last_named(token, "PERSON"))
    ):
        return person
    role = _entity_at(token)  # "Perplexity's CEO" is a person, if one without a name
    single = role is not None and role.label_ == "ROLE" and "Plur" not in token.morph.get("Number", [])
    return _described(token, "person" if single else "source")


def of_entity(entity: Span) -> Speaker:
    """A named speaker, by the fullest name this document has for it."""
    same = [each for each in entity.doc.ents if each._.entity == entity._.entity >= 0 and each.label_ == entity.label_]
    name = max((_name(each) for each in [entity, *same]), key=len)
    return Speaker(name, KINDS[entity.label_], entity.start_char, entity.end_char)


def _name(entity: Span) -> str:
    return str(entity._.name or entity.text)


def _entity_at(token: Token) -> Span | None:
    return (
        next((entity for entity in token.doc.ents if entity.start <= token.i < entity.end), None)
        if token.ent_type_
        else None
    )


def _named_below(token: Token) -> Span | None:
    """The name a noun carries: in apposition, as a part of it, or as what it belongs to ("a spokesman for Meta")."""
    shared = [child for child in token.children if child.dep_ == "conj"]  # "chairman and CEO Lisa Sergi"
    for child in [*_below(token, 3), *(each for each in shared if each.ent_type_ == "PERSON")]:
        entity = _entity_at(child)
        if entity is not None and entity.label_ in KINDS and (entity.label_ != "PERSON" or not marker(child)):
            return entity
    return _named_next(token)


def _named_next(token: Token) -> Span | None:
    """The person a post and its company are written before: "Acme chief Lisa Sergi", «гендиректор стартапа Асель Т.»."""
    for following in token.doc[token.i + 1 : token.sent.end][:10]:
        entity = _entity_at(following)
        if entity is not None and entity.label_ == "PERSON":
            return None if marker(entity.root) else entity
        inside = entity is not None or following.pos_ in ("NOUN", "PROPN", "ADJ", "X") or following.text in "«»"
        if not inside or marker(following):
            return None
    return None


def _below(token: Token, depth: int) -> Iterator[Token]:
    """Persons in apposition before anything else, then down the tree."""
    children = [child for child in token.children if child.dep_ in NAMING | {"nmod:poss"}]
    yield from sorted(children, key=lambda child: (child.dep_ != "appos", child.i))
    if depth > 1:
        for child in children:
            yield from _below(child, depth - 1)


def _of_pronoun(token: Token) -> Speaker | None:
    listed = words(token.doc.lang_)
    if token.lower_ in listed["relatives"] or token.lemma_ in listed["relatives"]:
        clause = next((each for each in token.ancestors if each.dep_ in ("acl:relcl", "acl")), None)
        return speaker(clause.head) if clause is not None and clause.head.i < token.i else None
    if "1" in token.morph.get("Person", []) or token.lower_ in listed["first_person"]:
        return None
    if token.lower_ in listed["company_pronouns"]:
        return _last_named(token, "COMPANY")
    if token.lower_ in listed["sources"] or token.lemma_ in listed["sources"]:
        return _described(token, "source")
    if token.lower_ not in listed["person_pronouns"] | listed["own"] and token.lemma_ not in listed["person_pronouns"]:
        return None  # "this", «это»
    plural = "Plur" in token.morph.get("Number", [])
    return None if plural else _last_named(token, "PERSON", token.morph.get("Gender", []))


def _is_definite_person(token: Token) -> bool:
    """ "The executive": somebody named before, told by what they are."""
    entity = _entity_at(token)
    bare = not any(child.dep_ in ("nmod", "acl", "acl:relcl", "nummod", "amod") for child in token.children)
    definite = token.doc.lang_ == "ru" or any(child.lower_ == "the" for child in token.children)
    return entity is not None and entity.label_ == "ROLE" and bare and definite


def _last_named(token: Token, label: str, gender: list[str] | None = None) -> Speaker | None:
    """The nearest person (company) before a token: who spoke last first, then subjects, then the others."""
    sentences = [sent for sent in token.doc.sents if sent.start <= token.i][-SENTENCES_BACK:]
    for sent in reversed(sentences):
        entities = [e for e in sent.ents if e.label_ == label and e.end <= token.i and _agrees(e, gender)]
        if entities:
            return of_entity(max(entities, key=lambda e: (_prominence(e), e.start)))
    return None


def _agrees(entity: Span, gender: list[str] | None) -> bool:
    own = entity.root.morph.get("Gender", [])
    return not gender or not own or own == gender or "Neut" in (*own, *gender)


def _prominence(entity: Span) -> int:
    root = entity.root
    while root.dep_ in ("appos", "flat", "flat:name", "compound") and root.head is not root:
        root = root.head
    if root.dep_ not in ("nsubj", "nsubj:pass"):
        named_by = root.dep_ == "nmod" and root.head.lemma_ in words(root.doc.lang_)["by_nouns"]  # «По словам Рао»
        return 2 if named_by else 0
    return 2 if is_speech(root.head) else 1


def _described(token: Token, kind: SpeakerKind) -> Speaker:
    """A speaker without a name, by the noun phrase, relative clauses left out."""
    first = min([token.i, *(child.left_edge.i for child in token.lefts if child.dep_ not in ("case", "punct"))])
    span = token.doc[first : _right(token, {"acl"}) + 1]
    return Speaker(span.text.strip(" ,—–-"), kind, span.start_char, span.end_char)


def _right(token: Token, also: frozenset[str] | set[str] = frozenset()) -> int:
    """The last token of a noun phrase: complements, and a name right behind («СЕО Perplexity»), but no relative clause."""
    phrase = [child for child in token.rights if child.dep_ in NAMING - {"appos", "iobj"} | {"obl", "amod"} | also]
    phrase += [child for child in token.rights if child.dep_ == "appos" and child.left_edge.i == token.i + 1]
    return max([token.i, *map(_right, phrase)])
