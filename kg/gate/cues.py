"""The words that can carry a move, all their forms, found in a text at once by an Aho-Corasick automaton.

A cue is what a frame of `data/moves` asks for, as far as words alone can tell: its further words, a preposition before
its company, a title. Nothing here decides that there is a move; it decides that there can be none. The automaton: Aho
and Corasick, "Efficient string matching" (CACM 1975).
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

_BY_TREE = frozenset({"subject", "object", "object2", "iobj", "xcomp", "attr", "poss", "above", "before", "by"})
_CASES = frozenset({"gen", "dat", "ins", "acc", "loc"})


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words of a sentence must hold for one frame to be filled there."""

    extra: tuple[frozenset[str], ...]  # the forms of each further word
    markers: tuple[frozenset[str], ...]  # of each group one word must be there: prepositions, nouns of a place
    needs: tuple[frozenset[str], ...]  # of each group one slot must have its sign
    is_noun: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a language by the form of their head, and the forms of the nouns that are signs of slots."""

    heads: tuple[str, ...]
    automaton: ahocorasick_rs.AhoCorasick
    by_form: dict[str, tuple[Cue, ...]]
    people: frozenset[str]  # forms of nouns and pronouns that stand for people
    titles: frozenset[str]  # forms of the nouns of roles
    posts: frozenset[str]  # forms of "post", "position"
    companies: frozenset[str]  # forms of nouns and pronouns that stand for companies
    new: frozenset[str]
    common: frozenset[str]  # frequent words, which are no name at the beginning of a sentence

    def hits(self, lowered: str) -> Iterator[tuple[str, int]]:
        """The heads in a lower-cased text, whole words only, with their offsets, in order."""
        for which, start, end in self.automaton.find_matches_as_indexes(lowered):
            if not (lowered[start - 1 : start].isalnum() or lowered[end : end + 1].isalnum()):
                yield self.heads[which], start


@cache
def cues(code: str) -> Cues:
    """The cues of a language, made of data/moves, data/words and data/roles.toml.

    Raises:
        KnowledgeError: one of these is broken.
    """
    inflected = language(code).inflected
    said, roles = words(code), toml(DATA / "roles.toml")[code]

    def forms(*names: str) -> frozenset[str]:
        return frozenset(chain.from_iterable(inflected(w) for name in names for w in said[name]))

    titles = frozenset(chain.from_iterable(inflected(str(head).split()[-1]) for head in roles["heads"]))
    new = forms("new")
    by_form: dict[str, list[Cue]] = {}
    for head, framed in frames(code).items():
        made = tuple(dict.fromkeys(_cue(frame, code) for frame in framed))
        for form in sorted(inflected(head)):
            by_form.setdefault(form, []).extend(made)
    newcomer = Cue((), (), (frozenset({"person"}), frozenset({"name"}), frozenset({"title"})), True)
    for form in sorted(new):
        by_form.setdefault(form, []).append(newcomer)
    for form in sorted(forms("successors")):
        by_form.setdefault(form, []).append(Cue((), (), (frozenset({"name"}),), True))
    heads = tuple(sorted(by_form))
    common = str(toml(DATA / "reading.toml")["language"][code]["words"]).split()
    return Cues(
        heads,
        ahocorasick_rs.AhoCorasick(heads, matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST),
        {form: tuple(made) for form, made in by_form.items()},
        people=forms("person_nouns", "person_pronouns", "general_nouns"),
        titles=titles,
        posts=forms("post_nouns"),
        companies=forms("company_nouns", "company_pronouns", "startup_nouns"),
        new=new,
        common=frozenset(common) | said["person_pronouns"] | said["company_pronouns"] | said["first_person"],
    )


def _cue(frame: Frame, code: str) -> Cue:
    inflected = language(code).inflected
    extra = tuple(frozenset(inflected(word)) for word in frame.extra)
    markers = [frozenset(chain.from_iterable(inflected(w) for w in frame.when_words))] if frame.when_words else []
    needs = list(frame.needs)
    for group in frame.needs:
        if group == {"to"} and (found := _words_before(frame.slots.get("to", ()), code)):
            markers.append(found)
    return Cue(extra, tuple(markers), tuple(needs), frame.is_noun, frame.weak)


def _words_before(places: tuple[str, ...], code: str) -> frozenset[str]:
    """The words one of which must be there to fill a slot; none where the tree alone can fill it."""
    found: set[str] = set()
    for place in places:
        word, _, case = place.partition("+")
        if word in _BY_TREE or word in _CASES:
            return frozenset()
        found |= language(code).inflected(word) if case == "gen" else {word}
    return frozenset(found)
