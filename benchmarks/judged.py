"""Moves that were found and judged: by annotations, by reading, or because the sentence was written to tell them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.moves import TALENT, files, half
from extractors.languages import pipeline
from extractors.scene import Scene
from kg.evaluate.gold import statement
from kg.evaluate.score import verdicts
from kg.extract import candidates
from kg.model import Article, Move
from tests.test_generalisation import ENGLISH, NEWS, PUBLISHED, RUSSIAN, told_as, ways

LABELS = Path(__file__).parent.parent / "tests" / "gold" / "pool_labels.tsv"
LANGUAGES = ("en", "ru")


class Example(NamedTuple):
    """A move that was found and judged."""

    passage: str
    language: str
    source: str  # read: the half the rules were made for; news: pool and pages; own: sentences of the tests
    right: bool
    cues: tuple[str, ...]


def labels() -> dict[tuple[str, ...], bool]:
    """Whether a move is right, by passage, kind, person, from and to; what the reader was unsure of is left out."""
    rows = [line.split("\t") for line in LABELS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {tuple(row[:5]): row[5] == "right" for row in rows if row[5] != "unsure"}


def key(passage: str, move: Move) -> tuple[str, ...]:
    """What a judged move is known by."""
    person = move.person.name if move.person else "-"
    to = move.destination.name if move.destination else "-"
    return passage, move.kind, person, "; ".join(origin.name for origin in move.origins) or "-", to


def annotated(language: str) -> Iterator[Example]:
    """The examples of the read half."""
    for path in files(language):
        read = half(path, read=True)
        for passage, doc in zip(read, pipeline(language).pipe(one.text for one in read), strict=True):
            found = candidates(Scene(doc), passage.published)
            judged = verdicts(passage, [statement(move) for move, _ in found])
            for (_, cues), right in zip(found, judged, strict=True):
                if right is not None:
                    yield Example(f"{path.stem}/{passage.id}", language, "read", right, cues)


def judged(language: str, known: dict[tuple[str, ...], bool]) -> Iterator[Example]:
    """The examples of the pool and the pages."""
    named = {passage for passage, *_ in known}
    read = [one for one in _texts() if one.language == language and one.id in named]
    for article, doc in zip(read, pipeline(language).pipe(one.text for one in read), strict=True):
        for move, cues in candidates(Scene(doc)):
            right = known.get(key(article.id, move))
            if right is not None:
                yield Example(article.id, language, "news", right, cues)


def own(language: str) -> Iterator[Example]:
    """The examples of the sentences written for the tests: short, clear, and of companies nobody knows."""
    table = [(text, moves) for text, moves in (ENGLISH if language == "en" else RUSSIAN + NEWS) if moves]
    for (text, moves), doc in zip(table, pipeline(language).pipe(text for text, _ in table), strict=True):
        wanted = frozenset[str]().union(*ways(moves))
        for move, cues in candidates(Scene(doc), PUBLISHED):
            yield Example(text, language, "own", told_as(move) in wanted, cues)


def _texts() -> Iterator[Article]:
    data = TALENT.parent
    for name, text in (("pool/en.jsonl", "text"), ("pool/ru.jsonl", "text"), ("html/index.jsonl", "body")):
        for row in map(json.loads, (data / name).read_text("utf-8").splitlines()):
            if row.get(text):
                yield Article(row.get("id") or row["file"], name, row["lang"], row[text])


def examples() -> list[Example]:
    """All of them, English first."""
    known = labels()
    return [one for language in LANGUAGES for one in (*annotated(language), *judged(language, known), *own(language))]


def stated() -> int:
    """How many moves people state in the read half."""
    read = (one for language in LANGUAGES for path in files(language) for one in half(path, read=True))
    return sum(len(one.moves or ()) for one in read)
