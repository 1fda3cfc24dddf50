"""Russian dictionary forms: pymorphy3's reading that agrees best with the tags the text's context gave."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import pymorphy3

_POS = {
    "NOUN": {"NOUN"}, "PROPN": {"NOUN"}, "ADJ": {"ADJF", "ADJS", "COMP", "PRTF", "PRTS"}, "ADV": {"ADVB", "PRED", "COMP"},
    "VERB": {"VERB", "INFN", "GRND", "PRTF", "PRTS"}, "AUX": {"VERB", "INFN", "GRND"}, "PRON": {"NPRO", "ADJF"},
    "DET": {"ADJF", "NPRO"}, "NUM": {"NUMR", "ADJF"}, "ADP": {"PREP"}, "CCONJ": {"CONJ"}, "SCONJ": {"CONJ"},
    "PART": {"PRCL"}, "INTJ": {"INTJ"},
}  # fmt: skip
_FEATURES = {
    "Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct", "Sing": "sing",
    "Plur": "plur", "Masc": "masc", "Fem": "femn", "Neut": "neut", "Anim": "anim", "Inan": "inan", "Past": "past",
    "Pres": "pres", "Fut": "futr", "1": "1per", "2": "2per", "3": "3per",
}  # fmt: skip


@cache
def analyzer() -> pymorphy3.MorphAnalyzer:
    """The one dictionary of the process, about 15 MB."""
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[Any, ...]:
    """All readings of a word, likeliest first."""
    return tuple(analyzer().parse(word))


@lru_cache(maxsize=200_000)
def lemma(word: str, pos: str, features: str) -> str:
    """The dictionary form of a lower-cased word with this UD tag and features; the word itself where it is not Russian."""
    if not any("а" <= letter <= "я" or letter == "ё" for letter in word):
        return word
    found = readings(word)
    wanted = {
        _FEATURES[value] for value in (pair.partition("=")[2] for pair in features.split("|")) if value in _FEATURES
    }
    kinds = _POS.get(pos, set())

    def fit(reading: Any) -> tuple[int, int, float]:
        grammemes = reading.tag.grammemes
        proper = bool(grammemes & {"Name", "Surn", "Patr", "Geox", "Orgn"}) and pos == "PROPN"
        return (reading.tag.POS in kinds, len(wanted & grammemes) + proper, reading.score)

    best = max(found, key=fit)
    if pos in {"VERB", "AUX"} and best.tag.POS in {"PRTF", "PRTS"}:  # a participle's verb, not its own nominative
        return str(best.normal_form)
    return str(best.normal_form)
