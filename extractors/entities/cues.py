"""Entities the model missed or mislabelled that the words around them give away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extractors.entities import russian
from extractors.entities.found import Found, is_camel, is_name, run_from, taken_tokens
from extractors.entities.knowledge import Knowledge, listed

_OPENING = {"«": "»", "“": "”", '"': '"', "„": "“"}
_INITIAL = 2  # "И." and "A." are at most a letter and its dot


def cued(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """The entities with those that words such as "startup" or a given name announce; labels set right."""
    result = _renamed(doc, found, know)
    taken = taken_tokens(doc, result)
    result.extend(_announced(doc, taken, know))
    taken = taken_tokens(doc, result)
    result = [_widened(doc, each, taken, know) for each in result]
    taken = taken_tokens(doc, result)
    result.extend(_people(doc, taken, know))
    taken = taken_tokens(doc, result)
    result.extend(_camels(doc, taken, know))
    if know.language.code == "ru":
        taken = taken_tokens(doc, result)
        result.extend(russian.latin(doc, taken, know, announced_label))
        result = [each for each in result if not russian.is_unit(doc, each, know)]
        result = [each.labelled("COMPANY") if russian.is_quoted_body(doc, each, know) else each for each in result]
        taken = taken_tokens(doc, result)
        result.extend(russian.quoted(doc, taken, know))
        taken = taken_tokens(doc, result)
        result.extend(russian.people(doc, taken, know))
    return sorted(result, key=lambda each: each.start)


def announced_label(doc: Doc, start: int, know: Knowledge) -> str:
    """What the noun right before a name, or before its opening quote, says it is; "" where it says nothing."""
    words, at = know.words, start - 1
    quoted = False
    if at > 0 and doc[at].text == "," and know.language.code == "en" and _closes(doc, start):  # "its startup, Adallom,"
        at -= 1
    while at >= 0 and (doc[at].text in _OPENING or doc[at].text == "-" or doc[at].lower_ in words.called):
        quoted = quoted or doc[at].text in _OPENING
        at -= 1
    if at > 1 and doc[at - 1].text == "-" and f"{doc[at - 2].lower_}-{doc[at].lower_}" in words.of_company:  # start-up
        return "COMPANY"
    latin = know.language.code == "ru" and doc[start].is_ascii
    for back in range(4 if quoted or latin else 1):  # «разработчик игр «…»»: the noun may have a genitive after it
        token = doc[at - back] if at >= back else None
        if token is None or token.is_space or token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            return ""
        if token.text[0].isupper() and not token.is_sent_start:
            return ""
        for label, nouns in (
            ("COMPANY", words.of_company), ("OUTLET", words.of_outlet),
            ("ORG", words.of_organisation), ("PLACE", words.of_place),
        ):  # fmt: skip
            if listed(token, nouns):
                return label
        if "Gen" not in token.morph.get("Case", []):
            return ""
    return ""


def _closes(doc: Doc, start: int) -> bool:
    """Whether a comma or the sentence's end follows the names that start here."""
    at = start
    while at < len(doc) and is_name(doc[at]):
        at += 1
    return at > start and at < len(doc) and doc[at].text in {",", "."}


