"""What the gate saves and what it loses, in one run: the pages and the pool beside the checkout, 5 % of them with moves.

    python -m benchmarks.gate        (three minutes, one core)

All passages and bodies without a move, and as many with one as make them a twentieth: the bodies first, then every n-th
of the pool. Timed are CPU seconds of the process: the language pipeline alone, all of the extraction, and the gated
extraction. A move counts as found where the gated run has one of the same person (or description) in the same sentence;
as the same where kind, status and both ends are equal too. data/gate.tsv was learnt from these texts among others: what
it does to others is shown by `python -m benchmarks.train_gate --check`, and on the half of talent nobody read, below.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable

from benchmarks.train_gate import SHARED, is_even
from extractors.languages import pipeline
from kg.extract import extract_all
from kg.gate import extract_gated
from kg.model import Article, Extraction, Move

SHARE = 0.05


def bodies(*names: str) -> list[Article]:
    """The texts of files of ../shared/data in the languages we read, Russian last."""
    found = []
    for name in names:
        rows = [json.loads(line) for line in (SHARED / name).read_text("utf-8").splitlines()]
        texts = [(row.get("id") or row["file"], row["lang"], row.get("text") or row.get("body") or "") for row in rows]
        found += [Article(key, name, lang, text) for key, lang, text in texts if text and lang in ("en", "ru")]
    return sorted(found, key=lambda article: article.language)


def place(move: Move) -> tuple[object, ...]:
    """By what a move is found again."""
    return move.person.name if move.person else move.description, move.evidence.start


def identity(move: Move) -> tuple[object, ...]:
    """By what a move is the same."""
    ends = tuple(one.name for one in move.origins), move.destination and move.destination.name
    return (*place(move), move.kind, move.status, *ends)


def mixed(found: list[Extraction]) -> list[Extraction]:
    """A sample of which SHARE holds moves."""
    quiet = [one for one in found if not one.moves]
    telling = sorted((one for one in found if one.moves), key=lambda one: one.article.source.startswith("pool"))
    wanted = round(len(quiet) * SHARE / (1 - SHARE))
    pages = [one for one in telling if not one.article.source.startswith("pool")][:wanted]
    pool = telling[len(pages) :]
    chosen = pages + pool[:: max(1, len(pool) // max(1, wanted - len(pages)))][: wanted - len(pages)]
    ids = {one.article.id for one in quiet + chosen}
    return [one for one in found if one.article.id in ids]


def compared(name: str, whole: list[Extraction], gated: list[Extraction]) -> None:
    """Print what is found again."""
    found = same = every = new = 0
    for full, part in zip(whole, gated, strict=True):
        places, same_ones = {place(m) for m in part.moves}, {identity(m) for m in part.moves}
        every += len(full.moves)
        found += sum(place(m) in places for m in full.moves)
        same += sum(identity(m) in same_ones for m in full.moves)
        new += len(places - {place(m) for m in full.moves})
    print(f"{name}: {every} moves, {found} found ({found / every:.3f}), {same} the same, {new} only by the gated run")


def seconds(done: Iterable[object]) -> tuple[float, list[object]]:
    """CPU seconds it takes, and what came out."""
    started = time.process_time()
    out = list(done)
    return time.process_time() - started, out


def main() -> None:
    """Print the figures."""
    every = bodies("html/index.jsonl", "pool/en.jsonl", "pool/ru.jsonl")
    for code in ("en", "ru"):  # models and words are loaded before anything is timed
        some = [one for one in every if one.language == code][:3]
        list(extract_all(some)), list(extract_gated(some))
    mix = mixed(list(extract_all(every)))
    articles = [one.article for one in mix]
    characters = sum(len(one.text) for one in articles)
    print(f"{len(mix)} texts, {characters:,} characters, {sum(bool(one.moves) for one in mix)} with moves")
    plain = 0.0
    for code in ("en", "ru"):
        texts = [one.text for one in articles if one.language == code]
        plain += seconds(pipeline(code).pipe(texts, batch_size=16))[0]
    full, whole = seconds(extract_all(articles))
    short, gated = seconds(extract_gated(articles))
    for name, taken in (("language pipeline", plain), ("extraction", full), ("gated extraction", short)):
        print(f"{name}: {taken:.1f} CPU s, {len(mix) / taken:.1f} texts a second, {taken / short:.2f} times the gated")
    compared("mix", mix, gated)  # type: ignore[arg-type]
    del whole
    talent = bodies(*(f"talent/{part}_{code}.jsonl" for part in ("more", "written") for code in ("en", "ru")))
    unread = [one for one in talent if not is_even(one.id)]
    compared("talent, unread half", list(extract_all(unread)), list(extract_gated(unread)))


if __name__ == "__main__":
    main()
