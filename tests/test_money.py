"""Sums of money: number, currency and qualifier, and what is no sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.languages import pipeline
from extractors.money import amounts, money_spans
from kg.errors import KnowledgeError

# The sentence; then each sum in it as written, its value, its currency, and its qualifier where it has one.
ENGLISH = [
    ("The lab paid $3 billion for him.", [("$3 billion", 3e9, "USD")]),
    ("The lab paid almost $3bn for him.", [("almost $3bn", 3e9, "USD", "almost")]),
    ("The lab paid nearly 3 billion dollars.", [("nearly 3 billion dollars", 3e9, "USD", "almost")]),
    ("Packages of over 100 million dollars.", [("over 100 million dollars", 1e8, "USD", "over")]),
    ("Packages of more than $100m are rare.", [("more than $100m", 1e8, "USD", "over")]),
    ("It raised US$1.5m in seed money.", [("US$1.5m", 1.5e6, "USD")]),
    ("It dangled $100 million signing bonuses.", [("$100 million", 1e8, "USD")]),
    ("He turned down $1,000,000 in cash.", [("$1,000,000", 1e6, "USD")]),
    ("Worth up to $300 million over four years.", [("up to $300 million", 3e8, "USD", "up to")]),
    ("Worth as much as $10 million a year.", [("as much as $10 million", 1e7, "USD", "up to")]),
    ("At least $20K was promised.", [("At least $20K", 2e4, "USD", "at least")]),
    ("About $38 million, he said.", [("About $38 million", 3.8e7, "USD", "about")]),
    ("Some $38 million, he said.", [("Some $38 million", 3.8e7, "USD", "about")]),
    ("Just under $38 million, he said.", [("Just under $38 million", 3.8e7, "USD", "almost")]),
    ("It is worth $4-5 billion now.", [("$4-5 billion", 4e9, "USD")]),
    ("It is worth $4 billion to $5 billion now.", [("$4 billion to $5 billion", 4e9, "USD")]),
    ("It is worth between $4bn and $5bn.", [("$4bn", 4e9, "USD"), ("$5bn", 5e9, "USD")]),
    ("Half a billion dollars changed hands.", [("Half a billion dollars", 5e8, "USD")]),
    ("A quarter of a million dollars.", [("A quarter of a million dollars", 2.5e5, "USD")]),
    ("One hundred and one, then two hundred million euros.", [("two hundred million euros", 2e8, "EUR")]),
    ("He got a million-dollar bonus.", [("a million-dollar", 1e6, "USD")]),
    ("Twenty-five million pounds in shares.", [("Twenty-five million pounds", 2.5e7, "GBP")]),
    ("The fee is €20m.", [("€20m", 2e7, "EUR")]),
    ("The fee is £1.25 million.", [("£1.25 million", 1.25e6, "GBP")]),
    ("The fee is USD 3 million.", [("USD 3 million", 3e6, "USD")]),
    ("The fee is 3 million EUR.", [("3 million EUR", 3e6, "EUR")]),
    ("The fee is HK$2 billion.", [("HK$2 billion", 2e9, "HKD")]),
    ("The fee is ¥300 million.", [("¥300 million", 3e8, None)]),  # yen or yuan
    ("The fee is 10 million yuan.", [("10 million yuan", 1e7, "CNY")]),
    ("The fee is Rs 20 crore.", [("Rs 20 crore", 2e8, "INR")]),
    ("The fee is $1,500 million.", [("$1,500 million", 1.5e9, "USD")]),
    ("The fee is $300M+ in stock.", [("$300M+", 3e8, "USD", "over")]),
    ("The fee is $1 billion or more.", [("$1 billion or more", 1e9, "USD", "over")]),
    ("In 2020 $5 million was a lot.", [("$5 million", 5e6, "USD")]),
    ("The fee is $3 to 5 people a head.", [("$3", 3.0, "USD")]),
    ("A seven-figure bonus and a multimillion-dollar house.", []),
    ("Millions of dollars were lost.", []),
    ("It has 1,000 people, 4.5 million users and 12% of the market.", []),
    ("He weighs 200 pounds; the company won 5 awards.", []),
]
RUSSIAN = [
    ("Взнос составил €20 млн.", [("€20 млн", 2e7, "EUR")]),
    ("Компания выложила почти $3 млрд за него.", [("почти $3 млрд", 3e9, "USD", "almost")]),
    ("Предлагали более 100 миллионов долларов.", [("более 100 миллионов долларов", 1e8, "USD", "over")]),
    ("Предлагали более чем $100 млн.", [("более чем $100 млн", 1e8, "USD", "over")]),
    ("Сделку оценили в 2,7 миллиарда рублей.", [("2,7 миллиарда рублей", 2.7e9, "RUB")]),
    ("Сделку оценили в 2,750 млрд рублей.", [("2,750 млрд рублей", 2.75e9, "RUB")]),
    ("Сделку оценили в 1 250 000 рублей.", [("1 250 000 рублей", 1.25e6, "RUB")]),
    ("Сделку оценили в $1,000,000.", [("$1,000,000", 1e6, "USD")]),
    ("Бонус до $300 млн за четыре года.", [("до $300 млн", 3e8, "USD", "up to")]),
    ("Бонус не менее 20 млн руб. в год.", [("не менее 20 млн руб.", 2e7, "RUB", "at least")]),
    ("Бонус около 1,5 млн евро.", [("около 1,5 млн евро", 1.5e6, "EUR", "about")]),
    ("Бонус свыше 5 млрд тенге.", [("свыше 5 млрд тенге", 5e9, "KZT", "over")]),
    ("Бонус чуть меньше 5 млн долл.", [("чуть меньше 5 млн долл.", 5e6, "USD", "almost")]),
    ("Бонус от 3 до 5 млн долларов.", [("от 3 до 5 млн долларов", 3e6, "USD", "at least")]),
    ("Сумма составит 3–3,5 млрд руб.", [("3–3,5 млрд руб.", 3e9, "RUB")]),
    ("Сумма — 10 млн юаней в год.", [("10 млн юаней", 1e7, "CNY")]),
    ("Сумма — 100 тысяч долларов США.", [("100 тысяч долларов США", 1e5, "USD")]),
    ("Сумма — 100 тысяч белорусских рублей.", [("100 тысяч белорусских рублей", 1e5, "BYN")]),
    ("Сумма — полмиллиона долларов.", [("полмиллиона долларов", 5e5, "USD")]),
    ("Сумма — полтора миллиарда рублей.", [("полтора миллиарда рублей", 1.5e9, "RUB")]),
    ("Сумма — миллион долларов.", [("миллион долларов", 1e6, "USD")]),
    ("Сумма — два с половиной миллиона евро.", [("два с половиной миллиона евро", 2.5e6, "EUR")]),
    ("Сумма — сто пятьдесят миллионов рублей.", [("сто пятьдесят миллионов рублей", 1.5e8, "RUB")]),
    ("Сумма — более чем за $1 млрд.", [("более чем за $1 млрд", 1e9, "USD", "over")]),
    ("Десятки миллионов долларов потеряны.", []),
    ("Нужны 10 тысяч GPU, 3,2 тыс. салонов и 15% рынка.", []),
    ("Сумма — 20 млн. рублей.", [("20 млн. рублей", 2e7, "RUB")]),
    ("В группе 1000 человек.", []),
]
ROWS = [*(("en", *row) for row in ENGLISH), *(("ru", *row) for row in RUSSIAN)]


def stated(mentions):
    return [
        (each.text, each.value, each.currency, *([each.qualifier] if each.qualifier else []))
        for each in (mention.amount for mention in mentions)
    ]


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[text for _, text, _ in ROWS])
def test_amounts(language, text, expected):
    mentions = amounts(text, language)
    assert stated(mentions) == expected
    assert all(text[each.start : each.end] == each.amount.text for each in mentions)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Up to $3 million or £2m was offered.", ["Up to $3 million", "£2m"]),
        ("ru", "До $3 млн или 2 млн евро за год.", ["До $3 млн", "2 млн евро"]),
    ],
)
def test_spans_are_labelled(language, text, expected):
    spans = money_spans(pipeline(language)(text))
    assert [(span.text, span.label_) for span in spans] == [(words, "MONEY") for words in expected]


def test_unknown_language_is_an_error():
    with pytest.raises(KnowledgeError, match=r"money\.toml: no table \[xx\]"):
        amounts("text", "xx")


@given(st.integers(1, 10**12), st.sampled_from(["$", "€", "£", "₽"]))
def test_grouped_digits_are_read_back(value, sign):
    (english,) = amounts(f"({sign}{value:,})", "en")
    (russian,) = amounts(f"({sign}{value:,})".replace(",", "\u00a0"), "ru")
    assert english.amount.value == russian.amount.value == value


@given(
    st.decimals(min_value="0.1", max_value=999, places=1),
    st.sampled_from([("thousand", "тыс.", 10**3), ("m", "млн", 10**6), ("billion", "млрд", 10**9)]),
)
def test_factors_are_read_back(number, factor):
    english, russian, times = factor
    (one,) = amounts(f"${number} {english}", "en")
    (other,) = amounts(f"{number} {russian} долларов".replace(".", ",", 1), "ru")
    assert one.amount.value == other.amount.value == float(number * times)


WORDS = st.lists(
    st.sampled_from(
        [
            "$",
            "$3",
            "3",
            "2020",
            "to",
            "-",
            "4,5",
            "1.5",
            "млн",
            "m",
            "million",
            "a",
            "half",
            "hundred",
            "twenty",
            "до",
            "от",
            "рублей",
            "dollars",
            "over",
            "+",
            "USD",
        ]
    ),
    max_size=10,
)


@given(WORDS, st.sampled_from(["", " "]), st.sampled_from(["en", "ru"]))
def test_whatever_is_written_the_sums_are_ordered_pieces_of_it(words, glue, language):
    text = glue.join(words)
    end = 0
    for mention in amounts(text, language):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.amount.value >= 0
        end = mention.end
