"""Both pipelines give one kind of Doc: UD labels and trees, features, lemmas; and names in the nominative."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.tokens import Doc

from extractors.languages import _tree, codes, language, pipeline
from kg.errors import UsageError

UD = {
    "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp",
    "compound", "compound:prt", "conj", "cop", "csubj", "csubj:pass", "dep", "det", "det:predet", "discourse", "expl",
    "fixed", "flat", "flat:foreign", "flat:name", "goeswith", "iobj", "list", "mark", "nmod", "nmod:poss", "nsubj",
    "nsubj:pass", "nummod", "nummod:entity", "nummod:gov", "obj", "obl", "obl:agent", "obl:npmod", "obl:tmod", "orphan",
    "parataxis", "punct", "root", "vocative", "xcomp",
}  # fmt: skip

TREES = [  # text, then "label(head, dependent)" that must be in its tree
    ("en", "Rao was hired by Databricks in 2023.",
     "nsubj:pass(hired, Rao) aux:pass(hired, was) obl:agent(hired, Databricks) case(Databricks, by)"),
    ("en", "Smith joined Google and became its chief scientist.",
     "nsubj(joined, Smith) obj(joined, Google) conj(joined, became) xcomp(became, scientist)"),
    ("en", "After leaving OpenAI to found Anthropic, Amodei raised money.",
     "mark(leaving, After) advcl(raised, leaving) mark(found, to) obj(found, Anthropic)"),
    ("en", "By hiring Shazeer, Google regained talent.", "mark(hiring, By) advcl(regained, hiring)"),
    ("en", "She was not the chief executive of OpenAI.",
     "cop(executive, was) nsubj(executive, She) nmod(executive, OpenAI) case(OpenAI, of)"),
    ("en", "There is a shortage of engineers.", "expl(is, There) nsubj(is, shortage)"),
    ("en", "Google persuaded him to return.", "obj(persuaded, him) xcomp(persuaded, return) mark(return, to)"),
    ("en", "They named him CEO.", "obj(named, him) xcomp(named, CEO)"),
    ("en", "Zuckerberg offered him a job.", "iobj(offered, him) obj(offered, job)"),
    ("en", "He walked out of Google.", "obl(walked, Google) case(Google, out) case(Google, of)"),
    ("en", "He went back to Google.", "obl(went, Google) advmod(went, back)"),
    ("en", "The engineer whose code saved the company moved to OpenAI.", "acl:relcl(engineer, saved) nmod:poss(code, whose)"),
    ("en", "Apple, Google and Microsoft are hiring.", "conj(Apple, Google) conj(Apple, Microsoft) cc(Microsoft, and)"),
    ("en", "Sutskever, a co-founder of OpenAI, and Jan Leike resigned last month.",
     "appos(Sutskever, co-founder) conj(Sutskever, Leike) obl:tmod(resigned, month)"),
    ("en", "Rao, vice president of AI at Databricks, who was hired by Intel, left.", "acl:relcl(Rao, hired)"),
    ("ru", "Петрова уволил банк.", "obj(уволил, Петрова) nsubj(уволил, банк)"),
    ("ru", "Петрова назначили директором банка.", "obj(назначили, Петрова) nmod(директором, банка)"),
    ("ru", "Он пытался заарканить инженера из Meta.", "obj(заарканить, инженера)"),
]  # fmt: skip


def relations(doc: Doc) -> set[str]:
    return {f"{token.dep_}({token.head.text}, {token.text})" for token in doc}


@pytest.mark.parametrize(("code", "text", "wanted"), TREES)
def test_tree(code: str, text: str, wanted: str) -> None:
    missing = {f"{part})" for part in wanted.rstrip(")").split(") ")} - relations(pipeline(code)(text))
    assert not missing


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, text, _ in TREES])
def test_every_sentence_is_one_tree_with_known_labels(code: str, text: str) -> None:
    doc = pipeline(code)(f"{text}\n\n  {text} {text}")
    for sentence in doc.sents:
        assert _tree.is_tree([token.head.i - sentence.start for token in sentence])
        assert [token.dep_ for token in sentence].count("root") == 1
    assert {token.dep_ for token in doc} <= UD
    assert "".join(token.text_with_ws for token in doc) == doc.text


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("text", ["", " ", "\n", "…", "123", "\u200b", "A", "🙂 Rao 🙂", "\n\nРао\n\n"])
def test_odd_texts_keep_every_character(code: str, text: str) -> None:
    assert "".join(token.text_with_ws for token in pipeline(code)(text)) == text


@pytest.mark.parametrize("code", codes())
def test_a_batch_gives_what_one_text_gives(code: str) -> None:
    texts = [text for of, text, _ in TREES if of == code]
    for text, doc in zip(texts, pipeline(code).pipe(texts), strict=True):
        alone = pipeline(code)(text)
        assert doc.to_json() == alone.to_json()
        assert [ent._.name for ent in doc.ents] == [ent._.name for ent in alone.ents]


@pytest.mark.parametrize(
    ("code", "text", "word", "lemma", "feature"),
    [
        ("en", "She did not leave Google.", "not", "not", "Polarity=Neg"),
        ("en", "He left to found Anthropic.", "found", "found", ""),
        ("en", "Two engineers left.", "engineers", "engineer", "Number=Plur"),
        ("ru", "Он ушёл из банка.", "банка", "банк", "Case=Gen"),
        ("ru", "Её назначили директором.", "назначили", "назначить", "Number=Plur"),
        ("ru", "Он пытался заарканить инженера.", "заарканить", "заарканить", "VerbForm=Inf"),
    ],
)
def test_lemma_and_features(code: str, text: str, word: str, lemma: str, feature: str) -> None:
    token = next(token for token in pipeline(code)(text) if token.text == word)
    assert token.lemma_ == lemma
    assert feature in str(token.morph)


@pytest.mark.parametrize(
    ("sentence", "label", "names"),
    [
        (
            "Компания переманила {}.",
            "PERSON",
            "Ноама Шазира=Ноам Шазир|Марка Цукерберга=Марк Цукерберг|Миру Мурати=Мира Мурати|Навина Рао=Навин Рао|"
            "Илью Суцкевера=Илья Суцкевер|Сару Фрайер=Сара Фрайер|Лизу Су=Лиза Су|Анну Смирнову=Анна Смирнова|"
            "Фэй-Фэй Ли=Фэй-Фэй Ли|Павла Дурова=Павел Дуров|Михаила Достоевского=Михаил Достоевский|Никиту Ткача=Никита Ткач",
        ),
        (
            "Банк назначил директором {}.",
            "PERSON",
            "Эвелину Штраубе=Эвелина Штраубе|Ренату Юсупову=Рената Юсупова|Эдгара Роу=Эдгар Роу|Тимура Липатова=Тимур Липатов",
        ),
        (
            "{} стала директором.",
            "PERSON",
            "Рамиля Аскерова=Рамиля Аскерова|Гульнара Абдрахманова=Гульнара Абдрахманова|Инга Рябова=Инга Рябова",
        ),
        (
            "Встреча прошла с {} вчера.",
            "PERSON",
            "Илоном Маском=Илон Маск|Германом Грефом=Герман Греф|Мирой Мурати=Мира Мурати|Тимом Куком=Тим Кук",
        ),
        (
            "Совещание у {} прошло.",
            "COMPANY",
            "Яндекса=Яндекс|Сбербанка=Сбербанк|Европейского центрального банка=Европейский центральный банк|МИДа=МИД|"
            "Министерства обороны=Министерство обороны|Лаборатории Касперского=Лаборатория Касперского|КамАЗа=КамАЗ|ЦБ=ЦБ",
        ),
        (
            "Он работал {} и ушёл.",
            "ROLE",
            "вице-президентом по ИИ=вице-президент по ИИ|генеральным директором=генеральный директор|"
            "главным научным сотрудником=главный научный сотрудник|руководителем отдела маркетинга=руководитель отдела маркетинга",
        ),
    ],
)
def test_russian_nominative(sentence: str, label: str, names: str) -> None:
    for written, wanted in (pair.split("=") for pair in names.split("|")):
        text = sentence.format(written)
        start = text.index(written)
        span = pipeline("ru")(text).char_span(start, start + len(written), label)
        assert span is not None
        assert language("ru").nominative(span) == wanted


@pytest.mark.parametrize(
    "heads",
    [[], [0], [1, 0], [1, 2, 0], [0, 1, 2], [3, 3, 1, 2, 2], [5, -4, 0], [1, 1, 3, 2]],
)
def test_any_heads_become_one_tree(heads: list[int]) -> None:
    fixed, labels = _tree.repaired(heads, ["dep"] * len(heads))
    assert not heads or _tree.is_tree(fixed)
    assert labels.count("root") == min(1, len(heads))


@pytest.mark.parametrize(
    ("code", "model"), [("xx", None), ("../en", None), ("en", "no_such_model"), ("ru", "no_such_model")]
)
def test_what_is_missing_is_said_in_one_line(code: str, model: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        pipeline(code, model)
    assert "\n" not in str(caught.value)


def test_languages_are_the_files_of_the_folder() -> None:
    assert codes() == ("en", "ru")
    assert all(one < two for one, two in pairwise(codes()))
