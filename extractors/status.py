"""Did it happen? Completed, planned, attempted, rumoured or denied, from the verb and everything that governs it."""

from __future__ import annotations

from spacy.tokens import Token

from extractors.arguments import Event
from extractors.denials import denied
from extractors.scene import Scene
from extractors.supposed import is_hypothetical, is_wished, to_infinitive
from extractors.syntax import feature, governors, is_passive, is_verbal, marker
from kg.model import Status

_PAST = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")


def status_of(scene: Scene, event: Event) -> Status | None:
    """The status of an event; None where the sentence only supposes it (a condition, a comparison)."""
    words, trigger = scene.words, event.trigger
    if trigger.dep_ == "amod" and is_verbal(trigger):  # "fired CNN host X": whatever else is said of X
        return "completed"
    chain = [trigger, *(head for head, _ in _upward(trigger))]
    if _is_supposed(scene, event, chain):
        return None
    if (said := denied(scene, event, chain)) is not None:
        return said
    if _rumoured(scene, trigger, chain) or trigger.sent.text.rstrip().endswith("?"):
        return "rumoured"
    if (
        event.frame.is_noun
        and chain[1:2]
        and chain[1].lemma_ in words["fail_verbs"]
        and trigger.dep_.startswith("nsubj")
    ):
        return "attempted"
    if event.frame.status is not None:
        return event.frame.status
    if (governed := _governed(scene, event, chain)) is not None:
        return governed
    if event.frame.when_words:  # a state that holds now ("now works at") has come about
        return "completed"
    if not _future(scene, trigger, chain):
        return "completed"
    return "rumoured" if _is_whispered(scene, trigger) else "planned"


def _is_supposed(scene: Scene, event: Event, chain: list[Token]) -> bool:
    words = scene.words
    return (
        is_hypothetical(scene, chain)
        or any(token.lemma_ in words["demand_verbs"] for token in chain[1:])
        or is_wished(scene, event, chain)
        or any(token.lemma_ in words["open_nouns"] for token in chain[1:3])
    )


def _governed(scene: Scene, event: Event, chain: list[Token]) -> Status | None:
    """What the verbs above say: "paid to hire" is done, "tried to hire" attempted, "agreed to join" planned."""
    trigger = event.trigger
    for token in chain[1:]:
        if token.lemma_ in scene.words["pay_verbs"] and _past(token):
            return "completed"
        if token.lemma_ in scene.words["attempt_verbs"] and not event.frame.is_noun and to_infinitive(trigger):
            return "attempted" if event.frame.kind not in {"left", "retired", "founded"} else "planned"
        if token.lemma_ == "be" and to_infinitive(trigger) and trigger.head == token:  # "is to step down"
            return "planned"
        if token.lemma_ in scene.words["plan_verbs"] and (
            to_infinitive(trigger) or (event.frame.is_noun and token.lemma_ not in scene.words["speech_verbs"])
        ):
            return "rumoured" if _is_whispered(scene, trigger) else "planned"
        if token.lemma_ in scene.words["success_verbs"]:
            break
    return None


def _is_whispered(scene: Scene, trigger: Token) -> bool:
    """«по данным источников, X уходит», «собеседники утверждают, что…»: what is yet to be, from who gives no name.

    Who tells it to a medium himself, or confirms it, is no rumour: «рассказали газете три источника».
    """
    hidden, sure = scene.words["hidden_sources"], scene.words["witness_verbs"]
    return any(t.lemma_ in hidden and not t.ent_type_ and t.head.lemma_ not in sure for t in trigger.sent)


def _upward(token: Token) -> list[tuple[Token, str]]:
    """The governors as long as the step is one that modality passes through."""
    found = []
    for head, label in governors(token):
        offered = label == "acl:relcl" and to_infinitive(token)  # "an offer to join"
        if (
            not offered
            and label in {"acl:relcl", "appos", "nsubj", "nsubj:pass", "nmod:poss"}
            and not (label.startswith("nsubj") and not is_verbal(token))
        ):
            break
        if label == "parataxis" and token.doc.lang_ == "ru" and any(t.text == ":" for t in token.doc[head.i : token.i]):
            break
        if label == "conj" and not (is_verbal(head) and to_infinitive(token)):
            token = head
            continue
        found.append((head, label))
        token = head
    return found


