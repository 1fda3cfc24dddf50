"""Who is a person and who an employer, by what the sentence says they do: "left Quillstack", "Huber resigned"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from extractors.entities.cues import announced_label
from extractors.entities.found import Found, is_camel, is_name, run_from, taken_tokens
from extractors.entities.knowledge import Knowledge, listed
from extractors.entities.overlay import is_title_case

_BODIES = {"obj", "obl", "nmod", "nsubj:pass"}
_NEAR = 5  # tokens after a comma within which the role of an apposition stands


def by_context(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """The entities with labels set right by their place in the sentence, and employers nobody had found."""
    surnames = frozenset(
        form for each in found if each.label == "PERSON" and len(each) > 1 for form in know.forms(doc[each.end - 1])
    )
    result = []
    for each in found:
        if each.known or announced_label(doc, each.start, know):
            result.append(each)
        elif each.label == "COMPANY" and (_is_known_surname(doc, each, know) or _acts_as_person(doc, each, know)):
            result.append(each.labelled("PERSON"))
        elif each.label in {"PERSON", "PLACE"} and _is_employer(doc, each, surnames, know):
            result.append(each.labelled("COMPANY"))
        else:
            result.append(each)
    taken = taken_tokens(doc, result)
    return sorted([*result, *_employers(doc, taken, know)], key=lambda each: each.start)


def _acts_as_person(doc: Doc, each: Found, know: Knowledge) -> bool:
    """Whether a "company" does what only people do, or has a role in apposition or ", who" after it."""
    tokens, words = each.tokens(doc), know.words
    plain = all(token.text.replace("-", "").replace("’", "").isalpha() and token.text[0].isupper() for token in tokens)
    bodily = any(listed(token, words.company | words.organisation | words.outlet) for token in tokens)
    if not plain or bodily or len(tokens) > 3 or any(is_camel(token.text) or token.text.isupper() for token in tokens):
        return False
    before = doc[each.start - 1] if each.start else None
    if before is not None and len(tokens) > 1 and know.is_role(before) and before.text.islower():
        return not listed(before, words.of_company)
    if len(tokens) > 1 and _has_role_after(doc, each.end, know):
        return True
    root = tokens.root
    return (
        know.language.code == "en"
        and root.dep_ == "nsubj"
        and root.head.lemma_ in words.acts
        and not _is_plural(root.head)
    )


def _is_known_surname(doc: Doc, each: Found, know: Knowledge) -> bool:
    """Whether a lone name is the surname of somebody in the gazetteer, and no company's."""
    return len(each) == 1 and not know.surnames.isdisjoint(know.forms(doc[each.start]))


def _is_plural(verb: Token) -> bool:
    return "Plur" in verb.morph.get("Number", [])


def _has_role_after(doc: Doc, end: int, know: Knowledge) -> bool:
    """Whether ", who" or ", a senior engineer" follows; "a developer of games" may be a company."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    if doc[end + 1].lower_ == "who":
        return True
    for token in doc[end + 1 : end + 1 + _NEAR]:
        if token.is_punct or token.pos_ in {"VERB", "AUX"} or token.ent_type_:
            return False
        if know.is_role(token):
            return not listed(token, know.words.of_company)
    return False


def _is_employer(doc: Doc, each: Found, surnames: frozenset[str], know: Knowledge) -> bool:
    """Whether a "person" or "place" stands where only an employer can."""
    tokens = each.tokens(doc)
    if each.label == "PERSON" and (know.is_given(tokens[0]) or _is_human(tokens[0], know)):
        return False
    if (each.label == "PERSON" and len(tokens) > 2) or not surnames.isdisjoint(know.forms(tokens[-1])):
        return False
    before, root = doc[each.start - 1] if each.start else None, tokens.root
    if before is None:
        return False
    role = doc[each.start - 2] if each.start > 1 else None
    linked = before.lower_ in {"of", "at"} or (know.language.code == "ru" and before.lower_ == "из")
    if role is not None and linked and know.is_role(role):
        return each.label == "PERSON" or listed(role, know.words.founders)
    if each.label == "PLACE":
        return root.dep_ == "obj" and root.head.lemma_ in {"join", "found", "co-found"}
    return before.lower_ in know.words.stays or _is_joined(root, know)


def _is_human(token: Token, know: Knowledge) -> bool:
    """Whether Russian grammar says that a name is somebody's."""
    return know.language.code == "ru" and "Anim" in token.morph.get("Animacy", [])


def _is_joined(root: Token, know: Knowledge) -> bool:
    """Whether a name is what somebody joined, left, founded or bought: people are hired, so they are not."""
    verb = root.head
    if root.dep_ not in _BODIES or not listed(verb, know.words.joins):
        return False
    cases = [child.lower_ for child in root.children if child.dep_ == "case"]
    if cases:
        return (cases[0] in know.words.reach and cases[0] != "to") or (
            cases == ["to"] and verb.lemma_ not in {"go", "come"}
        )
    hires = {"hire", "poach", "lure", "recruit", "fire", "переманить", "сманить", "нанять", "пригласить", "позвать"}
    return root.dep_ == "obj" and verb.lemma_ not in hires


def _employers(doc: Doc, taken: Sequence[bool], know: Knowledge) -> Iterator[Found]:
    """Names no entity covers that stand where an employer does: after a role and "of", after "at", joined or left."""
    until = 0
    for token in doc:
        at = token.i
        if (
            at < max(1, until)
            or taken[at]
            or not is_name(token)
            or token.is_sent_start
            or is_name(doc[at - 1])
            or token.ent_type_
        ):
            continue
        end = run_from(doc, at, taken)
        name = doc[at:end]
        if (
            end == at
            or not _is_plain_name(name, know)
            or (know.language.code == "ru" and not token.is_ascii and token.pos_ != "PROPN")
        ):
            continue
        before, role = doc[at - 1], doc[at - 2] if at > 1 else None
        of_role = role is not None and know.is_role(role) and before.lower_ in {"of", "at", "из"}
        stays = before.lower_ in know.words.stays
        if (of_role or stays or _is_joined(name.root, know)) and not (is_title_case(token.sent) and not of_role):
            until = end
            yield Found(at, end, "COMPANY")


def _is_plain_name(name: Span, know: Knowledge) -> bool:
    if any(token.pos_ not in {"PROPN", "NOUN", "X", "ADJ"} or token.lower_ in know.words.never for token in name):
        return False
    return not any(know.is_role(token) or listed(token, know.words.generic | know.words.titles) for token in name)


def relatives_to_persons(doc: Doc) -> None:
    """Hang ", who …" on the person it tells of where the parser hung it on the company of the apposition before it."""
    for token in doc:
        if token.dep_ != "acl:relcl" or not any(child.lower_ in {"who", "whom"} for child in token.children):
            continue
        if token.head.ent_type_ not in {"COMPANY", "OUTLET", "ORG", "PLACE"}:
            continue
        before = [ent for ent in token.sent.ents if ent.label_ == "PERSON" and ent.end <= token.head.i]
        if before and not token.is_ancestor(before[-1].root):
            token.head = before[-1].root
