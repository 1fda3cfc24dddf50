"""The gate: which sentences are read, that offsets lead back to the article, and that no stated move of the demo is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.languages import language
from kg.extract import extract_all
from kg.gate import extract_gated
from kg.gate.excerpt import excerpt, telling
from kg.gate.sentence import lowered, sentences
from kg.model import Article, Extraction
from kg.pipeline import articles
from tests.conftest import ROOT, Run

WEATHER = {
    "en": "The rain stopped before noon and the river fell by a metre. Bread costs more than it did in spring. ",
    "ru": "К полудню дождь прекратился, и вода в реке спала на метр. Хлеб стоит дороже, чем весной. ",
}
MOVED = {
    "en": "Ann Lee left Google in May to join OpenAI as a vice president.",
    "ru": "Анна Лебедева ушла из Яндекса и перешла в OpenAI на пост вице-президента.",
}


@pytest.mark.parametrize(
    ("code", "word", "forms"),
    [
        ("en", "leave", {"leave", "leaves", "leaving", "left"}),
        ("en", "step", {"steps", "stepped", "stepping"}),
        ("en", "hire", {"hires", "hired", "hiring"}),
        ("ru", "уйти", {"ушёл", "ушел", "ушла", "уйдёт", "ушедший"}),
        ("ru", "отставка", {"отставки", "отставку", "отставкой"}),
    ],
)
def test_forms(code: str, word: str, forms: set[str]) -> None:
    assert forms <= language(code).inflected(word)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One stopped. Two went on.", 2),
        ("J. Smith left Acme Inc. Monday came.\nA line", 2),
        ("Он ушёл. Она пришла… Все остались", 3),
        ("\n\n", 0),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    found = list(sentences(text))
    assert len(found) == count
    assert all(text[start:end].strip() for start, end in found)


@pytest.mark.parametrize("text", ["İstanbul'da kaldı", "ẞ STRASSE", "ПЛАН"])
def test_small_letters_keep_offsets(text: str) -> None:
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize("code", ["en", "ru"])
def test_only_what_can_tell_is_read(code: str) -> None:
    quiet = Article("a", "a", code, WEATHER[code] * 20)
    assert excerpt(quiet) is None
    assert next(extract_gated([quiet])) == Extraction(quiet)
    long = Article("b", "b", code, WEATHER[code] * 20 + MOVED[code] + " " + WEATHER[code] * 20)
    cut = excerpt(long)
    assert cut is not None
    assert MOVED[code] in cut.text
    assert len(cut.text) < len(long.text) / 3
    at = long.text.index(MOVED[code])
    assert any(start <= at < end for start, end, _ in telling(long.text, code))


@pytest.mark.parametrize("code", ["en", "ru"])
def test_offsets_are_of_the_article(code: str) -> None:
    text = WEATHER[code] * 20 + MOVED[code] + " " + WEATHER[code] * 20
    (gated,) = extract_gated([Article("a", "a", code, text)])
    assert {"Google", "Яндекс"} & {origin.name for move in gated.moves for origin in move.origins}
    for move in gated.moves:
        assert text[move.evidence.start : move.evidence.end] == move.evidence.quote == MOVED[code]
    assert gated.mentions
    assert all(text[mention.start : mention.end] == mention.text for mention in gated.mentions)


def test_the_demo_keeps_its_moves() -> None:
    read = [
        one for one in articles(sorted(map(str, (ROOT / "data" / "demo").glob("*.html")))) if isinstance(one, Article)
    ]
    read.sort(key=lambda article: article.language)
    whole = {
        (m.person and m.person.name, m.evidence.start, one.article.id) for one in extract_all(read) for m in one.moves
    }
    gated = list(extract_gated(read))
    found = {(m.person and m.person.name, m.evidence.start, one.article.id) for one in gated for m in one.moves}
    assert len(whole & found) >= 0.98 * len(whole)
    for one in gated:
        for quote in [m.evidence for m in one.moves] + [fact.evidence for fact in one.affiliations]:
            assert one.article.text[quote.start : quote.end] == quote.quote


def test_what_was_read_in_part_is_read_as_a_whole_when_asked(run: Run, tmp_path: Path) -> None:
    rest = WEATHER["en"] * 20 + "Priya Nair of Google likes the rain. "  # of which a part says nothing
    (tmp_path / "a.txt").write_text(WEATHER["en"] * 20 + MOVED["en"] + " " + rest, "utf-8")

    def status(*options: str) -> str:
        done = run("ingest", "a.txt", "--json", *options)
        assert done.returncode == 0, done.stderr
        row = json.loads(done.stdout.splitlines()[-1])
        assert row["moves"] is None or row["moves"] > 0
        return str(row["status"])

    assert status("--gate") == "added"
    assert status("--gate") == "unchanged"
    assert status() == "changed"
    assert status("--gate") == "unchanged"
