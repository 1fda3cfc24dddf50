"""Names as the rules of facts see them: what is a body, who is a person, and names no entity covers."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extractors.entities.found import is_camel, is_name
from extractors.scene import COMPANY_LABELS, Scene

NEW = 100_000  # entity numbers of names that no entity covers begin here
_LONGEST = 6


def is_body(scene: Scene, ent: Span | None, *, places: bool = False) -> bool:
    """Whether an entity can employ: a company, outlet, organisation, or with `places` a country or town."""
    if ent is None:
        return False
    if ent.label_ == "PLACE":
        return places
    lower = [token.lower_ for token in ent]
    if ent.label_ not in COMPANY_LABELS or ent.text.lower() in scene.words["not_bodies"] or lower[-1] in {"&", "and"}:
        return False
    if (
        len(ent) == 1
        and not ent.kb_id_
        and (ent[0].lemma_ in scene.words["company_nouns"] or lower[0] in scene.words["never_alone"])
    ):
        return False
    return lower[0] != "board" and not any(word in scene.words["never_in_bodies"] for word in lower)


def is_person(ent: Span | None) -> bool:
    """Whether an entity is somebody: a PERSON, but no honour behind a name ("OBE", "FRSC")."""
    return (
        ent is not None and ent.label_ == "PERSON" and not (len(ent) == 1 and ent.text.isupper() and len(ent.text) < 6)
    )


def new_body(scene: Scene, at: int, *, opens: bool = False) -> Span | None:
    """A capitalised run no entity covers, as an organisation: the model misses names in odd spellings."""
    first = scene.doc[at]
    if (
        at in scene.entity_at
        or first.pos_ not in {"PROPN", "NOUN"}
        or not is_name(first)
        or (first.is_sent_start and not opens)
    ):
        return None
    end = at + 1
    while end < min(len(scene.doc), at + _LONGEST) and end not in scene.entity_at and _goes_on(scene.doc[end]):
        end += 1
    span = scene.doc[at:end]
    if any(t.lower_ in scene.words["never_in_bodies"] or t.lemma_ in scene.words["person_nouns"] for t in span):
        return None
    new = _new(scene, at, end, "COMPANY")
    return new if is_body(scene, new) else None


def as_body(scene: Scene, ent: Span) -> Span:
    """An entity the model took for a person or place, as the organisation its sentence says it is."""
    return Span(scene.doc, ent.start, ent.end, label="COMPANY")


def new_person(scene: Scene, token: Token) -> Span | None:
    """A lone capitalised subject the model took for a company or missed, as the person its predicate says it is."""
    ent = scene.entity_at.get(token.i)
    if not token.dep_.startswith("nsubj"):
        return None
    if ent is not None and (ent.label_ not in {"COMPANY", "PLACE"} or len(ent) > 1 or ent.kb_id_):
        return None
    plain = (
        token.text.replace("’", "").replace("'", "").isalpha() and token.text[0].isupper() and not token.text.isupper()
    )
    if token.pos_ != "PROPN" or not plain or is_camel(token.text) or len(token.text) < 3:
        return None
    if any(child.dep_ in {"det", "compound", "nmod:poss", "amod"} for child in token.children):
        return None
    return Span(scene.doc, ent.start, ent.end, label="PERSON") if ent else _new(scene, token.i, token.i + 1, "PERSON")


def whole(scene: Scene, ent: Span) -> Span:
    """The company a lone "Inc." behind a comma belongs to, for names the model cut in two."""
    if len(ent) == 1 and ent.text.rstrip(".").lower() in scene.words["legal_forms"] and ent.start > 1:
        before = scene.entity_at.get(ent.start - 2) or scene.entity_at.get(ent.start - 1)
        if before is not None and is_body(scene, before):
            return before
    return ent


def institution(scene: Scene, title: Span) -> Span | None:
    """The unnamed body inside a title, where its noun says it is one: «глава палестинской делегации»."""
    root = title.root
    for child in root.rights:
        if child.lemma_ in scene.words["institutions"] and child.i < title.end + 1:
            start = min([child.i, *(c.i for c in child.lefts if c.dep_ == "amod")])
            return _new(scene, start, child.i + 1, "ORG")
    return None


def country(scene: Scene, title: Span) -> Span | None:
    """The country whose adjective stands before a public office: «британский премьер»."""
    names = dict(entry.split() for entry in sorted(scene.words["countries"]))
    for token in [*scene.doc[max(0, title.start - 2) : title.start], *title]:
        name = names.get(token.lemma_)
        if name is not None and token.head.i < title.end and token.head.i >= title.start:
            known = next((e for e in scene.doc.ents if e.label_ == "PLACE" and name in (str(e._.name), e.text)), None)
            if known is not None:
                return known
            new = _new(scene, token.i, token.i + 1, "PLACE")
            new._.name = name
            return new
    return None


def full_country(scene: Scene, ent: Span) -> Span:
    """Another mention of a country where this one is an abbreviation: «РФ» and «Россия» are one."""
    short = dict(entry.split() for entry in sorted(scene.words["country_short"]))
    name = short.get(ent.text)
    return next((e for e in scene.doc.ents if e.label_ == "PLACE" and name and str(e._.name) == name), ent)


def short_country(scene: Scene, at: int) -> Span | None:
    """A country's abbreviation, which is no entity: «РФ»."""
    short = dict(entry.split() for entry in sorted(scene.words["country_short"]))
    text = scene.doc[at].text
    if text not in short:
        return None
    new = _new(scene, at, at + 1, "PLACE")
    new._.name = short[text]
    return new


def _new(scene: Scene, start: int, end: int, label: str) -> Span:
    span = Span(scene.doc, start, end, label=label)
    span._.name, span._.entity = span.text, NEW + start
    return span


def _goes_on(token: Token) -> bool:
    return token.pos_ == "PROPN" and is_name(token)
