"""What people said of who is who; their word stands above every score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody's word that two sets of references are one person or company, are two, or cannot be told."""

    id: str
    verdict: Verdict
    one: tuple[str, ...]  # references to people (article#own id), names of companies (company:name), listed ids; sorted
    other: tuple[str, ...]
    by: str = ""
    at: str = ""  # UTC, ISO 8601
    why: str = ""
    undone: str | None = None  # when it was taken back


def is_open(id: str) -> bool:
    """Whether an id is of a reference or a name, which can be to anybody, and not of a listed entity."""
    return "#" in id or id.startswith("company:")


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that were not taken back."""
    return [said for said in judgements if said.undone is None]


class Word:
    """The standing judgements, asked for by pairs of ids; of one pair the last judgement counts."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._pairs: dict[tuple[str, str], tuple[int, Judgement]] = {}
        for number, said in enumerate(sorted(judgements, key=lambda one: (one.at, one.id))):
            for a in said.one:
                for b in said.other:
                    self._pairs[min(a, b), max(a, b)] = number, said
        every = sorted((number, pair) for pair, (number, said) in self._pairs.items() if said.verdict == "same")
        self.same = [pair for _, pair in every]  # the first judged first
        self._apart: dict[str, dict[str, int]] = {}
        for (a, b), (number, said) in self._pairs.items():
            if said.verdict == "different":
                self._apart.setdefault(a, {})[b] = number
                self._apart.setdefault(b, {})[a] = number

    def between(self, some: Iterable[str], others: Sequence[str]) -> list[Judgement]:
        """What was judged of two sets of ids, the last judgement first."""
        pairs = ((min(a, b), max(a, b)) for a in some for b in others)
        found = {self._pairs[pair] for pair in pairs if pair in self._pairs}
        return [said for _, said in sorted(found, key=lambda one: -one[0])]

    def apart(self, some: Sequence[str], others: Sequence[str], *, unless: tuple[str, str] | None = None) -> bool:
        """Whether any of the first was said to be another than any of the second, after `unless` were said to be one."""
        if not self._apart:
            return False
        since = self._pairs[unless][0] if unless else -1
        theirs = set(others)
        return any(
            number > since for one in some for other, number in self._apart.get(one, {}).items() if other in theirs
        )
