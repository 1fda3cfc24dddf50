"""Moves of single sentences, the facts of the seed article, and a floor under the two tables of constructions."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from kg.extract import extract, extract_all
from kg.model import Article, Extraction, Move

GOLD = Path(__file__).parent / "gold"
SEED = Path(__file__).parent.parent.parent / "shared" / "data" / "seed" / "devby-ai-talent-war.txt"
INTO = {"joined", "returned", "appointed", "promoted", "acquihired", "recruited"}


def article(text: str, language: str, published: str | None = "2024-12-24") -> Article:
    day = dt.date.fromisoformat(published) if published else None
    return Article(id="test", source="test", language=language, text=text, published=day)


def row(move: Move) -> tuple[str, str, str, str, str]:
    who = move.person.name if move.person else f"({move.description})"
    origin = "+".join(o.name for o in move.origins)
    return who, move.kind, move.status, origin, move.destination.name if move.destination else ""


SENTENCES = [
    ("en", "Jane Doe joined Anthropic from Google.", [("Jane Doe", "joined", "completed", "Google", "Anthropic")]),
    ("en", "OpenAI has hired Jane Doe.", [("Jane Doe", "joined", "completed", "", "OpenAI")]),
    ("en", "Jane Doe will join Microsoft.", [("Jane Doe", "joined", "planned", "", "Microsoft")]),
    ("en", "Jane Doe left OpenAI.", [("Jane Doe", "left", "completed", "OpenAI", "")]),
    ("en", "Jane Doe was fired by Tesla.", [("Jane Doe", "left", "completed", "Tesla", "")]),
    ("en", "Jane Doe is returning to Google.", [("Jane Doe", "returned", "planned", "", "Google")]),
    ("en", "Nvidia tried to hire Jane Doe.", [("Jane Doe", "recruited", "attempted", "", "Nvidia")]),
    ("en", "Jane Doe may join Microsoft.", [("Jane Doe", "joined", "rumoured", "", "Microsoft")]),
    ("en", "Jane Doe has not joined Microsoft.", [("Jane Doe", "joined", "denied", "", "Microsoft")]),
    ("en", "Jane Doe founded Anthropic in 2021.", [("Jane Doe", "founded", "completed", "", "Anthropic")]),
    ("en", "Jane Doe joined the call.", []),
    ("en", "If Jane Doe joins Microsoft, the market will cheer.", []),
    ("ru", "Иван Петров перешёл из Google в OpenAI.", [("Иван Петров", "joined", "completed", "Google", "OpenAI")]),
    ("ru", "Иван Петров покинул OpenAI.", [("Иван Петров", "left", "completed", "OpenAI", "")]),
    ("ru", "Иван Петров вернулся в Google.", [("Иван Петров", "returned", "completed", "", "Google")]),
    ("ru", "Google наняла Ивана Петрова.", [("Иван Петров", "joined", "completed", "", "Google")]),
    ("ru", "Meta пыталась нанять Ивана Петрова.", [("Иван Петров", "recruited", "attempted", "", "Meta")]),
    ("ru", "Иван Петров основал OpenAI.", [("Иван Петров", "founded", "completed", "", "OpenAI")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_sentences(language: str, text: str, expected: list[tuple[str, ...]]) -> None:
    assert [row(move) for move in extract(article(text, language)).moves] == expected


@pytest.fixture(scope="module")
def seed() -> Extraction:
    if not SEED.exists():
        pytest.skip("../shared/data is not here")
    return extract(article(SEED.read_text("utf-8"), "ru"))


def test_the_seed_holds_its_three_moves_and_nothing_false(seed: Extraction) -> None:
    assert {
        (m.kind, m.status, m.person and m.person.name, m.destination and m.destination.name) for m in seed.moves
    } == {
        ("returned", "completed", "Ноам Шазир", "Google"),
        ("recruited", "attempted", None, "Perplexity"),
        ("joined", "completed", None, "OpenAI"),
    }
    by_kind = {move.kind: move for move in seed.moves}
    amount = by_kind["returned"].amount
    assert amount is not None
    assert (amount.value, amount.currency, amount.qualifier) == (3e9, "USD", "almost")
    assert [origin.name for origin in by_kind["recruited"].origins] == ["Meta"]
    assert any((a.person.name, a.company.name) == ("Навин Рао", "Databricks") for a in seed.affiliations)


def test_the_seed_mentions_companies_and_people_and_no_acronym(seed: Extraction) -> None:
    companies = {mention.name for mention in seed.mentions if mention.kind == "company"}
    assert {"OpenAI", "Anthropic", "xAI", "Microsoft", "Google", "Meta", "Nvidia"} <= companies
    assert "ИИ" not in companies
    people = {mention.name for mention in seed.mentions if mention.kind == "person"}
    assert {"Сэм Альтман", "Марк Цукерберг", "Леброн Джеймс", "Навин Рао", "Ноам Шазир"} <= people


def test_evidence_is_the_text_itself(seed: Extraction) -> None:
    text = seed.article.text
    spans = [m.evidence for m in seed.moves] + [a.evidence for a in seed.affiliations]
    assert all(text[one.start : one.end] == one.quote for one in spans)
    assert all(text[one.start : one.end] == one.text for one in (*seed.mentions, *seed.quotes))


def _told(gold: dict[str, object], move: Move) -> bool:
    who = str(gold.get("person") or "")
    found = move.person.name if move.person else ""
    if (who or found) and not (set(who.casefold().split()) & set(found.casefold().split())):
        return False
    if (gold["kind"] in INTO) != (move.kind in INTO):
        return False
    end = str(gold.get("to") or "") if gold["kind"] in {*INTO, "founded"} else "".join(map(str, gold["from"] or []))  # type: ignore[arg-type]
    names = " ".join(m.name for m in (*move.origins, *([move.destination] if move.destination else [])))
    return not end or end.casefold()[:5] in names.casefold()


@pytest.mark.parametrize(("language", "recall", "precision"), [("en", 0.7, 0.85), ("ru", 0.85, 0.85)])
def test_constructions_have_a_floor(language: str, recall: float, precision: float) -> None:
    rows = [json.loads(line) for line in (GOLD / f"moves_{language}.jsonl").read_text("utf-8").splitlines()]
    done = list(extract_all(article(one["text"], language, one.get("published")) for one in rows))
    wanted = sum(len(one["moves"]) for one in rows)
    made = sum(len(extraction.moves) for extraction in done)
    right = sum(
        any(_told(gold, move) for move in extraction.moves)
        for one, extraction in zip(rows, done, strict=True)
        for gold in one["moves"]
    )
    print(f"{language}: {right} of {wanted} found, {made} made")
    assert right / wanted >= recall
    assert right / made >= precision
