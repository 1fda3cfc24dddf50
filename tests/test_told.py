"""Earlier names that an article tells, and names without what stands before them."""

from __future__ import annotations

import re

import pytest

from kg.identity import identified
from kg.model import Article, EntityKind, Extraction, Mention
from kg.resolve import resolve
from kg.resolve.told import told

# [people] and {companies} of a text, and what is told of whom.
TOLD = [
    ("[Emma Voss], née Larkin, joined {Quorvex}.", "Emma Voss < Emma Larkin"),
    ("[Emma Voss] (formerly known as Emma Jane Larkin) left.", "Emma Voss < Emma Jane Larkin"),
    ("[Emma Larkin], now known as [Emma Voss], left {Quorvex}.", "Emma Voss < Emma Larkin"),
    ("[Emma Voss], formerly of {Quorvex}, left.", ""),
    ("[Emma Voss], born in Leeds, left {Quorvex}.", ""),
    ("Retailer {Brightloom}, which was called Threadwell until spring, grew.", "Brightloom < Threadwell"),
    ("{Brightloom} (formerly Threadwell) grew.", "Brightloom < Threadwell"),
    ("{Brightloom}, formerly Threadwell & Sons, grew.", "Brightloom < Threadwell & Sons"),
    ("{Threadwell}, which has since been renamed {Brightloom}, grew.", "Brightloom < Threadwell"),
    ("{Threadwell} changed its name to {Brightloom} in May.", "Brightloom < Threadwell"),
    ("{Brightloom}, formerly Threadwell's supplier, grew.", ""),
    ("{Brightloom}, formerly a shop, grew.", ""),
    ("[Ольга Хартманн] (до замужества — Терентьева) пришла в {Нордхавн}.", "Ольга Хартманн < Ольга Терентьева"),
    ("[Ольга Хартманн], урождённая Терентьева, ушла.", "Ольга Хартманн < Ольга Терентьева"),
    ("[Ольга Хартманн], урождённая москвичка, ушла.", ""),
    ("«{Яркий ткач}» (ранее — «Нитка») вырос.", "Яркий ткач < Нитка"),
    ("«{Нитка}» переименована в «{Яркий ткач}».", "Яркий ткач < Нитка"),
    ("«{Яркий ткач}», ранее Нитка принадлежала ему, вырос.", ""),
]  # fmt: skip


def extraction(text: str, id: str = "a1") -> Extraction:
    """An article whose people stand in [brackets] and companies in {braces}."""
    plain, mentions, names = "", [], list[str]()
    for before, person, company in re.findall(r"([^\[{]*)(?:\[([^\]]+)\]|\{([^}]+)\}|$)", text):
        plain += before
        if name := person or company:
            kind: EntityKind = "person" if person else "company"
            names += [name] if name not in names else []
            mentions.append(Mention(name, kind, len(plain), len(plain) + len(name), name, names.index(name)))
            plain += name
    return Extraction(Article(id, "test", "ru" if re.search("[а-я]", text) else "en", plain), tuple(mentions))


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[row[0] for row in TOLD])
def test_earlier_names(text: str, expected: str) -> None:
    found = told(extraction(text))
    assert "; ".join(f"{one.now.name} < {one.former}" for one in found) == expected
    for one in found:
        assert extraction(text).article.text[one.start : one.end] in (one.former, one.now.name, one.former.split()[-1])


@pytest.mark.parametrize(
    ("articles", "kind", "name"),
    [
        (("{Threadwell} grew.", "{Brightloom}, formerly Threadwell, grew.", "{Brightloom} fell."), "company", "Brightloom"),
        (("{Нитка} росла.", "{Threadwell} changed its name to {Zedra}.", "{Нитка} переименована в «{Зедра}»."), "company", "Zedra"),
        (
            ("[Olga Terentyeva] left.", "[Ольга Хартманн] (до замужества — Терентьева) пришла.", "[Olga Hartmann] spoke."),
            "person",
            "Olga Hartmann",
        ),
    ],
    ids=["a company", "in two scripts", "a person"],
)  # fmt: skip
def test_who_is_told_to_have_had_another_name_is_one(articles: tuple[str, ...], kind: str, name: str) -> None:
    every = identified(resolve(extraction(text, f"a{number}")) for number, text in enumerate(articles))
    found = {entity.id: entity.name for claims in every for entity in claims.entities if entity.kind == kind}
    assert len(found) == 1, found
    assert name in {entity.name for claims in every for entity in claims.entities}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{Chip start-up Lumenforge} hired [Ada Quillfeather].", ["Ada Quillfeather", "Lumenforge"]),
        ("{Логистическая компания «Северлайн»} наняла её.", ["Северлайн"]),
        ("At [Google Quillfeather] led; [Ada Quillfeather] left {Google} again.", ["Ada Quillfeather", "Google"]),
        ("{Bank of Mirsky} hired [Ford Mirsky].", ["Bank of Mirsky", "Ford Mirsky"]),
    ],
)
def test_what_stands_before_a_name_is_none_of_it(text: str, names: list[str]) -> None:
    assert sorted(entity.name for entity in resolve(extraction(text)).entities) == names
