"""What repairing the entities of one language needs to know: word lists, given names, grammar and the gazetteer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import spacy.language
from spacy.tokens import Token

from extractors import gazetteer
from extractors.languages import Language, _given, language
from kg import resources
from kg.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Words:
    """One language of data/entities.toml, which explains each list; all lower case, dictionary forms."""

    company: frozenset[str] = frozenset()
    organisation: frozenset[str] = frozenset()
    outlet: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    of_company: frozenset[str] = frozenset()
    of_organisation: frozenset[str] = frozenset()
    of_outlet: frozenset[str] = frozenset()
    of_place: frozenset[str] = frozenset()
    legal: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    hires: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    reach: frozenset[str] = frozenset()
    stays: frozenset[str] = frozenset()
    founders: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Roles:
    """One language of data/roles.toml; `phrases` maps the last word of a head of several words to the whole heads."""

    heads: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    not_titles: frozenset[str] = frozenset()
    deputies: frozenset[str] = frozenset()
    not_fields: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it for one language, with the matcher over the gazetteer."""

    language: Language
    words: Words
    roles: Roles
    given: frozenset[str]  # lower-cased given names, nominative
    surnames: frozenset[str]  # lower-cased surnames of people in the gazetteer that no company shares
    matcher: gazetteer.Matcher = field(repr=False)

    def forms(self, token: Token) -> frozenset[str]:
        """The dictionary forms a token may be of, itself included, lower case."""
        return self.language.forms(token.lower_)

    def is_role(self, token: Token) -> bool:
        """Whether a token alone may be a role: "engineer", "инженером", "CEO"."""
        # an English plural with a capital ("Engineers") has no lemma of its own
        return _in(token, self.roles.heads) or (self.language.code == "en" and singular(token) in self.roles.heads)

    def is_given(self, token: Token) -> bool:
        """Whether a capitalised token may be somebody's given name."""
        return token.text[:1].isupper() and not self.forms(token).isdisjoint(self.given)


def singular(token: Token) -> str:
    """A plural in -s without it, lower case; any other word as it is."""
    return (
        token.lower_[:-1]
        if len(token) > 4 and token.lower_.endswith("s") and not token.lower_.endswith("ss")
        else token.lower_
    )


def _in(token: Token, words: frozenset[str]) -> bool:
    return token.lower_ in words or token.lemma_ in words


def listed(token: Token, words: frozenset[str]) -> bool:
    """Whether a word list has this token, as written or by its lemma."""
    return _in(token, words)


@cache
def words(code: str, path: Path = resources.DATA / "entities.toml") -> Words:
    """The word lists of a language; empty ones where the file has none.

    Raises:
        KnowledgeError: the file has a list nobody reads, or a word in capitals.
    """
    return Words(**_lists(path, code, {each.name for each in fields(Words)}))


@cache
def roles(code: str, path: Path = resources.DATA / "roles.toml") -> Roles:
    """The role words of a language; empty ones where the file has none.

    Raises:
        KnowledgeError: the file has a list nobody reads, or a word in capitals.
    """
    return Roles(**_lists(path, code, {each.name for each in fields(Roles)}))


def _lists(path: Path, code: str, names: set[str]) -> dict[str, frozenset[str]]:
    table: Mapping[str, Any] = resources.toml(path).get(code, {})
    for name, entries in table.items():
        if name not in names:
            raise KnowledgeError(f"{path}: [{code}] {name} is not read; use {', '.join(sorted(names))}")
        for entry in entries:
            if entry != entry.lower():
                raise KnowledgeError(f"{path}: [{code}] {name}: write {entry!r} in small letters")
    return {name: frozenset(entries) for name, entries in table.items()}


def knowledge(code: str, nlp: spacy.language.Language) -> Knowledge:
    """What is known for a language; `nlp` gives the tokens the gazetteer's names have in it."""
    of = language(code)
    known = gazetteer.entries()
    people = [one.lower().split() for entry in known.values() if entry.label == "PERSON" for one in entry.spellings()]
    bodies = {
        word
        for entry in known.values()
        if entry.label != "PERSON"
        for one in entry.spellings()
        for word in one.lower().split()
    }
    first = {name[0] for name in people if len(name) > 1}
    last = {name[-1] for name in people if len(name) > 1}
    matcher = gazetteer.Matcher(nlp, of.forms, known)
    return Knowledge(of, words(code), roles(code), _given.names() | first, frozenset(last - bodies), matcher)
