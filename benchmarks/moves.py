"""Prints the table of moves in BENCHMARKS.md: each file of annotated passages, the half that was read and the other.

    python -m benchmarks.moves [FILE…]        (default: ../shared/data/talent/*.jsonl)

Rules were developed on the passages whose id has an even sha256; nobody looked at the others.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from kg.evaluate import Passage, Score, passages, scored
from kg.extract import extract_all
from kg.model import Article

TALENT = Path(__file__).parent.parent.parent / "shared" / "data" / "talent"
WHOLE = ("en", "ru")  # files that were read as a whole


def is_read(passage: Passage) -> bool:
    """Whether rules may have been made for this passage."""
    return int(hashlib.sha256(passage.id.encode()).hexdigest(), 16) % 2 == 0


def files(language: str) -> list[Path]:
    """The files of a language."""
    return [TALENT / f"{stem}.jsonl" for stem in (language, f"more_{language}", f"written_{language}")]


def half(path: Path, *, read: bool) -> list[Passage]:
    """The passages of a file that were read, or those that nobody looked at."""
    return [one for one in passages(path) if (path.stem in WHOLE or is_read(one)) == read]


def score(read: Sequence[Passage]) -> Score:
    """The score of what is extracted from passages."""
    articles = (Article(one.id, one.id, one.language, one.text, published=one.published) for one in read)
    return scored(zip(read, extract_all(articles), strict=True))


def row(name: str, which: str, of: Score) -> str:
    """A line of the table."""
    slots = " | ".join("{}/{}".format(*of.slot(slot)) for slot in ("status", "from", "to", "role", "date"))
    strict = of.strict
    return (
        f"| {name} | {which} | {of.passages} | {strict.right + strict.missed} | {strict.precision:.3f} | {strict.recall:.3f} "
        f"| {strict.f1:.3f} | {of.lenient.f1:.3f} | {slots} | {of.alarms}/{of.quiet} |"
    )


def main(paths: Sequence[str]) -> None:
    """Print the table."""
    print(
        "| file | half | passages | moves | P | R | F1 | lenient F1 | status | from | to | role | date | false alarms |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for path in map(Path, paths):
        halves = {"all": True} if path.stem in WHOLE else {"read": True, "unread": False}
        for name, read in halves.items():
            print(row(path.stem, name, score(half(path, read=read))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or sorted(map(str, TALENT.glob("*.jsonl"))))
