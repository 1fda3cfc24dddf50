"""Who is who over many articles: a function of all references, whatever came first, and what the store makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.jsonlines import lines
from kg.identity import Judgement, identified
from kg.model import Claims
from kg.store import Change, Store
from tests.identity_cases import PEOPLE, made_up, own, told
from tests.store_cases import ARTICLES, dump
from tests.stores import Place

TOGETHER = [  # articles about somebody, and which of them are about one person
    ("an employer", [("a", "John Smith", ("at", "Quorvex", None)), ("b", "John Smith", ("joined", "Quorvex", None))], 1),
    ("nothing", [("a", "John Smith", ("at", "Quorvex", "engineer")), ("b", "John Smith", ("at", "Harbold", "banker"))], 2),
    ("a role", [("a", "John Smith", ("at", "Quorvex", "engineer")), ("b", "John Smith", ("at", "Harbold", "engineer"))], 2),
    ("a name alone", [("a", "John Smith"), ("b", "John Smith", ("at", "Harbold", "banker"))], 1),
    ("names alone", [("a", "John Smith"), ("b", "Джон Смит")], 1),
    (
        "which of two",
        [("a", "John Smith", ("at", "Quorvex", "engineer")), ("b", "John Smith", ("at", "Harbold", "banker")), ("c", "John Smith")],
        3,
    ),
    (
        "a rare name",
        [("a", "Noemi Shalberg", ("at", "Quorvex", "engineer")), ("b", "Ноэми Шальберг", ("at", "Harbold", "banker"))],
        1,
    ),
    (
        "both scripts",
        [("a", "John Smith", ("at", "Quorvex", "engineer")), ("b", "Джон Смит", ("joined", "Кворвекс", "инженер"))],
        1,
    ),
    ("two names", [("a", "Ivan Petrov"), ("b", "Ivana Petrova"), ("c", "Игорь Петров")], 3),
    ("a surname and an employer", [("a", "Noemi Shalberg", ("at", "Quorvex", None)), ("b", "Shalberg", ("at", "Quorvex", None))], 1),
    ("in another script", [("a", "Noemi Shalberg", ("at", "Quorvex", None)), ("b", "Шальберг", ("at", "Quorvex", "editor"))], 1),
    ("an initial", [("a", "Noemi Shalberg", ("at", "Quorvex", None)), ("b", "Н. Шальберг", ("joined", "Quorvex", None))], 1),
    ("a surname elsewhere", [("a", "Noemi Shalberg", ("at", "Quorvex", None)), ("b", "Shalberg", ("at", "Harbold", None))], 2),
    ("a surname and no more", [("a", "Noemi Shalberg", ("at", "Quorvex", None)), ("b", "Shalberg")], 2),
    ("a common surname", [("a", "Noemi Smith", ("at", "Quorvex", None)), ("b", "Smith", ("at", "Quorvex", None))], 2),
    (
        "brothers",
        [("a", "Noah Shalberg", ("at", "Quorvex", None)), ("b", "Karl Shalberg", ("at", "Quorvex", None)), ("c", "Shalberg", ("at", "Quorvex", None))],
        3,
    ),
    ("half a surname", [("a", "Emma Larkin", ("at", "Quorvex", None)), ("b", "Emma Larkin-Voss", ("at", "Quorvex", None))], 1),
    ("half a surname elsewhere", [("a", "Emma Larkin", ("at", "Quorvex", None)), ("b", "Emma Larkin-Voss", ("at", "Harbold", None))], 2),
    ("another given name", [("a", "Anna Larkin", ("at", "Quorvex", None)), ("b", "Emma Larkin-Voss", ("at", "Quorvex", None))], 2),
]  # fmt: skip


@pytest.mark.parametrize(("what", "articles", "count"), TOGETHER, ids=[row[0] for row in TOGETHER])
def test_context_tells_namesakes_apart(what: str, articles: list[tuple[object, ...]], count: int) -> None:
    del what
    found = [told(str(id), str(name), *facts) for id, name, *facts in articles]  # type: ignore[arg-type]
    ids = set()
    for order in permutations(found):
        people = {
            claims.article.id: [entity.id for entity in claims.entities if entity.kind == "person"]
            for claims in identified(order)
        }
        ids.add(str(sorted(people.items())))
    assert len(ids) == 1, "the order decides"
    assert len({id for (id,) in people.values()}) == count


def test_a_person_told_of_with_an_employer_is_the_one_who_works_there() -> None:
    one = told("a", "John Smith", ("at", "Quorvex", "engineer"))
    other = told("b", "John Smith", ("at", "Harbold", "banker"))
    bare = told("c", "John Smith")
    firm = told("d", "Noemi Shalberg", ("at", "Harbold", "analyst"), also=("John Smith",))
    by = {
        claims.article.id: {entity.id for entity in claims.entities} for claims in identified([one, other, bare, firm])
    }
    assert "john-smith" in by["a"]
    (namesake,) = (id for id in by["b"] if id.startswith("john-smith"))
    assert namesake in by["d"]
    assert not {"john-smith", namesake} & by["c"]


def test_claims_keep_their_ids_whoever_they_are_about() -> None:
    articles = made_up(30, 1)
    for before, after in zip(articles, identified(articles), strict=True):
        assert [one.id for one in before.moves] == [one.id for one in after.moves]
        assert {one.person for one in after.moves} <= {one.id for one in after.entities}
        assert not {entity.id for entity in after.entities} & {own(name) for names in PEOPLE for name in names}


def pure(articles: list[Claims], said: Sequence[Judgement] = ()) -> dict[str, list[str]]:
    return {one.article.id: sorted(entity.id for entity in one.entities) for one in identified(articles, said)}


def mentioned(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in store.rows(
        "MATCH (a:Article)-[:MENTIONS]->(n) RETURN a.articleId AS article, coalesce(n.personId, n.companyId) AS id ORDER BY id"
    ):
        found.setdefault(row["article"], []).append(row["id"])
    return found


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 100_000), st.integers(2, 25), st.randoms(use_true_random=False))
def test_no_order_decides_who_is_who(seed: int, count: int, random: Random) -> None:
    articles = made_up(count, seed)
    assert pure(random.sample(articles, count)) == pure(articles)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 9), st.randoms(use_true_random=False))
def test_however_a_graph_came_about_it_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int, random: Random
) -> None:
    """Written in any order, twice, taken out again, judged and undone, and made anew: what the function gives."""
    articles = made_up(count + 2, seed)
    kept = articles[:count]
    with Store.open(tmp_path_factory.mktemp("plain")) as store:
        for claims in kept:
            store.write(claims)
        wanted, exported = dump(store), list(lines(store))
        assert mentioned(store) == pure(kept)
        people = people_of(store)
    with Store.open(tmp_path_factory.mktemp("graph")) as store:
        for claims in random.sample(articles, len(articles)):
            store.write(claims)
        assert mentioned(store) == pure(articles)
        again = random.choice(articles)
        assert store.write(again) == Change(unchanged=1)
        for claims in articles[count:]:
            assert store.retract(claims.article.id)
        assert dump(store) == wanted
        one, other = (people[random.choice(sorted(people))] for _ in range(2))
        if one != other:
            said = judged("same", one, other, 1)
            store.judge(said)
            assert mentioned(store) == pure(kept, [said])
            assert store.undo(said, "2025-01-02T00:00:00Z")
        assert list(lines(store)) == exported
        assert len(list(store.rebuild())) == count
        assert list(lines(store)) == exported


def test_every_kind_of_store_gives_it_to_four_writers_at_once(place: Place) -> None:
    articles = made_up(12, 7)
    with place.open("there") as store:
        with ThreadPoolExecutor(4) as pool:
            for _ in pool.map(store.write, articles):
                pass
        assert mentioned(store) == pure(articles)
        whole = dump(store)
        store.retract(articles[0].article.id)
        store.write(articles[0])
        assert dump(store) == whole


def test_a_graph_made_anew_is_the_one_that_grew(tmp_path: Path) -> None:
    seed = 1
    articles = [*made_up(20, seed), *ARTICLES]
    with Store.open(tmp_path / "graph") as store:
        for claims in Random(seed).sample(articles, len(articles)):
            store.write(claims)
        store.retract(articles[3].article.id)
        grown, exported = dump(store), list(lines(store))
        before = store.rows("MATCH (a:Article) RETURN a.articleId AS id, a.ingestedAt AS at ORDER BY id")
        assert [claims.article.id for claims in store.rebuild()] == list(store.articles())
        assert dump(store) == grown
        assert list(lines(store)) == exported
        assert store.rows("MATCH (a:Article) RETURN a.articleId AS id, a.ingestedAt AS at ORDER BY id") == before
        for _ in zip(store.rebuild(), range(3), strict=False):
            pass  # stopped half-way
        assert dump(store) != grown
        assert len(list(store.rebuild())) == len(articles) - 1
        assert dump(store) == grown


def judged(verdict: str, one: list[str], other: list[str], number: int) -> Judgement:
    return Judgement(f"j{number}", verdict, tuple(one), tuple(other), "a reader", f"2025-01-01T00:00:{number:02}Z")  # type: ignore[arg-type]


def people_of(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in store.rows(
        "MATCH (a:Article)-[c:CALLS]->(n:Name {kind: 'person'}) WHERE c.first "
        "RETURN c.entity AS entity, a.articleId + '#' + c.local AS id ORDER BY id"
    ):
        found.setdefault(row["entity"], []).append(row["id"])
    return found


@pytest.mark.parametrize("seed", range(3))
def test_judgements_stand_above_scores_and_an_undone_one_leaves_no_trace(tmp_path: Path, seed: int) -> None:
    articles, random = made_up(24, seed), Random(seed)
    with Store.open(tmp_path / "graph") as store:
        for claims in articles:
            store.write(claims)
        before, people = list(lines(store)), people_of(store)
        said = []
        for number in range(4):
            one, other = random.sample(sorted(people), 2)
            said.append(judged("same", people[one], people[other][:3], number))
            several = [ids for ids in people_of(store).values() if len(ids) > 1]
            ids = random.choice(several)
            said.append(judged("different", ids[:1], ids[1:], number + 10))
        for one in said:
            store.judge(one)
        after = list(lines(store))
        assert after != before
        assert mentioned(store) == {
            claims.article.id: sorted(entity.id for entity in claims.entities) for claims in identified(articles, said)
        }
        whole = dump(store)
        assert sum(store.rows("MATCH ()-[r:SAME_AS|DIFFERENT_FROM]->() RETURN count(r) AS n")[0].values()) == len(said)
        list(store.rebuild())
        assert dump(store) == whole
        store.retract(articles[5].article.id)
        store.write(articles[5])
        assert dump(store) == whole
        for one in random.sample(said, len(said)):
            assert store.undo(one, "2025-01-02T00:00:00Z")
        assert not store.undo(said[0], "2025-01-03T00:00:00Z")
        assert list(lines(store)) == before
        assert [(one.id, one.undone) for one in store.judgements()] == [
            (one.id, "2025-01-02T00:00:00Z") for one in sorted(said, key=lambda one: one.at)
        ]


def test_a_later_judgement_takes_the_place_of_an_earlier_one() -> None:
    one, other = told("a", "John Smith", ("at", "Quorvex", None)), told("b", "Harold Jones", ("at", "Harbold", None))
    sides = [f"a#{own('John Smith')}"], [f"b#{own('Harold Jones')}"]
    same, different = judged("same", *sides, 1), judged("different", *sides, 2)
    for judgements, count in (([], 2), ([same], 1), ([same, different], 2), ([different, same], 2)):
        people = {entity.id for claims in identified([one, other], judgements) for entity in claims.entities}
        assert len(people) - 2 == count


def test_companies_are_judged_by_their_names() -> None:
    articles = [
        told("a", "Noemi Shalberg", ("at", "Quorvex", None)),
        told("b", "Noemi Shalberg", ("at", "Harbold", None)),
    ]
    same = judged("same", ["company:Quorvex"], ["company:Harbold"], 1)
    assert {entity.id for claims in identified(articles, [same]) for entity in claims.entities} == {
        "harbold", "noemi-shalberg",
    }  # fmt: skip
    listed = judged("same", ["company:Quorvex"], ["google"], 1)
    assert [entity.id for entity in identified(articles, [listed])[0].entities] == ["google", "noemi-shalberg"]
