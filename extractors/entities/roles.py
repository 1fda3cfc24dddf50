"""Role phrases: "vice president of AI", "senior research scientist", «вице-президент по ИИ», «руководитель отдела продаж»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from extractors.entities.found import Found, taken_tokens
from extractors.entities.knowledge import Knowledge, Roles, listed, singular

_NOMINAL = {"NOUN", "PROPN", "ADJ", "X"}
_LONGEST = 5  # words of one head: "chief information security officer"
_SCOPE = 7  # words after "of"


def role_spans(doc: Doc, found: Sequence[Found], know: Knowledge) -> Iterator[Found]:
    """The role phrases of a Doc outside its entities, each as long as it can be, none overlapping another."""
    taken = taken_tokens(doc, found)
    at = 0
    while at < len(doc):
        end = _head_end(doc, at, taken, know)
        if not end or (at and doc[at - 1].lower_ == "во"):  # «во главе»
            at += 1
            continue
        start = _start(doc, at, taken, know)
        stop = _scope_end(doc, end, taken, know)
        if not (_is_weak(doc, at, end, know) and start == at and stop == end):
            yield Found(start, stop, "ROLE")
            for index in range(start, stop):
                taken[index] = True
        at = max(stop, at + 1)


def _head_end(doc: Doc, at: int, taken: Sequence[bool], know: Knowledge) -> int:
    """Where the longest head that starts here ends, or 0."""
    for length in range(min(_LONGEST, len(doc) - at), 0, -1):
        tokens = doc[at : at + length]
        if any(taken[at : at + length]) or any(token.is_space for token in tokens):
            continue
        if _is_head(tokens.text.lower(), know.roles) or _is_head(_lemmas(list(tokens)), know.roles):
            last = tokens[-1]
            if last.pos_ in _NOMINAL or last.text.isupper() or length > 1:
                return at + length
    return 0


def _is_head(text: str, roles: Roles) -> bool:
    return text in roles.heads or text in roles.weak


def _lemmas(tokens: list[Token]) -> str:
    """The words with the last as its lemma, hyphens tight: "co - founders" is "co-founder"."""
    parts = [token.lower_ for token in tokens[:-1]] + [
        tokens[-1].lemma_ if tokens[-1].pos_ != "PROPN" or not tokens[-1].is_ascii else singular(tokens[-1])
    ]
    return " ".join(parts).replace(" - ", "-").replace(" -", "-").replace("- ", "-")


def _is_weak(doc: Doc, start: int, end: int, know: Knowledge) -> bool:
    return doc[start:end].text.lower() in know.roles.weak or _lemmas(list(doc[start:end])) in know.roles.weak


def _start(doc: Doc, at: int, taken: Sequence[bool], know: Knowledge) -> int:
    """Where the words before a head that belong to its title begin."""
    start = at
    while start and not taken[start - 1]:
        before = doc[start - 1]
        if before.sent != doc[at].sent:
            break
        hyphen = before.text == "-" and start > 1 and not taken[start - 2] and not before.whitespace_
        if (
            hyphen
            and (listed(doc[start - 2], know.roles.modifiers) or doc[start - 2].pos_ in {"NOUN", "PROPN"})
            and doc[start - 2].lower_ not in know.roles.not_titles
        ):
            start -= 2
            continue
        if listed(before, know.roles.not_titles) and not listed(before, know.roles.modifiers):
            break
        modifier = listed(before, know.roles.modifiers) and before.pos_ != "VERB"
        noun = (
            know.language.code == "en"
            and _is_field(before, doc[at], know)
            and before.pos_ in {"NOUN", "PROPN"}
            and before.dep_ == "compound"
            and before.head.i >= start - 1
            and before.head.i <= at + _LONGEST
        )
        if not modifier and not (
            noun and not listed(before, know.words.generic) and before.lower_ not in know.words.titles
        ):
            break
        start -= 1
    while start < at and (
        (listed(doc[start], know.roles.not_titles) and doc[start].lower_ in {"first", "fellow", "первый"})
        or doc[start].text == "-"
    ):
        start += 1
    return start


def _is_field(token: Token, head: Token, know: Knowledge) -> bool:
    """Whether a noun before a role says what it works on; a name there is somebody's, unless all is written as a title."""
    return (
        token.text.islower()
        or token.lower_ in know.words.never
        or (token.text[0].isupper() and head.text[0].isupper() and not head.text.isupper())
    )


