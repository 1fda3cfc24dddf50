"""What people said of who is who; their word stands above every score."""

from __future__ import annotations

import datetime as dt
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
    at: dt.datetime | None = None
    why: str = ""


def is_open(id: str) -> bool:
    """Whether an id is of a reference or a name, which can be to anybody, and not of a listed entity."""
    return "#" in id or id.startswith("company:")


class Word:
    """The standing judgements, asked for by pairs of ids; a later one takes the place of an earlier one."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        ordered = sorted(judgements, key=lambda one: (one.at or dt.datetime.min.replace(tzinfo=dt.UTC), one.id))
        self._pairs: dict[tuple[str, str], Judgement] = {}
        for said in ordered:
            for a in said.one:
                for b in said.other:
                    self._pairs[min(a, b), max(a, b)] = said
        self.same = sorted(pair for pair, said in self._pairs.items() if said.verdict == "same")
        self._apart: dict[str, set[str]] = {}
        for (a, b), said in self._pairs.items():
            if said.verdict == "different":
                self._apart.setdefault(a, set()).add(b)
                self._apart.setdefault(b, set()).add(a)

    def between(self, a: str, b: str) -> Judgement | None:
        """What was judged of two ids, if anything."""
        return self._pairs.get((min(a, b), max(a, b)))

    def apart(self, some: Sequence[str], others: Sequence[str]) -> bool:
        """Whether any of the first was said to be another than any of the second."""
        if not self._apart:
            return False
        theirs = set(others)
        return any(self._apart.get(one, set()) & theirs for one in some)
