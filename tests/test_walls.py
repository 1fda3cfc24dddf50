"""Pages that are no articles though an article has their address: paywalls, consent forms, checks for robots."""

from __future__ import annotations

import json

import pytest

from kg import read
from kg.errors import ReadError
from kg.model import Page

LEAD = "Ann Lee leaves OpenAI after six years and joins Anthropic, the company said in a note to its staff on Monday."
MORE = "She had led the group that builds the tools with which its models are tested, and hired most of its people."
RUSSIAN = "Анна Ли уходит из OpenAI после шести лет работы и переходит в Anthropic, сообщила компания в понедельник."
DIALOG = "<div class='tp-container-inner'><p>Plans from 1 euro a week, stop whenever you like.</p></div>"


def _page(
    *paragraphs: str,
    free: bool | str | None = None,
    after: str = "",
    url: str = "https://a.example/news/1",
    head: str = "",
) -> Page:
    stated: dict[str, str | bool] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ann Lee joins Anthropic",
    }
    if free is not None:
        stated |= {"isAccessibleForFree": free}
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    script = f"<script type='application/ld+json'>{json.dumps(stated)}</script>"
    return Page(
        "s",
        f"<html><head>{script}{head}</head><body><h1>Ann Lee joins Anthropic</h1><article>{body}</article>{after}</body></html>",
        True,
        url,
    )


def _bare(*paragraphs: str, url: str = "https://a.example/news/1") -> Page:
    return Page(
        "s", f"<html><body><main>{''.join(f'<p>{one}</p>' for one in paragraphs)}</main></body></html>", True, url
    )


WALLS = [
    (_page(LEAD, MORE, after="<p>Subscribe to continue reading.</p>"), "behind a paywall .“subscribe to continue reading”"),
    (_page(LEAD, "To continue reading this story, please subscribe."), "behind a paywall"),
    (_page(LEAD, MORE, free=False, after=DIALOG), "behind a paywall .isAccessibleForFree: false"),
    (_page(LEAD, "She had led the group that builds…", free="False"), "behind a paywall .*breaks off"),
    (_page(LEAD, MORE, after="<p>You’ve reached your free article limit.</p>"), "behind a paywall"),
    (_page(LEAD, "She had led the group that…", head="<meta property='article:content_tier' content='locked'>"), "locked, and the text"),
    (_page(RUSSIAN, after="<div>Материал доступен только подписчикам.</div>"), "paywall .“материал доступен только подписчикам”"),
    (_page(RUSSIAN, after="<div>Подпишитесь, чтобы дочитать.</div>"), "behind a paywall"),
    (_bare("Before you continue to A Example", "We and our partners store and use data on your device, such as cookies, to show you news."), "asks for consent"),
    (_bare("We need your answer before we can show you the page that you asked for, as the law of your country says.", url="https://consent.a.example/v2?to=1"), "asks for consent .consent.a.example"),
    (_bare("Мы ценим вашу конфиденциальность", "Примите файлы cookie, чтобы мы и дальше могли показывать вам новости бесплатно, как и раньше."), "asks for consent"),
    (_bare("Checking your browser before you go on to a.example, which takes some seconds."), "a check for robots"),
    (_bare("Подтвердите, что вы не робот, и мы покажем вам страницу, которую вы открыли только что."), "a check for robots"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "message"), WALLS)
def test_a_wall_is_said_so_in_one_line(page: Page, message: str) -> None:
    with pytest.raises(ReadError, match=message) as raised:
        read.article(page)
    assert "\n" not in str(raised.value)
    assert str(raised.value).endswith("the file")


ARTICLES = [
    _page(LEAD, MORE, free=False),  # says it is not free, and is whole
    _page(
        LEAD, MORE, free=True, after="<p>Subscribe to continue reading.</p>"
    ),  # says it is free: the words are a dialog's
    _page(*[LEAD, MORE] * 8, after="<p>Subscribe to continue reading.</p>"),  # too long for a teaser
    _page(*[LEAD, MORE] * 8, free=False, after=DIALOG),
    _page(LEAD, MORE, after="<div hidden><p>Subscribe to continue reading.</p></div>"),
    _page(LEAD, MORE, after="<nav>Subscribe · Log in · Already a subscriber?</nav>"),
    _page(*[LEAD, MORE] * 2, after="<div>We value your privacy. Accept all cookies</div>"),  # a bar over an article
    _page(*[RUSSIAN] * 4, after="<noscript>Включите JavaScript</noscript><div>Мы ценим вашу конфиденциальность</div>"),
    _page(
        LEAD, "The paper asks readers to subscribe, and she told them why the company needs the money that they pay."
    ),
]


@pytest.mark.parametrize("page", ARTICLES)
def test_an_article_with_such_words_around_it_is_read(page: Page) -> None:
    assert len(read.article(page).text.split()) > 15
