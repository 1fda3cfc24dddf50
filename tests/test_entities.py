"""Entities of whole documents: edges, labels, names and which mentions are one thing. The sentences are ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc

from extractors import gazetteer
from extractors.entities.knowledge import roles
from extractors.languages import language, pipeline
from kg.errors import KnowledgeError

SEED = Path(__file__).parent.parent.parent / "shared" / "data" / "seed" / "devby-ai-talent-war.txt"
LABELS = {"PERSON", "COMPANY", "OUTLET", "ORG", "PLACE", "ROLE", "MONEY", "DATE"}


def entities(doc: Doc, *labels: str) -> list[str]:
    return [f"{ent.text}/{ent.label_}" for ent in doc.ents if not labels or ent.label_ in labels]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "Naveen Rao, vice president of AI at Databricks, left.", "Naveen Rao/PERSON; vice president of AI/ROLE; Databricks/COMPANY"),
        ("en", "The startup Figurex hired engineers from Meta.", "Figurex/COMPANY; engineers/ROLE; Meta/COMPANY"),
        ("en", "Startup Figurex hired two people.", "Figurex/COMPANY"),
        ("en", "They built a start-up called Quorvex.", "Quorvex/COMPANY"),
        ("en", "Databricks has bought Quillstack, a small firm.", "Databricks/COMPANY; Quillstack/COMPANY"),
        ("en", "Maria Lund is CEO of Sabex.", "Maria Lund/PERSON; CEO/ROLE; Sabex/COMPANY"),
        ("en", "The AI and GPU boom made the CMO and the VP nervous.", "CMO/ROLE; VP/ROLE"),
        ("en", "Character.AI lost its chief scientist to Google.", "Character.AI/COMPANY; chief scientist/ROLE; Google/COMPANY"),
        ("en", "She studied at the University of Oslo.", "University of Oslo/ORG"),
        ("en", "He told the Financial Times that he had left OpenAI.", "Financial Times/OUTLET; OpenAI/COMPANY"),
        ("en", "An AI researcher and a senior software engineer quit.", "AI researcher/ROLE; senior software engineer/ROLE"),
        ("en", "The former chief operating officer moved to Berlin.", "chief operating officer/ROLE; Berlin/PLACE"),
        ("ru", "СЕО Perplexity рассказал об инженере из Meta.", "СЕО/ROLE; Perplexity/COMPANY; инженере/ROLE; Meta/COMPANY"),
        ("ru", "Вице-президент по ИИ Databricks Навин Рао уволился.", "Вице-президент по ИИ/ROLE; Databricks/COMPANY; Навин Рао/PERSON"),
        ("ru", "ИИ-специалисты и ИИ нужны всем.", ""),
        ("ru", "Он возглавил стартап «Зелёный дом».", "Зелёный дом/COMPANY"),
        ("ru", "Руководитель отдела маркетинга «Яндекса» Анна Смирнова ушла.",
         "Руководитель отдела маркетинга/ROLE; Яндекса/COMPANY; Анна Смирнова/PERSON"),
        ("ru", "Заместитель генерального директора по персоналу ушёл.", "Заместитель генерального директора по персоналу/ROLE"),
        ("ru", "Гендиректора связываются с ними по телефону.", "Гендиректора/ROLE"),
        ("ru", "Он окончил Московский государственный университет.", "Московский государственный университет/ORG"),
    ],
)  # fmt: skip
def test_entities(code: str, text: str, wanted: str) -> None:
    found = entities(pipeline(code)(text), "PERSON", "COMPANY", "OUTLET", "ORG", "PLACE", "ROLE")
    assert "; ".join(found) == wanted


@pytest.mark.parametrize(
    ("code", "text", "mentions", "name"),
    [
        (
            "en",
            "Lena Vorstadt left Apple. Vorstadt had worked there for years.",
            ["Lena Vorstadt", "Vorstadt"],
            "Lena Vorstadt",
        ),
        ("en", "Google's boss spoke. Everyone at Google listened.", ["Google", "Google"], "Google"),
        ("ru", "Google переманила Ноама Шазира. Шазир вернулся.", ["Ноама Шазира", "Шазир"], "Ноам Шазир"),
        ("ru", "Гидеон Ю (Gideon Yu) уволился.", ["Гидеон Ю", "Gideon Yu"], "Гидеон Ю"),
        ("ru", "В «Яндексе» сказали, что Яндекс нанимает.", ["Яндексе", "Яндекс"], "Яндекс"),
    ],
)
def test_mentions_of_one_thing(code: str, text: str, mentions: list[str], name: str) -> None:
    doc = pipeline(code)(text)
    same = [ent for ent in doc.ents if ent.text in mentions]
    assert [ent.text for ent in same] == mentions
    assert len({ent._.entity for ent in same}) == 1
    assert {ent._.name for ent in same} == {name}


def test_both_scripts_of_a_known_name_are_one_thing() -> None:
    doc = pipeline("ru")("Сэм Альтман руководит OpenAI. По-английски его зовут Sam Altman.")
    people = [ent for ent in doc.ents if ent.label_ == "PERSON"]
    assert {ent.kb_id_ for ent in people} == {"sam-altman"}
    assert len({ent._.entity for ent in people}) == 1


def test_two_people_with_one_surname_stay_two() -> None:
    doc = pipeline("en")("Dario Amodei and Daniela Amodei left OpenAI.")
    assert len({ent._.entity for ent in doc.ents if ent.label_ == "PERSON"}) == 2


@pytest.mark.parametrize("code", ["en", "ru"])
def test_only_things_have_a_number(code: str) -> None:
    doc = pipeline(code)(
        "Rao left Intel for $3 billion in May 2024. Инженер Рао ушёл из Intel в мае 2024 года за $3 млрд."
    )
    assert {ent.label_ for ent in doc.ents} <= LABELS
    for ent in doc.ents:
        assert (ent._.entity == -1) == (ent.label_ in {"ROLE", "MONEY", "DATE"})
        assert ent._.name
    assert {"MONEY", "DATE"} <= {ent.label_ for ent in doc.ents}


@pytest.mark.skipif(not SEED.exists(), reason="the article the product started from is not here")
def test_the_first_article() -> None:
    doc = pipeline("ru")(SEED.read_text("utf-8"))
    names = {ent._.name for ent in doc.ents if ent.label_ in {"PERSON", "COMPANY", "OUTLET"}}
    assert names == {
        "Databricks", "Навин Рао", "Леброн Джеймс", "The Verge", "Perplexity", "Meta", "Nvidia", "OpenAI", "Anthropic", "xAI",
        "Microsoft", "Google", "Сэм Альтман", "Марк Цукерберг", "Ноам Шазир", "dev.by",
    }  # fmt: skip
    assert sum(ent._.name == "Ноам Шазир" for ent in doc.ents) == 2
    assert not any("ИИ" in ent.text for ent in doc.ents if ent.label_ != "ROLE")


COMPANIES = '[[company]]\nid = "oak"\nname = "Oakline"\naliases = ["Оклайн"]\nkind = "company"\n'
ORCHARD = '[[company]]\nid = "pear"\nname = "Pear"\nkind = "outlet"\ncommon = true\nwords = ["Pear"]\n'


@pytest.fixture
def matcher(tmp_path: Path) -> gazetteer.Matcher:
    (tmp_path / "companies.toml").write_text(COMPANIES + ORCHARD, "utf-8")
    (tmp_path / "people.toml").write_text('[[person]]\nid = "x"\nname = "Ida Voss"\naliases = ["Ида Восс"]\n', "utf-8")
    known = gazetteer.entries(tmp_path / "companies.toml", tmp_path / "people.toml")
    return gazetteer.Matcher(pipeline("ru"), language("ru").forms, known)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Oakline и Оклайна ждут", [("oak", True), ("oak", True)]),
        ("oakline", []),
        ("Pear и pear", [("pear", False)]),
        ("с Идой Восс говорили", [("x", True)]),
        ("Ида ушла", []),
    ],
)
def test_matcher(matcher: gazetteer.Matcher, text: str, wanted: list[tuple[str, bool]]) -> None:
    assert [(match.entry.id, match.sure) for match in matcher(pipeline("ru")(text))] == wanted


@pytest.mark.parametrize(
    ("companies", "said"),
    [
        ("[[company]]\nname = 'x'\n", "needs an id"),
        ("[[company]]\nid = 'x'\nname = 'x'\nkind = 'club'\n", "kind 'club'"),
        (COMPANIES + COMPANIES, "twice"),
        ("[[company", "companies.toml"),
    ],
)
def test_a_bad_gazetteer_is_named(tmp_path: Path, companies: str, said: str) -> None:
    path = tmp_path / "companies.toml"
    path.write_text(companies, "utf-8")
    with pytest.raises(KnowledgeError, match=r"companies\.toml") as caught:
        gazetteer.entries(path, tmp_path / "people.toml")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"), [("[en]\nnobody = ['x']\n", "not read"), ("[en]\nheads = ['CEO']\n", "small letters")]
)
def test_bad_word_lists_are_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "roles.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=said):
        roles("en", path)
