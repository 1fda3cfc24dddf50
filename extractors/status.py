"""Did it happen? Completed, planned, attempted, rumoured or denied, from the verb and everything that governs it."""

from __future__ import annotations

from spacy.tokens import Token

from extractors.arguments import Event
from extractors.scene import Scene
from extractors.syntax import feature, governors, is_passive, is_verbal, marker
from kg.model import Status

_PAST = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")


def status_of(scene: Scene, event: Event) -> Status | None:
    """The status of an event; None where the sentence only supposes it (a condition, a comparison)."""
    words, trigger = scene.words, event.trigger
    if trigger.dep_ == "amod" and is_verbal(trigger):  # "fired CNN host X": whatever else is said of X
        return "completed"
    chain = [trigger, *(head for head, _ in _upward(trigger))]
    if _hypothetical(scene, trigger) or any(token.lemma_ in words["demand_verbs"] for token in chain[1:]):
        return None
    if _is_wished(scene, event, chain) or any(token.lemma_ in words["open_nouns"] for token in chain[1:3]):
        return None
    if _is_told_false(scene, trigger):
        return "denied"
    if any(_denies(scene, token) for token in chain[1:]):
        refused = any(token.lemma_ in words["refuse_verbs"] for token in chain[1:])
        return "attempted" if event.frame.kind == "recruited" or refused else "denied"
    if not words["negation"].isdisjoint(event.frame.extra):  # "no longer works": the frame itself is a denial
        return "completed"
    if any(
        _negated(scene, token) for token in chain[:2] if token == trigger or token.lemma_ not in words["speech_verbs"]
    ):
        return "denied"
    if _denied_next(scene, trigger):
        return "denied"
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
    for token in chain[1:]:
        if token.lemma_ in words["pay_verbs"] and _past(token):
            return "completed"
        if token.lemma_ in words["attempt_verbs"] and not event.frame.is_noun and _to_infinitive(trigger):
            return "attempted" if event.frame.kind not in {"left", "retired", "founded"} else "planned"
        if token.lemma_ == "be" and _to_infinitive(trigger) and trigger.head == token:  # "is to step down"
            return "planned"
        if token.lemma_ in words["plan_verbs"] and (
            _to_infinitive(trigger) or (event.frame.is_noun and token.lemma_ not in words["speech_verbs"])
        ):
            return "rumoured" if _is_whispered(scene, trigger) else "planned"
        if token.lemma_ in words["success_verbs"]:
            break
    if event.frame.when_words:  # a state that holds now ("now works at") has come about
        return "completed"
    if not _future(scene, trigger, chain):
        return "completed"
    return "rumoured" if _is_whispered(scene, trigger) else "planned"


def _is_whispered(scene: Scene, trigger: Token) -> bool:
    """«по данным источников, X уходит», «собеседники утверждают, что…»: what is yet to be, from who gives no name.

    Who tells it to a medium himself, or confirms it, is no rumour: «рассказали газете три источника».
    """
    hidden, sure = scene.words["hidden_sources"], scene.words["witness_verbs"]
    return any(t.lemma_ in hidden and not t.ent_type_ and t.head.lemma_ not in sure for t in trigger.sent)


def _is_wished(scene: Scene, event: Event, chain: list[Token]) -> bool:
    """ "Investors want Roe to resign", «акционеры хотят, чтобы он ушёл»: what others wish of somebody."""
    if event.frame.kind not in {"left", "retired", "appointed", "promoted"}:
        return False
    own = any(c.dep_ == "nsubj" for c in event.trigger.children)
    if scene.doc.lang_ == "en" and (own or not _to_infinitive(event.trigger)):  # "told X she is leaving"
        return False
    for verb in chain[1:2]:
        if verb.lemma_ in scene.words["wish_verbs"] and any(
            c.dep_ in {"obj", "iobj"} and c.i < event.trigger.i for c in verb.children
        ):
            return True
    return False


def _upward(token: Token) -> list[tuple[Token, str]]:
    """The governors as long as the step is one that modality passes through."""
    found = []
    for head, label in governors(token):
        offered = label == "acl:relcl" and _to_infinitive(token)  # "an offer to join"
        if (
            not offered
            and label in {"acl:relcl", "appos", "nsubj", "nsubj:pass", "nmod:poss"}
            and not (label.startswith("nsubj") and not is_verbal(token))
        ):
            break
        if label == "parataxis" and token.doc.lang_ == "ru" and any(t.text == ":" for t in token.doc[head.i : token.i]):
            break
        if label == "conj" and not (is_verbal(head) and _to_infinitive(token)):
            token = head
            continue
        found.append((head, label))
        token = head
    return found


