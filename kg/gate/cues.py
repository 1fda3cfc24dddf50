"""The words that can carry a move, all their forms, found in a text at once by an Aho-Corasick automaton.

A cue is what a frame of `data/moves` asks for, as far as words alone can tell: its further words, a preposition before
its company, a title. The automaton: Aho and Corasick, "Efficient string matching" (CACM 1975).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

import ahocorasick_rs

from extractors.languages import language
from extractors.lexicon import Frame, frames, words
from kg.resources import DATA, toml

# Places of a frame that the tree alone can tell; all others are prepositions or nouns.
_BY_TREE = frozenset(
    {
        "subject", "object", "object2", "iobj", "xcomp", "attr", "poss", "above", "before", "by",
        "gen", "dat", "ins", "acc", "loc",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words around one word must hold for one frame to be filled there."""

    word: str  # the dictionary form
    kind: str
    is_noun: bool
    weak: bool
    extra: tuple[frozenset[str], ...] = ()  # the forms of each further word
    goals: frozenset[str] = frozenset()  # prepositions of which one must stand before the company
    times: frozenset[str] = frozenset()  # of these words one must be there
    needs: tuple[frozenset[str], ...] = ()  # of each group one slot must have its sign


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a language by the form of their head, and the words that are signs of people, posts and companies."""

    code: str
    heads: tuple[str, ...]
    automaton: ahocorasick_rs.AhoCorasick
    of: dict[str, tuple[Cue, ...]]  # form of a head -> its cues
    lists: dict[str, frozenset[str]]  # form -> the lists of data/words that have it, and "titles"
    given: frozenset[str]  # given names in small letters
    known: frozenset[str]  # first words of the names of companies
    common: frozenset[str]  # frequent words, which are no name at the beginning of a sentence

    def hits(self, lowered: str) -> Iterator[tuple[str, int]]:
        """The heads in a lower-cased text, whole words only, with their offsets, in order."""
        for which, start, end in self.automaton.find_matches_as_indexes(lowered):
            if not (lowered[start - 1 : start].isalnum() or lowered[end : end + 1].isalnum()):
                yield self.heads[which], start


@cache
def cues(code: str) -> Cues:
    """The cues of a language, made of data/moves, data/words, data/roles.toml and the names known.

    Raises:
        KnowledgeError: one of these is broken.
    """
    inflected = language(code).inflected
    of: dict[str, list[Cue]] = {}
    for head, framed in frames(code).items():
        made = tuple(dict.fromkeys(_cue(frame, code) for frame in framed))
        for form in sorted(inflected(head)):
            of.setdefault(form, []).extend(made)
    for cue, listed in _verbless(code):
        for form in sorted(chain.from_iterable(map(inflected, sorted(listed)))):
            of.setdefault(form, []).append(cue)
    heads = tuple(sorted(of))
    said = words(code)
    frequent = str(toml(DATA / "reading.toml")["language"][code]["words"]).split()
    return Cues(
        code=code,
        heads=heads,
        automaton=ahocorasick_rs.AhoCorasick(heads, matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST),
        of={form: tuple(made) for form, made in of.items()},
        lists=_lists(code),
        given=_given(),
        known=_known(),
        common=said["person_pronouns"] | said["company_pronouns"] | said["first_person"] | frozenset(frequent),
    )


def _cue(frame: Frame, code: str) -> Cue:
    inflected = language(code).inflected
    goals = _before(frame.slots.get("to", ()), code) if frozenset({"to"}) in frame.needs else frozenset()
    return Cue(
        frame.word,
        frame.kind,
        frame.is_noun,
        frame.weak,
        extra=tuple(inflected(word) for word in frame.extra),
        goals=goals,
        times=frozenset(chain.from_iterable(map(inflected, frame.when_words))),
        needs=frame.needs,
    )


def _before(places: tuple[str, ...], code: str) -> frozenset[str]:
    """The words one of which must be there to fill a slot; none where the tree alone can fill it."""
    found: set[str] = set()
    for place in places:
        word, _, case = place.partition("+")
        if word in _BY_TREE:
            return frozenset()
        found |= language(code).inflected(word) if case == "gen" else {word}
    return frozenset(found)


def _verbless(code: str) -> list[tuple[Cue, frozenset[str]]]:
    """Moves told without a verb (extractors/newcomers.py): "its new chief, Jane Roe", "her successor"."""
    said = words(code)
    new = Cue("new", "new", True, False, needs=(frozenset({"name"}), frozenset({"role"})))
    successor = Cue("successor", "new", True, False, needs=(frozenset({"name"}),))
    return [(new, said["new"]), (successor, said["successors"])]


def _lists(code: str) -> dict[str, frozenset[str]]:
    """The lists of data/words each form is in; "titles" are the last words of the heads of data/roles.toml."""
    titles = frozenset(str(head).split()[-1] for head in toml(DATA / "roles.toml")[code]["heads"])
    found: dict[str, set[str]] = {}
    for name, entries in sorted({**words(code).lists, "titles": titles}.items()):
        for form in chain.from_iterable(map(language(code).inflected, entries)):
            found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


@cache
def _given() -> frozenset[str]:
    lines = (DATA / "given_names.txt").read_text("utf-8").splitlines()
    return frozenset(part for line in lines if not line.startswith("#") for part in line.split("\t"))


@cache
def _known() -> frozenset[str]:
    rows = toml(DATA / "companies.toml")["company"]
    return frozenset(str(name).split()[0].lower() for row in rows for name in (row["name"], *row.get("aliases", ())))
