"""How a word would be spelled in the other script, likeliest first; and the plain Latin spelling identifiers use."""

from __future__ import annotations

from functools import cache, lru_cache

from kg.names.fold import folded, is_cyrillic
from kg.names.letters import END, side, table
from kg.resources import DATA, toml

_KEPT = 4  # readings of one letter group worth following


@cache
def knowledge() -> dict[str, dict[str, object]]:
    """The rules of `transliteration.toml`."""
    return toml(DATA / "transliteration.toml")


@cache
def _readings(from_cyrillic: bool) -> dict[str, list[tuple[float, str]]]:
    readings: dict[str, list[tuple[float, str]]] = {}
    for cyrillic, options in table().items():
        for latin, cost in options.items():
            source, target = (cyrillic, latin) if from_cyrillic else (latin, cyrillic)
            if source:
                readings.setdefault(source, []).append((cost, target))
    return {source: sorted(found)[:_KEPT] for source, found in readings.items()}


@lru_cache(maxsize=1 << 15)
def spellings(word: str, count: int = 1, slack: float = 4.0) -> tuple[str, ...]:
    """The likeliest spellings of a folded word in the other script, at most `count`, `slack` nats above the best."""
    return tuple(text for text, _ in priced(word, count, slack))


def priced(word: str, count: int, slack: float) -> list[tuple[str, float]]:
    """`spellings` with what each costs above the best, in nats."""
    readings, ready = _readings(is_cyrillic(word)), side(word)
    paths: list[list[tuple[float, str]]] = [[(0.0, "")]] + [[] for _ in ready.word]
    for at, groups in enumerate(ready.groups[:-1]):
        here = _distinct(paths[at], count)
        for length, group in groups[1:]:
            for cost, target in readings.get(group, ()):
                paths[at + length] += [(spent + cost, text + target) for spent, text in here]
    ends = _distinct(paths[-1], count)
    return [(text.removesuffix(END), spent - ends[0][0]) for spent, text in ends if spent <= ends[0][0] + slack]


def _distinct(paths: list[tuple[float, str]], count: int) -> list[tuple[float, str]]:
    best: dict[str, float] = {}
    for cost, text in sorted(paths):
        best.setdefault(text, cost)
        if len(best) == count:
            break
    return [(cost, text) for text, cost in best.items()]


def latinised(text: str) -> str:
    """The text in plain Latin letters, one fixed group for each Cyrillic letter: "Ноам Шазир" -> "noam shazir"."""
    letters = knowledge()["slug"]
    return "".join(str(letters.get(char, char)) for char in folded(text))


def slug(text: str) -> str:
    """An identifier made of the text: "Character.AI" -> "character-ai"; "" where it holds no letter or digit."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in latinised(text)).split())