def _renamed(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """Known names as they are; of the others those announced by a noun get its label."""
    result = []
    for each in found:
        label = announced_label(doc, each.start, know) if not each.known else ""
        noun = doc[each.start - 1] if each.start else None
        person = each.label == "PERSON" and (
            (len(each) > 1 and know.is_given(doc[each.start])) or (noun is not None and know.is_role(noun))
        )
        two = (
            each.label == "PERSON"
            and len(each) > 1
            and not doc[each.start].is_ascii
            and doc[each.start - 1].text not in _OPENING
        )
        result.append(each.labelled(label) if label and not person and not two else each)
    return result


def _announced(doc: Doc, taken: Sequence[bool], know: Knowledge) -> Iterator[Found]:
    """Names no entity covers yet that a noun announces: "startup Adept", "компания «Зелёный дом»"."""
    for token in doc:
        at = token.i
        if taken[at] or not (is_name(token) or (at and doc[at - 1].text in _OPENING and token.text[0].isupper())):
            continue
        label = announced_label(doc, at, know)
        if not label or (at and is_name(doc[at - 1]) and not doc[at - 1].is_sent_start):
            continue
        end = _quoted_end(doc, at) or run_from(doc, at, taken)
        quoted = bool(at) and doc[at - 1].text in _OPENING
        if end > at and doc[at].lower_ not in know.words.never and (quoted or not know.is_role(doc[at])):
            given = know.is_given(token) and end - at > 1
            yield Found(at, end, "PERSON" if given else label)


def _quoted_end(doc: Doc, start: int) -> int:
    """Where a short quoted name that starts here ends, or 0."""
    closing = _OPENING.get(doc[start - 1].text) if start else None
    if closing is None:
        return 0
    for at in range(start, min(start + 6, len(doc))):
        if doc[at].text == closing:
            return at
    return 0


def _widened(doc: Doc, each: Found, taken: Sequence[bool], know: Knowledge) -> Found:
    """A person with the given name or initials before it, or the surname after it, that the model left out."""
    if each.label != "PERSON" or each.known:
        return each
    start, end, sentence = each.start, each.end, doc[each.start].sent
    if start > sentence.start and len(each) == 1 and not taken[start - 1] and know.is_given(doc[start - 1]):
        start -= 1
    while start - 2 >= sentence.start and doc[start - 1].text in {".", "-"} and _is_initial(doc[start - 2].text):
        start -= 2
    if start - 3 >= sentence.start and [doc[start - 1].text, doc[start - 2].text] == ["-", "."]:  # Ж.-П. Мерсье
        start -= 3 if _is_initial(doc[start - 3].text) else 0
    alone = end - start == 1 and (know.is_given(doc[start]) or _is_initial(doc[start].text))
    if alone and end < sentence.end and doc[end].text == "." and _is_initial(doc[start].text):
        end += 1
    if alone and end < sentence.end and not taken[end] and _is_surname(doc[end], know):
        end += 1
    return Found(start, end, each.label)


def _is_initial(text: str) -> bool:
    return len(text.rstrip(".")) == 1 and text[0].isupper()


def _is_surname(token: Token, know: Knowledge) -> bool:
    """Whether a token may follow a given name as the surname: capital, letters, no role, no acronym of the trade."""
    plain = (
        is_name(token)
        and token.pos_ in {"PROPN", "NOUN", "X", "ADJ"}
        and any(letter.islower() for letter in token.text)
    )
    return (
        plain
        and not know.is_role(token)
        and token.lower_ not in know.words.never
        and token.text.replace("-", "").replace("’", "").replace("'", "").isalpha()
    )


def _people(doc: Doc, taken: Sequence[bool], know: Knowledge) -> Iterator[Found]:
    """A given name and a surname nobody has found yet; an initial may stand between."""
    until = 0
    for token in doc:
        at = token.i
        if at < until or taken[at] or not know.is_given(token) or token.pos_ not in {"PROPN", "NOUN", "X", "ADJ"}:
            continue
        end = at + 1
        while end < len(doc) and len(doc[end].text) <= _INITIAL and doc[end].text[0].isupper() and not taken[end]:
            end += 1
        if end - at > 1 and end < len(doc) and doc[end].text == ".":
            end += 1
        sentence_end = token.sent.end
        if end < sentence_end and not taken[end] and _is_surname(doc[end], know):
            end += 1
            while (
                end < sentence_end
                and not taken[end]
                and end - at < 4
                and doc[end].pos_ == "PROPN"
                and _is_surname(doc[end], know)
            ):
                end += 1
            if not _ends_as_body(doc[end - 1], know):
                until = end
                yield Found(at, end, "PERSON")


def _ends_as_body(token: Token, know: Knowledge) -> bool:
    return listed(token, know.words.company | know.words.organisation | know.words.outlet | know.words.place)


def _camels(doc: Doc, taken: Sequence[bool], know: Knowledge) -> Iterator[Found]:
    """Trade marks by their spelling: DeepSeek, xAI; in Russian text any Latin name the tagger calls a proper noun."""
    russian = know.language.code == "ru"
    for token in doc:
        if taken[token.i] or token.lower_ in know.words.never or know.is_role(token) or not is_name(token):
            continue
        latin = (
            russian
            and token.is_ascii
            and token.is_alpha
            and len(token) > 2
            and token.pos_ in {"PROPN", "X"}
            and token.text[0].isupper()
        )
        if latin and token.i and doc[token.i - 1].is_ascii and is_name(doc[token.i - 1]):
            continue  # part of a longer Latin phrase: a product or a title
        if (is_camel(token.text) and len(token) > 3 and token.text.isalpha() and not _is_scottish(token.text)) or (
            latin and announced_label(doc, token.i, know)
        ):
            yield Found(token.i, token.i + 1, "COMPANY")


def _is_scottish(text: str) -> bool:
    return (
        text.startswith(("Mc", "Mac", "De", "Le", "La", "Di", "Van", "Fitz"))
        and sum(letter.isupper() for letter in text) == 2
    )
