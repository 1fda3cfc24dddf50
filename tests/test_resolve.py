"""One article's mentions to entities: who is one, who stays apart, and that the claims are the same every time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.identity import identified
from kg.model import Affiliation, Article, Claims, Entity, EntityKind, Evidence, Extraction, Mention, Move, Quote
from kg.resolve import resolve


def together(*extractions: Extraction) -> list[Claims]:
    """What the articles claim, resolved each alone and then tied."""
    return identified(map(resolve, extractions))


def article(text: str, id_: str = "a1") -> Article:
    return Article(id_, "test", "en", text)


def mention(text: str, name: str, kind: EntityKind, entity: int, known: str | None = None) -> Mention:
    start = text.index(name)
    return Mention(name, kind, start, start + len(name), name, entity, known)


def evidence(text: str) -> Evidence:
    return Evidence(text, 0, len(text))


def joined(text: str, person: str | None, company: str, id_: str = "a1", **more: str) -> Extraction:
    """An extraction of one move into a company; `person` and `company` stand in the text."""
    who = mention(text, person, "person", 0) if person else None
    where = mention(text, company, "company", 1)
    move = Move("joined", "completed", evidence(text), who, destination=where, description=more.get("description"))
    return Extraction(article(text, id_), tuple(m for m in (who, where) if m), (move,))


def people(claims: Claims) -> list[Entity]:
    return [entity for entity in claims.entities if entity.kind == "person"]


def test_a_move_is_told_by_ids() -> None:
    claims = resolve(joined("Vera Ostrogorskaya joined Quorvex.", "Vera Ostrogorskaya", "Quorvex"))
    (move,) = claims.moves
    assert (move.person, move.destination, move.origins) == ("vera-ostrogorskaya", "quorvex", ())
    assert [entity.id for entity in claims.entities] == ["quorvex", "vera-ostrogorskaya"]
    assert claims.mentions == (("quorvex", 1), ("vera-ostrogorskaya", 1))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Noemi Shalberg", "Ноэми Шальберг"),
        ("Ноэми Шальберг", "Noemi Shalberg"),
        ("Robert Quillfeather", "Боб Квиллфезер"),
        ("Ян Чжилинь", "Zhilin Yang"),
    ],
)
def test_two_articles_in_two_scripts_name_one_person(first: str, second: str) -> None:
    one, two = together(
        joined(f"{first} joined Quorvex.", first, "Quorvex", "a1"),
        joined(f"{second}: Quorvex.", second, "Quorvex", "a2"),
    )
    assert people(two)[0].id == people(one)[0].id
    assert second in (people(two)[0].name, *people(two)[0].aliases)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("John Quillfeather", "Jack Quillfeather"),
        ("Сергей Остроумов", "Sergey Ostroumenko"),
        ("Smith", "John Smith"),
        ("J. Smith", "John Smith"),
        ("John", "John Quillfeather"),
        ("Quillfeather", "Quillfeather"),
        ("J. Quillfeather", "J. Quillfeather"),
    ],
)
def test_people_whose_full_names_do_not_agree_stay_apart(first: str, second: str) -> None:
    one, two = together(
        *(joined(f"{name} joined Quorvex.", name, "Quorvex", id) for name, id in ((first, "a1"), (second, "a2")))
    )
    assert people(two)[0].id != people(one)[0].id


def test_a_name_given_in_two_scripts_is_one_person_with_both_spellings() -> None:
    text = "В Quorvex пришёл Дэвид Эберсман (David Ebersman)."
    mentions = [mention(text, "Дэвид Эберсман", "person", 0), mention(text, "David Ebersman", "person", 1)]
    where = mention(text, "Quorvex", "company", 2)
    move = Move("joined", "completed", evidence(text), mentions[0], destination=where)
    claims = resolve(Extraction(article(text), (*mentions, where), (move,)))
    assert [(entity.id, entity.name, entity.aliases) for entity in people(claims)] == [
        ("david-ebersman", "David Ebersman", ("Дэвид Эберсман",))
    ]
    assert dict(claims.mentions)["david-ebersman"] == 2
    assert claims.moves[0].person == "david-ebersman"


def test_a_surname_belongs_to_the_only_full_name_it_fits() -> None:
    text = "Ada Quillfeather spoke. Bo Mirsky listened. Quillfeather left; Смирнов stayed."
    names = ["Ada Quillfeather", "Bo Mirsky", "Смирнов"]
    mentions = [mention(text, name, "person", i) for i, name in enumerate(names)]
    at = text.rindex("Quillfeather")
    mentions.append(Mention("Quillfeather", "person", at, at + 12, "Quillfeather", 9))
    claims = resolve(Extraction(article(text), tuple(mentions)))
    assert dict(claims.mentions)["ada-quillfeather"] == 2
    assert [entity.name for entity in people(claims) if entity.id.startswith("smirnov-")] == ["Смирнов"]


def test_the_gazetteer_gives_id_aliases_and_spelling() -> None:
    text = "Сэм Альтман, OpenAI."
    claims = resolve(
        Extraction(
            article(text), (mention(text, "Сэм Альтман", "person", 0), mention(text, "OpenAI", "company", 1, "openai"))
        )
    )
    found = {entity.id: entity for entity in claims.entities}
    assert found["openai"].name == "OpenAI"
    assert found["openai"].reason == "listed in the gazetteer"
    assert found["sam-altman"].name == "Sam Altman"


def test_a_company_has_one_latin_name_and_any_cyrillic_one() -> None:
    texts = {"Vizna": "vizna", "Визна": "vizna", "Визны": "vizna", "Wyzna": "wyzna", "Vizna Labs": "vizna-labs"}
    found = together(
        *(Extraction(article(f"{name}.", name), (mention(f"{name}.", name, "company", 0),)) for name in texts)
    )
    assert [[entity.id for entity in claims.entities] for claims in found] == [[id_] for id_ in texts.values()]


def test_people_who_are_only_described_are_never_one() -> None:
    text = "An engineer joined Quorvex."
    one, two = together(*(joined(text, None, "Quorvex", id, description="an engineer") for id in ("a1", "a2")))
    (first,), (second,) = people(one), people(two)
    assert first.unnamed
    assert first.description == first.name == "an engineer"
    assert first.id.startswith("unnamed-")
    assert first.id != second.id
    assert one.moves[0].person == first.id


def test_a_move_of_nobody_is_dropped() -> None:
    assert resolve(joined("Somebody joined Quorvex.", None, "Quorvex")).moves == ()


@pytest.mark.parametrize(("kind", "count"), [("outlet", 0), ("organisation", 0), ("company", 1), ("place", 0)])
def test_only_companies_and_ends_become_companies(kind: EntityKind, count: int) -> None:
    text = "The Quorvex Post wrote."
    named = mention(text, "The Quorvex Post", kind, 0)
    assert len(resolve(Extraction(article(text), (named,))).entities) == count
    text = "Ada Quillfeather, editor of The Quorvex Post."
    who, where = mention(text, "Ada Quillfeather", "person", 0), mention(text, "The Quorvex Post", kind, 1)
    post = Affiliation("employed", who, where, evidence(text), "editor")
    claims = resolve(Extraction(article(text), (who, where), affiliations=(post,)))
    assert [(p.person, p.company, p.role) for p in claims.posts] == [("ada-quillfeather", "the-quorvex-post", "editor")]


def test_quotes_keep_their_speaker() -> None:
    text = "“We are fine”, said Ada Quillfeather."
    quote = Quote("We are fine", 1, 12, mention(text, "Ada Quillfeather", "person", 0))
    claims = resolve(Extraction(article(text), (), quotes=(quote, Quote("We", 1, 3))))
    assert [(found.text, found.person) for found in claims.quotes] == [
        ("We are fine", "ada-quillfeather"),
        ("We", None),
    ]


def test_evidence_that_is_not_in_the_article_is_a_bug() -> None:
    extraction = joined("Ada Quillfeather joined Quorvex.", "Ada Quillfeather", "Quorvex")
    wrong = replace(extraction.moves[0], evidence=Evidence("Ada", 1, 4))
    with pytest.raises(ValueError, match=r"test \[1:4\]: the article says 'da '"):
        resolve(replace(extraction, moves=(wrong,)))


def test_two_moves_in_one_sentence_have_two_ids() -> None:
    text = "Ada Quillfeather founded Quorvex and Mirsky Labs."
    who = mention(text, "Ada Quillfeather", "person", 0)
    moves = tuple(
        Move("founded", "completed", evidence(text), who, destination=mention(text, name, "company", i))
        for i, name in enumerate(("Quorvex", "Mirsky Labs"), 1)
    )
    assert len({move.id for move in resolve(Extraction(article(text), moves=(*moves, moves[0]))).moves}) == 2


# Syllables that both scripts write one way, so that a made-up name has a right spelling in either.
SYLLABLES = [
    "ма:ma",
    "ро:ro",
    "ви:vi",
    "лен:len",
    "дар:dar",
    "ко:ko",
    "тан:tan",
    "бе:be",
    "нис:nis",
    "гор:gor",
    "пал:pal",
    "зу:zu",
]
word = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3)


def spelled(parts: list[str], script: int) -> str:
    return "".join(part.split(":")[script] for part in parts).capitalize()


@settings(max_examples=60, deadline=None)
@given(word, word)
def test_both_spellings_of_a_made_up_name_land_on_one_entity(given_name: list[str], surname: list[str]) -> None:
    cyrillic, latin = (f"{spelled(given_name, script)} {spelled(surname, script)}" for script in (0, 1))
    one, two = together(*(joined(f"{name}: Quorvex", name, "Quorvex", name) for name in (cyrillic, latin)))
    assert people(one)[0].id == people(two)[0].id


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["Ada Quill", "Ада Квилл", "Quill", "Bo Mirsky", "Мирский"]), min_size=1, max_size=6))
def test_resolving_twice_gives_equal_claims(names: list[str]) -> None:
    text = "; ".join(names)
    mentions, at = [], 0
    for name in names:
        mentions.append(Mention(name, "person", at, at + len(name), name, names.index(name)))
        at += len(name) + 2
    extraction = Extraction(article(text), tuple(mentions))
    assert resolve(extraction) == resolve(extraction)
    assert sum(count for _, count in resolve(extraction).mentions) == len(names)
    assert together(extraction) == [resolve(extraction)]
