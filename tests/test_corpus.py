"""The corpus of `tests/corpus`: its gold is true to its texts, and resolution groups its references as people do."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from kg.evaluate.bcubed import Cubed, b_cubed
from kg.model import MOVE_KINDS, STATUSES, Article, Extraction
from kg.names import score
from kg.pipeline import extracted
from kg.resolve import resolve
from tests.corpus_gold import Annotated, annotated, referred, shuffled, stated
from tests.stores import Place, Servers

ROWS = annotated()
HOLDS = Path(__file__).parent / "gold" / "corpus_moves.jsonl"
LEAST = 0.98  # F1 over all references to people and companies, what is not found counted as wrong
TRAPS = {
    "amount disagreement", "boomerang", "brothers", "cancelled", "cites", "corrected", "cross-script", "denied", "done",
    "father and son", "initials", "labs", "married name", "name order", "namesakes", "nicknames", "particles", "planned",
    "rename", "rumour", "second stint", "similar names", "summary", "surname-only", "syndicated",
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> dict[str, Article]:
    return {row.file: row.article() for row in ROWS}


@pytest.fixture(scope="module")
def extractions(read: dict[str, Article]) -> dict[str, Extraction]:
    done = [one for one in extracted(list(read.values())) if isinstance(one, Extraction)]
    assert len(done) == len(ROWS)
    return dict(zip(read, done, strict=True))


def test_the_corpus_has_what_it_promises(read: dict[str, Article]) -> None:
    languages = Counter(row.language for row in ROWS)
    assert len({article.id for article in read.values()}) >= 60
    assert min(languages.values()) >= 25
    assert len({move.person for row in ROWS for move in row.moves}) >= 40
    assert {trap for row in ROWS for trap in row.shows} == TRAPS
    assert [row.file for row in ROWS] == sorted(path.name for path in Path(__file__).parent.glob("corpus/*.txt"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.file)
def test_the_gold_is_true_to_its_text(row: Annotated, read: dict[str, Article]) -> None:
    article = read[row.file]
    assert article.language == row.language
    assert all((article.url, article.outlet, article.title, article.published))
    words = article.text.replace("«", " ").replace("»", " ").split()
    for name in row.names:
        assert name in article.text or (row.language == "ru" and _stands_in_a_case(name, words)), name
    for move in row.moves:
        assert move.kind in MOVE_KINDS
        assert move.status in STATUSES
        assert {move.person, move.origin, move.destination} - {None} <= set(row.names.values())


def test_a_move_that_holds_is_told_by_its_articles() -> None:
    """`corpus_moves.jsonl`: what is true of each move when all articles are in, and what each of them says of it."""
    told = {(row.file, move.person, move.status) for row in ROWS for move in row.moves}
    held = [json.loads(line) for line in HOLDS.read_text("utf-8").splitlines()]
    assert len({(one["person"], one["from"], one["to"]) for one in held}) == len(held)
    gone = {row.replaces for row in ROWS}
    assert {(file, one["person"], status) for one in held for file, status in one["told"].items()} == {
        one for one in told if one[0] not in gone
    }
    changed = {one["person"] for one in held if len(set(one["told"].values())) > 1}
    assert changed >= {"dina-akhmetova", "hugo-lagerqvist", "ingrid-solberg", "lin-chenwei", "marcus-oyelaran"}


def _stands_in_a_case(name: str, words: list[str]) -> bool:
    size = len(name.split())
    runs = (" ".join(words[at : at + size]).strip(".,:;!?()") for at in range(len(words) - size + 1))
    return any(
        all(_is_case(one, other) for one, other in zip(name.split(), run.split(), strict=True))
        for run in runs
        if len(run.split()) == size
    )


def _is_case(nominative: str, word: str) -> bool:
    return word.startswith(nominative[: max(1, len(nominative) - 2)]) and abs(len(word) - len(nominative)) <= 2


@pytest.mark.parametrize(
    ("found", "stated", "precision", "recall"),
    [
        ({}, {}, 1.0, 1.0),
        ({1: "a", 2: "a"}, {1: "x", 2: "x"}, 1.0, 1.0),
        ({1: "a", 2: "b"}, {1: "x", 2: "x"}, 1.0, 0.5),
        ({1: "a", 2: "a"}, {1: "x", 2: "y"}, 0.5, 1.0),
        ({1: "a"}, {1: "x", 2: "x"}, 1.0, 0.5),
        # Bagga and Baldwin's example: 5, 2 and 5 references, of which the second and third were taken for one.
        (dict.fromkeys(range(5), "a") | dict.fromkeys(range(5, 12), "b"),
         dict.fromkeys(range(5), "x") | dict.fromkeys((5, 6), "y") | dict.fromkeys(range(7, 12), "z"), 16 / 21, 1.0),
        # … and the first and third.
        (dict.fromkeys((*range(5), *range(7, 12)), "a") | dict.fromkeys((5, 6), "b"),
         dict.fromkeys(range(5), "x") | dict.fromkeys((5, 6), "y") | dict.fromkeys(range(7, 12), "z"), 7 / 12, 1.0),
    ],
)  # fmt: skip
def test_b_cubed(found: dict[int, str], stated: dict[int, str], precision: float, recall: float) -> None:
    got = b_cubed(found, stated)
    assert got.precision == pytest.approx(precision)
    assert got.recall == pytest.approx(recall)
    assert got.f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_nothing_right_scores_nothing() -> None:
    assert Cubed(0.0, 0.0).f1 == 0.0


@pytest.mark.parametrize(
    ("kind", "seed"), [("embedded", None), ("embedded", 1), ("2026", 2)], ids=["as written", "shuffled", "on Neo4j"]
)
def test_references_are_grouped_as_people_group_them(
    kind: str,
    seed: int | None,
    read: dict[str, Article],
    extractions: dict[str, Extraction],
    servers: Servers,
    tmp_path: Path,
) -> None:
    wanted = stated(ROWS, read)
    with Place(kind, tmp_path, None if kind == "embedded" else servers[kind]).open() as store:
        for row in ROWS if seed is None else shuffled(ROWS, seed):
            store.write(resolve(extractions[row.file]))
        found = referred(store, wanted)
    got = b_cubed(found, wanted)
    assert got.precision == 1.0, got
    assert got.f1 >= LEAST, (got, [one for one in wanted if one not in found])


def test_no_two_people_of_the_corpus_whose_names_differ_are_one_by_name() -> None:
    """Namesakes share a name; of all others the names alone say that they are two."""
    people = {move.person for row in ROWS for move in row.moves}
    full: dict[str, set[str]] = {}
    for row in ROWS:
        for name, entity in row.names.items():
            if entity in people and " " in name:
                full.setdefault(entity, set()).add(name)
    namesakes = ({"john-smith-chips", "john-smith-marketing"}, {"alexei-morozov-finance", "alexei-morozov-vision"})
    taken = [
        (a, b)
        for one in sorted(full)
        for other in sorted(full)
        if one < other and {one, other} not in namesakes
        for a in sorted(full[one])
        for b in sorted(full[other])
        if score(a, b).verdict == "same"
    ]
    assert taken == []
