"""Reported speech: which stretch of a text somebody is said to say, from the parse (either language).

"Rao said that …", "…, said Rao", "according to Rao", "по словам Рао", "как сообщает X", "Об этом сообщил X".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extractors.speakers import OPENERS, Speaker, is_speech, name_beside, speaker, speaker_of_verb, words
from extractors.syntax import is_verbal, marker

PARENTHETIC = frozenset({"parataxis", "ccomp", "advcl", "dep", "appos", "discourse"})


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
            again = any(child.lemma_ in listed["same"] for child in token.children)
            who = _owner(token) or (_previous(found) if again else None)
            found += _of_source(token, who) if who else []
    return found


def _of_verb(verb: Token) -> Iterator[Said]:
    listed = words(verb.doc.lang_)
    about = [child for child in verb.children if child.dep_ in ("obl", "obj", "nmod") and marker(child) in ("о", "об")]
    if any(child.lower_ in listed["about_this"] and _opens_sentence(child) for child in about):
        before = _sentence_before(verb)
        if before is not None:
            yield Said(*before, speaker_of_verb(verb))
        return
    if verb.lemma_ in listed["quotes_only"] or _is_negated(verb):
        return
    objects = [child for child in verb.children if child.dep_ == "obj"] if verb.lemma_ in listed["noun_objects"] else []
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    told = [clause for child in verb.children if child.dep_ == "obj" for clause in _statements_on(child)]
    near = verb.doc[verb.i : next((t.i for t in verb.doc[verb.i : verb.sent.end] if t.text == ";"), verb.sent.end)]
    behind = [child for child in [*clauses, *objects, *about, *told] if child in near and child.i > verb.i]
    in_front = [] if behind else [child for child in clauses if _is_parenthetic(verb, child)]
    if behind or in_front:
        who = speaker_of_verb(verb)
        yield from (Said(*_extent(content, verb), who) for content in behind)
        yield from (Said(*_extent(verb, verb), who) for _ in in_front)  # "…, the bank said, after …"
    elif (mark := _that_behind(verb)) is not None:
        sent = verb.sent  # the parser missed the clause: «считает, что их не больше тысячи»
        stop = next((each.i for each in sent.doc[mark.i : sent.end] if each.text == ";"), sent.end)
        yield Said(mark.idx, sent.doc[mark.i : stop].end_char, speaker_of_verb(verb))
    elif (verb.dep_ in PARENTHETIC or _is_aside(verb)) and _is_parenthetic(verb, verb.head):
        clause = next((each for each in verb.ancestors if is_clause(each) or each.dep_ == "root"), verb.head)
        yield Said(*_extent(clause, verb), speaker_of_verb(verb))  # «…, сообщает X», "as X reports"


def _that_behind(verb: Token) -> Token | None:
    """The "that" right behind a verb, a comma between them or not."""
    following = [token for token in verb.doc[verb.i + 1 : verb.sent.end][:2] if token.text != ","]
    return following[0] if following and following[0].lower_ in words(verb.doc.lang_)["that"] else None


def _statements_on(addressee: Token) -> list[Token]:
    """ "She told students she missed it": the parser takes the statement for a relative clause."""
    clauses = [child for child in addressee.children if child.dep_ == "acl:relcl"]
    relatives = words(addressee.doc.lang_)["relatives"]
    return [
        each
        for each in clauses
        if not any(child.lower_ in relatives or child.lemma_ in relatives for child in each.subtree)
    ]


def _is_aside(verb: Token) -> bool:
    """ "They have, filings show, raised …": coordinated by the parser, but between commas."""
    following = verb.doc[verb.i + 1].text if verb.i + 1 < len(verb.doc) else "."
    return verb.dep_ == "conj" and following in ",." and not any(child.dep_ == "cc" for child in verb.children)


def _is_negated(verb: Token) -> bool:
    return any(child.lower_ in ("not", "n't", "n’t", "never", "не") for child in verb.children)


def _is_parenthetic(verb: Token, content: Token) -> bool:
    """A verb of saying set off from the clause it speaks of by a comma, a dash or quotation marks."""
    left = verb.left_edge.i
    if content.head == verb:
        own = [child.left_edge.i for child in verb.children if child.dep_ == "nsubj" and child.i > content.i]
        beside = name_beside(verb)
        left = min([verb.i, *own, *([beside.start] if beside is not None else [])])
    elif left == verb.sent.start:
        return True  # "As X reports, …"
    edge = verb.doc[max(0, left - 1) : left + 1]
    return any(token.text in OPENERS for token in edge) and edge[0].text not in (";", ":")


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
        yield Said(*_extent(clause, noun), who)


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


def _extent(token: Token, anchor: Token) -> tuple[int, int]:
    """The characters below a token, between the semicolons around the word that reports them."""
    doc, left, right = token.doc, token.left_edge.i, token.right_edge.i
    stops = [each.i for each in doc[left : right + 1] if each.text == ";"]
    left = max([left, *(stop + 1 for stop in stops if stop < anchor.i)])
    right = min([right, *(stop - 1 for stop in stops if stop > anchor.i)])
    tokens = [each for each in doc[left : right + 1] if not each.is_space]
    while len(tokens) > 1 and tokens[0].text in ",;—–":
        tokens.pop(0)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
