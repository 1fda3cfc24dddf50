"""Reported speech: which stretch of a text somebody is said to say, from the parse (either language).

"Rao said that …", "…, said Rao", "according to Rao", "по словам Рао", "как сообщает X", "Об этом сообщил X".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extractors.speakers import Speaker, is_speech, speaker, speaker_of_verb, words
from extractors.syntax import is_verbal, marker

PARENTHETIC = frozenset({"parataxis", "ccomp", "advcl", "dep", "conj", "appos", "discourse"})


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of the text, in characters, and who says it."""

    start: int
    end: int
    speaker: Speaker | None
    is_direct: bool = False


def reports(doc: Doc) -> list[Said]:
    """What is reported as somebody's words without quotation marks, in the order of the words that report it."""
    listed = words(doc.lang_)
    found: list[Said] = []
    for token in doc:
        if is_speech(token):
            found += _of_verb(token)
        elif token.lower_ in listed["according"] and token.dep_ in ("case", "mark") and not is_verbal(token.head):
            found += _of_source(token.head, speaker(token.head))
        elif token.lemma_ in listed["by_nouns"] and marker(token) in listed["by_case"]:
            found += _of_source(token, _owner(token) or _previous(found))
    return found


def _of_verb(verb: Token) -> Iterator[Said]:
    listed = words(verb.doc.lang_)
    about = [child for child in verb.children if child.dep_ in ("obl", "obj", "nmod") and marker(child) in ("о", "об")]
    if any(child.lower_ in listed["about_this"] and _opens_sentence(child) for child in about):
        before = _sentence_before(verb)
        if before is not None:
            yield Said(*before, speaker_of_verb(verb))
        return
    if verb.lemma_ in listed["quotes_only"]:
        return
    contents = [child for child in verb.children if child.dep_ == "ccomp" or (child.dep_ == "obj" and not marker(child))]
    contents += about
    if contents:
        who = speaker_of_verb(verb)
        for content in contents:
            whole = content.dep_ == "ccomp" and content.i < verb.i  # "…, the bank said, after …"
            yield Said(*_extent(verb if whole else content), who)
    elif verb.dep_ in PARENTHETIC and is_clause(verb.head):  # «…, сообщает X», "as X reports"
        yield Said(*_extent(verb.head), speaker_of_verb(verb))


def is_clause(token: Token) -> bool:
    """Does the token head a clause, a copular one included?"""
    return is_verbal(token) or any(child.dep_ in ("cop", "nsubj", "nsubj:pass") for child in token.children)


def _of_source(noun: Token, who: Speaker | None) -> Iterator[Said]:
    """ "According to Rao" speaks for the clause it stands in."""
    clause = next((each for each in noun.ancestors if is_clause(each)), None)
    if clause is None and noun.head is noun:
        clause = noun
    if clause is not None:
        while clause.dep_ == "conj" and is_clause(clause.head) and noun.i < clause.head.i:
            clause = clause.head
        yield Said(*_extent(clause), who)


def _owner(noun: Token) -> Speaker | None:
    """Whose words they are: "по словам Рао", "по его словам", "in the words of Rao"."""
    below = [child for child in noun.children if child.dep_ in ("nmod", "nmod:poss", "det", "appos", "flat:name")]
    return next(filter(None, (speaker(child) for child in below if child.lower_ not in ("the", "тем", "этим"))), None)


def _previous(found: list[Said]) -> Speaker | None:
    """ "По тем же сведениям": the source named before."""
    return next((said.speaker for said in reversed(found) if said.speaker), None)


def _opens_sentence(token: Token) -> bool:
    return token.i - token.sent.start <= 2


def _sentence_before(token: Token) -> tuple[int, int] | None:
    """The characters of the sentence before a token's, in the same paragraph."""
    start = token.sent.start
    if start == 0 or "\n" in token.doc.text[token.doc[start - 1].idx : token.sent.start_char]:
        return None
    sent = token.doc[start - 1].sent
    return sent.start_char, sent.end_char


def _extent(token: Token) -> tuple[int, int]:
    left, right = token.left_edge, token.right_edge
    return left.idx, right.idx + len(right.text)
