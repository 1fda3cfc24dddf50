"""Facts of single sentences: who works or worked where, who founded what, who belongs to what."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Affiliation, Article
from kg.resolve import resolve


def found(text: str, language: str) -> tuple[Affiliation, ...]:
    return extract(Article(id="test", source="test", language=language, text=text)).affiliations


def row(fact: Affiliation) -> tuple[str, str, str, str]:
    return fact.kind, fact.person.name, fact.role or "", fact.company.name


SENTENCES = [
    (
        "en",
        "Ann Lee, chief executive of Northgate Systems, spoke first.",
        [("employed", "Ann Lee", "chief executive", "Northgate Systems")],
    ),
    ("en", "Northgate Systems CEO Ann Lee spoke first.", [("employed", "Ann Lee", "CEO", "Northgate Systems")]),
    (
        "en",
        "Northgate Systems' chief scientist, Ann Lee, spoke first.",
        [("employed", "Ann Lee", "chief scientist", "Northgate Systems")],
    ),
    (
        "en",
        "Ann Lee was president and chief executive officer of Northgate Systems until 2012.",
        [
            ("employed", "Ann Lee", "president", "Northgate Systems"),
            ("employed", "Ann Lee", "chief executive officer", "Northgate Systems"),
        ],
    ),
    (
        "en",
        "Ann Lee (born 1961) is a chemist and the founder of Bluefin Labs.",
        [("founded", "Ann Lee", "founder", "Bluefin Labs")],
    ),
    (
        "en",
        "Ann Lee, 45, founder of Bluefin Labs and chairman of Northgate Systems, spoke first.",
        [("founded", "Ann Lee", "founder", "Bluefin Labs"), ("employed", "Ann Lee", "chairman", "Northgate Systems")],
    ),
    (
        "en",
        "Bluefin Labs was founded in 1998 by Ann Lee, Boris Kane and Carla Ruiz.",
        [
            ("founded", "Ann Lee", "", "Bluefin Labs"),
            ("founded", "Boris Kane", "", "Bluefin Labs"),
            ("founded", "Carla Ruiz", "", "Bluefin Labs"),
        ],
    ),
    (
        "en",
        "Bluefin Labs is a robotics company co-founded by Ann Lee and Boris Kane.",
        [("founded", "Ann Lee", "", "Bluefin Labs"), ("founded", "Boris Kane", "", "Bluefin Labs")],
    ),
    ("en", "Ann Lee also co-founded Bluefin Labs, a maker of pumps.", [("founded", "Ann Lee", "", "Bluefin Labs")]),
    (
        "en",
        "Ann Lee founded Bluefin Labs with Boris Kane.",
        [("founded", "Ann Lee", "", "Bluefin Labs"), ("founded", "Boris Kane", "", "Bluefin Labs")],
    ),
    ("en", "Northgate Systems is led by chief executive Ann Lee.", [("employed", "Ann Lee", "", "Northgate Systems")]),
    (
        "en",
        "Ann Lee worked for Northgate Systems and taught at the University of Leeds.",
        [("employed", "Ann Lee", "", "Northgate Systems"), ("employed", "Ann Lee", "", "University of Leeds")],
    ),
    (
        "en",
        "Before joining Northgate Systems, Ann Lee served as chief engineer at Bluefin Labs.",
        [("employed", "Ann Lee", "", "Northgate Systems"), ("employed", "Ann Lee", "chief engineer", "Bluefin Labs")],
    ),
    (
        "en",
        "Ann Lee is a professor of physics at the University of Leeds and a fellow of Trinity College.",
        [
            ("employed", "Ann Lee", "professor of physics", "University of Leeds"),
            ("employed", "Ann Lee", "", "Trinity College"),
        ],
    ),
    (
        "en",
        "Ann Lee is a historian who currently serves as director of the Leeds Museum.",
        [("employed", "Ann Lee", "director", "Leeds Museum")],
    ),
    ("en", "Ann Lee was a botanist at the University of Leeds.", [("employed", "Ann Lee", "", "University of Leeds")]),
    (
        "en",
        "Ann Lee is a writer. She worked at Northgate Systems for ten years.",
        [("employed", "Ann Lee", "", "Northgate Systems")],
    ),
    ("en", "The chairman of Northgate Systems is Ann Lee.", [("employed", "Ann Lee", "chairman", "Northgate Systems")]),
    ("en", "Ann Lee plays for Leeds United.", [("member", "Ann Lee", "", "Leeds United")]),
    ("en", "Grey Herons drummer Ann Lee wrote the song.", [("member", "Ann Lee", "", "Grey Herons")]),
    ("en", "Ann Lee was a member of the Royal Society.", [("member", "Ann Lee", "", "Royal Society")]),
    ("en", "Ann Lee is not the chief executive of Northgate Systems.", []),
    ("en", "Ann Lee may join Northgate Systems.", []),
    ("en", "Ann Lee tried to join Northgate Systems.", []),
    ("en", "Ann Lee criticised Northgate Systems.", []),
    ("en", "Ann Lee visited the University of Leeds.", []),
    ("en", "Ann Lee bought shares of Northgate Systems.", []),
    (
        "en",
        "Ann Lee was named chief executive of Northgate Systems, succeeding Boris Kane.",
        [
            ("employed", "Ann Lee", "chief executive", "Northgate Systems"),
            ("employed", "Boris Kane", "chief executive", "Northgate Systems"),
        ],
    ),
    (
        "en",
        "Northgate Systems' head of marketing, Ann Lee, spoke first.",
        [("employed", "Ann Lee", "head of marketing", "Northgate Systems")],
    ),
    ("en", "Ann Lee set up Bluefin Labs in 1998.", [("founded", "Ann Lee", "", "Bluefin Labs")]),
    (
        "en",
        "The Grey Herons are a folk band from Leeds. Guitarist Ann Lee wrote the songs.",
        [("member", "Ann Lee", "", "Grey Herons")],
    ),
    ("en", "Ann Lee's career at Northgate Systems began in 1961.", [("employed", "Ann Lee", "", "Northgate Systems")]),
    (
        "en",
        "Ann Lee, who had founded Bluefin Labs, never worked for Northgate Systems.",
        [("founded", "Ann Lee", "", "Bluefin Labs")],
    ),
    ("en", "Ann Lee denied that she was the founder of Bluefin Labs.", []),
    (
        "ru",
        "Президент компании «Северный ветер» Иван Петров выступил первым.",
        [("employed", "Иван Петров", "президент", "Северный ветер")],
    ),
    (
        "ru",
        "Иван Петров, глава компании «Северный ветер», выступил первым.",
        [("employed", "Иван Петров", "глава", "Северный ветер")],
    ),
    (
        "ru",
        "Министр обороны Норвегии Иван Петров приехал в Осло.",
        [("employed", "Иван Петров", "министр обороны", "Норвегия")],
    ),
    ("ru", "Мэр Москвы Иван Петров открыл мост.", [("employed", "Иван Петров", "мэр", "Москва")]),
    (
        "ru",
        "Иван Петров — директор Института океана, Пётр Сидоров — ректор Томского университета.",
        [
            ("employed", "Иван Петров", "директор", "Институт океана"),
            ("employed", "Пётр Сидоров", "ректор", "Томский университет"),
        ],
    ),
    ("ru", "Компанию «Северный ветер» основал Иван Петров.", [("founded", "Иван Петров", "", "Северный ветер")]),
    (
        "ru",
        "Партия «Новый берег», возглавляемая Иваном Петровым, выиграла выборы.",
        [("employed", "Иван Петров", "", "Партия «Новый берег»")],
    ),
    (
        "ru",
        "Иван Петров работал в Сбербанке и преподавал в Томском университете.",
        [("employed", "Иван Петров", "", "Сбербанк"), ("employed", "Иван Петров", "", "Томский университет")],
    ),
    ("ru", "Иван Петров, возглавлявший Сбербанк, ушёл в отставку.", [("employed", "Иван Петров", "", "Сбербанк")]),
    (
        "ru",
        "Британский премьер Иван Петров отказался от поездки.",
        [("employed", "Иван Петров", "премьер", "Великобритания")],
    ),
    (
        "ru",
        "Член Общественной палаты Иван Петров написал письмо.",
        [("member", "Иван Петров", "", "Общественная палата")],
    ),
    (
        "ru",
        "Экс-председатель Верховного суда Норвегии Иван Петров рассказал об этом.",
        [("employed", "Иван Петров", "", "Верховный суд")],
    ),
    ("ru", "Представитель Роскосмоса Иван Петров ответил журналистам.", [("employed", "Иван Петров", "", "Роскосмос")]),
    ("ru", "Основатель Яндекса Иван Петров выступил первым.", [("founded", "Иван Петров", "основатель", "Яндекс")]),
    ("ru", "Иван Петров стал кандидатом на пост главы Сбербанка.", []),
    ("ru", "Иван Петров не работает в Сбербанке.", []),
    ("ru", "Иван Петров раскритиковал Сбербанк.", []),
    ("ru", "Иван Петров приехал в Москву.", []),
    (
        "ru",
        "Президент Норвегии Иван Петров и премьер-министр Дании Пётр Сидоров подписали договор.",
        [
            ("employed", "Иван Петров", "президент", "Норвегия"),
            ("employed", "Пётр Сидоров", "премьер-министр", "Дания"),
        ],
    ),
    ("ru", "Гитарист группы «Чайки» Иван Петров написал песню.", [("member", "Иван Петров", "", "Чайки")]),
    ("ru", "Об этом рассказал РБК военный эксперт Иван Петров.", []),
    (
        "ru",
        "Иван Петров сменил Петра Сидорова на посту главы Сбербанка.",
        [("employed", "Иван Петров", "глава", "Сбербанк"), ("employed", "Пётр Сидоров", "глава", "Сбербанк")],
    ),
    (
        "ru",
        "Исполняющий обязанности министра обороны Норвегии Иван Петров ушёл.",
        [("employed", "Иван Петров", "министр обороны", "Норвегия")],
    ),
    ("ru", "О кандидатуре на пост главы Сбербанка заявил Иван Петров.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_facts_of_sentences(language: str, text: str, expected: list[tuple[str, ...]]) -> None:
    assert [row(fact) for fact in found(text, language)] == expected


@pytest.mark.parametrize(("language", "text", "former"), [
    ("en", "Ann Lee, the former chief executive of Northgate Systems, spoke first.", True),
    ("en", "Ann Lee, the chief executive of Northgate Systems, spoke first.", False),
    ("ru", "Бывший глава Сбербанка Иван Петров выступил первым.", True),
    ("ru", "Глава Сбербанка Иван Петров выступил первым.", False),
])  # fmt: skip
def test_a_former_post_is_marked(language: str, text: str, former: bool) -> None:
    assert [fact.former for fact in found(text, language)] == [former]


@pytest.mark.parametrize(("language", "text", "posts"), [
    ("en", "Ann Lee, chief executive of Northgate Systems, spoke first.", 1),
    ("en", "Ann Lee was a member of the Royal Society.", 0),
    ("en", "Ann Lee is a professor of physics at the University of Leeds.", 0),
    ("ru", "Министр обороны Норвегии Иван Петров приехал в Осло.", 0),
])  # fmt: skip
def test_only_posts_at_companies_reach_the_graph(language: str, text: str, posts: int) -> None:
    extraction = extract(Article(id="test", source="test", language=language, text=text))
    assert len(extraction.affiliations) == 1
    assert len(resolve(extraction).posts) == posts


def test_the_words_of_a_fact_are_in_the_text() -> None:
    text = "It rained. Ann Lee, chief executive of Northgate Systems, spoke first. Nobody listened."
    (fact,) = found(text, "en")
    assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
    assert text[fact.role_start : fact.role_end] == "chief executive"
    assert text[fact.company.start : fact.company.end] == "Northgate Systems"
