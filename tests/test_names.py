"""Names across scripts: what is one name, what is not, and that a score is a fair measure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.names import Index, Kind, block, blocks, explain, score, slug
from kg.names.letters import align
from kg.names.tokens import parsed
from tests.conftest import Run

DEV = Path(__file__).parent.parent.parent / "shared" / "data" / "names" / "wd_russian_dev.tsv"

KINDS: tuple[Kind, ...] = ("person", "company")
SAME_PEOPLE = [
    ("Ноам Шазир", "Noam Shazeer"),
    ("Ноама Шазира", "Noam Shazeer"),
    ("Марку Цукербергу", "Mark Zuckerberg"),
    ("Дженсен Хуанг", "Jensen Huang"),
    ("Чжан Имин", "Yiming Zhang"),
    ("Янн Лекун", "Yann LeCun"),
    ("Ян Лекун", "Yann Le Cun"),
    ("Джеффри Хинтон", "Geoffrey Hinton"),
    ("Илью Суцкевера", "Ilya Sutskever"),
    ("Мира Мурати", "Mira Murati"),
    ("Алексей Иванов", "Alexey Ivanov"),
    ("Alexey Ivanov", "Aleksei Ivanov"),
    ("Кай-Фу Ли", "Kai-Fu Lee"),
    ("Ли Кайфу", "Kai-Fu Lee"),
    ("Марк Чэнь", "Mark Chen"),
    ("Уильям Хьюз", "William Hughes"),
    ("Сэм Олтмен", "Samuel Altman"),
    ("Сэм Альтман", "Сем Олтман"),
    ("Боб Смит", "Robert Smith"),
    ("Майк Смит", "Michael Smith"),
    ("Саша Иванов", "Александр Иванов"),
    ("Иванов Иван Иванович", "Ivan Ivanov"),
    ("Гвидо ван Россум", "Guido van Rossum"),
    ("Ван Сяочуань", "Wang Xiaochuan"),
    ("Мухаммад аль-Фаиз", "Mohammed Al Faiz"),
    ("Жан-Пьер Дюпон", "Jean-Pierre Dupont"),
    ("John Michael Smith", "John Smith"),
    ("Smith, John", "John Smith"),
    ("Сергея Иванова", "Sergey Ivanov"),
    ("Александра Петрова", "Alexandra Petrova"),
]
UNSURE = [
    ("J. Smith", "John Smith"),
    ("С. Джобс", "Steve Jobs"),
    ("Рао", "Naveen Rao"),
    ("John Smith", "John Smyth"),
    ("Thomas James", "James Thomas"),
    ("Александра Петрова", "Александр Петров"),
    ("Анна Петрова", "Anna Petrov"),
]
DIFFERENT = [
    ("John Smith", "Jack Smith"),
    ("Джон Смит", "Jack Smith"),
    ("J. Smith", "Kate Smith"),
    ("Сергей Иванов", "Андрей Иванов"),
    ("Сергей Иванов", "Сергей Иваненко"),
    ("Сергей Иванов", "Sergey Ivanenko"),
    ("Иванов Иван Иванович", "Ivan Petrovich Ivanov"),
    ("John A. Smith", "John B. Smith"),
    ("Даниэла Амодеи", "Dario Amodei"),
    ("Джейкоб Коплан", "Jared Kaplan"),
    ("Мария Иванова", "Мария Петрова"),
    ("Иван Петров", "Пётр Иванов"),
    ("Ли Мин", "Lin Ming"),
    ("", "John Smith"),
]
COMPANIES = [
    ("Гугл", "Google", "same"),
    ("Опен ИИ", "OpenAI", "same"),
    ("ОпенЭйАй", "OpenAI", "same"),
    ("Яндекса", "Yandex", "same"),
    ("ООО «Яндекс»", "Yandex N.V.", "same"),
    ("Датабрикс", "Databricks", "same"),
    ("Character.AI", "Character AI", "same"),
    ("АйБиЭм", "IBM", "same"),
    ("Т-Банк", "T-Bank", "same"),
    ("Лаборатория Касперского", "Kaspersky Lab", "same"),
    ("Дженерал Моторс", "General Motors", "same"),
    ("Мистраль", "Mistral AI", "maybe"),
    ("AWS", "Amazon Web Services", "maybe"),
    ("Google DeepMind", "Google", "different"),
    ("Google DeepMind", "Гугл", "different"),
    ("Scale AI", "Surge AI", "different"),
    ("Intel", "Inter", "different"),
    ("АСИ", "HashiCorp", "different"),
    ("Snowflake", "Snow", "different"),
]


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        *((a, b, "same") for a, b in SAME_PEOPLE),
        *((a, b, "maybe") for a, b in UNSURE),
        *((a, b, "different") for a, b in DIFFERENT),
    ],
)
def test_people(a: str, b: str, verdict: str) -> None:
    assert score(a, b).verdict == verdict, score(a, b)


@pytest.mark.parametrize(("a", "b", "verdict"), COMPANIES)
def test_companies(a: str, b: str, verdict: str) -> None:
    assert score(a, b, "company").verdict == verdict, score(a, b, "company")


def test_a_part_of_a_company_is_not_the_company_and_the_score_says_so() -> None:
    assert "a part of a company is not the company" in score("Google", "Google DeepMind", "company").reasons[0]


@pytest.mark.parametrize(("a", "b"), [*SAME_PEOPLE, *UNSURE[:2]])
def test_names_of_one_person_meet_in_blocking(a: str, b: str) -> None:
    assert block(a) in blocks(b)
    assert block(b) in blocks(a)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Иванов Иван Иванович", ("иван", "иванов")),
        ("Иван Иванович Иванов", ("иван", "иванов")),
        ("Ludwig van Beethoven", ("ludwig", "beethoven")),
        ("Ван Сяочуань", ("ван", "сяочуань")),
        ("J.D. Smith", ("j", "d", "smith")),
        ("John Smith Jr.", ("john", "smith")),
        ("O'Neil", ("oneil",)),
    ],
)
def test_parts_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert parsed(name).words == words


def test_the_alignment_spells_both_words() -> None:
    alignment = align("шазир", "shazeer", 30)
    assert alignment is not None
    assert "".join(pair.cyrillic for pair in alignment.pairs) == "шазир$"
    assert "".join(pair.latin for pair in alignment.pairs) == "shazeer$"
    assert alignment.cost == pytest.approx(sum(pair.cost for pair in alignment.pairs))
    assert alignment.cost >= max(alignment.least_cyrillic, alignment.least_latin) - 1e-9


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ноам Шазир", "noam-shazir"), ("Character.AI", "character-ai"), ("Jürgen Müller", "jurgen-muller"), ("智谱", "")],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_an_explanation_shows_letters_endings_and_the_verdict() -> None:
    lines = explain("Ноама Шазира", "Noam Shazeer")
    text = "\n".join(lines)
    assert "шазира without the ending -а is shazeer" in text
    assert "и~ee" in text
    assert lines[-1].endswith("same")


words = st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщыьэюяabcdefghijklmnopqrstuvwxyz-.' ЁÖß"), max_size=24)


@settings(max_examples=150, deadline=None)
@given(words, words)
def test_a_score_is_symmetric_and_between_0_and_1(a: str, b: str) -> None:
    for kind in KINDS:
        assert 0 <= score(a, b, kind).value <= 1
        assert score(a, b, kind) == score(b, a, kind)
        assert score(a, a, kind).value == 1


@settings(max_examples=100, deadline=None)
@given(words)
def test_a_name_is_found_under_its_own_key(name: str) -> None:
    if parsed(name).words and len(parsed(name).words[-1]) > 1:
        assert block(name) in blocks(name)


@pytest.mark.skipif(not DEV.is_file(), reason="../shared/data/names is not there")
def test_most_pairs_of_wikidata_are_one_name_and_shuffled_ones_are_not() -> None:
    rows = [line.split("\t") for line in DEV.read_text("utf-8").splitlines()[:1500]]
    pairs = [(cyrillic.replace(" ", ""), latin) for latin, cyrillic, _ in rows]
    right = sum(score(cyrillic, latin).value >= 0.75 for cyrillic, latin in pairs)
    wrong = sum(score(pairs[i][0], pairs[i - 1][1]).value >= 0.75 for i in range(len(pairs)))
    assert right / len(pairs) > 0.85
    assert wrong / len(pairs) < 0.01


LOOKED_UP = [
    ("Ноам Шазир", "Noam Shazeer"),
    ("Ильи Суцкевера", "Ilya Sutskever"),
    ("Сэм Альтман", "Samuel Altman"),
    ("Янн Лекун", "Yann LeCun"),
    ("Хуанг Дженсен", "Jensen Huang"),
    ("Шазир", "Noam Shazeer"),
    ("Zuckerberg, Mark", "Марк Цукерберг"),
    ("Чжан Имин", "Zhang Yiming"),
]


@pytest.mark.parametrize(("query", "candidate"), LOOKED_UP)
def test_an_index_finds_the_name_in_either_script(query: str, candidate: str) -> None:
    others = ["Noah Shapiro", "Ilya Stutz", "Sam Alderman", "Jan Lecoq", "Jenson Button", "Иван Цуканов", "Zhang Yimou"]
    best, *_ = Index([*others, *(right for _, right in LOOKED_UP)]).matches(query, 3)
    assert best.candidate == candidate
    assert best.reason


@given(st.lists(st.sampled_from(["Ann Lee", "Ань Ли", "Bo Day", "Бо Дэй", "Li An", "Day"]), max_size=5), words)
def test_an_index_gives_each_name_once_best_first_whatever_the_order(names: list[str], query: str) -> None:
    found = Index(names).matches(query, 10)
    assert found == Index(reversed(names)).matches(query, 10)
    assert len({match.candidate for match in found}) == len(found)
    assert {match.candidate for match in found} <= set(names)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)


def test_match_on_the_command_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text("Ноам Шазир\n\nЪъъ Ыыы\n", "utf-8")
    (tmp_path / "en.txt").write_text("Naveen Rao\nNoam Shazeer\n", "utf-8")
    done = run("names", "match", "--queries", "ru.txt", "--candidates", "en.txt", "--format", "json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert [(row["query"], row["candidate"], row["score"] > 0.9) for row in rows] == [
        ("Ноам Шазир", "Noam Shazeer", True), ("Ъъъ Ыыы", None, False),
    ]  # fmt: skip
    assert all(row["reason"] for row in rows)
    (tmp_path / "none.txt").write_text("\n")
    assert (
        run("names", "match", "--queries", "none.txt", "--candidates", "en.txt").stderr
        == "kg: none.txt: no names; give one a line\n"
    )
    assert (
        run("names", "match", "--queries", "-", "--candidates", "en.txt", input="Навин Рао").stdout.count("Naveen Rao")
        == 1
    )
