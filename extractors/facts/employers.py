"""Which organisations a title or a verb of work points to, read along the words: "CEO of A and B", "A's head"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extractors.facts.names import as_body, is_body, new_body, short_country, whole
from extractors.scene import Scene
from extractors.syntax import is_verbal

_REACH = 14  # tokens between a title and its organisation
_BEFORE = 7
_OPENING = 4  # a text about a band names it among its first words
_POSSESSIVE = {"'s", "’s", "'", "’"}
_BRACKETS = {"(": ")", "[": "]"}


def after(scene: Scene, start: int, end: int, *, places: bool = False, sure: bool = False) -> list[Span]:
    """The organisations behind a title that ends before token `start`, all of "A, B and the C".

    A `sure` title ("CEO of") makes what follows an organisation, whatever the model took it for.
    """
    at, case, commas = start, scene.doc.lang_ == "ru", 0
    while at < min(end, start + _REACH):
        token = scene.doc[at]
        ent = scene.entity_at.get(at)
        if is_body(scene, ent, places=places) and ent is not None:
            if not case and not (at == start + 1 and commas):
                return []
            return listed(scene, ent, end, places)
        if places and ent is None and (short := short_country(scene, at)) is not None:
            return [short]
        if ent is not None and sure and ent.label_ in {"PERSON", "PLACE"} and _touches(scene, at, start):
            return listed(scene, as_body(scene, ent), end, places)
        new = new_body(scene, at) if ent is None and case and scene.doc.lang_ == "en" else None
        if new is not None and _touches(scene, at, start):
            return listed(scene, new, end, places)
        if ent is not None:
            if ent.label_ == "PERSON" or (ent.label_ == "ROLE" and not _joins(scene, ent.start)):
                return []
            at, case = ent.end, (case and ent.label_ not in {"ROLE"}) or scene.doc.lang_ == "ru"
            continue
        if token.text in _BRACKETS:
            at = closing(scene, at, end) + 1
            continue
        if _breaks(scene, token, at > start):
            return []
        if token.text in {",", "—", "–"}:
            commas += 1
            if scene.doc.lang_ == "ru" and (commas > 1 or token.text != ",") and not _role_at(scene, at + 1):
                return []
            if scene.doc.lang_ == "ru" and not _role_at(scene, at + 1):
                return []
        case = case or token.lower_ in scene.words["work_prepositions"]
        at += 1
    return []


def _touches(scene: Scene, at: int, start: int) -> bool:
    """Whether only "of", "at the" or "of the rock band" stands between a title and a name."""
    groups = scene.words["band_nouns"] | scene.words["company_nouns"]
    between = [t for t in scene.doc[start:at] if t.pos_ != "DET"]
    links = [t for t in between if t.lower_ in {"of", "at", "for", "with"}]
    rest = [t for t in between if t not in links]
    group = not rest or rest[-1].lemma_ in groups
    return len(links) == 1 and links[0] == between[0] and group and all(t.pos_ in {"ADJ", "NOUN"} for t in rest)


def before(scene: Scene, start: int, begin: int, *, sure: bool = False) -> list[Span]:
    """The organisation right before a title: "Google's former chief scientist", "the NASA astronaut"."""
    at = start - 1
    while at >= max(begin, start - _BEFORE):
        token = scene.doc[at]
        ent = scene.entity_at.get(at)
        if is_body(scene, ent) and ent is not None:
            return [ent]
        if ent is not None and sure and at == start - 1 and ent.label_ in {"PERSON", "PLACE"}:
            return [as_body(scene, ent)]
        if ent is not None and ent.label_ not in {"ROLE", "DATE", "PLACE"}:
            return []
        if ent is None and not (
            token.lower_ in _POSSESSIVE
            or token.text in {"-", "/", "&", "“", '"', "»"}
            or token.lower_ in {"and", "и"}
            or token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"}
        ):
            return []
        at -= 1
    return []


def listed(scene: Scene, first: Span, end: int, places: bool) -> list[Span]:
    """An organisation with those coordinated with it, and the larger one it is part of."""
    found = [first]
    at = first.end
    while at < end:
        token = scene.doc[at]
        if token.text in _BRACKETS:
            at = closing(scene, at, end) + 1
            continue
        if first.label_ == "PLACE" and token.lower_ not in {"и", ","}:
            break
        if token.lower_ in _POSSESSIVE and len(found) == 1 and found[0].label_ != "PLACE":
            return found
        nxt = _next_body(scene, at, end, places)
        if nxt is None:
            break
        link = scene.doc[found[-1].start - 1].lower_ if scene.doc.lang_ == "en" else ""
        field = token.lower_ == "at" and (link in {"of", "for", ","} or scene.doc[found[-1].start - 2].lower_ == "of")
        if field or (token.lower_ in scene.words["part_prepositions"] and _is_unit(scene, found[-1])):
            found.pop()
        found.append(nxt)
        at = nxt.end
    return found


def _next_body(scene: Scene, at: int, end: int, places: bool) -> Span | None:
    """The organisation that follows ", ", "and the" or "of the" at token `at`, unless something is said of it."""
    start, seen = at, False
    while at < min(end, start + 5):
        token = scene.doc[at]
        ent = scene.entity_at.get(at)
        new = new_body(scene, at) if ent is None and seen and scene.doc.lang_ == "en" else None
        if new is not None and scene.doc[new.end : new.end + 1].text in {",", ".", ";", "and"}:
            return new
        if ent is not None:
            if not seen or not is_body(scene, ent, places=places):
                return None
            behind = scene.doc[ent.end] if ent.end < end else None
            told = behind is not None and (behind.pos_ in {"VERB", "AUX"} or behind.lower_ in _POSSESSIVE)
            return None if told and scene.doc[at - 1].text == "," else ent
        if token.lower_ in {",", "and", "&", "и"} or token.lower_ in scene.words["part_prepositions"]:
            seen = True
        elif token.pos_ not in {"DET", "ADJ", "ADV"} and token.lower_ not in scene.words["company_nouns"]:
            return None
        at += 1
    return None


def _is_unit(scene: Scene, ent: Span) -> bool:
    return any(token.lower_ in scene.words["unit_nouns"] or token.lemma_ in scene.words["unit_nouns"] for token in ent)


def closing(scene: Scene, at: int, end: int) -> int:
    """The token that closes the bracket at `at`, or the last before `end`."""
    close = _BRACKETS[scene.doc[at].text]
    return next((i for i in range(at + 1, end) if scene.doc[i].text == close), end - 1)


def _role_at(scene: Scene, at: int) -> bool:
    ent = scene.entity_at.get(at) or scene.entity_at.get(at + 1)
    return ent is not None and ent.label_ == "ROLE"


def _joins(scene: Scene, at: int) -> bool:
    """Whether what stands before token `at` joins it to what went before: "founder and CEO", "CEO, president"."""
    return at > 0 and scene.doc[at - 1].lower_ in {"and", "&", "и", ",", "/", "a", "the", "-"}


def _breaks(scene: Scene, token: Token, inside: bool) -> bool:
    if token.text in {".", ";", ":", "!", "?"} or token.lower_ in scene.words["work_breaks"]:
        return True
    if token.pos_ in {"SCONJ", "PRON"} and inside:
        return True
    return is_verbal(token) and token.dep_ not in {"amod", "compound", "case"} and token.pos_ != "ADJ"


def named(scene: Scene, token: Token, *, places: bool = False) -> list[Span]:
    """The organisations a noun, pronoun or "the company" stands for, coordinated ones included."""
    ent = scene.entity_at.get(token.i)
    if places and ent is not None and ent.label_ == "PLACE":
        return [ent]
    bodies = [whole(scene, each) for each in scene.companies(token)]
    return [each for each in bodies if is_body(scene, each)]


def topic(scene: Scene, token: Token) -> Iterator[Span]:
    """The one organisation a bare title ("its founder", "CEO X said") must mean: the only one named in the sentence."""
    sentence = token.sent
    bodies = {ent._.entity: ent for ent in scene.company_ents if sentence.start <= ent.start < sentence.end}
    if len(bodies) == 1:
        yield from bodies.values()


def band(scene: Scene) -> list[Span]:
    """The band or team a text is about: named first, and called one in the same sentence."""
    first = next(iter(scene.company_ents), None)
    if first is None or first.start >= _OPENING or not is_body(scene, first):
        return []
    said = any(t.lemma_ in scene.words["band_nouns"] and any(c.dep_ == "cop" for c in t.children) for t in first.sent)
    return [first] if said else []
