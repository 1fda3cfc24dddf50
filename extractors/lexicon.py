"""The words of talent news as data: `data/moves/<kind>.toml` (frames), `data/words/<language>.toml` (everything else).

A frame says which words tell a kind of move and where its arguments stand, written for the active voice. Adding a kind
or teaching it a language is adding or editing one TOML file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import permutations
from typing import Any

from kg.errors import KnowledgeError
from kg.model import MOVE_KINDS, MoveKind, Status
from kg.resources import DATA, toml

OUT: frozenset[str] = frozenset({"left", "retired"})  # kinds by which somebody only goes
POSTS: frozenset[str] = frozenset({"appointed", "promoted"})  # kinds that lead to a post
SLOTS = ("person", "to", "from", "role", "predecessor")
_KEYS = frozenset(
    {
        "verbs",
        "nouns",
        "weak",
        "bare",
        "needs",
        "when_words",
        "former",
        "status",
        "startup_only",
        "future_only",
        "purpose",
    }
) | set(SLOTS)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell a move: a trigger word with the words it needs, and where each argument stands."""

    kind: MoveKind
    word: str  # the head's lemma
    extra: tuple[str, ...]  # further words that must hang below it
    is_noun: bool
    slots: dict[str, tuple[str, ...]]  # slot -> places to look, in order
    needs: tuple[frozenset[str], ...] = ()  # each group must have one filled slot
    weak: bool = False  # an everyday word: person and company must both be there
    bare: bool = False  # enough with a person alone
    when_words: frozenset[str] = frozenset()
    former: bool = False
    status: Status | None = None
    startup_only: bool = False
    future_only: bool = False
    purpose: frozenset[str] = frozenset()  # verbs of whose move it tells the purpose; elsewhere it is none


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of one language (`data/words/<language>.toml`); keys are the list names."""

    lists: dict[str, frozenset[str]] = field(default_factory=dict)

    tables: dict[str, dict[str, int]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists.get(name, frozenset())

    def table(self, name: str) -> dict[str, int]:
        """The words of a table with their numbers."""
        return self.tables.get(name, {})


def _alternatives(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _frames(kind: MoveKind, group: dict[str, Any], place: str) -> list[Frame]:
    unknown = sorted(set(group) - _KEYS)
    if unknown:
        raise KnowledgeError(f"{place}: unknown key {unknown[0]!r}; a frame has {', '.join(sorted(_KEYS))}")
    strings = {key: frozenset(map(str, group.get(key, ()))) for key in ("weak", "bare", "future_only")}
    found = []
    for is_noun, key in ((False, "verbs"), (True, "nouns")):
        for trigger in group.get(key, ()):
            word, *extra = str(trigger).split()
            found.append(
                Frame(
                    kind=kind,
                    word=word,
                    extra=tuple(extra),
                    is_noun=is_noun,
                    slots={slot: _alternatives(str(group[slot])) for slot in SLOTS if slot in group},
                    needs=tuple(frozenset(_alternatives(str(need))) for need in group.get("needs", ())),
                    weak=trigger in strings["weak"],
                    bare=trigger in strings["bare"],
                    when_words=frozenset(group.get("when_words", ())),
                    former=bool(group.get("former", False)),
                    status=group.get("status"),
                    startup_only=bool(group.get("startup_only", False)),
                    future_only=trigger in strings["future_only"],
                    purpose=frozenset(map(str, group.get("purpose", ()))),
                )
            )
    return found


@cache
def frames(language: str) -> dict[str, tuple[Frame, ...]]:
    """The frames of a language by their head word, those with more words first.

    Raises:
        KnowledgeError: a file names an unknown kind, slot or key.
    """
    index: dict[str, list[Frame]] = {}
    for path in sorted((DATA / "moves").glob("*.toml")):
        table = toml(path)
        if table.get("kind") not in MOVE_KINDS:
            raise KnowledgeError(f"{path.name}: kind must be one of {', '.join(MOVE_KINDS)}")
        for group in table.get(language, ()):
            for frame in _frames(table["kind"], group, path.name):
                index.setdefault(frame.word, []).append(frame)
    _pair_aspects(index, language)
    return {word: tuple(sorted(found, key=lambda f: -len(f.extra))) for word, found in sorted(index.items())}


def _pair_aspects(index: dict[str, list[Frame]], language: str) -> None:
    """Give the other verb of each aspect pair («освободить», «освобождать») the frames it has none of its own for."""
    for pair in sorted(words(language)["aspects"]):
        for one, other in permutations(pair.split(), 2):
            own = {(frame.kind, frame.extra) for frame in index.get(other, ())}
            told = [
                frame
                for frame in index.get(one, ())
                if frame.extra or not (frame.weak or frame.future_only or frame.when_words)
            ]
            index.setdefault(other, []).extend(replace(f, word=other) for f in told if (f.kind, f.extra) not in own)


@cache
def words(language: str) -> Words:
    """The word lists of a language."""
    table = toml(DATA / "words" / f"{language}.toml")
    people = [str(word) for word in toml(DATA / "roles.toml")[language]["heads"] if " " not in str(word)]
    table["person_nouns"] = [*table["person_nouns"], *people]
    lists = {name: frozenset(entries) for name, entries in table.items() if isinstance(entries, list)}
    pairs = [frozenset(pair.split()) for pair in sorted(lists.get("aspects", ()))]
    # «возглавить» is no state that holds, as «возглавлять» is
    for name in [name for name in lists if name.endswith("_verbs") and name != "holding_verbs"]:
        lists[name] = lists[name].union(*(pair for pair in pairs if pair & lists[name]))
    numbered = {name: entries for name, entries in table.items() if isinstance(entries, dict)}
    return Words(lists, {n: {w: int(k) for k, ws in e.items() for w in ws} for n, e in numbered.items()})
