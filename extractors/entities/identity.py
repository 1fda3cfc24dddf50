"""Which mentions of a document are one thing, and what that thing is called in the nominative."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from extractors.entities.knowledge import Knowledge, listed

NAMELESS = frozenset({"ROLE", "MONEY", "DATE"})


def number(doc: Doc, know: Knowledge) -> None:
    """Set `_.name` of every entity and `_.entity` of those that are things: one number a thing, from 0 in text order."""
    things = [ent for ent in doc.ents if ent.label_ not in NAMELESS]
    for ent in doc.ents:
        ent._.name = ent.text if ent.label_ in {"MONEY", "DATE"} else know.language.nominative(ent)
    groups: list[list[Span]] = []
    for ent in sorted(things, key=lambda one: (-len(_words(one, know)), one.start)):
        home = _home(ent, groups, know)
        if home is None:
            groups.append([ent])
        else:
            home.append(ent)
    groups.sort(key=lambda group: min(ent.start for ent in group))
    for index, group in enumerate(groups):
        name = _full_name(group, know)
        for ent in group:
            ent._.entity = index
            if ent.label_ == "PERSON":
                ent._.name = name
    _tell_known(doc, groups)


def _tell_known(doc: Doc, groups: Sequence[Sequence[Span]]) -> None:
    """Give every mention of a thing the gazetteer's id that one of them has."""
    known = {ent.start: one.kb_id_ for group in groups for one in group if one.kb_id_ for ent in group}
    kept = [(ent, ent._.name, ent._.entity) for ent in doc.ents]
    spans = []
    for ent, name, entity in kept:
        span = Span(doc, ent.start, ent.end, label=ent.label_, kb_id=ent.kb_id_ or known.get(ent.start, ""))
        span._.name, span._.entity = name, entity
        spans.append(span)
    doc.ents = tuple(spans)


def _words(ent: Span, know: Knowledge) -> tuple[frozenset[str], ...]:
    """The forms of each word that tells a thing from others: no punctuation, no "Inc", no titles."""
    skipped = know.words.legal if ent.label_ != "PERSON" else know.words.titles
    tokens = [token for token in ent if not token.is_punct and token.text not in {"'s", "’s"}]
    telling = [token for token in tokens if not listed(token, skipped) and token.lower_ != "the"] or tokens
    return tuple(know.forms(token) for token in telling)


def _home(ent: Span, groups: Sequence[list[Span]], know: Knowledge) -> list[Span] | None:
    """The group an entity belongs to; of several persons with its surname the one named last before it."""
    fitting = [group for group in groups if _is_same(ent, group, know)]
    if not fitting:
        return None

    def distance(group: Sequence[Span]) -> tuple[bool, int]:
        before = [ent.start - one.start for one in group if one.start <= ent.start]
        return (not before, min(before) if before else min(abs(one.start - ent.start) for one in group))

    return min(fitting, key=distance)


def _is_same(ent: Span, group: Sequence[Span], know: Knowledge) -> bool:
    known = next((one.kb_id_ for one in group if one.kb_id_), "")
    if ent.kb_id_ and known:
        return ent.kb_id_ == known
    if (ent.label_ == "PERSON") != (group[0].label_ == "PERSON"):
        return False
    if ent.label_ == "PERSON" and any(_is_gloss(ent, one) or _is_gloss(one, ent) for one in group):
        return True
    mine, longest = _words(ent, know), _words(group[0], know)
    if len(mine) == len(longest):
        return all(not a.isdisjoint(b) for a, b in zip(mine, longest, strict=True))
    if len(mine) == 1 and ent.label_ == "PERSON":
        given_only = not mine[0].isdisjoint(longest[0])
        return not mine[0].isdisjoint(longest[-1]) or given_only
    if ent.label_ == "PERSON" and len(mine) < len(longest) and not ent[-1].is_space:  # "Bankman-Fried"
        tail = zip(mine, longest[-len(mine) :], strict=True)
        if all(not a.isdisjoint(b) for a, b in tail):
            return True
    if ent.label_ == "PERSON":  # "Ivan Petrov" and "Ivan Sergeyevich Petrov"
        return not mine[0].isdisjoint(longest[0]) and not mine[-1].isdisjoint(longest[-1])
    if ent.label_ == "PLACE" or group[0].label_ == "PLACE":
        return False
    if len(mine) == 1 and len(longest) == 2 and not ent.kb_id_ and not known and not mine[0].isdisjoint(longest[0]):
        return ent.root.pos_ == "PROPN" and not listed(ent.root, know.words.generic)  # "Veridian", "Veridian Oncology"
    shorter = all(not a.isdisjoint(b) for a, b in zip(mine, longest, strict=False))
    rest = group[0][-1]
    return (shorter and listed(rest, know.words.company) and len(longest) - len(mine) == 1) or _is_acronym(
        ent, group[0]
    )


def _is_gloss(inner: Span, outer: Span) -> bool:
    """Whether a name stands in brackets right after another: the same one in its own script, "Гидеон Ю (Gideon Yu)"."""
    doc = inner.doc
    bracketed = (
        inner.start == outer.end + 1
        and doc[outer.end].text == "("
        and doc[inner.end : inner.end + 1].text in {")", ","}
    )
    return bracketed and inner.text.isascii() != outer.text.isascii()


def _is_acronym(ent: Span, full: Span) -> bool:
    """Whether an entity is the capitals of a longer one: ECB, European Central Bank."""
    text = ent.text
    initials = "".join(token.text[0] for token in full if token.text[0].isalpha() and token.text[0].isupper())
    every = "".join(token.text[0] for token in full if token.text[0].isalpha()).upper()
    return len(text) > 2 and text.isupper() and text in {initials, every}


def _full_name(group: Sequence[Span], know: Knowledge) -> str:
    """The fullest spelling, taken from a mention in the nominative where there is one."""

    def order(ent: Span) -> tuple[int, bool, int]:
        return (-len(_words(ent, know)), "Nom" not in ent.root.morph.get("Case", []), ent.start)

    return str(min(group, key=order)._.name)
