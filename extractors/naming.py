"""Descriptions the text names elsewhere: "Acme's finance chief is leaving. Jane Roe …", "the trio", «перешли трое: …»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Span, Token

from extractors.affiliations import Tie
from extractors.scene import Party, Scene
from extractors.syntax import feature

_FAR = 12  # tokens within which "including" and its names stand
_NEXT = 5  # tokens between two names of one list, titles included
_REACH = 1  # sentences after a description within which its name is sought
_DATELINE = 6  # words at most of what is no sentence: "Berlin, 16 July -"
_LISTING = frozenset({",", "and", "и", ":", "—", "–", "-", "(", "а", "также", "as", "well"})


def named(scene: Scene, party: Party, trigger: Token, ties: Sequence[Tie]) -> list[Party]:
    """The people a description means where the text names them, else the description itself."""
    if party.span is not None:
        return [party]
    count = _count(scene, party.head)
    if count != 1 and (leaders := _leaders(scene, party.head)):
        return [Party(p.root, p, home=party.home, described=party.head) for p in leaders]
    if count != 1:
        people = _listed(scene, party.head, trigger, count)
        if not people and (some := _included(scene, party.head)):
            rest = any(c.lower_ in scene.words["others"] for c in party.head.children)
            tied = {int(tie.person._.entity) for tie in ties}
            homes = {p: None if p._.entity in tied else party.home for p in some}
            return [*([] if rest else [party]), *(Party(p.root, p, home=homes[p], described=party.head) for p in some)]
        return [Party(p.root, p, home=party.home, described=party.head) for p in people] or [party]
    person = _titled(scene, party, ties) or _introduced(scene, party)
    return [Party(person.root, person, home=party.home, described=party.head)] if person is not None else [party]


def _count(scene: Scene, head: Token) -> int:
    """How many people a description speaks of; 0 where it does not say."""
    numbers = scene.words.table("numbers")
    first = head.head.children if head.dep_ == "conj" else ()  # "three vision and language researchers"
    for token in (head, *head.children, *first):
        for word in (token.lower_, token.lemma_):
            if word in numbers:
                return numbers[word]
    if feature(head, "Number") == "Plur" or head.lemma_ in scene.words["group_nouns"]:
        return 0
    return 1


def _titled(scene: Scene, party: Party, ties: Sequence[Tie]) -> Span | None:
    """Who holds the described post at the described company: "Acme's CEO" … "Jane Roe, Acme's CEO"."""
    role = scene.entity_at.get(party.head.i)
    if role is None or role.label_ != "ROLE":
        return None
    for tie in ties:
        same_company = party.home is None or party.home._.entity == tie.company._.entity
        if same_company and tie.role is not None and _alike(tie.role, role):
            return tie.person
    return None


def _alike(one: Span, two: Span) -> bool:
    a, b = ({t.lemma_ for t in span if any(letter.isalpha() for letter in t.text)} for span in (one, two))
    return a <= b or b <= a


def _introduced(scene: Scene, party: Party) -> Span | None:
    """The person first named after a description, as a subject or in the description's own part of the sentence."""
    start = party.head.sent
    known = {int(p._.entity) for p in scene.people_ents if p.start < party.head.i}
    end = _reach(scene, party.head)
    for person in scene.people_ents:
        if not party.head.i < person.start < end or person._.entity in known:
            continue
        top = _noun_top(scene, person.root)
        if _speaks(scene, top) and (person.sent == start or _is_titled(scene, person)):
            known.add(int(person._.entity))
            continue
        if scene.doc[person.start - 1].text == ":" and person.sent == start:  # "loses its CFO: Jane Roe …"
            return person if _fits(scene, party, person, top) else None
        if person.sent == start and top.dep_ not in {"nsubj", "nsubj:pass"}:
            continue
        if not _fits(scene, party, person, top):
            return None
        like = party.head.dep_ in {"obj", "obl"} and top.dep_ in {"obj", "obl", "appos", "nmod"}
        return person if top.dep_ in {"nsubj", "nsubj:pass"} or like else None
    return None


def _reach(scene: Scene, head: Token) -> int:
    """Where the sentence after a description ends; a headline, which has no full stop, and a dateline do not count."""
    end, steps = head.sent.end, 0
    while end < len(scene.doc) and steps < _REACH:
        sentence = scene.doc[end].sent
        end = sentence.end
        steps += len(sentence) > _DATELINE
    return end


