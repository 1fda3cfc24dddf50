"""People without a name: "three battery chemists", "the executive", «Топ-менеджер, покинувший …»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from extractors.party import Party
from extractors.syntax import feature, is_verbal, marker

if TYPE_CHECKING:
    from extractors.scene import Scene


def described(scene: Scene, token: Token) -> list[Party]:
    """An unnamed person or group; a bare definite singular ("the executive") is the last person named."""
    modifiers = [
        c
        for c in token.children
        if c.dep_ in {"amod", "compound", "nmod", "nummod", "acl", "acl:relcl", "nmod:poss", "appos"}
        and c.lower_ not in {"its", "their"}
    ]
    if (again := resumed(scene, token)) is not None:
        return [Party(again.root, again, home=scene.company_below(token))]
    singular = feature(token, "Number") == "Sing"
    definite = any(c.lower_ in {"the", "this", "that", "этот"} for c in token.children) or (
        scene.doc.lang_ == "ru" and not modifiers and token.dep_ in {"nsubj", "nsubj:pass"}
    )
    if (
        singular
        and definite
        and len([m for m in modifiers if m.dep_ in {"nmod", "acl:relcl", "acl", "nmod:poss"}]) == 0
    ):
        person = scene.last_person(token)
        if person is not None and token.lemma_ not in scene.words["group_nouns"]:
            return [Party(person.root, person, home=scene.company_below(token))]
    home = scene.company_below(token)
    return [Party(token, None, phrase(scene, token), home)]


def resumed(scene: Scene, token: Token) -> Span | None:
    """Who «Топ-менеджер, покинувший …» is: subjects that open a sentence resume the only person of the last."""
    opens = token.dep_ == "nsubj" and token.left_edge.i == token.sent.start
    if scene.doc.lang_ == "en":  # "The engineer, who …"
        opens = opens and token.left_edge.lower_ == "the" and scene.doc[token.i + 1 : token.i + 2].text == ","
    # «его бывший подчинённый»: nobody is who belongs to him.
    owned = any(c.lower_ in scene.words["person_pronouns"] and c.i < token.i for c in token.children)
    if (
        not opens
        or owned
        or not token.sent.start
        or feature(token, "Number") != "Sing"
        or scene.company_below(token) is not None
    ):
        return None
    previous = scene.doc[token.sent.start - 1].sent
    people = {int(p._.entity): p for p in scene.people_ents if p.sent == previous}
    return next(iter(people.values())) if len(people) == 1 and previous[-1].text != "\n" else None


def phrase(scene: Scene, token: Token) -> str:
    """The noun phrase of a head as written, relative clauses and long tails left out."""
    keep = {token.i}
    stack = [token]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in {"case", "mark"} and child.head == token:
                continue
            if marker(child) in {"as", "to"}:  # "a Dutch banker | as CFO"
                continue
            if child.text == "-":  # "a 74-year-old designer"
                keep.add(child.i)
            elif child.dep_ in {
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
            else:
                keep.add(child.i)
                stack.append(child)
    ordered = sorted(keep)
    start = end = ordered.index(token.i)
    while start > 0 and ordered[start - 1] == ordered[start] - 1:
        start -= 1
    while end + 1 < len(ordered) and ordered[end + 1] == ordered[end] + 1:
        end += 1
    return str(scene.doc[ordered[start] : ordered[end] + 1].text).strip()
