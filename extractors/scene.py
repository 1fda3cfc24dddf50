"""Who and what a document talks about: names, nouns that stand for them, and pronouns, as the rules ask for them.

Coreference is by rule: the nearest agreeing person, the surname back to the full name, "the company" to the last
company named (after Hobbs 1978 in spirit: subjects before other mentions, nearer sentences before farther ones).
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from extractors.lexicon import Words, words
from extractors.syntax import antecedent, case_of, conjuncts, feature, is_verbal, marker

COMPANY_LABELS = frozenset({"COMPANY", "ORG", "OUTLET"})
_QUANTITY = {"NUM"}


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company that can fill a slot: named (`span`), or known by a description only."""

    head: Token
    span: Span | None = None
    description: str | None = None
    home: Span | None = None  # the company a description or title names ("engineer from Meta")

    @property
    def entity(self) -> int:
        """The document's number for it; descriptions get one of their own, below -1."""
        return int(self.span._.entity) if self.span is not None else -2 - self.head.i


class Scene:
    """One document with its entities by token and the word lists of its language."""

    def __init__(self, doc: Doc) -> None:
        """Index the entities; nothing is resolved before it is asked for."""
        self.doc = doc
        self.words: Words = words(doc.lang_)
        self.entity_at: dict[int, Span] = {token.i: ent for ent in doc.ents for token in ent}
        self.people_ents = [ent for ent in doc.ents if ent.label_ == "PERSON"]
        self.company_ents = [ent for ent in doc.ents if ent.label_ in COMPANY_LABELS]

    # ------------------------------------------------------------------ people
    def people(self, token: Token, depth: int = 0) -> list[Party]:
        """The people a noun, name or pronoun stands for, what is coordinated with it included."""
        if depth > 4:
            return []
        found: list[Party] = []
        for item in conjuncts(token):
            found.extend(self._people_of(item, depth))
        if any(party.span is not None for party in found):  # "VP and guru Fei-Fei Li": the title belongs to the name
            found = [p for p in found if p.span is not None or feature(p.head, "Number") == "Plur"]
        return list({party.entity: party for party in found}.values())

    def _people_of(self, token: Token, depth: int) -> list[Party]:
        ent = self.entity_at.get(token.i)
        if ent is not None and ent.label_ == "PERSON":
            return [Party(ent.root, ent)]
        if ent is not None and ent.label_ in {"COMPANY", "OUTLET", "ORG", "PLACE", "MONEY", "DATE"}:
            return self._named_below(token) if token.dep_ != "compound" else []
        if (
            feature(token, "PronType") == "Rel"
            or token.lower_ in {"who", "which", "that", "whom"}
            or token.lemma_ == "который"
        ):
            noun = antecedent(token)
            return self.people(noun, depth + 1) if noun is not None else []
        if token.pos_ in {"PRON", "DET"} and token.lower_ in self.words["person_pronouns"]:
            person = self.last_person(token)
            return [Party(person.root, person)] if person is not None else []
        if self.is_person_noun(token):
            named = self._named_below(token)
            return named or self._described(token)
        if token.pos_ in _QUANTITY or token.lemma_ in self.words["person_nouns"]:
            nouns = [child for child in token.children if child.dep_ in {"nmod", "obl"} and self.is_person_noun(child)]
            return self._described(token) if nouns else []
        return []

    def is_person_noun(self, token: Token) -> bool:
        """A noun for people: in the word list, or inside a ROLE entity."""
        ent = self.entity_at.get(token.i)
        return (ent is not None and ent.label_ == "ROLE") or token.lemma_.rpartition("-")[2] in self.words[
            "person_nouns"
        ]

    def _named_below(self, token: Token) -> list[Party]:
        """PERSON entities that name the noun: in apposition, as a flat name, or right beside it."""
        for child in token.children:
            if child.dep_ in {"appos", "flat", "flat:name", "compound", "nmod"} and not marker(child):
                ent = self.entity_at.get(child.i)
                if (
                    ent is not None
                    and ent.label_ == "PERSON"
                    and (child.dep_ != "nmod" or case_of(child) == case_of(token))
                ):
                    return [Party(ent.root, ent)] + [
                        Party(e.root, e)
                        for c in conjuncts(child)[1:]
                        if (e := self.entity_at.get(c.i)) is not None and e.label_ == "PERSON"
                    ]
        following = token.i + 1
        while following < len(self.doc) and (
            self.doc[following].lower_ in {",", "—", "-"}
            or self.doc[following].lemma_ in self.words["company_nouns"]
            or self._label(following) in COMPANY_LABELS | {"ROLE"}
        ):
            following += 1
        ent = self.entity_at.get(following)
        if (
            ent is not None
            and ent.label_ == "PERSON"
            and following - token.i <= 6
            and self.doc[following].sent == token.sent
        ):
            return [Party(ent.root, ent)]
        return []

    def _label(self, i: int) -> str:
        ent = self.entity_at.get(i)
        return "" if ent is None else str(ent.label_)

    def _described(self, token: Token) -> list[Party]:
        """An unnamed person or group; a bare definite singular ("the executive") is the last person named."""
        modifiers = [
            c
            for c in token.children
            if c.dep_ in {"amod", "compound", "nmod", "nummod", "acl", "acl:relcl", "nmod:poss", "appos"}
            and c.lower_ not in {"its", "their"}
        ]
        singular = feature(token, "Number") == "Sing"
        definite = any(c.lower_ in {"the", "this", "that", "этот"} for c in token.children) or (
            self.doc.lang_ == "ru" and not modifiers and token.dep_ in {"nsubj", "nsubj:pass"}
        )
        if (
            singular
            and definite
            and len([m for m in modifiers if m.dep_ in {"nmod", "acl:relcl", "acl", "nmod:poss"}]) == 0
        ):
            person = self.last_person(token)
            if person is not None and token.lemma_ not in self.words["group_nouns"]:
                return [Party(person.root, person, home=self.company_below(token))]
        home = self.company_below(token)
        return [Party(token, None, self.phrase(token), home)]

    def phrase(self, token: Token) -> str:
        """The noun phrase of a head as written, relative clauses and long tails left out."""
        keep = {token.i}
        stack = [token]
        while stack:
            for child in stack.pop().children:
                if child.dep_ in {
                    "acl:relcl",
                    "acl",
                    "punct",
                    "conj",
                    "cc",
                    "cop",
                    "parataxis",
                    "advcl",
                    "aux",
                    "nsubj",
                    "appos",
                } or (is_verbal(child) and child.dep_ != "amod"):
                    continue
                keep.add(child.i)
                stack.append(child)
        ordered = sorted(keep)
        start = end = ordered.index(token.i)
        while start > 0 and ordered[start - 1] == ordered[start] - 1:
            start -= 1
        while end + 1 < len(ordered) and ordered[end + 1] == ordered[end] + 1:
            end += 1
        return str(self.doc[ordered[start] : ordered[end] + 1].text)

    def last_person(self, token: Token) -> Span | None:
        """The person a pronoun or definite noun means: subjects first, then the nearest, within three sentences."""
        plural = token.lower_ in {"they", "them", "their", "они", "их"}
        if plural:
            return None
        gender = feature(token, "Gender") if self.doc.lang_ == "ru" else ""
        before = [e for e in self.people_ents if e.end <= token.i]
        if not before:
            return None
        limit = token.sent.start
        for _ in range(3):
            here = [e for e in before if e.start >= limit and self._agrees(e, gender)]
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
            limit = self.doc[limit - 1].sent.start
        return None

    def _agrees(self, ent: Span, gender: str) -> bool:
        own = feature(ent[0], "Gender")
        return not gender or not own or own == gender or gender == "Neut"

    # ------------------------------------------------------------------ companies
    def companies(self, token: Token, depth: int = 0, *, people: bool = False) -> list[Span]:
        """The companies a noun, name or pronoun stands for; with `people`, a person or title stands for its company."""
        if depth > 3:
            return []
        found: list[Span] = []
        for item in conjuncts(token):
            found.extend(self._companies_of(item, depth, people))
        return list({ent._.entity: ent for ent in found}.values())

    def _companies_of(self, token: Token, depth: int, people: bool) -> list[Span]:
        ent = self.entity_at.get(token.i)
        if ent is not None and ent.label_ in COMPANY_LABELS:
            return [ent]
        if (
            feature(token, "PronType") == "Rel"
            or token.lower_ in {"which", "that", "where"}
            or token.lemma_ in {"который", "где"}
        ):
            noun = antecedent(token)
            return self.companies(noun, depth + 1) if noun is not None else []
        if token.lemma_ in self.words["company_nouns"] and not (ent is not None and ent.label_ == "PERSON"):
            below = self.company_below(token, deep=True)
            if below is not None:
                return [below]
            indefinite = any(
                c.lower_ in {"a", "an", "another", "own", "new", "собственный", "новый", "свой", "другой"}
                or c.lemma_ in {"собственный", "новый", "свой", "другой"}
                for c in token.children
            )
            last = None if indefinite else self.last_company(token)
            return [last] if last is not None else []
        if token.lower_ in self.words["company_pronouns"] and token.pos_ in {"PRON", "DET", "ADV"}:
            last = self.last_company(token)
            return [last] if last is not None else []
        if people and self.is_person_noun(token) and (below := self.company_below(token)) is not None:
            return [below]
        if (
            token.pos_ in {"NOUN", "PROPN"}
            and ent is None
            and (below := self.company_below(token)) is not None
            and below.root.dep_ in {"compound", "nmod:poss", "appos", "flat"}
        ):
            return [below]
        return []

    def company_below(self, token: Token, *, deep: bool = False) -> Span | None:
        """The company a noun phrase names: possessor, compound, apposition, "of/at/from X", "called X"."""
        ranked: list[tuple[int, int, Span]] = []
        for child in token.children:
            ent = self.entity_at.get(child.i)
            if ent is not None and ent.label_ in COMPANY_LABELS and (ent.start > token.i or ent.end <= token.i):
                ranked.append(
                    (
                        {"appos": 0, "flat": 0, "flat:name": 0, "compound": 1, "nmod:poss": 1}.get(child.dep_, 2),
                        ent.start,
                        ent,
                    )
                )
            elif child.dep_ in {"acl", "acl:relcl"} and child.lemma_ in {
                "call",
                "name",
                "dub",
                "know",
                "назвать",
                "называться",
            }:
                ranked.extend(
                    (0, e.start, e)
                    for t in child.subtree
                    if (e := self.entity_at.get(t.i)) is not None and e.label_ in COMPANY_LABELS
                )
            elif child.dep_ in {"nmod", "nmod:poss", "compound", "appos", "amod"} and not is_verbal(child):
                nested = self.company_below(child) if child.i != token.i else None
                if nested is not None:
                    ranked.append((3, nested.start, nested))
        beside = self.entity_at.get(token.i + 1)
        if deep and beside is not None and beside.label_ in COMPANY_LABELS:
            ranked.append((0, beside.start, beside))
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    def last_company(self, token: Token) -> Span | None:
        """The company last named before a token, those of the same sentence's subject first."""
        before = [e for e in self.company_ents if e.end <= token.i and e.label_ == "COMPANY"] or [
            e for e in self.company_ents if e.end <= token.i and e.label_ != "OUTLET"
        ]
        if not before:
            return None
        here = [e for e in before if e.start >= token.sent.start]
        if here:
            topics = [e for e in here if e.root.dep_ in {"nsubj", "nsubj:pass"}]
            return topics[-1] if topics else here[-1]
        previous = self.doc[token.sent.start - 1].sent if token.sent.start else token.sent
        there = [e for e in before if e.start >= previous.start]
        subjects = [e for e in there if e.root.dep_ in {"nsubj", "nsubj:pass"}]
        return subjects[0] if subjects else (there[0] if there else before[-1])