def _fits(scene: Scene, party: Party, person: Span, top: Token) -> bool:
    """May the name be the description's: no other title of its own; "an engineer" waits for the next subject."""
    lowered = {c.lower_ for c in party.head.children} | {c.lemma_ for c in party.head.children}
    if lowered & scene.words["indefinite"] and top.dep_ not in {"nsubj", "nsubj:pass"}:
        return False
    before = person[0].nbor(-1) if person.start else person[0]
    title = scene.entity_at.get(before.i)
    if title is None or title.label_ != "ROLE" or party.head.lemma_ in scene.words["general_nouns"]:
        return True
    described = scene.entity_at.get(party.head.i)
    return described is None or _alike(title, described)


def _noun_top(scene: Scene, token: Token) -> Token:
    """The head of the noun phrase a name stands in: "CTO Jane Roe resigned" gives the subject."""
    while token.dep_ in {"appos", "compound", "flat", "flat:name", "nmod"} and token.head != token:
        if token.dep_ == "nmod" and scene.is_person_noun(token.head) is False:
            break
        token = token.head
    return token


def _is_titled(scene: Scene, person: Span) -> bool:
    """Does a title stand right beside the name? Then it is somebody else who speaks."""
    after = scene.doc[person.end : person.end + 1].text == "," and scene.label_at(person.end + 1) == "ROLE"
    return after or scene.label_at(person.start - 1) == "ROLE"


def _speaks(scene: Scene, token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_ in scene.words["speech_verbs"]


# ---------------------------------------------------------------------- several people
def _listed(scene: Scene, head: Token, trigger: Token, count: int) -> list[Span]:
    """The names of a group: listed beside the description, listed before it ("the trio"), or in the next sentence."""
    sentence = head.sent
    lists = [found for found in _lists(scene, sentence.start, sentence.end) if count in (0, len(found))]
    after = [found for found in lists if found[0].start > head.i and _opened(scene, head, found[0])]
    if after:
        return after[0]
    if count and not any(c.dep_ in {"nmod", "acl:relcl", "acl"} for c in head.children if c != trigger):
        before = [f for f in _lists(scene, 0, sentence.start) if len(f) == count]
        if before:
            return before[-1]
    if count and sentence.end < len(scene.doc):
        following = scene.doc[sentence.end].sent
        ahead = [f for f in _lists(scene, following.start, following.end) if len(f) == count]
        if ahead:
            return ahead[0]
    return []


def _leaders(scene: Scene, head: Token) -> list[Span]:
    """Who leads a group: "a team led by Jane Roe", «команда во главе с Иваном Петровым»."""
    behind = [p for p in scene.people_ents if head.i < p.start < min(head.sent.end, head.i + _FAR)]
    for person in behind[:1]:
        gap = [t.lower_ for t in scene.doc[max(head.i, person.start - 4) : person.start]]
        if {"by"} & set(gap[-1:]) and {"led", "headed"} & set(gap):
            return [person]
        if gap[-1:] == ["с"] and "главе" in gap:
            return [person]
    return []


def _included(scene: Scene, head: Token) -> list[Span]:
    """The one or two names after "including" behind a group."""
    for token in scene.doc[head.i + 1 : min(head.sent.end, head.i + _FAR)]:
        if token.lower_ in scene.words["including"]:
            near = [p for p in scene.people_ents if token.i < p.start < min(head.sent.end, token.i + _FAR)]
            return [p for i, p in enumerate(near) if i == 0 or p.start - near[i - 1].end <= _NEXT]
    return []


def _opened(scene: Scene, head: Token, first: Span) -> bool:
    """Does a colon, a dash, a comma or "including" open the list that follows a description?"""
    gap = scene.doc[head.i + 1 : first.start]
    opening = [t for t in gap if t.text in {":", "—", "–", "("} or t.lower_ in scene.words["including"]]
    return not len(gap) or bool(opening) or (len(gap) <= 2 and any(t.text == "," for t in gap))


def _lists(scene: Scene, start: int, end: int) -> Iterable[list[Span]]:
    """Runs of two or more names joined by commas and "and", in text order."""
    run: list[Span] = []
    for person in scene.people_ents:
        if not start <= person.start < end:
            continue
        if run and all(t.lower_ in _LISTING for t in scene.doc[run[-1].end : person.start]):
            run.append(person)
            continue
        if len(run) > 1:
            yield run
        run = [person]
    if len(run) > 1:
        yield run
