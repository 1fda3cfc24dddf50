"""Who is a person and who an employer, by what the sentence says they do: "left Quillstack", "Huber resigned"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from extractors.entities.cues import announced_label
from extractors.entities.found import Found, is_camel, is_name, run_from, taken_tokens
from extractors.entities.knowledge import Knowledge, listed
from extractors.entities.misnomers import misnamed
from extractors.entities.overlay import is_title_case

_BODIES = {"obj", "obl", "nmod", "nsubj:pass"}
_CHANGES = {"join", "defect", "poach", "hire", "jump", "lure", "recruit", "switch"}
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
    result = [each for each in result if each.known or not misnamed(doc, each, know)]
    taken = taken_tokens(doc, result)
    return sorted(
        [*result, *_employers(doc, taken, know), *_owners(doc, result, taken, know), *_doers(doc, taken, know)],
        key=lambda each: each.start,
    )


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
    return doc[end + 1].lower_ == "who" or opens_title(doc, end + 1, know, stops=None)


def opens_title(doc: Doc, at: int, know: Knowledge, *, stops: frozenset[str] | None) -> bool:
    """Whether an apposition with a role starts here: "a lawyer"; names of the labels `stops`, or all, end the search."""
    for token in doc[at : at + _NEAR]:
        named = token.ent_type_ and (stops is None or token.ent_type_ in stops)
        if token.is_punct or token.pos_ in {"VERB", "AUX"} or named:
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
    latin = know.language.code == "ru" and all(token.is_ascii for token in tokens)
    if latin and each.label == "PERSON" and before is not None and know.is_role(before):
        return True
    if before is None:
        return False
    role = doc[each.start - 2] if each.start > 1 else None
    linked = before.lower_ in {"of", "at"} or (know.language.code == "ru" and before.lower_ == "из")
    if role is not None and linked and know.is_role(role):
        return each.label == "PERSON" or listed(role, know.words.founders)
    changes = before.lower_ == "at" or (before.lower_ == "from" and root.head.lemma_ in _CHANGES)
    if each.label == "PLACE" and changes and listed(root.head, know.words.joins):
        return True
    if each.label == "PLACE" and doc[each.end : each.end + 1].text in {"'s", "’s"} and each.end + 1 < len(doc):
        owned = doc[each.end + 1]  # "Jumia's chief operating officer"; a land has a president, never a CEO
        return owned.lower_ == "chief" or listed(owned, know.words.founders)
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


def _owners(doc: Doc, found: Sequence[Found], taken: Sequence[bool], know: Knowledge) -> Iterator[Found]:
    """Names that open a sentence as its company: before a title and a person, or as what hires, says and buys."""
    people = {each.start for each in found if each.label == "PERSON"}
    for sentence in doc.sents:
        at = sentence.start
        while at < sentence.end and doc[at].is_space:
            at += 1
        if at >= sentence.end or taken[at] or not is_name(doc[at]) or is_title_case(sentence):
            continue
        end = run_from(doc, at, taken)
        name = doc[at:end]
        if end == at or end >= sentence.end or not _is_plain_name(name, know) or know.is_given(name[0]):
            continue
        if any(token.pos_ == "ADJ" and not token.is_ascii for token in name):
            continue
        following = doc[end + 1] if doc[end].text in {"'s", "’s"} and end + 1 < len(doc) else doc[end]
        titled = know.is_role(following) and (following.i + 1 in people or following.i != end)
        root = name.root
        acts = root.dep_ == "nsubj" and root.head.lemma_ in know.words.hires and all(t.pos_ == "PROPN" for t in name)
        if titled or (acts and len(name) > 1):
            yield Found(at, end, "COMPANY")


def _doers(doc: Doc, taken: Sequence[bool], know: Knowledge) -> Iterator[Found]:
    """Lone surnames nobody has found whose bearers do or are what only people do or are: "Bolling is the latest host"."""
    for token in doc:
        lone = not taken[token.i] and is_name(token) and token.pos_ == "PROPN" and token.dep_ in {"nsubj", "nsubj:pass"}
        if not lone or know.language.code != "en" or not token.text.isalpha() or token.text.isupper():
            continue
        if (token.i and is_name(doc[token.i - 1])) or any(
            child.dep_ in {"compound", "det"} for child in token.children
        ):
            continue
        verb = token.head
        is_role = any(child.dep_ == "cop" for child in verb.children) and know.is_role(verb)
        acts = verb.lemma_ in know.words.acts | {"found", "co-found", "join"} and not _is_plural(verb)
        hired = token.dep_ == "nsubj:pass" and verb.lemma_ in know.words.hires
        if (is_role or acts or hired) and not listed(token, know.words.generic | know.words.never):
            yield Found(token.i, token.i + 1, "PERSON")


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
