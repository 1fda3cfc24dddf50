"""The companies a noun, a name or a pronoun stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from extractors.syntax import antecedent, conjuncts, dependents, feature, governors, is_infinitive, is_verbal, marker

if TYPE_CHECKING:
    from extractors.scene import Scene

_AWAY = frozenset({"из", "от", "после", "до"})  # «пришла в компанию из «Инвитро»»: the other end
_NEAR = 6  # tokens between "former" and the company of the phrase
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_NAMES = frozenset({"PERSON", "COMPANY", "ORG", "OUTLET"})
COMPANY_LABELS = frozenset({"COMPANY", "ORG", "OUTLET"})


def companies(scene: Scene, token: Token, depth: int = 0, *, people: bool = False) -> list[Span]:
    """The companies a noun, name or pronoun stands for; with `people`, a person or title stands for its company."""
    if depth > 3:
        return []
    found: list[Span] = []
    for item in conjuncts(token):
        found.extend(_companies_of(scene, item, depth, people))
    return list({ent._.entity: ent for ent in found}.values())


def _companies_of(scene: Scene, token: Token, depth: int, people: bool) -> list[Span]:
    ent = scene.entity_at.get(token.i)
    if ent is not None and ent.label_ in COMPANY_LABELS:
        return [ent]
    if (
        feature(token, "PronType") == "Rel"
        or token.lower_ in {"which", "that", "where"}
        or token.lemma_ in {"который", "где", "куда", "откуда"}
    ):
        noun = antecedent(token)
        return companies(scene, noun, depth + 1) if noun is not None else []
    if token.lemma_ in scene.words["company_nouns"] and not (ent is not None and ent.label_ == "PERSON"):
        below = company_below(scene, token, deep=True)
        if below is not None:
            return [below]
        indefinite = any(
            c.lower_ in {"a", "an", "another", "own", "new", "собственный", "новый", "свой", "другой"}
            or c.lemma_ in {"собственный", "новый", "свой", "другой"}
            for c in (token.left_edge, *token.children)
        )
        last = None if indefinite else last_company(scene, token)
        return [last] if last is not None else []
    if token.lower_ in scene.words["company_pronouns"] and token.pos_ in {"PRON", "DET", "ADV"}:
        last = _goal_above(scene, token) or last_company(scene, token)
        return [last] if last is not None else []
    if scene.doc.lang_ == "ru" and token.lemma_ in scene.words["post_nouns"] | scene.words["work_nouns"]:
        below = company_below(scene, token)
        return [below] if below is not None else []
    if people and scene.is_person_noun(token) and (below := company_below(scene, token)) is not None:
        return [below]
    if (
        token.pos_ in {"NOUN", "PROPN"}
        and ent is None
        and (below := company_below(scene, token)) is not None
        and below.root.head == token
        and below.root.dep_ in {"compound", "nmod:poss", "appos", "flat"}
    ):
        return [below]
    return []


def _goal_above(scene: Scene, token: Token) -> Span | None:
    """ "left X for Y to become its chief": in the purpose of a move "its" is of where that move leads."""
    verb = next((head for head, _ in governors(token) if is_verbal(head)), None)
    if verb is None or verb.dep_ not in {"advcl", "xcomp"} or not is_verbal(verb.head) or not is_infinitive(verb):
        return None
    goals = [c for c in verb.head.children if marker(c) in {"for", "to", "at", "with"} and c.i < verb.i]
    goals += [c for c in dependents(verb.head, "obj") if verb.head.lemma_ in {"join", "rejoin"}]
    found = [e for c in goals if (e := scene.entity_at.get(c.i)) is not None and e.label_ in COMPANY_LABELS]
    return found[0] if found else None


def company_below(scene: Scene, token: Token, *, deep: bool = False) -> Span | None:
    """The company a noun phrase names: possessor, compound, apposition, "of/at/from X", "called X"."""
    ranked: list[tuple[int, int, Span]] = []
    for child in token.children:
        ent = scene.entity_at.get(child.i)
        if deep and marker(child) in _AWAY:
            continue
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
                if (e := scene.entity_at.get(t.i)) is not None and e.label_ in COMPANY_LABELS
            )
        elif child.dep_ in {"nmod", "nmod:poss", "compound", "appos", "amod"} and not is_verbal(child):
            nested = company_below(scene, child) if child.i != token.i else None
            if nested is not None:
                ranked.append((3, nested.start, nested))
    beside = scene.entity_at.get(token.i + 1)
    if deep and beside is not None and beside.label_ in COMPANY_LABELS:
        ranked.append((0, beside.start, beside))
    return min(ranked, key=lambda r: r[:2])[2] if ranked else None


def last_company(scene: Scene, token: Token, besides: frozenset[int] = frozenset()) -> Span | None:
    """The company talked of at a token: its own sentence's subject, the one before it, else the document's topic.

    Media are one only where nothing else is named; "former X engineer" does not talk of X; `besides` are excluded.
    """
    others = [e for e in scene.company_ents if e._.entity not in besides and marker(e.root) not in {"on", "via"}]
    others = [e for e in others if marker(e.root) != "из" or e.root.head.ent_type_ != "PERSON"] or others
    media = scene.words["media_verbs"]
    others = [e for e in others if not ({e.root.head.lemma_, e.root.head.head.lemma_} & media)] or others
    able = [e for e in others if e.start not in scene.former_companies]
    able = able or [e for e in others if e.end <= token.i]
    able = (
        [e for e in able if e.label_ == "COMPANY"]
        or [e for e in able if e.label_ == "ORG"]
        or [e for e in able if not _is_source(scene, e)]
    )
    if not able:
        return None
    if all(e.start > token.i for e in able if e.start not in scene.former_companies) and scene.doc.lang_ == "en":
        saying = scene.words["speech_verbs"]
        told = [e for e in able if e.sent == token.sent and e.root.dep_ in _SUBJECTS and e.root.head.lemma_ in saying]
        if told:  # "The start-up has hired Roe, X said"
            return told[0]
    here = [e for e in able if token.sent.start <= e.start and e.end <= token.i]
    if here:
        subjects = [e for e in here if e.root.dep_ in _SUBJECTS or _in_subject(e.root)]
        return (subjects or here)[-1]
    previous = scene.doc[token.sent.start - 1].sent if token.sent.start else token.sent
    there = [e for e in able if previous.start <= e.start < token.sent.start]
    if (
        not there and previous.start and token.lemma_ in scene.words["company_nouns"]
    ):  # "the chipmaker": the last one told of
        start = scene.doc[previous.start - 1].sent.start
        there = [e for e in able if start <= e.start < previous.start and e.root.dep_ in _SUBJECTS]
    subjects = [e for e in there if e.root.dep_ in _SUBJECTS or e.root.head.dep_ in _SUBJECTS]
    main = _topic(able)
    if subjects and main._.entity != subjects[0]._.entity and _is_main(scene, main, able):
        return main
    return subjects[0] if subjects else main


def _is_main(scene: Scene, ent: Span, able: Sequence[Span]) -> bool:
    """Is a text about one company: named in its first sentence and more than twice as often as any other?"""
    count = Counter(int(e._.entity) for e in able)
    most = count.pop(int(ent._.entity))
    first = next(iter(scene.doc.sents))
    opens = any(e._.entity == ent._.entity and e.start < first.end for e in able)
    return opens and most > 2 * max(count.values(), default=0)


def _is_source(scene: Scene, ent: Span) -> bool:
    """Is a medium only quoted: "Reuters reported", "according to", «сообщает AP», «по данным газеты»?"""
    head = ent.root.head
    words = scene.words["speech_verbs"] | scene.words["source_nouns"]
    return head.lemma_ in words or head.head.lemma_ in words or head.dep_ == "parataxis"


def company_above(scene: Scene, token: Token) -> Span | None:
    """The company that says or does it: the subject of a verb over a clause ("Bosch said Roe will become …")."""
    for head, _ in governors(token):
        for child in dependents(head, "nsubj") if is_verbal(head) else ():
            ent = scene.entity_at.get(child.i)
            if ent is not None and ent.label_ in {"PERSON", "OUTLET"}:
                break
            found = [c for c in companies(scene, child) if c.label_ != "OUTLET"]
            if found:
                return found[0]
    return None


def company_where(scene: Scene, token: Token) -> Span | None:
    """The company a clause opened by "where" stands behind: "Flexport, where he succeeds Roe"."""
    for verb, head, label in ((token, token.head, token.dep_), *((h, h.head, h.dep_) for h, _ in governors(token))):
        if label in {"acl:relcl", "acl"}:
            opened = any(c.lower_ in {"where", "где", "куда"} for c in verb.children)
            return next(iter(companies(scene, head)), None) if opened else None
    return None


def _in_subject(token: Token) -> bool:
    """Is the company what a subject's title names: "X CEO Jane Roe has left …"?"""
    for head, label in governors(token):
        if label not in {"compound", "nmod", "nmod:poss", "appos", "flat"}:
            return False
        if head.dep_ in _SUBJECTS:
            return True
    return False


