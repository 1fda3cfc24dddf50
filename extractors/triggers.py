"""Which words of a text trigger which frames: forms, particles, idioms, and the senses a verb does not have here."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extractors.lexicon import Frame
from extractors.scene import Scene
from extractors.syntax import dependents, feature, is_verbal, marker

_PARTICLES = frozenset({"in", "on", "up", "down", "off", "out", "over", "away", "back", "aside", "around", "through"})


def triggers(scene: Scene, frame: Frame, token: Token) -> bool:
    """Does a token trigger a frame here: the right form, the further words, the right sense?"""
    if not _fits_form(frame, token) or not _has_extra(scene, frame, token) or _is_else(scene, frame, token):
        return False
    if frame.when_words and not _is_when(frame, token):
        return False
    return not frame.startup_only or founds_company(scene, token)


def candidates(index: dict[str, tuple[Frame, ...]], token: Token) -> tuple[Frame, ...]:
    """The frames of a word, by its lemma; a verb taken for a noun in a headline has a wrong one ("poaches": "poache")."""
    found = index.get(token.lemma_) or index.get(token.lower_)
    if found is None and token.doc.lang_ == "en" and token.pos_ in {"NOUN", "PROPN"}:
        found = next((index[stem] for cut in (1, 2) if (stem := token.lower_[:-cut]) in index and stem != ""), None)
    return found or ()


def _fits_form(frame: Frame, token: Token) -> bool:
    if frame.is_noun:
        return token.pos_ in {"NOUN", "PROPN"}
    if token.pos_ in {"VERB", "AUX"} or feature(token, "VerbForm"):
        return True
    if token.doc.lang_ == "ru":  # a verb's lemma is no noun's, whatever the tagger says
        return token.lemma_ == frame.word or token.lower_.endswith(("ть", "ти", "ться", "тись"))
    return token.pos_ in {"NOUN", "PROPN"} and _headline(token.sent) and token.lower_ != token.lemma_


def _headline(sentence: Span) -> bool:
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    if len(words) >= 3 and sentence[-1].is_alpha and not is_verbal(sentence.root):
        return True
    return len(words) >= 3 and sum(t.text[0].isupper() for t in words) >= 0.75 * len(words)


def _is_else(scene: Scene, frame: Frame, trigger: Token) -> bool:
    """The verb in another sense: its object is nothing one works at ("left Ireland"), it gives a name ("a man named X")."""
    if trigger.dep_ == "amod" and trigger.tag_ == "VBN" and frame.kind in {"left", "retired"}:  # "retired general"
        return True
    around = scene.doc[max(0, trigger.i - 1) : trigger.i + 2]
    if trigger.lower_ == "left" and around[0].text == around[-1].text == ",":  # the left one in a picture
        return True
    if trigger.lemma_ in scene.words["naming"] and trigger.dep_ in {"acl", "amod"}:
        following = trigger.nbor(1) if trigger.i + 1 < len(scene.doc) else trigger
        return scene.label_at(following.i) in {"PERSON", "COMPANY", "ORG"} or following.lower_ in {"in", "after"}
    if frame.is_noun or "object" not in " ".join(
        frame.slots.get(s, ("",))[0] for s in ("to", "from") if s in frame.slots
    ):
        return False
    return any(_is_foreign(scene, token) for token in dependents(trigger, "obj"))


def _is_foreign(scene: Scene, token: Token) -> bool:
    """Neither a company, nor a person or post, nor a noun or pronoun that may stand for one."""
    if scene.label_at(token.i) in {"PLACE", "DATE", "MONEY"}:
        return True
    if token.lemma_ in {"school", "college"} and not any(c.dep_ == "det" for c in token.children):
        return True
    if token.i in scene.entity_at or token.pos_ not in {"NOUN", "PROPN", "NUM"}:
        return False
    words = scene.words
    known = words["company_nouns"] | words["post_nouns"] | words["startup_nouns"] | words["work_nouns"]
    return not (token.lemma_ in known or scene.is_person_noun(token) or scene.companies(token))


def _has_extra(scene: Scene, frame: Frame, trigger: Token) -> bool:
    if not frame.extra:
        return True
    if trigger.i not in scene.near:
        near = [t for child in trigger.children for t in (child, *child.children)]
        near += [t for child in trigger.children for inner in child.children for t in inner.children]
        scene.near[trigger.i] = near, {w for t in near for w in (t.lower_, t.lemma_)}
    tokens, written = scene.near[trigger.i]
    if not all(word in written for word in frame.extra):
        return False
    return all(any(_is_extra(frame, word, t) for t in tokens) for word in frame.extra)


def _is_extra(frame: Frame, word: str, token: Token) -> bool:
    """The further word itself; "step in" has a particle, not the preposition of "stepped down in 2019"."""
    if word not in {token.lower_, token.lemma_}:
        return False
    if word == "out" and token.dep_ == "case" and token.nbor(1).lower_ == "of":  # "forced out of X"
        return True
    if token.i and token.dep_ == "case" and token.nbor(-1).lemma_ == frame.word and token.head.ent_type_ == "PERSON":
        return True  # "drafted in Jane Roe"
    if word == "off" and token.nbor(1).lower_ in {"to", "for"}:  # "is off to X"
        return True
    particle = word in _PARTICLES and token.dep_ in {"case", "mark"}
    return not particle or token.head.lemma_ in frame.extra or len(frame.extra) > 1


def _is_when(frame: Frame, trigger: Token) -> bool:
    """A word of time the frame asks for is there, or, for states that hold now, a day they began («с 5 февраля»)."""
    if any(t.lemma_ in frame.when_words or t.lower_ in frame.when_words for t in trigger.children):
        return True
    begun = frame.former and frame.kind == "joined" and feature(trigger, "Tense") == "Pres"
    return begun and any(marker(t) == "с" and t.ent_type_ == "DATE" for t in trigger.children)


def founds_company(scene: Scene, trigger: Token) -> bool:
    """ "launched X" is a founding only where X is called a company."""
    founded = {"obj", "nsubj:pass"}
    if trigger.doc.lang_ == "ru" and not any(c.dep_ in founded for c in trigger.children):
        founded.add("nsubj")  # nominative and accusative of things look alike
    phrase = [
        t
        for child in trigger.children
        if child.dep_ in founded
        for t in child.subtree
        if abs(t.i - child.i) <= 8 and t.dep_ != "nmod:poss"
    ]
    if any(t.dep_ == "nmod:poss" and t.lower_ in {"its", "their"} for c in trigger.children for t in c.children):
        return False  # "to build its lab": a company builds for itself
    if any(scene.companies(t) for c in trigger.children if c.dep_ == "obj" for t in dependents(c, "nmod:poss")):
        return False  # "built Amazon's cloud business"
    named = [scene.entity_at.get(c.i) for c in trigger.children if c.dep_ in {"obj", "nsubj:pass"}]
    if any(ent is not None and ent.label_ == "COMPANY" and ent.kb_id_ for ent in named):
        return True
    return any(t.lemma_ in scene.words["startup_nouns"] and t.pos_ in {"NOUN", "PROPN"} for t in phrase)
