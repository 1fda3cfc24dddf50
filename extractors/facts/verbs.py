"""Facts told by a verb or noun of work: "worked at A", "founded by B", "plays for C", "his years at D"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extractors.facts import employers
from extractors.facts.fact import Fact
from extractors.facts.founding import agents, founded, inside, made_by, missed, sets_up
from extractors.facts.holders import chain
from extractors.facts.names import is_body
from extractors.facts.people import of_clause, people, person_at
from extractors.lexicon import Words
from extractors.scene import Scene
from extractors.syntax import feature, is_passive, marker, objects, subject
from kg.model import AffiliationKind

_WIDEST = 40  # words looked at below one verb


def told_by_verbs(scene: Scene) -> Iterator[Fact]:
    """The facts of all verbs and nouns of work and founding of a document."""
    works: dict[AffiliationKind, dict[str, frozenset[str]]] = {
        "employed": _places(scene.words, "employed_words"),
        "member": _places(scene.words, "member_words"),
    }
    founding = scene.words["founding_verbs"]
    for token in scene.doc:
        if token.i in scene.entity_at and scene.entity_at[token.i].label_ != "ROLE":
            continue
        if (token.lemma_ in founding or sets_up(token)) and token.pos_ in {"VERB", "ADJ", "AUX"}:
            yield from founded(scene, token)
        if token.lemma_ in scene.words["consist_verbs"]:
            yield from _consisted(scene, token)
        for kind, places in works.items():
            if token.lemma_ in places:
                yield from _worked(scene, token, kind, places[token.lemma_])


def _consisted(scene: Scene, verb: Token) -> Iterator[Fact]:
    """The members a band "consists of"."""
    by = subject(verb)
    bodies = (employers.named(scene, by) if by is not None else made_by(scene, verb.head)) or employers.band(scene)
    first = next((p for i in range(verb.i + 1, min(verb.i + 8, verb.sent.end)) if (p := person_at(scene, i))), None)
    for person in chain(scene, first, verb.sent.end) if first is not None and bodies else []:
        yield Fact("member", person, bodies[0], None, False, verb)


def _places(words: Words, name: str) -> dict[str, frozenset[str]]:
    """ "work at|for" -> work: {at, for}; "-" is the object, "by" the agent."""
    found: dict[str, frozenset[str]] = {}
    for entry in sorted(words[name]):
        word, _, where = entry.partition(" ")
        found[word] = frozenset(where.split("|"))
    return found


def _worked(scene: Scene, word: Token, kind: AffiliationKind, where: frozenset[str]) -> Iterator[Fact]:
    verbal = word.pos_ in {"VERB", "AUX"} or bool(feature(word, "VerbForm"))
    if "-" in where and (is_passive(word) or word.dep_ == "acl") and word.lemma_ in scene.words["leading_verbs"]:
        led = [b for t in objects(word) or [word.head] for b in made_by(scene, t) or inside(scene, t)]
        led = led or list(employers.topic(scene, word))
        for person in agents(scene, word):
            for body in led[:1]:
                yield Fact(kind, person, body, None, False, word)
        return
    bodies = _bodies(scene, word, where)
    if not bodies:
        return
    if (verbal and is_passive(word)) or "by" in where:
        who = [p for t in objects(word) for p in people(scene, t)] or of_clause(scene, word)
    else:
        who = _owner(scene, word) or of_clause(scene, word)
    former = feature(word, "Tense") == "Past"
    for person in who:
        for body in bodies:
            if body._.entity != person._.entity:
                yield Fact(kind, person, body, None, former, word)


def _owner(scene: Scene, noun: Token) -> list[Span]:
    """Whose "career", "years" or "tenure" it is."""
    owners = [t for t in noun.children if t.dep_ == "nmod:poss"]
    return [p for t in owners for p in people(scene, t)] if noun.pos_ in {"NOUN", "PROPN"} else []


def _bodies(scene: Scene, word: Token, where: frozenset[str]) -> list[Span]:
    """The organisations at the places of a word of work, in its clause, through titles and dates."""
    found: list[Span] = []
    level, seen = [word], 0
    while level and seen < _WIDEST:
        token = level.pop(0)
        for child in token.children:
            seen += 1
            if _stands(child, where):
                named = _with_list(scene, employers.named(scene, child))
                found.extend(named or _beside(scene, child) or _taken(scene, word, child))
                if child.i not in scene.entity_at and child.dep_ != "obj":
                    found.extend(employers.after(scene, child.i + 1, word.sent.end))
            if _leads_on(scene, child):
                level.append(child)
        if not found and token == word:
            found.extend(_right_behind(scene, word, where))
    return list({body._.entity: body for body in found}.values())


def _stands(child: Token, where: frozenset[str]) -> bool:
    """Whether a word stands at one of the places: the object ("-"), the agent ("by"), behind a preposition."""
    if child.dep_ in {"obj", "nsubj:pass"}:
        return "-" in where
    if child.dep_ == "obl:agent" and "by" in where:
        return True
    return marker(child) in where and child.dep_ in {"obl", "nmod", "obl:agent", "advcl", "obl:arg"}


def _leads_on(scene: Scene, child: Token) -> bool:
    """Whether an organisation may hang further down: on a common noun, a title, a date, "as a GIS specialist"."""
    ent = scene.entity_at.get(child.i)
    if ent is not None:
        return ent.label_ in {"ROLE", "DATE"} or marker(child) == "as"
    return child.dep_ in {"obj", "obl", "nmod", "conj", "xcomp", "appos"} and not (
        child.dep_ == "conj" and child.pos_ == "VERB"
    )


def _right_behind(scene: Scene, word: Token, where: frozenset[str]) -> list[Span]:
    """ "work at A" where the parser hung A elsewhere."""
    following = scene.doc[word.i + 1 : word.i + 2].text.lower() in where
    ent = scene.entity_at.get(word.i + 2) or scene.entity_at.get(word.i + 3)
    return [ent] if following and ent is not None and is_body(scene, ent) else []


def _taken(scene: Scene, word: Token, child: Token) -> list[Span]:
    """What somebody joined or played for, whatever the model took it for."""
    if scene.doc.lang_ != "en" or not (marker(child) == "for" or child.dep_ == "obj"):
        return []
    if word.lemma_ not in scene.words["team_verbs"]:
        return []
    body = missed(scene, child, [])
    return [body] if body is not None else []


def _with_list(scene: Scene, bodies: list[Span]) -> list[Span]:
    return employers.listed(scene, bodies[0], bodies[0].sent.end, False) if len(bodies) == 1 else bodies


def _beside(scene: Scene, noun: Token) -> list[Span]:
    """The organisation that modifies a noun: "joined the KinderCare family"."""
    near = [scene.entity_at.get(c.i) for c in noun.children if c.dep_ in {"compound", "nmod:poss"}]
    return [ent for ent in near if ent is not None and is_body(scene, ent)][:1]
