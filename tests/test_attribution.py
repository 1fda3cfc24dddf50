"""Whose word a move is: the article's, an outlet's, a person's, a company's, a document's or nobody's by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract import extract_all
from kg.graph.rows import Report
from kg.graph.sources import independent
from kg.ledger import conflicts
from kg.model import Article, Move
from kg.store import Store
from tests.store_cases import said

SAID = [
    ("Ada Quill has joined OpenAI as an engineer.", "reporter", None),
    ("Ada Quill has joined OpenAI, people familiar with the matter said.", "anonymous", "people familiar"),
    ("According to sources, Ada Quill has left Google for OpenAI.", "anonymous", "sources"),
    ("Ada Quill is leaving Google for OpenAI, according to two people briefed on the plans.", "anonymous", "people"),
    ("Ada Quill has joined OpenAI, a spokesperson for Google said.", "company", "Google"),
    ("Google said that Ada Quill had left for OpenAI.", "company", "Google"),
    ("Ada Quill left Google for OpenAI, Bo Mirsky told reporters.", "person", "Bo Mirsky"),
    ("Ada Quill has left Google for OpenAI, Reuters reported.", "outlet", "Reuters"),
    ("Ada Quill has left Google for OpenAI, as first reported by Bloomberg.", "outlet", "Bloomberg"),
    ("Ada Quill left Google for OpenAI in May, according to a court filing.", "document", "filing"),
    ("Анна Лебедева перешла из Google в OpenAI.", "reporter", None),
    ("По словам Ивана Мирского, Анна Лебедева перешла из Google в OpenAI.", "person", "Мирск"),
    ("Анна Лебедева ушла из «Яндекса», сообщили в пресс-службе компании.", "company", ""),
    ("Анна Лебедева переходит в «Яндекс», сообщили источники, знакомые с ситуацией.", "anonymous", "источник"),
    ("Анна Лебедева ушла из «Яндекса», сообщает Reuters.", "outlet", "Reuters"),
]


@pytest.fixture(scope="module")
def moves() -> dict[str, tuple[Move, ...]]:
    articles = [Article(f"a{n}", "test", "en" if text.isascii() else "ru", text) for n, (text, *_) in enumerate(SAID)]
    return {found.article.text: found.moves for found in extract_all(articles)}


@pytest.mark.parametrize(("text", "kind", "name"), SAID, ids=[row[0] for row in SAID])
def test_whose_word(moves: dict[str, tuple[Move, ...]], text: str, kind: str, name: str | None) -> None:
    assert moves[text], "no move"
    for move in moves[text]:
        assert move.attribution == kind, move.speaker
        assert (name in move.speaker) if name is not None and move.speaker else move.speaker == name


def test_what_nobody_stands_for_comes_last(tmp_path: Path) -> None:
    sides = [
        said("a-1", {"person": "sam-altman", "kind": "joined", "to": "google", "origins": ("openai",)}, outlet="A", published="2025-05-08"),
        said("b-1", {"person": "sam-altman", "kind": "joined", "to": "google", "origins": ("openai",), "status": "denied"}, outlet="B", published="2025-05-09"),
    ]  # fmt: skip

    nameless = replace(
        sides[1],
        moves=tuple(replace(one, speaker="sources", attribution="anonymous") for one in sides[1].moves),
    )
    with Store.open(tmp_path / "graph") as store:
        store.write(sides[0])
        store.write(nameless)
        (found,) = conflicts(store)
        rows = store.rows("MATCH (:Move)-[e:EVIDENCED_BY]->(a) RETURN e.attribution AS whose ORDER BY a.articleId")
    assert [version.attributions for version in found.versions] == [("reporter",), ("anonymous",)]
    assert found.versions[1].quotes[0][0] == "B, 2025-05-09, said sources (anonymous)"
    assert [row["whose"] for row in rows] == ["reporter", "anonymous"]


def test_the_chain_of_an_interview_counts_once() -> None:
    """Two outlets that retell what one person told a third one are one source with it."""

    verge = Report("v", "https://www.theverge.com/1", "The Verge")
    retold = [Report("d", "https://devby.io/1", "dev.by", None, ("The Verge",)),
              Report("e", "https://east.example/1", "East", None, ("https://www.theverge.com/1",))]  # fmt: skip
    other = Report("o", "https://other.example/1", "Other")
    assert independent([(one, "") for one in (verge, *retold)]) == 1
    assert (
        independent([(one, "") for one in (*retold[:1], Report("f", "https://f.example/1", "F", None, ("The Verge",)))])
        == 1
    )
    assert independent([(one, "") for one in (verge, *retold, other)]) == 2
