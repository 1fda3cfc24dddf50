"""All forms of a dictionary word, for looking words up in a text that nobody has parsed: too many rather than too few."""

from __future__ import annotations

from functools import cache

from kg.resources import DATA, toml


@cache
def english(word: str) -> frozenset[str]:
    """The endings of English nouns and verbs, and the irregular forms of data/inflections/en.toml."""
    found = {word, word + "s", word + "es", word + "ed", word + "ing", word + "'s"}
    if word.endswith("e"):
        found |= {word + "d", word[:-1] + "ing"}
    elif word.endswith("y"):
        found |= {word[:-1] + "ied", word[:-1] + "ies"}
    else:
        found |= {word + word[-1:] + "ed", word + word[-1:] + "ing"}
    return frozenset(found | set(_irregular().get(word, ())))


@cache
def russian(word: str) -> frozenset[str]:
    """The forms of every dictionary word that has this one as its form, ё also written е."""
    from extractors.languages import _lemmas

    found = {word}
    for reading in _lemmas.readings(word):
        if reading.normal_form.replace("ё", "е") == word.replace("ё", "е"):
            found |= {str(form.word) for form in reading.lexeme}
    return frozenset(found | {form.replace("ё", "е") for form in found})


@cache
def _irregular() -> dict[str, list[str]]:
    return toml(DATA / "inflections" / "en.toml")
