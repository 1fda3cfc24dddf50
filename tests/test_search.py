"""`kg quotes` and the full-text index under it: words in any form, in both languages, on every kind of store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import queries
from kg.errors import UsageError
from kg.search import forms, pattern
from kg.store import Store
from tests.conftest import Run
from tests.store_cases import ARTICLES, said
from tests.stores import Place

TALK = said(
    "talk-1",
    {"person": "naveen-rao", "words": "«В отчётах мы писали о зарплатах», — сказал он."},
    {"person": "sam-altman", "words": "“Nobody pays for promises,” he said."},
    {"words": "“Salaries were reported twice,” somebody said."},
    outlet="The Paper",
    published="2025-08-01",
)
FOUND = [  # what is asked, words of the quotes it finds
    ("paying", ["paying what it takes", "Nobody pays"]),
    ("PAY", ["paying what it takes", "Nobody pays"]),
    ("pay promise", ["Nobody pays"]),
    ("promise pay!", ["Nobody pays"]),
    ("отчет", ["В отчётах"]),
    ("зарплата отчёт", ["В отчётах"]),
    ("писать", ["В отчётах"]),
    ("salary", ["Salaries were"]),
    ("pay зарплата", []),
    ('"( OR *) AND NOT', []),
    ("Лондон", []),
]


def test_words_in_any_form(place: Place) -> None:
    query = queries.load("said")
    with place.open() as store:
        for claims in (*ARTICLES, TALK):
            store.write(claims)
        for asked, expected in FOUND:
            rows = store.rows(query.cypher, queries.bind(query, {"words": pattern(asked)}))
            assert len(rows) == len(expected), asked
            assert all(any(words in row["quote"] for row in rows) for words in expected), asked
        one = queries.bind(query, {"words": pattern("pay"), "person": "сэм альтман"})
        assert [row["person"] for row in store.rows(query.cypher, one)] == ["Sam Altman"]
        nobody = queries.bind(query, {"words": pattern("salary")})
        assert [row["person"] for row in store.rows(query.cypher, nobody)] == [None]


@pytest.mark.parametrize("words", ["", " ", "?!", '"'])
def test_no_words(words: str) -> None:
    with pytest.raises(UsageError, match="no words to look for"):
        pattern(words)


@pytest.mark.parametrize(
    ("word", "some"), [("отчет", {"отчёта", "отчетам"}), ("robots", {"robot"}), ("hired", {"hire"}), ("ии", {"ии"})]
)
def test_forms(word: str, some: set[str]) -> None:
    assert forms(word)[0] == word
    assert some <= set(forms(word))


def test_the_command(run: Run, corpus: Path) -> None:
    found = run("quotes", "отчет", "писать", KG_STORE=str(corpus))
    assert (found.returncode, found.stderr) == (0, "")
    assert "Александр Гринберг\n  В банке я писал отчёты" in found.stdout
    rows = [json.loads(line) for line in run("quotes", "robot", "--json", KG_STORE=str(corpus)).stdout.splitlines()]
    with Store.open(corpus) as store:
        text = store.rows("MATCH (a:Article {url: $url}) RETURN a.text AS text", {"url": rows[0]["url"]})[0]["text"]
    assert rows[0]["quote"] in text
    none = run("quotes", "robot", "--person", "Ноам Шазир", KG_STORE=str(corpus))
    assert (none.returncode, none.stdout, len(none.stderr.splitlines())) == (1, "", 1)
