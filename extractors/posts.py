"""The post a move is about: the role phrase in the frame's places, under a word for "post", or right behind a name."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extractors.cases import is_counted
from extractors.scene import Scene
from extractors.syntax import case_of, marker

_WITHIN = frozenset({"compound", "nmod", "amod", "conj", "flat", "appos"})
_FAR = 12  # tokens after a name within which "as" may introduce its role
_GAP = 3  # tokens between a name and its new role


def role_among(scene: Scene, tokens: list[Token], taken: set[int]) -> Span | None:
    """The first role phrase that one of the tokens stands in or has below it, none of it taken by a person."""
    for token in tokens:
        role = scene.entity_at.get(token.i)
        if role is None or role.label_ != "ROLE":
            below = (scene.entity_at.get(c.i) for c in token.children if c.dep_ in _WITHIN)
            role = next((e for e in below if e is not None and e.label_ == "ROLE"), None)
        free = role is not None and not taken & set(range(role.start, role.end))
        if role is not None and free and not _is_former(scene, role) and not is_counted(role):
            return role
    return None


def _is_former(scene: Scene, role: Span) -> bool:
    """«бывшая топ-менеджер»: what somebody was, never what they become."""
    before = scene.doc[max(role.sent.start, role.start - 1) : role.start]
    return scene.doc.lang_ == "ru" and any(t.lemma_ in scene.words["former"] for t in before)


def role_meant(scene: Scene, tokens: list[Token], trigger: Token) -> Span | None:
    """«Сменился гендиректор: им стала …»: the last title before a pronoun in the instrumental."""
    pronouns = [t for t in tokens if t.pos_ == "PRON" and case_of(t) == "ins" and not marker(t)]
    if not pronouns:
        return None
    first = scene.doc[trigger.sent.start - 1].sent.start if trigger.sent.start else 0
    before = [e for e in scene.doc.ents if e.label_ == "ROLE" and first <= e.start and e.end <= pronouns[0].i]
    return before[-1] if before else None


def role_behind(scene: Scene, trigger: Token, last: int) -> Span | None:
    """ "named Jane Roe chief executive": parsers disagree on the second object, its place does not."""
    for role in scene.doc.ents:
        near = last < role.start <= last + 1 + _GAP and role.sent == trigger.sent and trigger.i < last
        if role.label_ == "ROLE" and near:
            gap = scene.doc[last + 1 : role.start]
            if all(t.lower_ not in {",", "(", "who"} for t in gap):
                return role
    return None


def role_named(scene: Scene, trigger: Token, last: int) -> Span | None:
    """The role behind the first "as" or "to" after a trigger and a name, wherever the tree has hung it."""
    for token in scene.doc[last + 1 : min(trigger.sent.end, last + _FAR)]:
        if token.lower_ not in {"as", "to", "in"} or token.pos_ == "PART":
            continue
        for role in scene.doc.ents:
            if role.label_ == "ROLE" and token.i < role.start <= token.i + _GAP and role.sent == token.sent:
                return role
    return None


def role_text(scene: Scene, role: Span) -> str:
    """The role in the nominative, a coordinated second title included ("chairman and CEO")."""
    name = str(role._.name or role.text)
    following = scene.entity_at.get(role.end + 1)
    if following is not None and following.label_ == "ROLE" and scene.doc[role.end].lower_ in {"and", "и"}:
        return f"{name} {scene.doc[role.end].text} {following._.name or following.text}"
    return name


def company_of_role(scene: Scene, role: Span) -> Span | None:
    """The company a role phrase states itself ("chief executive of Starbucks", «главы Intel Foundry», "its CEO")."""
    found = scene.company_below(role.root)
    if found is not None:
        return found
    beside = scene.entity_at.get(role.end)
    if beside is not None and beside.label_ in {"COMPANY", "ORG", "OUTLET"} and scene.doc.lang_ == "ru":
        return beside
    following = scene.doc[role.end : role.end + 2]
    if len(following) == 2 and following[0].lower_ in {"of", "at", "for"}:
        behind = scene.entity_at.get(role.end + 1) or scene.entity_at.get(role.end + 2)
        if behind is not None and behind.label_ in {"COMPANY", "ORG", "OUTLET"}:
            return behind
    for child in role.root.children:
        possessor = child.dep_ == "nmod:poss" or (child.dep_ in {"det", "nmod"} and child.pos_ in {"PRON", "DET"})
        if (possessor or (child.dep_ == "nmod" and marker(child) != "by")) and (own := scene.companies(child)):
            return own[0]
    return None
