"""Prints the table of confidence in BENCHMARKS.md: moves told of all and of those sure enough, and how right the sure are.

    python -m benchmarks.confidence        (reads ../shared/data/talent; two minutes)

Nobody looked at the unread half, and nothing was learnt from it: see benchmarks/moves.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.moves import files, half
from benchmarks.train_confidence import reliability
from extractors.confidence import weights
from kg.evaluate import Passage, scored
from kg.extract import extract_all
from kg.model import Article, Extraction


def main() -> None:
    """Print the table, then the reliability of the unread half."""
    print("| language | half | told | P | R | F1 | false alarms |\n|---|---|---|---|---|---|---|")
    unread: dict[str, str] = {}
    for language in ("en", "ru"):
        for read in (True, False):
            some = [replace(one, facts=None) for path in files(language) for one in half(path, read=read)]
            articles = (Article(one.id, one.id, language, one.text, published=one.published) for one in some)
            found = list(zip(some, extract_all(articles, least=0), strict=True))
            for least in (0.0, weights(language).least):
                print(row(language, read, least, found), flush=True)
            if not read:
                unread[language] = reliability(scored(found).trusted)
    for language, table in unread.items():
        print(f"\n{language}, unread half\n{table}")


def row(language: str, read: bool, least: float, found: Sequence[tuple[Passage, Extraction]]) -> str:
    """A line of the table."""
    score = scored(found, least=least)
    strict, told = score.strict, f"{least:.2f} sure" if least else "all"
    return (
        f"| {language} | {'read' if read else 'unread'} | {told} | {strict.precision:.3f} | {strict.recall:.3f} "
        f"| {strict.f1:.3f} | {score.alarms}/{score.quiet} |"
    )


if __name__ == "__main__":
    main()
