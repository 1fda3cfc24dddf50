"""Who does the same as the people of a move: founders beside founders, who leaves together with or right after somebody."""

from __future__ import annotations

from spacy.tokens import Token

from extractors.scene import COMPANY_LABELS, Party, Scene
from extractors.syntax import clause_tokens, feature, marker

TOGETHER = frozenset({"left", "joined", "returned", "acquihired"})
_JOINT = frozenset(
    {("вместе", "с"), ("вместе", "со"), ("главе", "с"), ("главе", "со"), ("вслед", "за"), ("следом", "за")}
)
_TAKEN = COMPANY_LABELS | {"ROLE", "PERSON"}  # what may stand between a preposition and a name


def companions(scene: Scene, trigger: Token, people: list[Party]) -> list[Party]:
    """ "founded it with Larry Page", «вместе со Стивом Возняком»."""
    known = {party.entity for party in people}
    with_ = [
        t
        for t in clause_tokens(trigger)
        if marker(t) in {"with", "alongside", "с", "со"} and t.dep_ in {"obl", "nmod", "conj"}
    ]
    named = {e for t in with_ for e in scene.people_ents if e.root == t or t.is_ancestor(e.root)}
    ordered = sorted(named, key=lambda e: e.start)
    return [Party(e.root, e) for e in ordered if e._.entity not in known] if people else []


def joint(scene: Scene, trigger: Token, people: list[Party]) -> list[Party]:
    """«вместе с A из X уходит B», «инженеры во главе с A», «вслед за A»: who does the same."""
    known = {party.entity for party in people}
    found = []
    for person in scene.people_ents:
        head = next((t for t in reversed(scene.doc[trigger.sent.start : person.start]) if t.pos_ == "ADP"), None)
        if person.sent != trigger.sent or head is None or (head.i == trigger.sent.start and head.lower_ != "вслед"):
            continue
        before = scene.doc[head.i - 1].lower_ if head.i else ""
        between = scene.doc[head.i + 1 : person.start]
        titled = all(t.ent_type_ in _TAKEN or (t.pos_ in {"NOUN", "ADJ", "PUNCT"} and t.text != ",") for t in between)
        low, high = sorted((trigger.i, person.start))
        apart = any(feature(t, "VerbForm") == "Fin" or t.text in {";", ":"} for t in scene.doc[low + 1 : high])
        if (before, head.lower_) in _JOINT and titled and not apart and person._.entity not in known:
            found.append(Party(person.root, person))
    return found
