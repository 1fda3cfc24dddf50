"""Questions to a Universal Dependencies tree, the same for every language.

A frame of the lexicon is written for the active voice; `subject` and `objects` undo passives, control, relative clauses
and participles, so that the rules never ask about them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

CLAUSAL = frozenset({"acl:relcl", "acl", "advcl", "ccomp", "parataxis", "csubj", "xcomp"})
_NAMING = frozenset({"name", "appoint", "elect", "promote", "tap", "choose", "pick", "elevate"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LEFT = frozenset({"leave", "quit", "exit", "depart", "abandon", "ditch", "join", "rejoin", "swap", "trade"})
_DATIVE_CONTROL = frozenset({"удаться", "удаваться", "прийтись", "довестись", "посчастливиться"})
_SUBJECT_CONTROL = frozenset(  # who tells somebody to do something and does it himself
    {"пригрозить", "грозить", "угрожать", "обещать", "пообещать", "поклясться", "promise", "threaten", "vow"}
)
_MAX_CLIMB = 12  # governors looked at; deeper nesting is a parser's error more often than a sentence


def dependents(token: Token, *labels: str) -> list[Token]:
    """The children of a token with one of these labels, in order."""
    return [child for child in token.children if child.dep_ in labels]


def feature(token: Token, name: str) -> str:
    """The value of a morphological feature ("Past"), "" where the word has none."""
    values = token.morph.get(name, [])
    return str(values[0]) if values else ""


def marker(token: Token) -> str:
    """The preposition of a noun ("from", "в"), or "" where there is none."""
    cases = [child for child in token.lefts if child.dep_ == "case"]
    for child in cases:
        if child.lower_ not in {"off", "over"} or child == cases[-1]:  # "off to X" is "to X"
            return str(child.lemma_ if child.lemma_ else child.lower_)
    return ""


def case_of(token: Token) -> str:
    """The grammatical case in lower case ("gen"), "" where the word has none (Latin names, numbers)."""
    return feature(token, "Case").lower()


def agree(noun: Token, verb: Token) -> bool:
    """May a noun be a verb's subject by number and gender, as far as both show them?"""
    if noun.doc.lang_ != "ru":
        return True
    one, two = feature(noun, "Number"), feature(verb, "Number")
    if one and two and one != two:
        return two == "Plur" and bool(conjuncts(noun)[1:])
    gender = feature(verb, "Gender")
    return not gender or feature(noun, "Gender") in {"", gender} or two == "Plur"


def conjuncts(token: Token) -> list[Token]:
    """A token and what is coordinated with it."""
    found = [token]
    for item in found:
        found.extend(dependents(item, "conj"))
    return found


def is_verbal(token: Token) -> bool:
    """Does the token head a clause?"""
    return token.pos_ in {"VERB", "AUX"} or bool(feature(token, "VerbForm"))


def is_infinitive(verb: Token) -> bool:
    """An infinitive, one the tagger took for an adjective included (Russian ones have their endings to themselves)."""
    if feature(verb, "VerbForm") == "Inf" or any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children):
        return True
    return (
        verb.pos_ in {"ADJ", "NOUN", "X"}
        and verb.lower_ == verb.lemma_
        and verb.lower_.endswith(("ать", "ить", "еть", "уть", "ять", "ться"))
    )


def is_converb(verb: Token) -> bool:
    """«проработав», also where the tagger took it for a name at the head of a sentence."""
    if feature(verb, "VerbForm") == "Conv":
        return True
    return verb.lemma_.endswith(("ть", "ться")) and verb.lower_.endswith(("ав", "яв", "ев", "ив", "ув", "вшись"))


def is_passive(verb: Token) -> bool:
    """A passive form; an English participle that modifies a noun counts too ("founded by", "poached from")."""
    if any(child.dep_ in {"nsubj:pass", "aux:pass", "obl:agent"} for child in verb.children):
        return True
    if feature(verb, "Variant") == "Short" and verb.pos_ in {"VERB", "ADJ"}:  # «назначен», «уволен»
        return True
    if feature(verb, "Voice") == "Pass":
        return feature(verb, "VerbForm") != "Conv"
    if (
        verb.dep_ == "conj" and verb.tag_ == "VBN" and not dependents(verb, "nsubj", "aux", "obj")
    ):  # "fired and rehired"
        return verb.head.tag_ == "VBN" and is_passive(verb.head)
    if _named_in_headline(verb):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return not _is_only_verb(verb)
    return verb.dep_ == "csubj" and _set_off(verb) is not None


def _named_in_headline(verb: Token) -> bool:
    """ "Jane Roe named CFO at X": a headline leaves out the auxiliary."""
    if verb.dep_ != "root" or verb.lemma_ not in _NAMING or verb.tag_ not in {"VBD", "VBN"}:
        return False
    if verb.sent[-1].is_punct or any(c.dep_ in {"aux", "aux:pass"} for c in verb.children):
        return False
    who = [c for c in verb.children if c.dep_ == "nsubj" and c.ent_type_ == "PERSON"]
    what = [c for c in verb.children if c.dep_ in {"obj", "xcomp"} or (c.dep_ == "obl" and marker(c) in {"as", "to"})]
    return bool(who) and any(c.ent_type_ == "ROLE" for c in what) and not any(c.ent_type_ == "PERSON" for c in what)


def _is_only_verb(verb: Token) -> bool:
    """ "Jane Roe, its founder, left in May": the parser has made the verb of the sentence a participle of its subject."""
    head = verb.head
    return head.dep_ == "root" and verb.sent[-1].text == "." and not any(t.tag_ in _FINITE for t in verb.sent)


