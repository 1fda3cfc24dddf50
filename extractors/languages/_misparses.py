"""Common errors of the parsers that the order of words and the punctuation of a language set right."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from spacy.tokens import Doc

from extractors.languages import _tree

_OPENING = {"«": "»", "„": "“", "“": "”"}
_INSIDE = 8  # tokens a quoted name may have
_INTRANSITIVE = frozenset({"return", "resign", "retire", "depart", "step", "join", "go", "come", "move", "arrive"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def quoted(
    words: Sequence[str], heads: MutableSequence[int], labels: MutableSequence[str], tags: Sequence[str]
) -> None:
    """A preposition right before a quoted name is that name's: «из «Яндекса» в «Ларкспур»», wherever it was hung."""
    for at in range(len(words) - 1):
        closing = _OPENING.get(words[at + 1])
        if closing is None or not tags[at].startswith("ADP"):
            continue
        inside = [i for i in range(at + 2, min(len(words), at + 2 + _INSIDE)) if closing not in words[at + 2 : i + 1]]
        tops = [i for i in inside if heads[i] not in inside and not tags[i].startswith("PUNCT") and heads[i] != i]
        if tops and heads[at] not in inside:
            if _tree.is_below(heads, tops[0], at):  # the parser has made the preposition the head
                _promote(heads, labels, tops[0], at)
            heads[at], labels[at] = tops[0], "case"


def _promote(heads: MutableSequence[int], labels: MutableSequence[str], name: int, preposition: int) -> None:
    """Give a name the place of its preposition in the tree, and all that hung on it."""
    for i in range(len(heads)):
        if heads[i] == preposition and i not in {name, preposition}:
            heads[i] = name
    heads[name] = name if heads[preposition] == preposition else heads[preposition]
    labels[name] = labels[preposition] if labels[preposition] != "case" else "obl"


def introduced(doc: Doc, heads: MutableSequence[int], labels: MutableSequence[str]) -> None:
    """ "Before joining X, Jane Roe worked …": a name hung on the introductory clause is the subject of the next verb.

    It stands right before a finite verb without a subject, behind a comma, and somewhere below that very verb.
    """
    subjects = {heads[i] for i, label in enumerate(labels) if label in {"nsubj", "nsubj:pass", "expl", "csubj"}}
    for name in range(1, len(doc) - 1):
        if labels[name] not in {"appos", "conj", "compound"} or doc[name].pos_ not in {"PROPN", "NOUN"}:
            continue
        after = doc[name + 1]
        verb = name + 1 if after.tag_ in _FINITE else -1
        if after.pos_ == "AUX" and verb >= 0 and labels[verb] in {"aux", "aux:pass", "cop"}:
            verb = heads[verb]
        if verb < 0 or verb in subjects or not _tree.is_below(heads, name, verb):
            continue
        left = name
        while left > 0 and heads[left - 1] == name and labels[left - 1] == "compound":
            left -= 1
        if left > 0 and doc[left - 1].text == ",":
            passive = any(heads[i] == verb and labels[i] == "aux:pass" for i in range(name, verb))
            heads[name], labels[name] = verb, "nsubj:pass" if passive else "nsubj"


def capitalised(doc: Doc, heads: MutableSequence[int], labels: MutableSequence[str]) -> None:
    """ "moved to Spotify", "set to poach Jane Roe": after "to" a capital is a name, and a small letter before one a verb."""
    for at in range(1, len(doc)):
        to, word = doc[at - 1], doc[at]
        if to.text != "to":
            continue
        below = {labels[i] for i in range(word.sent.start, word.sent.end) if heads[i] == at}
        if labels[at - 1] == "mark" and heads[at - 1] == at and word.tag_ == "VB" and word.text[0].isupper():
            if not below & {"obj", "xcomp", "obl", "advmod"}:
                labels[at - 1], labels[at] = "case", "obl" if doc[heads[at]].pos_ in {"VERB", "AUX"} else "nmod"
                word.tag_, word.pos_ = "NNP", "PROPN"
        elif labels[at] == "compound" and word.tag_ == "NNP" and word.text.isalpha() and word.text.islower():
            name = heads[at]
            if heads[at - 1] == name and labels[at - 1] == "case" and heads[name] != name:
                heads[at], labels[at] = heads[name], "xcomp"
                heads[name], labels[name] = at, "obj"
                heads[at - 1], labels[at - 1] = at, "mark"
                word.tag_, word.pos_, word.lemma_ = "VB", "VERB", word.lower_
                _tree.set_features(word, "VerbForm=Inf")


def nominal(doc: Doc, heads: MutableSequence[int], labels: MutableSequence[str]) -> None:
    """ "machine learning engineers": an -ing form between its own compound and its object is a noun of that object."""
    for at in range(1, len(doc) - 1):
        before = heads[at - 1] == at and labels[at - 1] == "compound"
        if doc[at].tag_ != "VBG" or not before or heads[at + 1] != at or labels[at + 1] != "obj":
            continue
        sentence = doc[at].sent
        heads[at + 1], labels[at + 1] = at + 1 if heads[at] == at else heads[at], labels[at]
        for child in range(sentence.start, sentence.end):
            if heads[child] == at and child not in {at - 1, at + 1}:
                heads[child] = at + 1
        heads[at], labels[at] = at + 1, "compound"
        doc[at].tag_, doc[at].pos_ = "NN", "NOUN"
        _tree.set_features(doc[at], "Number=Sing")


def clauses(doc: Doc, heads: MutableSequence[int], labels: MutableSequence[str]) -> None:
    """ "named as its chief, starting in May" has no clause about a chief that starts; "he's returned" is no passive."""
    for verb in range(len(doc)):
        near = range(doc[verb].sent.start, doc[verb].sent.end) if doc[verb].pos_ == "VERB" else ()
        below = {labels[i]: i for i in near if heads[i] == verb}
        if (
            doc[verb].tag_ == "VBG"
            and labels[verb] == "advcl"
            and "aux" not in below
            and {"mark", "nsubj"} <= set(below)
        ):
            as_, noun = below["mark"], below["nsubj"]
            if doc[as_].lower_ == "as" and as_ < noun < verb:
                heads[noun], labels[noun] = heads[verb], "obl"
                heads[as_], labels[as_] = noun, "case"
                heads[verb], labels[verb] = noun, "acl"
        if (
            "aux:pass" in below
            and doc[below["aux:pass"]].text in {"'s", "’s"}
            and doc[verb].lemma_.lower() in _INTRANSITIVE
        ):
            labels[below["aux:pass"]] = "aux"
            if "nsubj:pass" in below:
                labels[below["nsubj:pass"]] = "nsubj"
