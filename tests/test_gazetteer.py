"""The gazetteer as data: what every entry of data/companies.toml and data/people.toml must have, and names it must know."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from extractors import gazetteer
from kg import resources

Row = dict[str, Any]
TABLES = {"company": "companies.toml", "person": "people.toml"}
KINDS = {"company", "lab", "outlet", "organisation"}
KEYS = {
    "company": {"id", "name", "aliases", "wikidata", "kind", "parent", "common", "words"},
    "person": {"id", "name", "aliases", "wikidata"},
}
CYRILLIC, LATIN = re.compile("[а-яё]", re.I), re.compile("[a-z]", re.I)
MIXED = ["ЮMoney"]  # a trade mark that is meant to mix scripts
# Spellings two entries of one file may share: a declaration here is a decision, an accident fails.
SHARED: frozenset[str] = frozenset()


def rows(table: str) -> list[Row]:
    return list(resources.toml(resources.DATA / TABLES[table])[table])


def spellings(row: Row) -> tuple[str, ...]:
    return (row["name"], *row.get("aliases", ()))


def test_there_are_enough_of_each_kind() -> None:
    companies = rows("company")
    kinds = [row["kind"] for row in companies]
    assert len(companies) - kinds.count("outlet") - kinds.count("organisation") >= 400
    assert kinds.count("outlet") >= 60
    assert len(rows("person")) >= 250


@pytest.mark.parametrize("table", TABLES)
def test_entries_are_sorted_by_id_and_ids_are_unique(table: str) -> None:
    ids = [row["id"] for row in rows(table)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("table", TABLES)
def test_entries_are_well_formed(table: str) -> None:
    for row in rows(table):
        assert row.keys() <= KEYS[table], row
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"]), row
        assert len(set(spellings(row))) == len(spellings(row)), row
        assert all(spelling and spelling == " ".join(spelling.split()) for spelling in spellings(row)), row
        assert re.fullmatch(r"Q[1-9]\d*", row.get("wikidata", "Q1")), row


def test_companies_have_a_known_kind_and_declare_their_everyday_words() -> None:
    for row in rows("company"):
        assert row["kind"] in KINDS, row
        assert row.get("common", False) is bool(row.get("words")), row
        assert set(row.get("words", ())) <= set(spellings(row)), row


def test_people_are_spelled_in_both_scripts_with_given_name_and_surname() -> None:
    for row in rows("person"):
        assert any(CYRILLIC.search(each) and not LATIN.search(each) for each in spellings(row)), row
        assert any(LATIN.search(each) and not CYRILLIC.search(each) for each in spellings(row)), row
        # a surname alone belongs to too many people
        assert all(len(each.split()) > 1 for each in spellings(row)), row


def test_no_spelling_mixes_scripts_inside_a_word() -> None:
    # "1С" looks like "1C": digits go with either script, letters of both in one word are a slip of the keyboard
    mixed = [
        word
        for table in TABLES
        for row in rows(table)
        for each in spellings(row)
        for word in re.findall(r"\w+", each)
        if CYRILLIC.search(word) and LATIN.search(word)
    ]
    assert mixed == MIXED


@pytest.mark.parametrize("table", TABLES)
def test_two_entries_share_no_spelling(table: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows(table):
        for spelling in spellings(row):
            owners[spelling.casefold()].add(row["id"])
    shared = {spelling for spelling, ids in owners.items() if len(ids) > 1}
    assert shared == {each.casefold() for each in SHARED}


def test_no_company_is_spelled_like_a_person() -> None:
    people = {each.casefold() for row in rows("person") for each in spellings(row)}
    assert people.isdisjoint(each.casefold() for row in rows("company") for each in spellings(row))


def test_wikidata_ids_are_unique() -> None:
    found = [row["wikidata"] for table in TABLES for row in rows(table) if "wikidata" in row]
    assert len(found) == len(set(found))
    assert len(found) >= 300


def test_parents_exist_and_no_company_is_its_own_ancestor() -> None:
    parent = {row["id"]: row.get("parent") for row in rows("company")}
    for start in parent:
        seen: list[str] = []
        at: str | None = start
        while at is not None:
            assert at in parent, f"{seen or start}: no company {at}"
            assert at not in seen, f"{start}: its parents go in a circle"
            seen.append(at)
            at = parent[at]


@pytest.mark.parametrize(
    "spelling",
    [
        "Apple", "Amazon", "Cohere", "Runway", "Adept", "Notion", "Figure", "Block", "Stripe", "Target", "X", "Perplexity",
        "Oracle", "Cursor", "Signal", "Time", "Wired", "Nature", "Мета", "Озон", "Точка", "Магнит", "Лента",
        "Дождь", "Известия", "Самокат", "Контур", "Зеркало", "Система",
    ],
)  # fmt: skip
def test_everyday_words_never_stand_alone(spelling: str) -> None:
    declared = [spelling in row.get("words", ()) for row in rows("company") if spelling in spellings(row)]
    assert declared == [True]


@pytest.mark.parametrize(
    ("wanted", "written"),
    [
        ("openai", ["OpenAI", "Опен ИИ"]),
        ("google-deepmind", ["Google DeepMind", "DeepMind", "ДипМайнд"]),
        ("fair", ["FAIR", "Facebook AI Research"]),
        ("meta", ["Meta", "Facebook", "Фейсбук"]),
        ("x", ["X", "Twitter", "Твиттер"]),
        ("nvidia", ["Nvidia", "Нвидиа", "Нвидия"]),
        ("yandex", ["Yandex", "Яндекс"]),
        ("t-bank", ["Т-Банк", "Тинькофф", "Tinkoff"]),
        ("andreessen-horowitz", ["Andreessen Horowitz", "a16z"]),
        ("dev-by", ["dev.by"]),
        ("noam-shazeer", ["Noam Shazeer", "Ноам Шазир", "Ноам Шазер"]),
        ("sam-altman", ["Sam Altman", "Сэм Альтман", "Сэм Олтмен"]),
        ("yann-lecun", ["Yann LeCun", "Янн Лекун", "Ян Лекун"]),
        ("naveen-rao", ["Naveen Rao", "Навин Рао"]),
        ("arkady-volozh", ["Arkady Volozh", "Аркадий Волож"]),
    ],
)
def test_known_names(wanted: str, written: list[str]) -> None:
    assert set(written) <= set(gazetteer.entries()[wanted].spellings())


def test_the_readme_names_every_file_of_data() -> None:
    readme = (resources.DATA / "README.md").read_text("utf-8")
    missing = [
        path.name for path in visible(resources.DATA) if f"`{path.name}{'/' if path.is_dir() else ''}`" not in readme
    ]
    assert missing == []


def visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != "README.md" and not path.name.startswith("."))
