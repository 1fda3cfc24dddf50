"""Facts told by a verb or noun of work: "worked at A", "founded by B", "plays for C", "his years at D"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extractors.facts import employers
from extractors.facts.fact import Fact
from extractors.facts.holders import chain, of_clause, people, person_at
from extractors.facts.names import as_body, is_body, new_body
from extractors.lexicon import Words
from extractors.scene import Scene
from extractors.syntax import dependents, feature, is_passive, marker, objects, subject
from kg.model import AffiliationKind


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
        if token.lemma_ in founding and token.pos_ in {"VERB", "ADJ", "AUX"}:
            yield from _founded(scene, token)
        if token.lemma_ in scene.words["consist_verbs"]:
            yield from _consisted(scene, token)
        for kind, places in works.items():
            if token.lemma_ in places:
                yield from _worked(scene, token, kind, places[token.lemma_])


def _consisted(scene: Scene, verb: Token) -> Iterator[Fact]:
    """The members a band "consists of"."""
    by = subject(verb)
    bodies = (employers.named(scene, by) if by is not None else _made(scene, verb.head)) or employers.band(scene)
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
        led = [b for t in objects(word) or [word.head] for b in _made(scene, t) or _inside(scene, t)]
        led = led or list(employers.topic(scene, word))
        for person in _agents(scene, word):
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
    found: list[Span] = []
    level = [word]
    seen = 0
    while level and seen < 40:
        token = level.pop(0)
        for child in token.children:
            seen += 1
            label = marker(child)
            plain = child.dep_ in {"obj", "nsubj:pass"} and "-" in where
            reached = (label and label in where and child.dep_ in {"obl", "nmod", "obl:agent", "advcl", "obl:arg"}) or (
                child.dep_ == "obl:agent" and "by" in where
            )
            if plain or reached:
                found.extend(
                    _with_list(scene, employers.named(scene, child))
                    or _beside(scene, child)
                    or _taken(scene, word, child)
                )
                head = scene.entity_at.get(child.i)
                if head is None and child.dep_ != "obj":
                    found.extend(employers.after(scene, child.i + 1, word.sent.end))
            if (
                child.dep_ in {"obj", "obl", "nmod", "conj", "xcomp", "appos"}
                and child.i not in scene.entity_at
                and not (child.dep_ == "conj" and child.pos_ == "VERB")
            ) or (
                scene.entity_at.get(child.i) is not None
                and (scene.entity_at[child.i].label_ in {"ROLE", "DATE"} or label == "as")
            ):
                level.append(child)
        if not found and token == word:
            following = [t for t in scene.doc[word.i + 1 : word.i + 2] if t.lower_ in where]
            ent = scene.entity_at.get(word.i + 2) or scene.entity_at.get(word.i + 3)
            if following and ent is not None and is_body(scene, ent):
                found.append(ent)
    return list({body._.entity: body for body in found}.values())


def _taken(scene: Scene, word: Token, child: Token) -> list[Span]:
    """What somebody joined or played for, whatever the model took it for."""
    if scene.doc.lang_ != "en" or not (marker(child) == "for" or child.dep_ == "obj"):
        return []
    if word.lemma_ not in scene.words["team_verbs"]:
        return []
    body = _missed(scene, child, [])
    return [body] if body is not None else []


def _with_list(scene: Scene, bodies: list[Span]) -> list[Span]:
    return employers.listed(scene, bodies[0], bodies[0].sent.end, False) if len(bodies) == 1 else bodies


def _beside(scene: Scene, noun: Token) -> list[Span]:
    """The organisation that modifies a noun: "joined the KinderCare family"."""
    near = [scene.entity_at.get(c.i) for c in noun.children if c.dep_ in {"compound", "nmod:poss"}]
    return [ent for ent in near if ent is not None and is_body(scene, ent)][:1]


def _founded(scene: Scene, verb: Token) -> Iterator[Fact]:
    # the tokenizer cuts "co-founded" in three, and the parser hangs the sentence on "co"
    host = scene.doc[verb.i - 2] if verb.i > 1 and scene.doc[verb.i - 1].text == "-" else verb
    passive = is_passive(verb) or is_passive(host) or (host.dep_ in {"acl", "amod", "xcomp"} and _by(scene, verb))
    things = objects(verb) or objects(host)
    made = [body for token in things for body in _made(scene, token)]
    if not made and host.dep_ in {"acl", "advcl", "amod", "conj", "xcomp"}:
        made = _made(scene, host.head)
    founders = _agents(scene, verb) if passive else _founders(scene, verb, host)
    if not passive and not made:
        reach = 12 if scene.doc[verb.i + 1 : verb.i + 2].text == "and" else 4
        near = (scene.entity_at.get(i) for i in range(verb.i + 1, min(verb.i + reach, verb.sent.end)))
        made = [ent for ent in near if ent is not None and is_body(scene, ent)][:1]
    if not made and verb.lemma_ in scene.words["surely_founding"]:
        told = things or [t for t in [host.head] if passive and host.dep_ in {"acl", "xcomp"}]
        told = [next(iter(dependents(t, "nsubj", "nsubj:pass")), t) for t in told]
        made = [body for token in told if (body := _missed(scene, token, founders)) is not None]
    for partner in (
        [] if passive else [t for t in (*verb.children, *host.children) if marker(t) in scene.words["together"]]
    ):
        person = person_at(scene, partner.i)
        founders += chain(scene, person, verb.sent.end) if person is not None and founders and made else []
    for person in {p._.entity: p for p in founders}.values():
        for body in made[:3]:
            yield Fact("founded", person, body, None, False, verb)


def _by(scene: Scene, verb: Token) -> bool:
    return any(token.lower_ in scene.words["agent_words"] for token in scene.doc[verb.i + 1 : verb.i + 6])


def _founders(scene: Scene, verb: Token, host: Token) -> list[Span]:
    by = subject(verb) or subject(host)
    found = people(scene, by) if by is not None else []
    return [*found, *(p for f in found[:1] if f.end <= verb.i for p in chain(scene, f, verb.i))]


def _missed(scene: Scene, token: Token, founders: list[Span]) -> Span | None:
    """What was founded where the model found no organisation: another kind of name, or none."""
    ent = scene.entity_at.get(token.i)
    if ent is None:
        return new_body(scene, _first(token), opens=token.pos_ == "PROPN")
    others = all(ent._.entity != person._.entity for person in founders)
    return as_body(scene, ent) if ent.label_ in {"PERSON", "PLACE"} and others else None


def _first(token: Token) -> int:
    """Where the name a token is the head of begins."""
    return min([token.i, *(c.i for c in token.lefts if c.dep_ in {"compound", "flat"} and c.pos_ == "PROPN")])


def _agents(scene: Scene, verb: Token) -> list[Span]:
    """The people after "by", the whole list of them."""
    end = verb.sent.end
    for token in scene.doc[verb.i + 1 : min(end, verb.i + 12)]:
        if token.lower_ in scene.words["agent_words"]:
            for at in range(token.i + 1, min(end, token.i + 12)):
                person = person_at(scene, at)
                if person is not None:
                    return chain(scene, person, end)
    if scene.doc.lang_ == "ru":
        agent = subject(verb)
        return people(scene, agent) if agent is not None else []
    return []


def _inside(scene: Scene, noun: Token) -> list[Span]:
    """An organisation inside the noun phrase: "the board of A", "Jazz at B"."""
    near = [scene.entity_at.get(child.i) for child in noun.rights if child.dep_ == "nmod"]
    return [ent for ent in near if ent is not None and is_body(scene, ent)][:1]


def _made(scene: Scene, token: Token) -> list[Span]:
    """What was founded: the thing named, in apposition, or the subject of "X is a company founded by"."""
    found = employers.named(scene, token)
    if found and token.lower_ not in scene.words["company_pronouns"]:
        return found
    subjects = dependents(token, "nsubj", "nsubj:pass")
    if subjects and token.pos_ not in {"VERB"}:
        return employers.named(scene, subjects[0])
    if token.dep_ == "appos":
        return _made(scene, token.head) or found
    if not found and token.lemma_ in scene.words["company_nouns"]:
        return list(employers.topic(scene, token))
    return found
