"""Articles with nearly the same text: their keys, COPY_OF in any order and after changes, and how moves count them."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from kg.graph.copies import BANDS, copy_keys
from kg.model import Claims
from kg.store import Store
from tests.store_cases import dump, fresh, said
from tests.stores import Place

LINKS = "MATCH (a:Article)-[:COPY_OF]->(b:Article) RETURN a.articleId + ' > ' + b.articleId AS link ORDER BY link"
SOURCES = "MATCH (:Person {personId: 'noam-shazeer'})-[:MADE]->(m:Move) RETURN m.sources AS sources"


def _words(count: int, seed: int) -> list[str]:
    random = Random(seed)
    return ["".join(random.choices("abcdefghij", k=6)) for _ in range(count)]


def _story(seed: int, *, changed: int = 0, before: str = "", after: str = "") -> str:
    """A story of 400 words, some of them other ones, with words around it."""
    words = _words(400, seed)
    for number, word in enumerate(_words(changed, seed + 1_000)):
        words[number * 37 % 400] = word
    return " ".join([*before.split(), *words, *after.split()]) + "."


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        (_story(1), _story(1), True),
        (_story(1), _story(1).upper().replace(" ", "\n "), True),
        (
            _story(1),
            _story(1, before="LONDON (Wire) —", after="Reporting by our own people, and a line to sell."),
            True,
        ),
        (_story(1), _story(1, changed=4), True),
        (_story(1), _story(2), False),
        (_story(1), _story(1, changed=200), False),
        (_story(1), "He left OpenAI for Google. " + _story(2), False),
        ("He left OpenAI for Google.", "He left OpenAI for Google.", False),  # too short to say
    ],
)
def test_near_copies_share_a_key(one: str, other: str, copies: bool) -> None:
    assert bool(set(copy_keys(one)) & set(copy_keys(other))) == copies


def test_texts_that_share_little_share_no_key() -> None:
    common = " ".join(_words(40, 9))
    found = [copy_keys(f"{common} {_story(seed)}") for seed in range(10, 70)]
    pairs = [bool(set(a) & set(b)) for a, b in itertools.combinations(found, 2)]
    assert sum(pairs) <= 0.01 * len(pairs)


@given(st.text(max_size=3000))
def test_keys_are_one_a_band_or_none(text: str) -> None:
    keys = copy_keys(text)
    assert len(keys) in (0, BANDS)
    assert keys == copy_keys(text)


def _article(id: str, text: str, published: str | None, *, outlet: str | None = None) -> Claims:
    """An article that states one move in words of its own, and then has a text."""
    sentence = f"{id}: he went to Google."
    claims = said(id, {"person": "noam-shazeer", "kind": "returned", "to": "google", "words": sentence},
                  outlet=outlet or f"Outlet {id}", published=published)  # fmt: skip
    return replace(claims, article=replace(claims.article, text=f"{claims.article.text} {text}"))


WIRE = [
    _article("wire", _story(1), "2024-08-02"),
    _article("copy-a", _story(1, before="Copied from the wire:"), "2024-08-03"),
    _article("copy-b", _story(1, changed=3), "2024-08-03"),
    _article("undated", _story(1), None),
    _article("own-words", _story(2), "2024-08-02"),
]
LINKED = ["copy-a > wire", "copy-b > wire", "undated > wire"]


def test_copies_are_linked_to_the_first_and_count_once_on_every_store(place: Place) -> None:
    with place.open() as store:
        for claims in reversed(WIRE):
            store.write(claims)
        assert [row["link"] for row in store.rows(LINKS)] == LINKED
        assert [row["sources"] for row in store.rows(SOURCES)] == [2]
        late = replace(WIRE[0], article=replace(WIRE[0].article, published=dt.date(2024, 9, 1)))
        store.write(late)  # the wire's day was wrong: another was first
        assert [row["link"] for row in store.rows(LINKS)] == ["copy-b > copy-a", "undated > copy-a", "wire > copy-a"]
        store.write(WIRE[0])
        assert [row["link"] for row in store.rows(LINKS)] == LINKED
        other = replace(WIRE[0], article=replace(WIRE[0].article, text=WIRE[0].article.text[:40] + _story(5)))
        store.write(other)  # and now it says something else
        assert [row["link"] for row in store.rows(LINKS)] == ["copy-b > copy-a", "undated > copy-a"]
        assert [row["sources"] for row in store.rows(SOURCES)] == [3]


def test_any_order_gives_the_same_links(tmp_path: Path) -> None:
    orders = list(itertools.permutations(WIRE))
    assert len({fresh(tmp_path / str(number), order) for number, order in enumerate(orders[::12])}) == 1


@limits(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), st.integers(1, 4)), min_size=3, max_size=9))
def test_an_article_that_changes_leaves_what_it_would_have_been(
    tmp_path_factory: pytest.TempPathFactory, versions: list[tuple[int, int, int]]
) -> None:
    """Each version is (article, story, day); the last version of each article decides."""
    written = [_article(f"a{id}", _story(seed), f"2024-08-0{day}") for id, seed, day in versions]
    last = {claims.article.id: claims for claims in written}
    folder = tmp_path_factory.mktemp("copies")
    with Store.open(folder / "all") as store:
        for claims in written:
            store.write(claims)
        graph = dump(store)
    with Store.open(folder / "last") as store:
        for _, claims in sorted(last.items()):
            store.write(claims)
        assert dump(store) == graph
