"""Keys under which two spellings of one name meet, so that few of the names already known need a score.

A key is the consonant skeleton of one word as it sounds in Russian, sounds that scripts confuse taken as one. A store
keeps `block(name)` of each node and looks up `blocks(name)` of a new one: the likeliest skeletons of every word,
whichever way the other script may have spelled it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice, pairwise, product
from typing import Literal

from kg.names.company import firm, read_out
from kg.names.fold import is_cyrillic
from kg.names.letters import side, table
from kg.names.spelling import spellings
from kg.names.tokens import HYPHENS, nominatives, parsed

Kind = Literal["person", "company"]

EMPTY = "а"  # the key of a word without consonants
MORE = 3  # words of a name of which two may be one
LENGTH = 4  # sounds in a key
SKELETONS, SLACK_LATIN, SLACK_CYRILLIC = 14, 5.0, 6.0  # skeletons of a word looked up; nats above the likeliest
SPELLINGS, SLACK_SPELLED = 40, 12.0  # Latin spellings of a Cyrillic word followed besides, which find what sounds miss
_CLASSES = {"бп": "п", "вф": "ф", "дт": "т", "гкх": "к", "жзсцчшщ": "с", "л": "л", "мн": "н", "р": "р"}
_SOUND = {letter: sound for letters, sound in _CLASSES.items() for letter in letters}


def _added(skeleton: str, letters: str) -> str:
    """The skeleton with more Cyrillic letters: vowels and repetitions add nothing, т before с is one sound."""
    for letter in letters:
        sound = _SOUND.get(letter, "")
        if sound == "с" and skeleton.endswith("т"):
            skeleton = skeleton[:-1]
        if sound and not skeleton.endswith(sound):
            skeleton += sound
    return skeleton[: LENGTH + 1]


@lru_cache(maxsize=1 << 15)
def _key(word: str) -> str:
    spelled = word if is_cyrillic(word) else "".join(spellings(word)[:1])
    return _added("", spelled)[:LENGTH] or (EMPTY if spelled else word[:LENGTH])


@cache
def _sounds(cyrillic: bool) -> dict[str, list[tuple[float, str]]]:
    """For each letter group what it may sound like in the other script's reading, with the least cost, cheapest first.

    A Cyrillic group is read as the Latin groups it may stand for would be read back.
    """
    read_back: dict[str, tuple[float, str]] = {}
    for group, options in table().items():
        for latin, cost in options.items():
            read_back[latin] = min(read_back.get(latin, (cost, group)), (cost, group))
    least: dict[str, dict[str, float]] = {}
    for group, options in table().items():
        for latin, cost in options.items():
            source, sound = (group, read_back[latin][1]) if cyrillic else (latin, group)
            heard = least.setdefault(source, {})
            heard[sound] = min(cost, heard.get(sound, cost))
    return {source: sorted((cost, sound) for sound, cost in heard.items()) for source, heard in least.items()}


@lru_cache(maxsize=1 << 14)
def _skeletons(word: str) -> tuple[str, ...]:
    """The likeliest skeletons of a word in either script, by a beam that keeps different skeletons only."""
    sounds, ready = _sounds(is_cyrillic(word)), side(word)
    slack = SLACK_CYRILLIC if is_cyrillic(word) else SLACK_LATIN
    beams: list[dict[str, float]] = [{} for _ in range(len(ready.word) + 1)]
    beams[0][""] = 0.0
    for at, groups in enumerate(ready.groups):
        for length, group in groups:  # the empty group comes first: a letter of the other script that is not heard here
            likeliest = sorted(beams[at].items(), key=lambda item: (item[1], item[0]))[:SKELETONS]
            beams[at] = dict(likeliest)
            for skeleton, spent in likeliest:
                for cost, sound in sounds.get(group, ()):
                    longer, total = _added(skeleton, sound), spent + cost
                    if total < beams[at + length].get(longer, total + 1):
                        beams[at + length][longer] = total
    ends = sorted((cost, skeleton[:LENGTH] or EMPTY) for skeleton, cost in beams[-1].items())
    return tuple(dict.fromkeys(skeleton for cost, skeleton in ends if cost <= ends[0][0] + slack))[:SKELETONS]


@lru_cache(maxsize=1 << 14)
def _keys(word: str) -> frozenset[str]:
    forms = [word, *(form for form, _ in nominatives(word))]
    spelled = spellings(word, SPELLINGS, SLACK_SPELLED) if is_cyrillic(word) else ()
    return frozenset([*map(_key, forms), *map(_key, spelled), *_skeletons(word)])


def _surnames(name: str) -> list[str]:
    """The surname with and without its particles; LeCun first, but Rossum before vanRossum."""
    words, particles = parsed(name).words, "".join(parsed(name).particles)
    if not words:
        return []
    joined = particles + words[-1]
    return list(dict.fromkeys([joined, words[-1]] if len(particles) <= 2 else [words[-1], joined]))


def _together(name: str) -> list[str]:
    """Words of a name that other spellings write apart, and neighbours that they write as one: Ji-hoon, Чи Хун."""
    words = parsed(name).words
    joined = [a + b for a, b in pairwise(words)] if len(words) == MORE else []
    return [*joined, *(word for word in parsed(name.translate(HYPHENS)).words if word not in words)]


def block(name: str, kind: Kind = "person") -> str:
    """The one key a name is kept under: that of the surname, or of a company's distinctive words."""
    if kind == "person":
        return "".join(_key(word) for word in _surnames(name)[:1])
    return _cut(_key(word) for word in firm(name).core)


def blocks(name: str, kind: Kind = "person") -> frozenset[str]:
    """All keys to look a name up under: `block` of any spelling of it is very likely among them."""
    if kind == "person":
        words = [*parsed(name).words, *_surnames(name), *_together(name)]
        return frozenset(key for word in words if len(word) > 1 for key in _keys(word))
    found = firm(name)
    parts = [sorted(_keys(word)) for word in found.core[:3]]
    keys = {_cut(choice) for choice in islice(product(*parts), 200)}
    keys |= {key for word in ("".join(found.core), read_out(name)) if word for key in _keys(word)}
    return frozenset(keys | {block(name, kind)})


def _cut(keys: Iterable[str]) -> str:
    """Keys of the words of a name as one key; words without consonants count only where there are no others."""
    found = list(keys)
    joined = "".join(key for key in found if key != EMPTY)
    return _added("", joined)[:LENGTH] or joined[:LENGTH] or "".join(found[:1])