def _scope_end(doc: Doc, end: int, taken: Sequence[bool], know: Knowledge) -> int:
    """Where what the role is the head of ends: "of AI research", "по продукту", «отдела маркетинга»; `end` without it."""
    if end >= len(doc) or taken[end]:
        return end
    word = doc[end]
    if word.lower_ in know.roles.prepositions and not (
        word.lower_ == "for" and not _leads(doc[end - 1], doc[end + 1 : end + 2])
    ):
        stop = _nouns_end(doc, end + 1, taken, know)
        return stop if stop > end + 1 and _hangs_on(doc[end + 1 : stop], doc[end - 1]) else end
    if know.language.code == "ru" and listed(doc[end - 1], know.roles.deputies):
        at = end + 1 if listed(word, know.roles.modifiers) and end + 1 < len(doc) else end
        whole = _head_end(doc, at, taken, know)
        if whole:  # «заместитель генерального директора по …»
            return _scope_end(doc, whole, taken, know)
    if know.language.code == "ru" and "Gen" in word.morph.get("Case", []) and word.pos_ in {"NOUN", "ADJ"}:
        return max(end, _nouns_end(doc, end, taken, know))
    return end


def _leads(head: Token, after: Span) -> bool:
    """Whether "for" after a role may name its field: "director for policy", but not "publisher for profit"."""
    leading = {"director", "president", "manager", "head", "officer", "lead", "partner", "editor", "chief", "secretary"}
    return head.lemma_ in leading or after.text[:1].isupper()


def _hangs_on(scope: Span, head: Token) -> bool:
    """Whether the words after "of" or "по" belong to the role and not to the verb ("связываются по телефону")."""
    return (
        scope.root.head.pos_ not in {"VERB", "AUX"}
        or scope.root.head.i >= scope.start
        or (head.head == scope.root.head and head.dep_ in {"xcomp", "cop"})
    )


def _nouns_end(doc: Doc, start: int, taken: Sequence[bool], know: Knowledge) -> int:
    """The end of the nouns, adjectives and "and" from here on that name a field; no bodies, no determiners."""
    at, last = start, start
    while at < min(len(doc), start + _SCOPE) and not taken[at] and not doc[at].is_sent_start:
        token = doc[at]
        if token.lower_ in know.roles.joins or token.text in {"-", "'s", "’s"}:
            if token.text == "," or at == start or not _continues(doc, at + 1, taken, know):
                break
        elif token.pos_ in _NOMINAL and not _stops(token, know):
            last = at + 1 if token.pos_ != "ADJ" else last
        elif token.lower_ in {"of", "по"} and last == at and at > start:
            if not _continues(doc, at + 1, taken, know):
                break
        else:
            break
        at += 1
    return last


def _stops(token: Token, know: Knowledge) -> bool:
    """Whether a word after "of" is the employer or a date or another person, and no field of work."""
    generic = listed(token, (know.words.generic - know.roles.units) | know.roles.not_fields) and token.lower_ not in {
        "business",
        "industry",
        "team",
        "people",
        "staff",
        "медицина",
    }
    return (
        generic
        or know.is_role(token)
        or token.ent_type_ in {"DATE", "PERSON"}
        or (token.pos_ == "PROPN" and know.is_given(token))
    )


def _continues(doc: Doc, at: int, taken: Sequence[bool], know: Knowledge) -> bool:
    if at >= len(doc) or taken[at] or doc[at].is_sent_start:
        return False
    if doc[at].pos_ not in _NOMINAL or _stops(doc[at], know):
        return False
    # "head of AI and chief scientist": the second is a role of its own
    return not any(_head_end(doc, begin, taken, know) for begin in range(at, min(at + 3, len(doc))))
