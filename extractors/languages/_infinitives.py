"""Russian infinitives the tagger did not know for verbs ("заарканить" as an adjective): tag and tree set right."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from extractors.languages import _lemmas

FEATURES = "VerbForm=Inf"
_OBJECTS = {"nmod": "obl", "amod": "obl"}


def is_infinitive(word: str, pos: str) -> bool:
    """Whether the dictionary has only infinitives for a lower-cased word that was not tagged a verb."""
    if pos in {"VERB", "AUX", "PROPN", "PUNCT"} or not word.endswith(("ть", "ться", "ти", "тись", "чь", "чься")):
        return False
    return all(reading.tag.POS == "INFN" for reading in _lemmas.readings(word))


def relabel(heads: Sequence[int], labels: MutableSequence[str], tags: Sequence[str], at: int) -> None:
    """Give the infinitive at a place a clause's label and its dependents those of a verb's; `tags` as "NOUN|Case=Acc"."""
    nominal = tags[heads[at]].startswith(("NOUN", "PROPN", "PRON"))
    if labels[at] in {"nmod", "amod", "obl", "advmod"}:
        labels[at] = "acl" if nominal else "xcomp"
    cased = {heads[child] for child, label in enumerate(labels) if label == "case"}
    for child, label in enumerate(labels):
        if heads[child] != at or child == at or label not in _OBJECTS:
            continue
        direct = child not in cased and any(case in tags[child] for case in ("Case=Acc", "Case=Gen"))
        labels[child] = "obj" if direct else "obl"
