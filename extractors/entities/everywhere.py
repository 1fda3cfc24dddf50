"""One document, one opinion: a name seen once is a name everywhere, with the label most of its mentions have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.entities.cues import announced_label
from extractors.entities.found import Found, is_camel, is_name, taken_tokens
from extractors.entities.knowledge import Knowledge, listed


def spread(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """The entities with every further mention of a name in the Doc, and one label a name."""
    labelled = _voted(doc, found, know)
    labelled = _surnames(doc, labelled, know)
    return sorted([*labelled, *_repeats(doc, labelled, know)], key=lambda each: each.start)


def _voted(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """Names spelled alike get the label of the majority; a known or announced name outvotes the rest."""
    votes: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    keys = {}
    for each in found:
        key = (
            frozenset().union(*(know.forms(token) for token in each.tokens(doc)[:1]))
            if len(each) == 1
            else frozenset({each.tokens(doc).text.lower()})
        )
        keys[each] = next((other for other in votes if len(each) == 1 and not key.isdisjoint(other)), key)
        weight = 5 if each.known else 3 if announced_label(doc, each.start, know) else 1
        votes[keys[each]][each.label] += weight
    winners = {
        key: min(count, key=lambda label: (-count[label], label != "PERSON", label)) for key, count in votes.items()
    }
    return [each if each.known else each.labelled(winners[keys[each]]) for each in found]


def _surnames(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """Single names that are the surname of somebody named in full are that person, whatever the model thought."""
    surnames = _person_words(doc, found, know)
    result = []
    for each in found:
        single = len(each) == 1 and not each.known and each.label != "PERSON"
        tail = not single and not each.known and each.label == "COMPANY" and "-" in each.tokens(doc).text
        if tail and each.tokens(doc).text in {_tail(doc, full, len(each)) for full in found if full.label == "PERSON"}:
            result.append(each.labelled("PERSON"))
            continue
        if _is_another(doc, each, surnames, know):
            result.append(Found(each.end - 1, each.end, "PERSON"))
            continue
        named = single and not surnames.isdisjoint(know.forms(doc[each.start])) and not is_camel(doc[each.start].text)
        result.append(each.labelled("PERSON") if named and not announced_label(doc, each.start, know) else each)
    return result


def _is_another(doc: Doc, each: Found, surnames: frozenset[str], know: Knowledge) -> bool:
    """Whether a Russian "company" is «второй Шазир»: an adjective before the surname of somebody named in full."""
    first, last = doc[each.start], doc[each.end - 1]
    if each.known or each.label != "COMPANY" or len(each) != 2 or know.language.code != "ru":
        return False
    return first.dep_ == "amod" and first.head == last and not surnames.isdisjoint(know.forms(last))


def _tail(doc: Doc, full: Found, length: int) -> str:
    """The last words of a longer name: "Bankman-Fried" of "Sam Bankman-Fried"."""
    return doc[full.end - length : full.end].text if len(full) > length else ""


def _person_words(doc: Doc, found: Sequence[Found], know: Knowledge) -> frozenset[str]:
    """The forms of the surnames of all persons named in full."""
    full = (each for each in found if each.label == "PERSON" and len(each) > 1)
    tokens = (doc[each.end - 1] for each in full)
    return frozenset(form for token in tokens if len(token) > 1 and is_name(token) for form in know.forms(token))


def _repeats(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """Mentions nobody covers of names found elsewhere, and surnames of persons named in full."""
    taken = taken_tokens(doc, found)
    surnames = _person_words(doc, found, know)
    index: dict[str, list[Found]] = defaultdict(list)
    for each in sorted(found, key=lambda one: -len(one)):
        if each.label in {"PERSON", "COMPANY", "OUTLET", "ORG"} and _may_repeat(doc, each, know):
            for form in sorted(know.forms(doc[each.start])):
                index[form].append(each)
    repeats: list[Found] = []
    for token in doc:
        if taken[token.i] or not is_name(token):
            continue
        again = _again(doc, token.i, index, taken, know)
        proper = token.pos_ == "PROPN" or (token.pos_ in {"NOUN", "ADJ", "X", "VERB"} and not token.is_sent_start)
        if again is None and proper and not surnames.isdisjoint(know.forms(token)):
            again = Found(token.i, token.i + 1, "PERSON")
        if again is not None:
            repeats.append(again)
            for at in range(again.start, again.end):
                taken[at] = True
    return repeats


def _may_repeat(doc: Doc, each: Found, know: Knowledge) -> bool:
    """Whether other places that spell this name can be trusted: not a lone word that is also an ordinary one."""
    if len(each) > 1 or each.label == "PERSON":
        return True
    token = doc[each.start]
    return (token.pos_ == "PROPN" or is_camel(token.text)) and not listed(token, know.words.generic)


def _again(doc: Doc, at: int, index: dict[str, list[Found]], taken: Sequence[bool], know: Knowledge) -> Found | None:
    seen = {id(each): each for form in sorted(know.forms(doc[at])) for each in index.get(form, ())}
    for each in sorted(seen.values(), key=lambda one: (-len(one), one.start)):
        end = at + len(each)
        if end > len(doc) or any(taken[at:end]):
            continue
        pairs = zip(doc[at:end], each.tokens(doc), strict=True)
        if all(
            one.text[0].isupper() == two.text[0].isupper() and not know.forms(one).isdisjoint(know.forms(two))
            for one, two in pairs
        ):
            if len(each) == 1 and doc[at].is_sent_start and doc[at].pos_ != "PROPN":
                continue
            return Found(at, end, each.label, each.known)
    return None
