"""Dates: what is one, what it states, and that every period told lies where its words say."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import date_spans, dates, dates_of
from extractors.languages import pipeline
from extractors.periods import Parts, days, period
from kg.errors import KnowledgeError

PUBLISHED = dt.date(2024, 10, 16)  # a Wednesday

# The sentence; then each date in it: words, what they state (None: no period), and its role where that is not "at".
ENGLISH = [
    ("The board met on December 24, 2024 in Austin.", [("December 24, 2024", "2024-12-24")]),
    ("She handed in her badge on 24 Dec. 2023.", [("24 Dec. 2023", "2023-12-24")]),
    ("The appointment of 3rd March 2021 was never announced.", [("3rd March 2021", "2021-03-03")]),
    ("He starts Sept. 9.", [("Sept. 9", "2024-09-09")]),
    ("They parted ways on Monday, May 6.", [("Monday, May 6", "2024-05-06")]),
    ("They parted ways on Friday, May 6.", [("Friday, May 6", "2022-05-06")]),  # the last 6 May that was a Friday
    ("Filed 2024-02-29 with the court.", [("2024-02-29", "2024-02-29")]),
    ("Dated 12/24/2023, the memo leaked.", [("12/24/2023", "2023-12-24")]),
    ("Dated 24/12/2023, the memo leaked.", [("24/12/2023", "2023-12-24")]),
    ("Dated 05/06/2023, the memo leaked.", [("05/06/2023", "2023")]),  # May or June
    ("He founded it in 2006 with two friends.", [("2006", "2006")]),
    ("The 2019 reshuffle cost three jobs.", [("2019", "2019")]),
    ("Revenue in Q3 2024 doubled.", [("Q3 2024", "2024-Q3")]),
    ("It hired nobody in the third quarter of 2023.", [("third quarter of 2023", "2023-Q3")]),
    ("It hired nobody in the second quarter of last year.", [("second quarter of last year", "2023-Q2")]),
    ("It hired nobody in the second quarter.", [("second quarter", "2024-Q2")]),
    ("The lab opened in early 2024.", [("early 2024", "2024")]),
    ("The lab opened in mid-2022.", [("mid-2022", "2022")]),
    ("Startups of the late 1990s paid in shares.", [("late 1990s", None)]),
    ("It left in the spring of 2022.", [("spring of 2022", "2022")]),
    ("Two directors left yesterday.", [("yesterday", "2024-10-15")]),
    ("Today the company named a new head.", [("Today", "2024-10-16")]),
    ("She quit last month.", [("last month", "2024-09")]),
    ("The team moves next week.", [("next week", "2024-10")]),
    ("The team was cut last week.", [("last week", "2024-10")]),
    ("The startup said on Monday it had closed.", [("Monday", "2024-10-14")]),
    ("The startup said on Wednesday it had closed.", [("Wednesday", "2024-10-16")]),
    ("The startup said on Thursday it had closed.", [("Thursday", "2024-10-10")]),
    ("The startup said last Wednesday it had closed.", [("last Wednesday", "2024-10-09")]),
    ("The offer came Tuesday evening.", [("Tuesday evening", "2024-10-15")]),
    ("Four people left this year.", [("this year", "2024")]),
    ("Four people left earlier this year.", [("earlier this year", "2024")]),
    ("Four people left late last year.", [("late last year", "2023")]),
    ("He will stay until the end of the year.", [("the end of the year", "2024", "until")]),
    ("He resigned three months ago.", [("three months ago", "2024-07")]),
    ("He resigned 12 years ago.", [("12 years ago", "2012")]),
    ("He resigned a year ago.", [("a year ago", "2023")]),
    ("He resigned several years ago.", [("several years ago", None)]),
    ("Five of them left in recent months.", [("recent months", None)]),
    ("He resigned in May.", [("May", "2024-05")]),
    ("He resigned in December.", [("December", "2023-12")]),
    ("He resigned last July.", [("last July", "2023-07")]),
    ("He resigned in late January.", [("late January", "2024-01")]),
    ("It opens in September next.", [("September next", "2025-09")]),
    ("He resigned in March of last year.", [("March of last year", "2023-03")]),
    ("She joined over the summer.", [("summer", "2024")]),
    ("She was fired over the weekend.", [("weekend", "2024-10")]),
    ("She ran sales from 2010 to 2014.", [("2010", "2010", "since"), ("2014", "2014", "until")]),
    ("She ran sales between 2010 and 2014.", [("2010", "2010", "since"), ("2014", "2014", "until")]),
    ("She ran sales (2010–2014).", [("2010", "2010", "since"), ("2014", "2014", "until")]),
    ("She ran it from May to July 2021.", [("May", "2021-05", "since"), ("July 2021", "2021-07", "until")]),
    ("She ran it from November to March 2021.", [("November", "2020-11", "since"), ("March 2021", "2021-03", "until")]),
    ("She stayed until April 2009.", [("April 2009", "2009-04", "until")]),
    ("She has been on the board since 2019.", [("2019", "2019", "since")]),
    ("He was named chief, starting May 1.", [("May 1", "2024-05-01", "since")]),
    ("He was named chief, effective January 6.", [("January 6", "2025-01-06", "since")]),
    ("In 2021 she left Arm and that same year joined AMD.", [("2021", "2021"), ("that same year", "2021")]),
    ("She worked there for 12 years.", []),
    ("After 15 years at the bank he wanted out.", []),
    ("Over the last year the team doubled.", []),
    ("Viktor Halme, 39, and his 71-year-old mentor agreed.", []),
    ("It was her last day in the office.", []),
    ("Theresa May may march in august company.", []),
    ("It bought 2000 GPUs and fired 1,950 people.", []),
    ("The plane is a 747 and the code 20245.", []),
]
RUSSIAN = [
    ("Приказ подписан 24.12.2024.", [("24.12.2024", "2024-12-24")]),
    ("Приказ подписан 24 декабря 2024 года.", [("24 декабря 2024 года", "2024-12-24")]),
    ("Приказ подписан 3 сент. 2019 г.", [("3 сент. 2019 г.", "2019-09-03")]),
    ("Он основал фирму в 2006 году.", [("2006 году", "2006")]),
    ("Фирма основана в 1997г. в Туле.", [("1997г.", "1997")]),
    ("Канал он оставил в 2022-м, а потом вернулся.", [("2022-м", "2022")]),
    ("Выручка за третий квартал 2024 года выросла.", [("третий квартал 2024 года", "2024-Q3")]),
    ("Выручка за III квартал 2023 г. выросла.", [("III квартал 2023 г.", "2023-Q3")]),
    ("Он ушёл весной 2022 года.", [("весной 2022 года", "2022")]),
    ("Он ушёл прошлым летом.", [("прошлым летом", "2024")]),
    ("Сегодня он объявил об уходе.", [("Сегодня", "2024-10-16")]),
    ("Вчера её не стало в штате.", [("Вчера", "2024-10-15")]),
    ("Позавчера подписали договор.", [("Позавчера", "2024-10-14")]),
    ("Он уволился в прошлом месяце.", [("прошлом месяце", "2024-09")]),
    ("На прошлой неделе он уволился.", [("прошлой неделе", "2024-10")]),
    ("Он уволился в прошлую пятницу.", [("прошлую пятницу", "2024-10-11")]),
    ("О назначении объявили в среду.", [("среду", "2024-10-16")]),
    ("О назначении объявили в четверг.", [("четверг", "2024-10-10")]),
    ("О назначении объявили в среду, 24 августа.", [("среду, 24 августа", "2022-08-24")]),
    ("Он покинул завод три месяца назад.", [("три месяца назад", "2024-07")]),
    ("Он покинул завод год назад.", [("год назад", "2023")]),
    ("Он покинул завод 15 лет назад.", [("15 лет назад", "2009")]),
    ("Он покинул завод несколько лет назад.", [("несколько лет назад", None)]),
    ("Он покинул завод в сентябре.", [("сентябре", "2024-09")]),
    ("Он покинул завод в декабре.", [("декабре", "2023-12")]),
    ("Он покинул завод в сентябре прошлого года.", [("сентябре прошлого года", "2023-09")]),
    ("Он покинул завод в начале января.", [("начале января", "2024-01")]),
    ("В этом году отдел вырос вдвое.", [("этом году", "2024")]),
    ("В прошлом году отдел вырос вдвое.", [("прошлом году", "2023")]),
    ("В следующем году отдел вырастет вдвое.", [("следующем году", "2025")]),
    ("В начале 2012 года отдел закрыли.", [("начале 2012 года", "2012")]),
    ("В конце года отдел закроют.", [("конце года", "2024")]),
    ("В 90-х годах он торговал лесом.", [("90-х годах", None)]),
    ("В последние месяцы ушли пятеро.", [("последние месяцы", None)]),
    ("С 1 октября она отвечает за закупки.", [("1 октября", "2024-10-01", "since")]),
    ("С понедельника она отвечает за закупки.", [("понедельника", "2024-10-14", "since")]),
    ("С 1990 по 2006 год он служил.", [("1990", "1990", "since"), ("2006 год", "2006", "until")]),
    ("С 1999 года по 2004 год он служил.", [("1999 года", "1999", "since"), ("2004 год", "2004", "until")]),
    ("Министр (1993—2003) написал мемуары.", [("1993", "1993", "since"), ("2003", "2003", "until")]),
    ("С мая по июль 2021 года он болел.", [("мая", "2021-05", "since"), ("июль 2021 года", "2021-07", "until")]),
    ("Он служил до апреля 2009 года.", [("апреля 2009 года", "2009-04", "until")]),
    ("Контракт действует по август 2028 года.", [("август 2028 года", "2028-08", "until")]),
    ("В 2019 году он ушёл и в том же году вернулся.", [("2019 году", "2019"), ("том же году", "2019")]),
    ("Он проработал там 15 лет.", []),
    ("39-летний директор и его 71-летний зам.", []),
    ("Купили 2000 ускорителей и 10 тысяч плат.", []),
    ("Марта и Августина остались в штате.", []),
]
ROWS = [*(("en", *row) for row in ENGLISH), *(("ru", *row) for row in RUSSIAN)]


def stated(text, mentions):
    return [
        (text[each.start : each.end], each.when and each.when.iso(), *([each.role] if each.role != "at" else []))
        for each in mentions
    ]


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[text for _, text, _ in ROWS])
def test_dates(language, text, expected):
    assert stated(text, dates(text, language, PUBLISHED)) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "She joins in May.", "2025-05"),
        ("en", "She joins in October.", "2024-10"),  # the month is not over
        ("en", "She joins on Monday.", "2024-10-21"),
        ("en", "She joins on January 6.", "2025-01-06"),
        ("ru", "Она придёт в мае.", "2025-05"),
        ("ru", "Она придёт в четверг.", "2024-10-17"),
        ("ru", "Она придёт к лету.", "2025"),
    ],
)
def test_dates_ahead(language, text, expected):
    (mention,) = dates(text, language, PUBLISHED, future=True)
    assert mention.when.iso() == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He resigned in May.", [None]),
        ("en", "He resigned last week.", [None]),
        ("en", "Hired in March 2019, he resigned in May.", ["2019-03", "2019-05"]),
        ("en", "Hired in March 2019. He resigned in May.", ["2019-03", None]),
        ("en", "In May he left the firm he had run since 2003.", [None, "2003"]),  # "since" dates another thing
        ("ru", "Он ушёл 24 августа.", [None]),
        ("ru", "В 2011 году, 24 августа, он ушёл.", ["2011", "2011-08-24"]),
    ],
)
def test_without_a_day_of_publication_only_the_sentence_helps(language, text, expected):
    assert [each.when and each.when.iso() for each in dates(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Lena Okafor will join Arm in May.", "2025-05"),
        ("en", "Lena Okafor is leaving Arm in May.", "2025-05"),
        ("en", "Lena Okafor left Arm in May.", "2024-05"),
        ("en", "Lena Okafor has left Arm, where she was hired in December.", "2023-12"),
        ("en", "Lena Okafor plans to leave Arm on Friday.", "2024-10-18"),
        ("en", "Lena Okafor left Arm on Friday.", "2024-10-11"),
        ("ru", "Лена Ковалёва покинет завод в мае.", "2025-05"),
        ("ru", "Лена Ковалёва покинула завод в мае.", "2024-05"),
        ("ru", "Лена Ковалёва собирается уйти с завода в мае.", "2025-05"),
        ("ru", "Лена Ковалёва будет работать на заводе с понедельника.", "2024-10-21"),
        ("ru", "Лена Ковалёва работает на заводе с понедельника.", "2024-10-14"),
    ],
)
def test_the_verb_tells_past_from_future(language, text, expected):
    (mention,) = dates_of(pipeline(language)(text), PUBLISHED)
    assert mention.when.iso() == expected


@pytest.mark.parametrize(("language", "text"), [("en", "He left in May 2021 or last week."), ("ru", "Он ушёл 3 мая.")])
def test_spans_are_labelled(language, text):
    spans = date_spans(pipeline(language)(text))
    assert [span.text for span in spans] == [text[each.start : each.end] for each in dates(text, language)]
    assert {span.label_ for span in spans} == {"DATE"}


def test_unknown_language_is_an_error():
    with pytest.raises(KnowledgeError, match=r"dates\.toml: no table \[xx\]"):
        dates("text", "xx")


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31))
FUTURE = st.sampled_from([True, False, None])
MONTHS_RU = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


@given(DAYS)
def test_a_full_date_is_read_back(day):
    month = calendar.month_name[day.month]
    written = {
        "en": [f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", day.isoformat()],
        "ru": [f"{day.day} {MONTHS_RU[day.month - 1]} {day.year} года", f"{day:%d.%m.%Y}"],
    }
    for language, forms in written.items():
        for form in forms:
            (mention,) = dates(f"({form})", language)
            assert (mention.when.date, mention.when.precision) == (day, "day")


@given(DAYS, st.integers(1, 12), st.integers(1, 28), FUTURE)
def test_a_day_without_a_year_is_where_the_tense_says(published, month, day, future):
    found, _ = period(Parts(month=month, day=day), published, future)
    assert (found.month, found.day) == (month, day)
    assert abs((found - published).days) <= (366 if future is not None else 183)
    assert future is None or (found >= published if future else found <= published)


@given(DAYS, st.integers(1, 7), st.sampled_from([None, -1, 0, 1]), FUTURE)
def test_a_weekday_is_that_weekday_near_by(published, weekday, shift, future):
    found, precision = period(Parts(weekday=weekday, shift=shift), published, future)
    assert (found.isoweekday(), precision) == (weekday, "day")
    assert abs((found - published).days) <= 7
    if shift:
        assert (found < published) if shift < 0 else (found > published)


@given(DAYS, st.sampled_from(["week", "weekend", "month", "quarter", "year"]), st.integers(-30, 30))
def test_counted_periods_follow_one_another(published, unit, shift):
    first, last = days(period(Parts(unit=unit, shift=shift), published, False))
    assert first <= last
    if shift == 0 and unit not in ("week", "weekend"):
        assert first <= published <= last
    if shift < 0 and unit in ("month", "quarter", "year"):
        assert last < published
    if unit in ("week", "weekend"):
        week = published + dt.timedelta(7 * shift - published.weekday())
        assert first <= week + dt.timedelta(6)
        assert last >= week


@given(DAYS, st.integers(1, 12), FUTURE)
def test_a_month_without_a_year_is_a_whole_month_near_by(published, month, future):
    first, last = days(period(Parts(month=month), published, future))
    assert (first.month, first.day, last.month) == (month, 1, month)
    assert abs((first - published).days) <= 366
    assert future is None or (last >= published if future else first <= published)


WORDS = st.lists(
    st.sampled_from(
        [
            "in",
            "on",
            "last",
            "next",
            "2019",
            "May",
            "31",
            "February",
            "30",
            "the",
            "end",
            "of",
            "year",
            "month",
            "Q3",
            "ago",
            "three",
            ",",
            ".",
            "-",
            "–",
            "с",
            "по",
            "до",
            "в",
            "году",
            "мая",
            "прошлом",
            "назад",
            "45",
            "99",
            "12/12/2012",
            "января",
            "квартал",
            "since",
            "until",
            "from",
            "to",
        ]
    ),
    max_size=12,
)


@given(WORDS, st.sampled_from(["en", "ru"]), st.none() | st.dates(), FUTURE)
def test_whatever_is_written_the_dates_are_ordered_pieces_of_it(words, language, published, future):
    text = " ".join(words)
    end = 0
    for mention in dates(text, language, published, future=future):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.when is None or mention.when.text == text[mention.start : mention.end]
        end = mention.end
