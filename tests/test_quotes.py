"""Quotations and speakers: what is a quotation, who speaks in it, and who says what the article only reports."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.languages import pipeline
from extractors.marks import quoted
from extractors.quotes import quotes, speaker_of
from extractors.speakers import words
from kg.errors import KnowledgeError

# A text; its quotations, each with its speaker ("" where nobody is named).
QUOTATIONS = [
    ("en", "“Nobody builds kernels like that,” said Naveen Rao.", [("Nobody builds kernels like that", "Naveen Rao")]),
    ("en", '"Nobody builds kernels like that," Naveen Rao said.', [("Nobody builds kernels like that", "Naveen Rao")]),
    ("en", 'Naveen Rao said: "Nobody builds them like that."', [("Nobody builds them like that.", "Naveen Rao")]),
    (
        "en",
        'Naveen Rao left in May. "I was tired," he told Reuters. "It was the best year of my life."',
        [("I was tired", "Naveen Rao"), ("It was the best year of my life.", "Naveen Rao")],
    ),
    ("en", '"Why would I go?" asked Naveen Rao.', [("Why would I go?", "Naveen Rao")]),
    ("en", '"Naveen is staying," a spokesperson for Microsoft said.', [("Naveen is staying", "Microsoft")]),
    (
        "en",
        'Microsoft said Naveen Rao was "fully committed to the team".',
        [("fully committed to the team", "Microsoft")],
    ),
    ("en", 'He is the "best GPU programmer" in town.', []),
    ("en", 'They met at the "Kernel Cafe" in Austin and left.', []),
    ("en", 'Naveen Rao bought the "Blue Note". He is happy.', []),
    ("ru", "«Таких людей очень мало», — отметил Иван Петров.", [("Таких людей очень мало", "Иван Петров")]),
    ("ru", "О решении Иван Петров сообщил в X; директором станет Олег Котов.", []),
    ("ru", "„Таких людей очень мало“, — отметил Иван Петров.", [("Таких людей очень мало", "Иван Петров")]),
    ("ru", "Иван Петров заявил: «Таких людей очень мало».", [("Таких людей очень мало", "Иван Петров")]),
    (
        "ru",
        "«Мы рады. Мы очень ждали его», — написал глава банка Иван Петров.",
        [("Мы рады. Мы очень ждали его", "Иван Петров")],
    ),
    (
        "ru",
        "Иван Петров покинул завод. «Десять лет — это много», — добавил он.",
        [("Десять лет — это много", "Иван Петров")],
    ),
    (
        "ru",
        "«Он сказал: „Я ухожу“ и ушёл», — вспоминает Иван Петров.",
        [("Он сказал: „Я ухожу“ и ушёл", "Иван Петров")],
    ),
    ("ru", "«Лучший программист в мире» работает в Google.", []),
    ("ru", "Иван Петров возглавил компанию «Северный ветер».", []),
    ("ru", "Это «звёздный» состав.", []),
]

# A text; words of it; who says them, and what the speaker is (None: the article itself).
SPEAKERS = [
    ("en", "Naveen Rao said that the lab had hired ten people.", "hired", ("Naveen Rao", "person")),
    ("en", "The lab had hired ten people, said Naveen Rao.", "hired", ("Naveen Rao", "person")),
    ("en", "The lab had hired ten people, Naveen Rao said on Monday.", "hired", ("Naveen Rao", "person")),
    ("en", "According to Naveen Rao, the lab had hired ten people.", "hired", ("Naveen Rao", "person")),
    ("en", "The lab had hired ten people, according to Naveen Rao.", "hired", ("Naveen Rao", "person")),
    ("en", "Naveen Rao told Reuters that the lab had hired ten people.", "hired", ("Naveen Rao", "person")),
    ("en", "Naveen Rao left. He added that the lab had hired ten people.", "hired", ("Naveen Rao", "person")),
    ("en", "Microsoft cut jobs. The company said it had hired ten people.", "hired", ("Microsoft", "company")),
    ("en", "Microsoft announced the appointment of Naveen Rao as chief.", "appointment", ("Microsoft", "company")),
    ("en", "Microsoft has hired Naveen Rao, Reuters reported.", "hired", ("Reuters", "reporter")),
    ("en", "As Reuters reports, Microsoft has hired Naveen Rao.", "hired", ("Reuters", "reporter")),
    (
        "en",
        "Microsoft has hired ten people, according to two people familiar with the matter.",
        "hired",
        ("two people familiar with the matter", "source"),
    ),
    ("en", "Sources at Microsoft say Naveen Rao may leave.", "leave", ("Sources at Microsoft", "source")),
    ("en", "Reuters reported that Microsoft said it had hired ten people.", "hired", ("Microsoft", "company")),
    ("en", "“Google has hired my best man,” Naveen Rao said.", "hired", ("Naveen Rao", "person")),
    (
        "en",
        "Intel said it had closed a plant; Google has hired ten people.",
        "hired",
        None,
    ),
    ("en", "Google opened an office last month, filings show, and has hired ten.", "opened", ("filings", "source")),
    ("en", "Naveen Rao, who says Google has hired ten people, left.", "hired", ("Naveen Rao", "person")),
    (
        "en",
        "The chief executive of Intel said Google had hired ten.",
        "hired",
        ("The chief executive of Intel", "person"),
    ),
    ("en", "Naveen Rao said he was tired. Google has hired ten people.", "hired", None),
    ("en", "Naveen Rao did not say that Google had hired ten people.", "hired", None),
    ("en", "Naveen Rao has joined Google.", "joined", None),
    ("ru", "По словам Ивана Петрова, Google наняла десять человек.", "наняла", ("Иван Петров", "person")),
    ("ru", "Иван Петров считает, что Google наняла десять человек.", "наняла", ("Иван Петров", "person")),
    ("ru", "Иван Петров устал. Он добавил, что Google наняла десять человек.", "наняла", ("Иван Петров", "person")),
    ("ru", "Иван Петров ушёл. По его словам, Google наняла десять человек.", "наняла", ("Иван Петров", "person")),
    ("ru", "Как сообщает Reuters, Google наняла десять человек.", "наняла", ("Reuters", "reporter")),
    ("ru", "Google наняла десять человек, сообщает Reuters.", "наняла", ("Reuters", "reporter")),
    ("ru", "Google наняла десять человек. Об этом сообщает Reuters.", "наняла", ("Reuters", "reporter")),
    ("ru", "Google растёт. Компания сообщила, что наняла десять человек.", "наняла", ("Google", "company")),
    ("ru", "Google наняла десять человек, сообщили в компании.", "наняла", ("Google", "company")),
    ("ru", "Источники утверждают, что Google наняла десять человек.", "наняла", ("Источники", "source")),
    ("ru", "По данным двух собеседников, Google наняла десять человек.", "наняла", ("двух собеседников", "source")),
    ("ru", "«Google наняла моего лучшего инженера», — заявил Иван Петров.", "наняла", ("Иван Петров", "person")),
    ("ru", "Таких инженеров, уверен Иван Петров, на рынке не найти.", "найти", ("Иван Петров", "person")),
    ("ru", "Иван Петров считает, что инженеров таких не больше десяти.", "инженеров", ("Иван Петров", "person")),
    ("ru", "Таких людей, подсчитал Иван Петров, всего тысяча.", "тысяча", ("Иван Петров", "person")),
    ("ru", "Google наняла десять человек, говорится в письме.", "наняла", ("письме", "source")),
    ("ru", "Гендиректор Intel сообщил, что Google наняла десять человек.", "наняла", ("Гендиректор Intel", "person")),
    ("ru", "Иван Петров сказал, что устал. Google наняла десять человек.", "наняла", None),
    ("ru", "Иван Петров перешёл в Google.", "перешёл", None),
]

INTERVIEWS = [
    (
        "en",
        "Naveen Rao runs a lab.\nThe Verge: Why did you leave?\nNaveen Rao: Google made a good offer.\n"
        "The Verge: Who else left?\nNaveen Rao: Two of my engineers joined me.",
        [("Why did", ("The Verge", "reporter")), ("made a good", ("Naveen Rao", "person"))],
    ),
    (
        "en",
        "Naveen Rao runs a lab.\nQ: Why did you leave?\nA: Google made a good offer.\nQ: Who else left?\nA: Two men.",
        [("made a good", ("Naveen Rao", "person")), ("Two men", ("Naveen Rao", "person")), ("runs a", None)],
    ),
    (
        "en",
        "Naveen Rao runs a lab.\nWhy did you leave your old job?\nI had a good offer from Google.\n"
        "Who else left?\nWe lost two engineers, and I miss them.",
        [("a good offer", ("Naveen Rao", "person")), ("Who else", None), ("lost two", ("Naveen Rao", "person"))],
    ),
    (
        "ru",
        "Иван Петров руководит банком.\n— Почему вы ушли?\n— Мне предложили место.\n— Кто ещё ушёл?\n— Двое инженеров.",
        [("предложили", ("Иван Петров", "person")), ("Почему", None), ("Двое", ("Иван Петров", "person"))],
    ),
]


def named(speaker):
    return speaker and (speaker.name, speaker.kind)


@pytest.mark.parametrize(("language", "text", "expected"), QUOTATIONS, ids=[row[1][:50] for row in QUOTATIONS])
def test_quotes(language, text, expected):
    found = quotes(pipeline(language)(text))
    assert [(text[q.start : q.end], q.speaker.name if q.speaker else "") for q in found] == expected


@pytest.mark.parametrize(("language", "text", "said", "expected"), SPEAKERS, ids=[row[1][:70] for row in SPEAKERS])
def test_speaker_of(language, text, said, expected):
    start = text.index(said)
    assert named(speaker_of(pipeline(language)(text), start, start + len(said))) == expected


@pytest.mark.parametrize(("language", "text", "expected"), INTERVIEWS)
def test_interviews(language, text, expected):
    doc = pipeline(language)(text)
    found = [(said, named(speaker_of(doc, text.index(said), text.index(said) + len(said)))) for said, _ in expected]
    assert found == expected


def test_a_label_or_two_make_no_interview():
    text = "Note: prices rose.\nUpdate: Naveen Rao has joined Google."
    doc = pipeline("en")(text)
    assert speaker_of(doc, text.index("joined"), len(text)) is None


def test_a_speaker_is_where_the_text_names_it():
    text = "Naveen Rao left Intel. He said Intel had hired ten people."
    speaker = speaker_of(pipeline("en")(text), text.index("hired"), text.index("hired") + 5)
    assert text[speaker.start : speaker.end] == "Naveen Rao"


def test_unknown_language_is_an_error():
    with pytest.raises(KnowledgeError, match=r"speech\.toml: no table \[xx\]"):
        words("xx")


def test_both_languages_have_the_same_lists():
    assert words("en").keys() == words("ru").keys()


PAIRS = st.sampled_from(["«»", "“”", "„“", '""'])
INNER = st.text(st.sampled_from("абв xyz,.— "), min_size=1).map(str.strip).filter(bool)


@given(PAIRS, INNER, INNER)
def test_what_stands_between_marks_is_found(pair, before, inner):
    text = f"{before} {pair[0]}{inner}{pair[1]}"
    assert [text[start:end] for start, end in quoted(text)] == [inner]


@given(st.text(st.sampled_from('ab «»“”„"‘’,.\n')))
def test_spans_between_marks_never_overlap_or_cross_paragraphs(text):
    last = 0
    for start, end in quoted(text):
        assert last <= start <= end <= len(text)
        assert "\n" not in text[start:end]
        last = end


PIECES = [
    "Naveen Rao said",
    "Рао сказал",
    "что",
    "«",
    "»",
    '"',
    ",",
    ".",
    "—",
    "the company",
    "left Google",
    "\n",
    "?",
    ":",
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["en", "ru"]), st.lists(st.sampled_from(PIECES), max_size=10))
def test_whatever_is_written_spans_are_pieces_of_it(language, pieces):
    text = " ".join(pieces)
    doc = pipeline(language)(text)
    assert all(0 <= q.start <= q.end <= len(text) for q in quotes(doc))
    speaker = speaker_of(doc, 0, len(text))
    assert speaker is None or 0 <= speaker.start < speaker.end <= len(text)
