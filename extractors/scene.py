"""Who and what a document talks about: names, nouns that stand for them, and pronouns, as the rules ask for them.

Coreference is by rule: the nearest agreeing person, the surname back to the full name, "the company" to the last
company named (after Hobbs 1978 in spirit: subjects before other mentions, nearer sentences before farther ones).
"""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Doc, Span, Token

from extractors import employers, persons
from extractors.lexicon import Words, words
from extractors.party import Party

COMPANY_LABELS = employers.COMPANY_LABELS
__all__ = ["COMPANY_LABELS", "Party", "Scene"]


class Scene:
    """One document with its entities by token and the word lists of its language."""

    def __init__(self, doc: Doc) -> None:
        """Index the entities; nothing is resolved before it is asked for."""
        self.doc = doc
        self.words: Words = words(doc.lang_)
        self.entity_at: dict[int, Span] = {token.i: ent for ent in doc.ents for token in ent}
        self.people_ents = [ent for ent in doc.ents if ent.label_ == "PERSON"]
        self.near: dict[int, tuple[list[Token], set[str]]] = {}  # the words below a trigger, each looked at once
        self.counts: dict[str, int] = {}  # of words of a list in the whole text, each counted once it is asked for
        self.company_ents = [ent for ent in doc.ents if ent.label_ in COMPANY_LABELS]

    def label_at(self, i: int) -> str:
        """The label of the entity over a token, "" where there is none."""
        ent = self.entity_at.get(i)
        return "" if ent is None else str(ent.label_)

    def people(self, token: Token, depth: int = 0) -> list[Party]:
        """The people a noun, name or pronoun stands for, what is coordinated with it included."""
        return persons.people(self, token, depth)

    def is_person_noun(self, token: Token) -> bool:
        """A noun for people: in the word list, or inside a ROLE entity."""
        return persons.is_person_noun(self, token)

    def last_person(self, token: Token) -> Span | None:
        """The person a pronoun or definite noun means: subjects first, then the nearest, within three sentences."""
        return persons.last_person(self, token)

    def companies(self, token: Token, depth: int = 0, *, people: bool = False) -> list[Span]:
        """The companies a noun, name or pronoun stands for; with `people`, a person or title stands for its company."""
        return employers.companies(self, token, depth, people=people)

    def company_below(self, token: Token, *, deep: bool = False) -> Span | None:
        """The company a noun phrase names: possessor, compound, apposition, "of/at/from X", "called X"."""
        return employers.company_below(self, token, deep=deep)

    def last_company(self, token: Token, besides: frozenset[int] = frozenset()) -> Span | None:
        """The company talked of at a token; `besides` are numbers of companies it cannot be."""
        return employers.last_company(self, token, besides)

    def company_above(self, token: Token) -> Span | None:
        """The company that says or does it: the subject of a verb over a clause."""
        return employers.company_above(self, token)

    def company_where(self, token: Token) -> Span | None:
        """The company a clause opened by "where" stands behind: "Flexport, where he succeeds Roe"."""
        return employers.company_where(self, token)

    @cached_property
    def former_companies(self) -> frozenset[int]:
        """The first tokens of company names that stand in "former X engineer", "ex-X", "formerly of X"."""
        return employers.former_mentions(self)