def _past(token: Token) -> bool:
    return feature(token, "Tense") == "Past" or token.tag_ in {"VBD", "VBN"}


def _rumoured(scene: Scene, trigger: Token, chain: list[Token]) -> bool:
    rumour_words, rumour_verbs = scene.words["rumour_words"], scene.words["rumour_verbs"]
    for token in chain:
        if any(
            child.lower_ in rumour_words or child.lemma_ in rumour_words
            for child in token.children
            if child.i not in scene.entity_at
            and not _is_apart(token, child)
            and child.dep_ in {"aux", "advmod", "obl", "parataxis", "discourse", "nsubj", "mark", "nmod", "amod"}
        ):
            return True
    if trigger.head.lemma_ == "мочь" and trigger.dep_ == "xcomp":
        return True
    if any(t.lemma_ == "слух" and marker(t) == "по" and not _is_apart(trigger, t) for t in trigger.sent):
        return True
    if any(_is_gossip(scene, token) for token in chain[1:2]):
        return True
    if any(token.lemma_ in {"say", "understand"} and is_passive(token) for token in chain[1:]):  # "is said to be"
        return True
    return any(token.lemma_ in rumour_verbs for token in chain[1:])


def _is_gossip(scene: Scene, verb: Token) -> bool:
    """«в компании говорят об уходе X»: people say, and nobody is named."""
    plural = feature(verb, "Number") == "Plur" and feature(verb, "Tense") == "Pres"
    return verb.lemma_ in scene.words["gossip_verbs"] and plural and all(c.dep_ != "nsubj" for c in verb.children)


def _is_apart(verb: Token, word: Token) -> bool:
    """Does another finite verb stand between: «за которой, по слухам, охотился Y, оказалась в X»?"""
    if verb.doc.lang_ != "ru":
        return False
    start, end = sorted((verb.i, word.i))
    between = verb.doc[start + 1 : end]
    return any(feature(t, "VerbForm") == "Fin" and t.lemma_ != "мочь" for t in between) and any(
        t.text == "," for t in between
    )


def _future(scene: Scene, trigger: Token, chain: list[Token]) -> bool:
    if scene.doc.lang_ == "ru" and trigger.lower_.endswith(_PAST):  # the past has its endings, whatever the tagger says
        return False
    for token in chain[:2]:
        if any(
            (c.dep_ in {"aux", "aux:pass", "cop"} and c.lower_ in scene.words["future"])
            or (c.dep_ == "aux" and feature(c, "Tense") == "Fut")
            for c in token.children
        ):
            return True
        if feature(token, "Tense") == "Fut":
            return True
        if not is_verbal(token) or token.dep_ not in {"xcomp", "conj"}:
            break
    if _is_scheduled(trigger):
        return True
    progressive = trigger.tag_ == "VBG" and any(
        c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ in {"VBZ", "VBP"} for c in trigger.children
    )
    if progressive:
        return True
    if scene.doc.lang_ == "ru" and feature(trigger, "Tense") == "Pres" and feature(trigger, "VerbForm") == "Fin":
        return True
    if to_infinitive(trigger) and trigger.dep_ in {"advcl", "xcomp", "acl"} and is_verbal(trigger.head):
        return trigger.head != trigger and _future(scene, trigger.head, [trigger.head])
    return False


def _is_scheduled(trigger: Token) -> bool:
    """ "Roe retires in September": a present with a day, not in a headline, where it stands for the past."""
    if trigger.tag_ not in {"VBZ", "VBP"} or not trigger.sent.text.rstrip().endswith("."):
        return False
    days = [token for token in trigger.children if token.ent_type_ == "DATE" and token.dep_ in {"obl", "obj", "nmod"}]
    return any(
        marker(day) in {"in", "on", "at", "from", "by"} or any(t.lower_ == "next" for t in day.children) for day in days
    )