def _topic(able: Sequence[Span]) -> Span:
    """The company a document names most, the earlier of two."""
    count = Counter(int(e._.entity) for e in able)
    return max(able, key=lambda e: (count[int(e._.entity)], -e.start))


def former_mentions(scene: Scene) -> frozenset[int]:
    """The first tokens of company names in phrases such as "former X engineer", "ex-X", "exec formerly at X"."""
    found = set()
    for ent in scene.company_ents:
        for token in reversed(scene.doc[max(ent.sent.start, ent.start - _NEAR) : ent.start]):
            if token.lemma_ in scene.words["former"] or token.lower_ in scene.words["former"]:
                found.add(ent.start)
            if is_verbal(token) or (token.is_punct and token.text != "-") or scene.label_at(token.i) in _NAMES:
                break
        following = scene.doc[ent.end : ent.end + 1]
        if following and following[0].lemma_ in scene.words["former_nouns"]:
            found.add(ent.start)
        if ent.root.dep_ == "conj" and ent.root.head.i in scene.entity_at:
            found |= {ent.start} if scene.entity_at[ent.root.head.i].start in found else set()
        if any(child.lower_.startswith(("экс-", "ex-")) for child in (ent.root.head, *ent.root.children)):
            found.add(ent.start)
    return frozenset(found)
