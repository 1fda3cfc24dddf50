"""Invented and borrowed names for training: so many that a model must read the sentence instead of knowing the name."""

from __future__ import annotations

import random
from functools import cache, partial
from pathlib import Path

from kg import resources

_WORDS: dict[str, list[str]] = resources.toml(Path(__file__).parent / "words.toml")


@cache
def given() -> tuple[str, ...]:
    """Given names of data/given_names.txt."""
    lines = (resources.DATA / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return tuple(
        line.split("\t")[0].title() for line in lines if line and line[0].isalpha() and len(line.split("\t")[0]) > 2
    )


@cache
def _listed() -> tuple[str, ...]:
    return tuple(
        each["name"]
        for each in resources.toml(resources.DATA / "companies.toml")["company"]
        if each["kind"] == "company" and each["name"].isascii()
    )


def surname(rng: random.Random) -> str:
    """An everyday word, a coined name or a given name."""
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(_WORDS["common"])
    if kind < 0.9:
        stem = "".join(
            rng.choice(_WORDS["onsets"])
            + rng.choice(_WORDS["vowels"])
            + (rng.choice(_WORDS["codas"]) if rng.random() < 0.4 else "")
            for _ in range(rng.choice((1, 1, 2)))
        )
        whole = (stem + (rng.choice(_WORDS["surname_ends"]) if rng.random() < 0.8 else "")).capitalize()
        prefix = rng.choice(("Mc", "O’", "Mac", "De", "Al-", "El-", "D'")) if rng.random() < 0.06 else ""
        return prefix + whole
    return rng.choice(given())


def person(rng: random.Random, last: str) -> str:
    """A full name with a surname that is given."""
    first = rng.choice(given())
    kind = rng.random()
    if kind < 0.06:
        return f"{first} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
    if kind < 0.1:
        return f"{first} {rng.choice(('de', 'van', 'von', 'bin', 'da', 'van der', 'al'))} {last}"
    if kind < 0.14:
        return f"{first} {rng.choice(given())} {last}"
    if kind < 0.18:
        return f"{first}-{rng.choice(given())} {last}"
    return f"{first} {last}"


def _coined(rng: random.Random) -> str:
    stem = "".join(
        rng.choice(_WORDS["onsets"]) + rng.choice(_WORDS["vowels"]) for _ in range(rng.choice((1, 1, 2)))
    ) + (rng.choice(_WORDS["codas"]) if rng.random() < 0.3 else "")
    return (stem + (rng.choice(_WORDS["ends"]) if rng.random() < 0.7 else "")).capitalize()


def company(rng: random.Random) -> str:
    """A name as companies have: a word, a coined one, initials, founders, one of data/companies.toml."""
    kind = rng.random()
    word = rng.choice(_WORDS["common"]) if rng.random() < 0.5 else _coined(rng)
    if kind < 0.5:
        return word
    if kind < 0.6:
        return f"{word} {rng.choice(_WORDS['tails'])}"
    if kind < 0.65:
        return f"{word}{rng.choice(('.ai', '.io', 'AI', '.AI', 'ML', 'HQ', 'DB', 'GPT', '24', 'X'))}"
    if kind < 0.70:
        return word + (rng.choice(_WORDS["common"]) if rng.random() < 0.5 else rng.choice(_WORDS["ends"]).capitalize())
    if kind < 0.74:
        return "".join(rng.choice("ABCDEFGHIJKLMNOPRSTUVWXZ") for _ in range(rng.choice((2, 3, 3, 4))))
    if kind < 0.80:
        return surname(rng) + rng.choice(("", "", " & Co", " Brothers", " & " + surname(rng), " Capital", " Group"))
    if kind < 0.84:
        return f"{rng.choice(_WORDS['common'])} {rng.choice(_WORDS['common'])}"
    if kind < 0.87:
        return f"{rng.choice(_WORDS['places'])} {rng.choice(_WORDS['tails'])}"
    return rng.choice(_listed())


def product(rng: random.Random) -> str:
    """A product, an event or a prize."""
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(_WORDS["products"])
    if kind < 0.6:
        return f"{_coined(rng)} {rng.choice(_WORDS['versions'])}"
    return _coined(rng) if rng.random() < 0.5 else rng.choice(_WORDS["common"])


def filled(letter: str, rng: random.Random, last: str) -> str:
    """A name of a kind ("P" with the surname given); what stands in the templates for role and time is a plain word."""
    words = {name: partial(rng.choice, some) for name, some in _WORDS.items()}
    choose = {
        "S": lambda: last, "P": lambda: person(rng, last), "C": lambda: company(rng), "O": lambda: product(rng),
        "U": lambda: words["bodies"]().format(words["places"]() if rng.random() < 0.6 else surname(rng)),
        "M": lambda: words["outlets"]().format(words["places"]()),
        "L": words["places"], "R": words["roles"], "T": words["times"],
    }  # fmt: skip
    return choose[letter]()
