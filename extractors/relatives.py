"""Companies a relative clause does not mean: the one that hires whom it describes, the one that describes them."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extractors.scene import Scene
from extractors.syntax import subject


def besides_hirer(scene: Scene, found: list[Span], token: Token, trigger: Token) -> list[Span]:
    """ "X hired Roe, who left the company in May": what is left is not the company that hires."""
    verb = trigger.head.head if trigger.dep_ == "acl:relcl" and trigger.head.dep_ == "obj" else None
    hirer = subject(verb) if verb is not None and verb.i < trigger.i else None
    own = {int(c._.entity) for c in scene.companies(hirer)} if hirer is not None else set()
    kept = [c for c in found if c._.entity not in own]
    if kept or not found:
        return kept
    other = scene.last_company(token, frozenset(own))
    return [other] if other is not None else []


def is_own(company: Span, trigger: Token) -> bool:
    """ "an executive from X who joined the fund": the company that describes who joins is not the one joined."""
    noun = trigger.head if trigger.dep_ == "acl:relcl" else None
    described = noun is not None and company.end <= trigger.i and noun.is_ancestor(company.root)
    return described and not trigger.is_ancestor(company.root)
