"""Raw entities with the right edges: titles, roles and quotes off, glued names apart, ordinary words out."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extractors.entities.found import Found, is_name
from extractors.entities.knowledge import Knowledge, listed

LABELS = {
    "PER": "PERSON", "PERSON": "PERSON", "ORG": "COMPANY", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE",
    "COMPANY": "COMPANY", "OUTLET": "OUTLET", "PLACE": "PLACE",
}  # fmt: skip
_POSSESSIVE = {"'s", "’s", "'", "’"}
_QUOTES = set("«»\"“”„‟‘’'()[]{}…,;:!?*–—-/|")


def cleaned(doc: Doc, know: Knowledge) -> list[Found]:
    """The Doc's raw entities of the labels we keep, mapped and trimmed; those that are no entities left out."""
    found: list[Found] = []
    for ent in doc.ents:
        label = LABELS.get(ent.label_)
        if label is None:
            continue
        for start, end in _pieces(doc, ent.start, ent.end, know):
            each = trimmed(doc, Found(start, end, label), know)
            if each is not None:
                found.append(each)
    return found


def _pieces(doc: Doc, start: int, end: int, know: Knowledge) -> Iterator[tuple[int, int]]:
    """The span cut at line ends and at words that only stand between names ("AI at Databricks")."""
    begin = start
    for at in range(start, end):
        token = doc[at]
        if (
            token.is_space
            or token.text in {"(", ")"}
            or (token.lower_ in know.words.cut and not token.text[0].isupper())
            or (token.text == "for" and not any(listed(one, know.words.organisation) for one in doc[start:at]))
        ):
            if begin < at:
                yield begin, at
            begin = at + 1
    if begin < end:
        yield begin, end


def trimmed(doc: Doc, each: Found, know: Knowledge) -> Found | None:
    """The entity without what is no part of its name, or None when nothing of a name is left."""
    start, end = each.start, each.end
    while start < end and _strip_left(doc, start, end, each.label, know):
        start += 1
    while start < end and _strip_right(doc, start, end, each.label, know):
        end -= 1
    if "«" in doc[start:end].text and "»" not in doc[start:end].text and end < len(doc) and doc[end].text == "»":
        end += 1
    if start >= end or _is_nothing(doc, start, end, each.label, know):
        return None
    return Found(start, end, each.label)


def _strip_left(doc: Doc, start: int, end: int, label: str, know: Knowledge) -> bool:
    token = doc[start]
    if token.text in _QUOTES or token.text in _POSSESSIVE or token.is_space:
        return not _is_opening_of_part(doc, start, end)
    if token.pos_ == "DET" and token.lower_ in {"the", "a", "an"}:
        return True
    if end - start == 1:
        return False
    if token.lower_ in know.words.never and not _hyphenated(doc, start) and label != "COMPANY":
        return True
    role = know.is_role(token) or listed(token, know.roles.modifiers) or listed(token, know.roles.not_titles)
    title = listed(token, know.words.titles)
    if label == "PERSON":
        return (role and not know.is_given(token)) or title or (not is_name(token) and not token.is_punct)
    if label == "COMPANY":
        acronym = token.text.isupper() and know.is_role(token)
        kind = token.is_sent_start and listed(token, know.words.of_company) and token.lower_ not in know.words.legal
        return (
            acronym
            or (kind and is_name(doc[start + 1]))
            or (role and (token.text.islower() or _opens_sentence(token)) and know.is_role(token))
        )
    return role and token.text.islower()


def _is_opening_of_part(doc: Doc, start: int, end: int) -> bool:
    """Whether a quote opens only a part of the name: «Газпром» нефть."""
    closing = {"«": "»", "“": "”", "„": "“"}.get(doc[start].text)
    return closing is not None and any(doc[at].text == closing for at in range(start + 2, end - 1))


def _strip_right(doc: Doc, start: int, end: int, label: str, know: Knowledge) -> bool:
    token = doc[end - 1]
    if token.text in _QUOTES or token.text in _POSSESSIVE or token.is_space:
        opened = token.text == "»" and any(doc[at].text == "«" for at in range(start, end - 1))
        return not opened
    if token.text == "." and not (
        end - start > 1 and (len(doc[end - 2]) <= 2 or f"{doc[end - 2].lower_}." in know.words.legal)
    ):
        return True
    if end - start == 1:
        return False
    if (
        know.is_role(token)
        and (token.text.islower() or token.text.isupper() or label == "PERSON")
        and not know.is_given(token)
    ):
        return not (label == "PERSON" and token.text[0].isupper() and not token.text.isupper())
    if label == "PERSON":
        return token.text[0].islower() and token.text.isascii()
    return token.pos_ in {"VERB", "AUX", "ADP", "CCONJ", "DET"} and token.text.islower()


def _opens_sentence(token: Token) -> bool:
    return bool(token.is_sent_start)


def _hyphenated(doc: Doc, at: int) -> bool:
    return at + 1 < len(doc) and doc[at + 1].text == "-"


def _is_nothing(doc: Doc, start: int, end: int, label: str, know: Knowledge) -> bool:
    """Whether what is left names nobody: an acronym of the trade, a role, digits, or small letters only."""
    tokens = doc[start:end]
    text = tokens.text.lower()
    if text in know.words.never or (tokens.root.lower_ in know.words.never and len(tokens) == 1):
        return True
    first, hyphen, rest = tokens.text.partition("-")
    if hyphen and first.lower() in know.words.never and rest[:1].islower():
        return True
    if not any(letter.isalpha() for letter in text):
        return True
    if len(text.strip(".")) == 1 and "а" <= text[0] <= "я":  # an initial
        return True
    if all(
        know.is_role(token) or listed(token, know.roles.modifiers) or listed(token, know.words.titles)
        for token in tokens
    ):
        return not any(know.is_given(token) for token in tokens)
    if label == "PERSON":
        return not any(is_name(token) for token in tokens) or any(letter.isdigit() for letter in text)
    if (
        len(tokens) == 1
        and bool(tokens[0].is_sent_start)
        and tokens[0].pos_ in {"NOUN", "ADJ", "VERB", "ADV"}
        and tokens[0].text[1:].islower()
        and doc.lang_ == "ru"
    ):
        return True
    capital = any(letter.isupper() for letter in tokens.text)
    if not capital:
        return True
    return (
        label == "COMPANY"
        and len(tokens) == 1
        and listed(tokens[0], know.words.generic)
        and bool(tokens[0].is_sent_start)
    )
