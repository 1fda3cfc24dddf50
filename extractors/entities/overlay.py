"""The gazetteer laid over the model's entities: which of two that overlap is right."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from extractors.entities.boundaries import trimmed
from extractors.entities.found import Found, is_name
from extractors.entities.knowledge import Knowledge, listed
from extractors.gazetteer import Match

_EVIDENCE = {"ORG", "PERSON", "PER", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP"}


def overlaid(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """The entities with every known name the Doc spells; everyday words only where something else says they are names."""
    surnames = {
        form for each in found if each.label == "PERSON" and len(each) > 1 for form in know.forms(doc[each.end - 1])
    }
    kept = list(found)
    every = list(know.matcher(doc))
    proven = {match.entry.id for match in every if match.sure or _has_evidence(doc, match, know)}
    matches = [match for match in every if match.sure or (match.entry.id in proven and not _is_date(doc, match))]
    for match in matches:
        over = [each for each in kept if each.start < match.end and match.start < each.end]
        if any(_stays(doc, each, match, surnames, know) for each in over):
            continue
        name = Found(match.start, match.end, match.entry.label, match.entry.id)
        wider = next((each for each in over if _extends(doc, each, match, matches, know)), None)
        if wider is not None:
            legal = all(
                listed(doc[at], know.words.legal) or not doc[at].text[0].isalnum()
                for at in range(wider.start, wider.end)
                if not match.start <= at < match.end
            )
            name = Found(wider.start, wider.end, match.entry.label, match.entry.id if legal else "")
        kept = [each for each in kept if each not in over]
        kept.extend(rest for each in over for rest in _rests(doc, each, name, know))
        kept.append(name)
    return sorted(kept, key=lambda each: each.start)


def _has_evidence(doc: Doc, match: Match, know: Knowledge) -> bool:
    """Whether the model, quotes, a word such as "startup" before it or its capital says the word is a name here."""
    span = doc[match.start : match.end]
    if _is_date(doc, match):
        return False
    if any(ent.start < match.end and match.start < ent.end and ent.label_ in _EVIDENCE for ent in doc.ents):
        return True
    before = doc[match.start - 1] if match.start else None
    if before is not None and (before.text in {"«", "“"} or listed(before, know.words.of_company)):
        return True
    if before is None or span[0].is_sent_start or before.text in {'"', ".", ":", "—", "–", "”", "\n"}:
        return False
    if (
        before.lower_ in know.words.stays | know.words.reach
        and span[0].text[0].isupper()
        and not is_title_case(span.sent)
    ):
        return True
    if not all(token.pos_ == "PROPN" or token.is_punct for token in span):
        return False
    after = doc[match.end] if match.end < len(doc) else None
    return not is_name(before) and not (after is not None and is_name(after)) and not is_title_case(span.sent)


def _is_date(doc: Doc, match: Match) -> bool:
    """Whether the model reads the word as a date: Monday is also a company."""
    return any(ent.start <= match.start < ent.end and ent.label_ == "DATE" for ent in doc.ents)


def is_title_case(sentence: Span) -> bool:
    """Whether nearly all long words of a sentence have a capital, as in an English headline; names alone are none."""
    long = [token for token in sentence if token.is_alpha and len(token) > 3]
    if len(long) <= 4 or sum(token.text[0].isupper() for token in long) <= 0.6 * len(long):
        return False
    return sum(token.text[0].islower() and token.pos_ in {"NOUN", "VERB", "ADJ"} for token in long) < 1


def _stays(doc: Doc, each: Found, match: Match, surnames: set[str], know: Knowledge) -> bool:
    """Whether the model's person is right and the known name is only somebody's surname or given name."""
    if match.entry.label == "PERSON":
        return False
    single = match.end - match.start == 1
    if each.label != "PERSON":
        return False
    if single and not surnames.isdisjoint(know.forms(doc[match.start])):
        return True
    inside = each.start <= match.start and match.end <= each.end and len(each) > match.end - match.start
    return inside and (know.is_given(doc[each.start]) or not match.sure)


def _extends(doc: Doc, each: Found, match: Match, matches: Sequence[Match], know: Knowledge) -> bool:
    """Whether the model's longer name is one name: Google Ventures, but neither "Google engineer" nor "Meta, Apple"."""
    if not (each.start <= match.start and match.end <= each.end) or each.label in {"PERSON", "PLACE"}:
        return False
    if len(each) == match.end - match.start or match.entry.label == "PERSON":
        return False
    extra = [doc[at] for at in range(each.start, each.end) if not match.start <= at < match.end]
    if any(know.is_role(token) or (token.lower_ in know.words.never and token.lower_ != "ai") for token in extra):
        return False
    if any(token.text in {",", "'s", "’s", "—", "–", ":", "(", ")", "/", "and", "и", "."} for token in extra):
        return False
    if sum(each.start <= other.start and other.end <= each.end for other in matches) != 1:
        return False
    first = doc[each.start]
    small = [token for token in extra if token.text[0].islower()]
    if each.start < match.start:  # words before: "Центр Google"? a body of its own; "компания Google": no
        return all(is_name(token) or token.lower_ in know.words.inner for token in extra) and not (
            listed(first, know.words.of_company) or first.lower_ in know.words.titles
        )
    return all(is_name(token) or token.lower_ in know.words.inner | know.words.legal for token in extra) and not small


def _rests(doc: Doc, each: Found, name: Found, know: Knowledge) -> list[Found]:
    """What a known name leaves of the entity it cuts: only a person beside a company is worth keeping."""
    rests = []
    for start, end in ((each.start, min(each.end, name.start)), (max(each.start, name.end), each.end)):
        if end - start < 1 or not all(is_name(doc[at]) for at in range(start, end)):
            continue
        label = "PERSON" if know.is_given(doc[start]) and end - start > 1 else each.label
        if label == "PERSON" and end - start > 1:
            rest = trimmed(doc, Found(start, end, label), know)
            rests.extend([rest] if rest is not None else [])
    return rests
