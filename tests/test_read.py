"""Pages to articles: language, dates, addresses, text, sites, and real pages where they are beside the checkout."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import sites
from kg import fetch, read
from kg.errors import ReadError
from kg.model import Page
from kg.read import addresses, cites, dates, html, language, text
from kg.settings import Settings

DEMO = Path(__file__).parent.parent / "data" / "demo"
PAGES = Path(__file__).parent.parent.parent / "shared" / "data" / "html"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-12-24", "2024-12-24"),
        ("2024-12-24T11:40:00+03:00", "2024-12-24"),
        ("20241224", "2024-12-24"),
        ("Tue, 24 Dec 2024 09:00:00 GMT", "2024-12-24"),
        ("24 декабря 2024, 11:40", "2024-12-24"),
        ("December 24, 2024", "2024-12-24"),
        ("Dec. 24, 2024, 6:26 PM UTC", "2024-12-24"),
        ("24.12.2024 10:00", "2024-12-24"),
        ("3 мая 2023 г.", "2023-05-03"),
        ("1st of March 2025", "2025-03-01"),
        ("12/24/2024", "2024-12-24"),
        ("24th December, 2024", "2024-12-24"),
        ("31 февраля 2024", None),
        ("2024", None),
        ("", None),
        (None, None),
        ("call 2024 12 times", None),
        ("1 xyz 2024", None),
    ],
)
def test_publication_date(written: str | None, expected: str | None) -> None:
    assert dates.date(written) == (dt.date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Noam Shazeer returned to Google."),
        ("ru", "Ноам Шазир вернулся в Google."),
        ("en", "OpenAI hires Meta engineer"),
        ("ru", "«Яндекс» назначил нового гендиректора"),
        ("uk", "Дослідник повернувся до Google після того, як його компанію купили."),
        ("be", "Даследчык вярнуўся ў Google пасля таго, як яго кампанію купілі."),
        ("bg", "Изследователят се върна в Google, след като компанията му беше купена."),
        ("sr", "Истраживач се вратио у Google након што је његова компанија купљена."),
        ("de", "Der Forscher ist zu Google zurückgekehrt, nachdem seine Firma verkauft wurde."),
        ("fr", "Le chercheur est revenu chez Google après la vente de son entreprise."),
        ("es", "El investigador ha vuelto a Google después de la venta de su empresa."),
        ("pl", "Badacz wrócił do Google po tym, jak jego firma została kupiona."),
        ("pt", "O pesquisador voltou para a Google depois que sua empresa foi comprada."),
        ("tr", "Araştırmacı, şirketi satıldıktan sonra Google için yeniden çalışmaya başladı ve bir ekip kurdu."),
        ("?Japanese", "研究者はグーグルに戻った。"),
        ("?Greek", "Ο ερευνητής επέστρεψε στην Google."),
        (None, "2024 — 100 %"),
    ],
)
def test_language(code: str | None, words: str) -> None:
    assert language.detected(words) == code


@pytest.mark.parametrize(
    "code", ["uk", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "hu", "ro", "el", "he", "ar", "hi", "ko", "zh"]
)
def test_no_text_of_a_third_language_passes(code: str) -> None:
    sentences = importlib.import_module(f"spacy.lang.{code}.examples").sentences
    assert language.detected(" ".join(sentences)) not in read.READABLE


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://A.example/x?utm_source=t&id=3&fbclid=9#top", "https://a.example/x?id=3"),
        ("HTTP://a.example:80", "http://a.example/"),
        ("https://u:p@a.example:8443/x/", "https://a.example:8443/x/"),
        ("https://a.example/новости", "https://a.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("mailto:a@b.example", None),
        ("/x", None),
        ("", None),
        ("http://[bad", None),
    ],
)
def test_canonical_address(address: str, expected: str | None) -> None:
    assert addresses.canonical(address) == expected


def test_an_article_keeps_its_id_however_its_address_is_shared() -> None:
    shared = [
        "https://www.a.example/x/",
        "http://a.example/x",
        "https://m.a.example/x?utm_medium=rss#c",
        "https://a.example/x",
        "https://mobile.a.example/x",
        "https://amp.a.example/x",
        "https://a.example/x/amp",
        "https://a.example/x/amp/",
        "https://a.example/amp/x",
        "https://a.example/x?amp=1&outputType=amp",
        "https://a.example/x?view=print",
        "https://a.example/x/print/",
        "https://print.a.example/x?mobile=true",
        "https://a-example.cdn.ampproject.org/c/s/a.example/x",
        "https://www.google.com/amp/s/a.example/amp/x",
    ]
    assert len({addresses.article_id(url, "") for url in shared}) == 1
    others = [
        "https://a.example/x", "https://a.example/print", "https://a.example/amplifier", "https://a.example/x?view=2", "https://a.example/x?view=1",
        "https://a.example/x?id=1", "https://a.example/x/print-media-today", "https://news.a.example/x", "https://m.example/x",
        "https://a.example/mobile/x/y",
    ]  # fmt: skip
    assert len({addresses.article_id(url, "") for url in others}) == len(others)
    assert (
        addresses.article_id(None, "a  b\n") == addresses.article_id(None, "a b") != addresses.article_id(None, "a c")
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u00a0b\u2009c", "a b c"),
        ("и\u0306", "й"),
        ("a\u202eb\u200bc\u00add", "abcd"),
        ("a\n\n\n\nb  c \n d", "a\n\nb c\nd"),
        ("\ufeffa\x00", "a"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_cleaned_text(raw: str, expected: str) -> None:
    assert text.cleaned(raw) == expected


@given(st.text(max_size=200))
def test_cleaning_is_done_once_and_exact_text_keeps_its_length(raw: str) -> None:
    assert text.cleaned(text.cleaned(raw)) == text.cleaned(raw)
    assert len(text.exact(raw)) == len(raw)


def test_wrapped_lines_are_joined_and_short_ones_are_not() -> None:
    wrapped = (
        "The researcher who wrote the paper went back\nto the company he had left three years before,\n"
        "it said, and took thirty people with him.\n\nNo price\nwas named."
    )
    assert text.unwrapped(wrapped) == (
        "The researcher who wrote the paper went back to the company he had left three years before, "
        "it said, and took thirty people with him.\n\nNo price\nwas named."
    )
    poem = "One line here.\nAnother line.\nA third line, that is much longer than both of the others.\nEnd."
    assert text.unwrapped(poem) == poem


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    marked = (
        "# Rao on hiring\n\n> **Noam Shazeer** is [back](https://a.example) at _Google_.\n\n"
        "- snake_case * 2\n\n```\ncode\n```\n"
    )
    assert (
        text.cleaned(text.from_markdown(marked)) == "Rao on hiring\n\nNoam Shazeer is back at Google.\n\nsnake_case * 2"
    )


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("ru", "— отметил Рао в интервью The Verge.", ("The Verge",)),
        ("ru", "В беседе с The Verge он сравнил их.", ("The Verge",)),
        ("ru", "Об этом сообщает Reuters со ссылкой на The Information.", ("Reuters", "The Information")),
        ("en", "“It is hard,” Rao told The Verge.", ("The Verge",)),
        ("en", "Bloomberg reported the talks.", ("Bloomberg",)),
        ("en", "Rao told Altman that he would stay.", ()),
        ("ru", "Он пишет код.", ()),
        ("ru", "В интервью Илону Маску он отказался.", ()),
    ],
)
def test_cited_outlets(code: str, words: str, expected: tuple[str, ...]) -> None:
    assert cites.cited(words, code, (), outlet="A", url=None) == expected


def test_a_source_link_is_cited_and_others_are_not() -> None:
    links = [("The Verge", "https://www.theverge.com/1#x"), ("more", "https://b.example/2"), ("Источник", "/own")]
    assert cites.cited("", "ru", links, outlet="dev.by", url="https://devby.io/n") == ("https://www.theverge.com/1",)


def test_the_first_line_is_the_title_and_stays_in_the_text() -> None:
    article = read.article(Page("a.txt", "Rao is hiring again\nNaveen Rao left Databricks.", False))
    assert (article.title, article.text[:19]) == ("Rao is hiring again", "Rao is hiring again")
    assert read.article(Page("a.txt", "Naveen Rao left Databricks.\nHe did so today.", False)).title is None


def test_what_is_stated_wins() -> None:
    page = Page(
        "a.txt",
        "Naveen Rao left Databricks.",
        False,
        head={"outlet": "Head", "published": "2 May 2025", "lang": "en", "authors": "Ann Lee and Bo Chu"},
    )
    article = read.article(page, outlet="Option", url="https://a.example/1?utm_source=x")
    assert (article.outlet, article.published, article.url) == ("Option", dt.date(2025, 5, 2), "https://a.example/1")
    assert article.authors == ("Ann Lee", "Bo Chu")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (
            Page("s", "Der Forscher ist zu Google zurückgekehrt, sagte er dem Magazin.", False),
            "looks like German; kg reads en, ru",
        ),
        (Page("s", "12 + 3", False), "no words"),
        (Page("s", "<html><head><title>x</title></head></html>", True), "no article"),
        (Page("s", "<html><body><nav><a href=/>Home</a> <a href=/n>News</a></nav></body></html>", True), "no article"),
        (Page("s", "word " * 200_000, False), "not an article; KG_MAX_CHARS"),
        (Page("s", "Some words.", False, head={"lang": "de"}), "said to be 'de'"),
    ],
)
def test_what_is_no_article_is_refused(page: Page, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read.article(page)


def test_every_site_has_a_demo_page_and_keeps_menus_out() -> None:
    outlets = {}
    for path in sorted(DEMO.glob("*.html")):
        article = read.article(fetch.page(str(path), Settings()))
        outlets[article.outlet] = article
        assert article.title
        assert article.published
        assert article.authors
        assert not re.search(r"cookie|[Пп]одпи(шит|сать)|[Ss]ubscribe|Новости\n", article.text), path.name
    assert {"dev.by", "The Verge"} <= set(outlets)


PARAGRAPHS = [
    f"The company said on day {number} that its engineers stay where they are, for now." for number in range(6)
]


@pytest.mark.parametrize("site", sites.all_sites(), ids=lambda site: site.domains[0])
def test_every_site_has_selectors_that_are_well_formed_and_degrades(site: sites.Site) -> None:
    page = f"<html><body><h1>Who stays</h1><article>{''.join(f'<p>{one}</p>' for one in PARAGRAPHS)}</article></body></html>"
    article = read.article(Page("s", page, True, f"https://www.{site.domains[0]}/news/1"))
    assert article.text.split("\n")[-6:] == PARAGRAPHS
    assert article.title == "Who stays"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("<p><a href=/1>Ten that left OpenAI, and where they are today.</a></p>", False),
        ("<p><b>Read more:</b> <a href=/1>Ten that left OpenAI, and where they are.</a></p>", False),
        ("<p>Читайте также: <a href=/1>Кто и почему ушёл из OpenAI за последний год.</a></p>", False),
        ("<ul><li><a href=/1>Ten that left OpenAI, and where they are today.</a></li></ul>", False),
        ("<p>Ann Lee left OpenAI for <a href=/1>Anthropic.</a></p>", True),
        ("<h2><a href=/1>Ten that left OpenAI</a></h2>", True),
    ],
)
def test_links_to_more_to_read_are_no_text_of_a_site(line: str, kept: bool) -> None:
    site = sites.Site(outlet="x", domains=("x.example",), body="article")
    markup = f"<article><p>{PARAGRAPHS[0]}</p>{line}</article>"
    words = sites.reading(site, html._soup(markup)).body.split("\n")
    assert (len(words) > 1) == kept


def test_a_site_that_changed_its_markup_is_read_all_the_same() -> None:
    source = (DEMO / "verge-naveen-rao-interview.html").read_text("utf-8")
    before = read.article(Page("s", source, True))
    after = read.article(Page("s", source.replace("duet--article--article-body-component", "x"), True))
    assert before.outlet == after.outlet == "The Verge"
    shared = Counter(before.text.split()) & Counter(after.text.split())
    assert sum(shared.values()) > 0.9 * len(before.text.split())


@pytest.mark.skipif(not PAGES.is_dir(), reason="the pages beside the checkout are not there")
def test_real_pages_of_newspapers() -> None:
    rows = [json.loads(row) for row in (PAGES / "index.jsonl").read_text("utf-8").splitlines()]
    rows = [
        row
        for row in rows
        if row["source"] == "fundus" and row["lang"] in read.READABLE and row["file"].split("_")[1][0] < "L"
    ]
    right = Counter[str]()
    for row in rows:
        article = read.article(fetch.page(str(PAGES / row["file"]), Settings()), url=row["url"], lang=row["lang"])
        got, gold = set(article.text.split()), set(row["body"].split())
        right["body"] += len(got & gold) > 0.85 * max(len(got), len(gold))
        right["date"] += str(article.published) == row["date"][:10]
    assert len(rows) > 15
    assert right["body"] >= 0.9 * len(rows)
    assert right["date"] >= 0.95 * len(rows)


@pytest.mark.parametrize(
    ("stated", "url", "day"),
    [
        ("2020-02-25T01:30:00Z", "https://example.org/2020/02/24/editor-leaves/", "2020-02-24"),
        ("2020-04-14T00:10:00+00:00", "https://example.org/news/20200413/editor-leaves", "2020-04-13"),
        ("2020-02-25T09:30:00Z", "https://example.org/2020/02/25/editor-leaves/", "2020-02-25"),
        ("2020-02-25T10:30:00Z", "https://example.org/2020/02/24/editor-leaves/", "2020-02-25"),  # not even in Hawaii
        ("2020-02-25T01:30:00+01:00", "https://example.org/2020/02/24/editor-leaves/", "2020-02-25"),
        ("2020-02-25T09:30:00Z", "https://example.org/2020/02/26/editor-leaves/", "2020-02-25"),
        ("2020-02-25T09:30:00Z", "https://example.org/2019/11/02/editor-leaves/", "2019-11-02"),  # dated anew
        ("2020-02-25T09:30:00Z", "https://example.org/2020/11/02/editor-leaves/", "2020-02-25"),
        ("2020-02-25T09:30:00Z", "https://example.org/2019/11/10-editors-leave/", "2020-02-25"),
        ("2020-02-25T09:30:00Z", "https://example.org/2019/11/", "2020-02-25"),
        ("2020-02-25T09:30:00Z", "https://example.org/story/20200399/editor-leaves", "2020-02-25"),
    ],
)
def test_the_day_is_the_outlets_own(stated: str, url: str, day: str) -> None:
    page = Page(
        url,
        f'<html><head><meta property="article:published_time" content="{stated}"></head><body><article><h1>Editor leaves</h1>'
        "<p>The editor of the Harbour Gazette leaves in May. She told her colleagues on Monday.</p>"
        "<p>Nobody has been found to follow her. The paper looks for an editor with experience.</p></article></body></html>",
        is_html=True,
        url=url,
    )
    assert str(read.article(page).published) == day


@pytest.mark.parametrize(
    ("head", "below", "day"),
    [
        ("", "<p class=by>By Ann Lee | April 13, 2020</p>", "2020-04-13"),
        ("", "<div>Written: <b>2023-11-07</b> 15:03 / Updated: 2023-11-09 10:30</div>", "2023-11-07"),
        ("", "<div><time datetime='2019-08-02T10:00:00+02:00'>two days ago</time></div>", "2019-08-02"),
        ("", "<span>24 декабря 2024, 18:29</span>", "2024-12-24"),
        ("", "<script>made = '2001-01-01'</script><!-- 2002-02-02 --><p>17 Nov 2023</p>", "2023-11-17"),
        # A day in a sentence is what the article is about.
        ("", f"<p>On 3 May 2001 the harbour {'of the town ' * 9} was closed.</p><p>5 June 2020</p>", "2020-06-05"),
        # The same instant, first in UTC and then as it is where the outlet is.
        ("2022-05-04T03:37:37+00:00", "<time datetime='2022-05-03T23:37:37-04:00'>3 May</time>", "2022-05-03"),
        ("2022-05-04T03:37:37+00:00", "<time datetime='2022-05-03T23:37:38-04:00'>3 May</time>", "2022-05-04"),
        ("2022-05-04", "<p>By Ann Lee | April 13, 2020</p>", "2022-05-04"),
    ],
)
def test_the_day_beside_the_title(head: str, below: str, day: str) -> None:
    text = (
        "<p>The editor of the Harbour Gazette leaves in May. She told her colleagues on Monday.</p>"
        "<p>Nobody has been found to follow her. The paper looks for an editor with experience.</p>"
    )
    stated = f'<meta property="article:published_time" content="{head}">' if head else ""
    page = (
        f"<html><head><title>Editor leaves the Gazette</title>{stated}</head><body><header>Today is 9 Dec 2024</header>"
        f"<h1>Harbour news</h1><p>1 January 2024</p><article><h1>Editor leaves the Gazette</h1>{below}{text}</article></body></html>"
    )
    found = read.html.found(Page("page", page, is_html=True), None).reading.published
    assert found == day