def _to_infinitive(token: Token) -> bool:
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children):  # "will run"
        return False
    return (
        feature(token, "VerbForm") == "Inf"
        or token.dep_ in {"xcomp", "csubj"}
        or token.lower_.endswith(("ть", "ться", "ти"))
        or any(c.dep_ == "mark" and c.lower_ == "to" for c in token.children)
    )


def _past(token: Token) -> bool:
    return feature(token, "Tense") == "Past" or token.tag_ in {"VBD", "VBN"}


def _negated(scene: Scene, token: Token) -> bool:
    return any(
        child.lower_ in scene.words["negation"] and child.dep_ not in {"nmod", "obl", "conj"}
        for child in token.children
    )


def _denies(scene: Scene, token: Token) -> bool:
    """A verb of denial, "called the report fiction", "is not true"."""
    words = scene.words
    if token.lemma_ in words["truth_verbs"] and _negated(scene, token):
        return True
    if any(child.lemma_ in words["fiction_nouns"] and child.dep_ not in {"nsubj"} for child in token.children):
        return True
    silent = any(child.dep_ == "xcomp" and child.lemma_ in words["comment_verbs"] for child in token.children)
    return token.lemma_ in words["deny_verbs"] and not silent and not _negated(scene, token)


def _is_told_false(scene: Scene, trigger: Token) -> bool:
    """ "Reports that Roe is off to X are wrong": what the noun over the clause is said to be."""
    words = scene.words
    for token in trigger.ancestors:
        if token.lemma_ in words["told_pronouns"] and token.dep_ in {"nsubj", "nsubj:pass"}:
            head = token.head
            return _denies(scene, head) or (head.lemma_ in words["fiction_nouns"] and not _negated(scene, head))
    return False


def _is_counterfactual(trigger: Token) -> bool:
    """ "Had X moved faster, it might have hired Roe": what did not come about."""
    auxiliaries = {child.lower_ for child in trigger.children if child.dep_ == "aux"}
    opening = next((token for token in trigger.sent if not token.is_space), trigger)
    return "have" in auxiliaries and bool(auxiliaries & {"might", "could"}) and opening.text == "Had"


def _has_condition(token: Token) -> bool:
    """ "If Roe does go, Lee would run it": somebody's doing as a condition; "if he is confirmed" is a plan's own."""
    return any(
        clause.dep_ == "advcl"
        and any(child.dep_ == "mark" and child.lower_ == "if" for child in clause.children)
        and any(child.dep_ == "nsubj" for child in clause.children)
        for clause in token.children
    )


def _denied_next(scene: Scene, trigger: Token) -> bool:
    """Does the next sentence deny what this one tells: "The company denied it", «В группе это отрицают»?"""
    end = trigger.sent.end
    if end >= len(scene.doc) or (scene.people_ents and any(p.sent.start == end for p in scene.people_ents)):
        return False
    following = scene.doc[end].sent
    told = {t.lower_ for t in following} | {t.lemma_ for t in following}
    return any(_denies(scene, t) for t in following if is_verbal(t)) and bool(told & scene.words["told_pronouns"])


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
    if _to_infinitive(trigger) and trigger.dep_ in {"advcl", "xcomp", "acl"} and is_verbal(trigger.head):
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


def _hypothetical(scene: Scene, trigger: Token) -> bool:
    """A condition ("if X leaves"), a counterfactual ("would have joined"), a likeness ("like hiring LeBron James")."""
    if _is_counterfactual(trigger):
        return True
    for token in [trigger, *(head for head, _ in _upward(trigger))][:3]:
        lowered = {child.lower_ for child in token.children if child.dep_ in {"mark", "aux", "advmod", "case"}}
        if (
            lowered & {"if", "unless", "whether", "should", "если", "бы"}
            or {"would", "have"} <= lowered
            or ("would" in lowered and _has_condition(token))
            or (lowered & scene.words["comparison"] and token.dep_ == "advcl")
        ):
            return True
    return False