def _set_off(verb: Token) -> Token | None:
    """The noun before the comma before a bare past form: "Jane Roe, appointed last May, …" has a participle."""
    if (
        verb.i < verb.sent.start + 2
        or verb.tag_ not in {"VBN", "VBD"}
        or dependents(verb, "nsubj", "nsubj:pass", "aux")
    ):
        return None
    comma, noun = verb.doc[verb.i - 1], verb.doc[verb.i - 2]
    return noun if comma.text == "," and noun.pos_ in {"NOUN", "PROPN"} else None


def antecedent(token: Token) -> Token | None:
    """The noun a relative pronoun stands for: the head of the nearest relative clause above it."""
    for ancestor in token.ancestors:
        if ancestor.dep_ in {"acl:relcl", "acl"}:
            return ancestor.head
    return None


def grammatical_subject(verb: Token) -> Token | None:
    """Who the verb's own form points to: its nsubj, a shared or controlling one, or the noun it modifies."""
    for _ in range(_MAX_CLIMB):
        own = dependents(verb, "nsubj", "nsubj:pass")
        if own:
            near = [c for c in own if not any(t.text == ":" for t in verb.doc[c.i : verb.i])]
            return (near or own)[0]
        if (strayed := _strayed_subject(verb)) is not None:
            return strayed
        if _is_behind_colon(verb):
            return None
        if verb.dep_ == "csubj" and (noun := _set_off(verb)) is not None:
            return noun
        if verb.dep_ == "root" or verb.head == verb:
            return None
        if verb.dep_ in {"acl", "acl:relcl", "amod"} and not is_verbal(verb.head) and not is_infinitive(verb):
            return verb.head
        if verb.head.lemma_ in _DATIVE_CONTROL and (able := dependents(verb.head, "iobj", "obl", "obj")):
            given = [t for t in able if not marker(t) and case_of(t) in {"dat", ""}]
            if given:  # «компании удалось нанять»
                return given[0]
        controlled = dependents(verb.head, "obj", "iobj") if verb.dep_ == "xcomp" else []
        if controlled and controlled[0].i < verb.i and verb.head.lemma_ not in _LEFT | _SUBJECT_CONTROL:
            return controlled[0]
        if not is_verbal(verb.head) and verb.dep_ not in {"conj", "advcl", "xcomp"}:
            if not is_infinitive(verb):
                return verb.head if verb.dep_ == "appos" else None
            owners = [
                t
                for t in verb.head.children
                if t.dep_ == "nmod:poss" or (t.dep_ == "nmod" and marker(t) in {"", "by"} and t != verb)
            ]
            if owners:  # «попытка Perplexity нанять», "Meta's bid to hire", "an attempt by X to lure"
                return owners[0]
        verb = verb.head
    return None


def _is_behind_colon(verb: Token) -> bool:
    """Does a colon part a Russian finite verb from the word above it? Then it has its own subject or none."""
    if verb.doc.lang_ != "ru" or feature(verb, "VerbForm") != "Fin" or verb.head.i > verb.i:
        return False
    return any(token.text == ":" for token in verb.doc[verb.head.i : verb.i])


def _strayed_subject(verb: Token) -> Token | None:
    """A subject in front of a finite verb that the parser has hung on a later one: "and X hired A, who left Y"."""
    if feature(verb, "VerbForm") != "Fin":
        return None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.dep_ in {"nsubj", "nsubj:pass"} and token.head.i > verb.i:
            return token
        if token.is_punct or token.pos_ in {"CCONJ", "SCONJ"} or is_verbal(token):
            return None
    return None


def subject(verb: Token) -> Token | None:
    """Who does it: the subject of an active verb, the agent of a passive one."""
    if is_passive(verb):
        agents = dependents(verb, "obl:agent")
        if not agents:
            agents = [t for t in dependents(verb, "obl", "nmod", "iobj") if case_of(t) == "ins" and not marker(t)]
        return agents[0] if agents else None
    return grammatical_subject(verb)


def objects(verb: Token) -> list[Token]:
    """Whom or what it is done to: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        own = grammatical_subject(verb)
        return [own] if own is not None else []
    found = dependents(verb, "obj")
    if not found and verb.pos_ not in {"VERB", "AUX"} and is_infinitive(verb):
        found = [t for t in dependents(verb, "nmod", "obl") if not marker(t) and case_of(t) in {"gen", "acc"}]
    return found


def clause_tokens(verb: Token) -> Iterator[Token]:
    """The tokens of a verb's or noun's own clause, nearest first, clauses inside it left out."""
    level = [verb]
    while level:
        following: list[Token] = []
        for token in level:
            for child in token.children:
                clausal = child.dep_ in CLAUSAL and (is_verbal(child) or child.dep_ == "acl:relcl")
                if clausal or (child.dep_ == "conj" and is_verbal(child)):
                    continue
                yield child
                following.append(child)
        level = following


def governors(token: Token) -> Iterator[tuple[Token, str]]:
    """The words above a token with the label of the step that led there, nearest first."""
    for _ in range(_MAX_CLIMB):
        if token.head == token or token.dep_ == "root":
            return
        yield token.head, str(token.dep_)
        token = token.head


def clause_head(token: Token) -> Token:
    """The nearest verb above a token, or the root."""
    for head, _ in governors(token):
        if is_verbal(head):
            return head
        token = head
    return token
