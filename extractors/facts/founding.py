"""Facts told by a verb of founding: "co-founded A", "a company set up by Ann Lee and Boris Kane"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extractors.facts import employers
from extractors.facts.fact import Fact
from extractors.facts.holders import chain
from extractors.facts.names import as_body, is_body, new_body
from extractors.facts.people import people, person_at
from extractors.scene import Scene
from extractors.syntax import dependents, is_passive, marker, objects, subject


def sets_up(verb: Token) -> bool:
    """Whether a verb is "set" with its "up"."""
    return verb.lemma_ == "set" and any(
        child.lower_ == "up" and child.dep_ == "compound:prt" for child in verb.children
    )


def founded(scene: Scene, verb: Token) -> Iterator[Fact]:
    """The facts of one verb of founding, active or passive."""
    # the tokenizer cuts "co-founded" in three, and the parser hangs the sentence on "co"
    host = scene.doc[verb.i - 2] if verb.i > 1 and scene.doc[verb.i - 1].text == "-" else verb
    passive = is_passive(verb) or is_passive(host) or (host.dep_ in {"acl", "amod", "xcomp"} and _by(scene, verb))
    things = objects(verb) or objects(host)
    made = [body for token in things for body in made_by(scene, token)]
    if not made and host.dep_ in {"acl", "advcl", "amod", "conj", "xcomp"}:
        made = made_by(scene, host.head)
    founders = agents(scene, verb) if passive else _founders(scene, verb, host)
    if not passive and not made:
        reach = 12 if scene.doc[verb.i + 1 : verb.i + 2].text == "and" else 4
        near = (scene.entity_at.get(i) for i in range(verb.i + 1, min(verb.i + reach, verb.sent.end)))
        made = [ent for ent in near if ent is not None and is_body(scene, ent)][:1]
    if not made and (verb.lemma_ in scene.words["surely_founding"] or sets_up(verb)):
        told = things or [t for t in [host.head] if passive and host.dep_ in {"acl", "xcomp"}]
        told = [next(iter(dependents(t, "nsubj", "nsubj:pass")), t) for t in told]
        made = [body for token in told if (body := missed(scene, token, founders)) is not None]
    for partner in (
        [] if passive else [t for t in (*verb.children, *host.children) if marker(t) in scene.words["together"]]
    ):
        person = person_at(scene, partner.i)
        founders += chain(scene, person, verb.sent.end) if person is not None and founders and made else []
    for person in {p._.entity: p for p in founders}.values():
        for body in made[:3]:
            yield Fact("founded", person, body, None, False, verb)


def _in_order(scene: Scene, host: Token, verb: Token) -> tuple[list[Span], list[Span]] | None:
    """Founder and founded by the order of the words, where the parser lost them: "Ann Lee also co-founded X"."""
    left, right = host.i - 1, verb.i + 1
    while left > verb.sent.start and scene.doc[left].pos_ in {"ADV", "AUX"}:
        left -= 1
    while right < verb.sent.end - 1 and scene.doc[right].pos_ == "DET":
        right += 1
    person, body = person_at(scene, left), scene.entity_at.get(right)
    return ([person], [body]) if person is not None and body is not None and is_body(scene, body) else None


def _by(scene: Scene, verb: Token) -> bool:
    return any(token.lower_ in scene.words["agent_words"] for token in scene.doc[verb.i + 1 : verb.i + 6])


def _founders(scene: Scene, verb: Token, host: Token) -> list[Span]:
    by = subject(verb) or subject(host)
    found = people(scene, by) if by is not None else []
    return [*found, *(p for f in found[:1] if f.end <= verb.i for p in chain(scene, f, verb.i))]


def missed(scene: Scene, token: Token, founders: list[Span]) -> Span | None:
    """What was founded where the model found no organisation: another kind of name, or none."""
    ent = scene.entity_at.get(token.i)
    if ent is None:
        return new_body(scene, _first(token), opens=token.pos_ == "PROPN")
    others = all(ent._.entity != person._.entity for person in founders)
    return as_body(scene, ent) if ent.label_ in {"PERSON", "PLACE"} and others else None


def _first(token: Token) -> int:
    """Where the name a token is the head of begins."""
    return min([token.i, *(c.i for c in token.lefts if c.dep_ in {"compound", "flat"} and c.pos_ == "PROPN")])


def agents(scene: Scene, verb: Token) -> list[Span]:
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


def inside(scene: Scene, noun: Token) -> list[Span]:
    """An organisation inside the noun phrase: "the board of A", "Jazz at B"."""
    near = [scene.entity_at.get(child.i) for child in noun.rights if child.dep_ == "nmod"]
    return [ent for ent in near if ent is not None and is_body(scene, ent)][:1]


def made_by(scene: Scene, token: Token) -> list[Span]:
    """What was founded: the thing named, in apposition, or the subject of "X is a company founded by"."""
    found = employers.named(scene, token)
    if found and token.lower_ not in scene.words["company_pronouns"]:
        return found
    subjects = dependents(token, "nsubj", "nsubj:pass")
    if subjects and token.pos_ not in {"VERB"}:
        return employers.named(scene, subjects[0])
    if token.dep_ == "appos":
        return made_by(scene, token.head) or found
    if not found and token.lemma_ in scene.words["company_nouns"]:
        return list(employers.topic(scene, token))
    return found
