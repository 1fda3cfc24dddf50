"""English trees in ClearNLP style, as spaCy's models give them, turned into Universal Dependencies v2.

Content words become heads: a preposition hangs on its noun as `case`, `be` on its predicate as `cop`. One choice is not
UD's: `be` with only a place ("is at Google") stays the head, so that such clauses keep a verb. Names stay `compound`,
head last. Labels: Choi and Palmer, "Guidelines for the CLEAR Style Constituent to Dependency Conversion" (2012), and
universaldependencies.org.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractors.languages import _misparses, _tree

FACTORY = "kg_ud"
_RENAMED = {
    "ROOT": "root", "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "poss": "nmod:poss", "prt": "compound:prt", "relcl": "acl:relcl", "neg": "advmod", "nn": "compound",
    "quantmod": "advmod", "oprd": "xcomp", "attr": "xcomp", "acomp": "xcomp", "predet": "det:predet",
    "preconj": "cc:preconj", "meta": "dep", "intj": "discourse", "possessive": "case", "complm": "mark",
    "dative": "iobj", "agent": "obl:agent", "prep": "obl", "pobj": "obl", "pcomp": "advcl",
}  # fmt: skip
_CLAUSE = {"VERB", "AUX"}
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM"}
_TEMPORAL = {
    "year", "month", "week", "day", "today", "yesterday", "tomorrow", "quarter", "decade", "morning", "night", "summer",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "fall", "winter", "hour",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "minute", "evening", "weekend",
}  # fmt: skip


class _Tree:
    """A tree under change: heads and labels by token index."""

    __slots__ = ("doc", "heads", "labels", "pos")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.heads = [token.head.i for token in doc]
        self.labels = [token.dep_ for token in doc]
        self.pos = [token.pos_ for token in doc]

    def children(self, index: int) -> list[int]:
        """The dependents of a token, in order; looked for near it, for a sentence is short."""
        sentence = self.doc[index].sent
        return [at for at in range(sentence.start, sentence.end) if self.heads[at] == index and at != index]

    def promote(self, new: int, old: int, label: str) -> None:
        """Make `new`, a dependent of `old`, its head; `old` becomes `label` of it and its other dependents follow."""
        for child in self.children(old):
            if child != new:
                self.heads[child] = new
        self.heads[new] = new if self.heads[old] == old else self.heads[old]
        self.labels[new] = self.labels[old]
        self.heads[old], self.labels[old] = new, label


@Language.component(FACTORY, retokenizes=False)
def universal(doc: Doc) -> Doc:
    """The same Doc with UD labels and structure; a Doc without a parse, or already in UD, is left alone."""
    if not doc.has_annotation("DEP") or not any(token.dep_ in {"ROOT", "pobj", "dobj"} for token in doc):
        return doc
    tree = _Tree(doc)
    for index in range(len(doc) - 1, -1, -1):  # from the right, so that "out of Google" is done inside out
        _preposition(tree, index)
    for index in range(1, len(doc) - 1):
        _hyphen(tree, index)
    for index in range(len(doc)):
        _controlled(tree, index)
    for index in range(len(doc)):
        _copula(tree, index)
    for index in range(len(doc)):
        _rename(tree, index)
    for index in range(len(doc)):
        _coordination(tree, index)
    _misparses.introduced(doc, tree.heads, tree.labels)
    _misparses.clauses(doc, tree.heads, tree.labels)
    _misparses.nominal(doc, tree.heads, tree.labels)
    _misparses.capitalised(doc, tree.heads, tree.labels)
    _tree.write(doc, tree.heads, tree.labels)
    for token in doc:
        token.lemma_ = token.lemma_.lower()
        if token.lower_ == "found" and token.i and doc[token.i - 1].tag_ == "TO":  # taken for the past of "find"
            token.lemma_ = "found"
        if token.lower_ in {"not", "n't", "never", "n’t"} and token.pos_ in {"PART", "ADV"}:
            _tree.set_features(token, "|".join(sorted({*filter(None, str(token.morph).split("|")), "Polarity=Neg"})))
    return doc


def _preposition(tree: _Tree, index: int) -> None:
    """A preposition gives its place to its complement: `obl` or `nmod` with `case`, or a clause with `mark`."""
    if tree.pos[index] not in {"ADP", "SCONJ", "ADV", "VERB", "ADJ", "PART"}:
        return
    label = tree.labels[index]
    if label not in {"prep", "agent", "dative", "conj", "pcomp", "advmod", "pobj", "ROOT"}:
        return
    outer = tree.heads[index]
    if label == "prep" and tree.pos[outer] == "ADV" and tree.labels[outer] == "advmod":  # "went back to Google"
        tree.heads[index] = tree.heads[outer]
    children = tree.children(index)
    inner = [child for child in children if tree.labels[child] in {"pobj", "pcomp"} and child > index]
    if not inner and label == "prep":  # "out of Google": the inner phrase is done and hangs on "out"
        inner = [at for at in children if at > index and tree.labels[at] in {"obl", "nmod"} and _has_case(tree, at)][:1]
    if not inner:
        return
    new = inner[0]
    clause = tree.labels[new] == "pcomp" and _is_clause(tree, new)
    outer = tree.heads[index]
    nominal = tree.pos[outer] in _NOMINAL and outer != index and not _is_clause(tree, outer)
    if label in {"prep", "dative", "agent", "advmod"} or (label in {"pcomp", "pobj"}):
        if clause:
            wanted = "acl" if nominal else "advcl"
        elif label == "agent":
            wanted = "obl:agent"
        elif label in {"pcomp", "pobj"}:
            wanted = label  # the outer preposition will take it up
        else:
            wanted = "nmod" if nominal else "obl"
    else:
        wanted = label
    tree.promote(new, index, "mark" if clause else "case")
    tree.labels[new] = wanted


def _has_case(tree: _Tree, index: int) -> bool:
    return any(tree.labels[child] == "case" for child in tree.children(index))


def _is_clause(tree: _Tree, index: int) -> bool:
    """Whether a token heads a clause: a verb, or any word with a subject or a copula."""
    if tree.pos[index] in _CLAUSE:
        return True
    return any(tree.labels[child] in {"nsubj", "nsubjpass", "cop"} for child in tree.children(index))


def _hyphen(tree: _Tree, index: int) -> None:
    """ "co-founder" is one word: what stands before the hyphen is a `compound` of what stands after it."""
    first, last = index - 1, index + 1
    if tree.doc[index].text != "-" or tree.doc[first].whitespace_ or tree.doc[index].whitespace_:
        return
    if tree.heads[first] == tree.heads[last] and tree.labels[first] == tree.labels[last] and tree.heads[first] != first:
        tree.heads[first], tree.labels[first] = last, "compound"
        tree.heads[index], tree.labels[index] = last, "punct"


def _controlled(tree: _Tree, index: int) -> None:
    """ "wants him to leave", "named him CEO": the inner subject is the outer object, the rest its `xcomp`."""
    if tree.labels[index] != "ccomp" or tree.pos[tree.heads[index]] != "VERB":
        return
    children = tree.children(index)
    subjects = [child for child in children if tree.labels[child] in {"nsubj", "nsubjpass"}]
    if len(subjects) != 1 or any(tree.labels[child] in {"mark", "aux:pass", "auxpass"} for child in children):
        return
    subject, outer = subjects[0], tree.heads[index]
    if not outer < subject < index or any(tree.labels[child] == "dobj" for child in tree.children(outer)):
        return
    auxiliaries = [child for child in children if tree.labels[child] == "aux"]
    bare = tree.doc[index].tag_ == "VB" and all(tree.doc[child].tag_ == "TO" for child in auxiliaries)
    small = tree.pos[index] in {"NOUN", "PROPN", "ADJ"} and not auxiliaries
    if not (bare and (auxiliaries or tree.doc[outer].lemma_ in {"make", "let", "have", "help", "see"})) and not small:
        return
    tree.heads[subject], tree.labels[subject] = outer, "dobj"
    tree.labels[index] = "xcomp"


def _copula(tree: _Tree, index: int) -> None:
    """`be` gives its place to its predicate; in "there is X" X is the subject and `be` stays."""
    if tree.doc[index].lemma_.lower() not in {"be", "'s", "’s"} or tree.pos[index] not in _CLAUSE:
        return
    children = tree.children(index)
    predicates = [child for child in children if tree.labels[child] in {"attr", "acomp"}]
    if not predicates or any(tree.labels[child] == "dobj" for child in children):
        return
    if any(tree.labels[child] == "expl" for child in children):
        tree.labels[predicates[0]] = "nsubj"
        return
    subjects = [child for child in children if tree.labels[child] in {"nsubj", "csubj"}]
    if not subjects and len(predicates) == 2:  # "What is the plan?" has two candidates: the later one is the subject
        tree.labels[predicates[-1]] = "nsubj"
    tree.promote(predicates[0], index, "cop")


def _rename(tree: _Tree, index: int) -> None:
    """The UD name of a label that only differs by name, and a few that depend on the words."""
    label, token = tree.labels[index], tree.doc[index]
    if label == "npadvmod":
        tree.labels[index] = "obl:tmod" if token.lemma_.lower() in _TEMPORAL else "obl:npmod"
    elif label == "nmod" and index < tree.heads[index] and not _has_case(tree, index):
        tree.labels[index] = "compound"
    elif label == "aux" and token.tag_ == "TO":
        tree.labels[index] = "mark"
    elif label == "quantmod" and token.pos_ in {"SYM", "NUM"}:
        tree.labels[index] = "compound"
    else:
        tree.labels[index] = _RENAMED.get(label, label)


def _coordination(tree: _Tree, index: int) -> None:
    """Every conjunct hangs on the first, and a conjunction on the conjunct after it."""
    if tree.labels[index] == "conj":
        first, steps = tree.heads[index], 0
        while tree.labels[first] == "conj" and steps < len(tree.heads):
            first, steps = tree.heads[first], steps + 1
        tree.heads[index] = first
    elif tree.labels[index] == "cc":
        _second_subject(tree, index)
        after = [child for child in tree.children(tree.heads[index]) if child > index and tree.labels[child] == "conj"]
        if after:
            tree.heads[index] = after[0]


def _second_subject(tree: _Tree, index: int) -> None:
    """ "Sutskever, …, and Leike resigned": a second subject after a conjunction is the first one's conjunct."""
    first, verb = tree.heads[index], tree.heads[tree.heads[index]]
    if not tree.labels[first].startswith("nsubj"):
        return
    for other in tree.children(verb):
        if other > index > first and tree.labels[other] == tree.labels[first]:
            tree.heads[other], tree.labels[other] = first, "conj"
            return
