"""Pages to articles: the site's own scraper where there is one, else what the page states and what its markup shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from extractors import sites
from extractors.sites import Reading, generic
from kg.errors import ReadError
from kg.fetch.decode import BROKEN
from kg.model import Article, Page
from kg.read import addresses, cites, dates, html, language, text
from kg.settings import settings

# The files of extractors/languages, listed rather than asked: importing them loads spaCy.
_LANGUAGES = Path(sites.__file__).parent.parent / "languages"
READABLE = tuple(sorted(path.stem for path in _LANGUAGES.glob("[a-z]*.py")))


def article(
    page: Page,
    *,
    url: str | None = None,
    outlet: str | None = None,
    published: dt.date | None = None,
    lang: str | None = None,
) -> Article:
    """The article of a page; what the caller states wins over the page's head, and the head over the page itself.

    Raises:
        ReadError: there is no article, a wall stands before it, it is in a language we do not read, or its text is damaged
            or far too long.
    """
    read = html.article(page, url).reading if page.is_html else _from_text(page)
    body = read.body
    _refuse_wordless(page.source, body, is_html=page.is_html)
    code = _language(page, body, lang)
    _refuse_no_article(page.source, body, is_html=page.is_html)
    address = addresses.canonical(url or page.head.get("url") or read.url or page.url or "")
    name = outlet or page.head.get("outlet") or read.outlet or None
    stated = page.head.get("published")
    return Article(
        id=page.head.get("id") or addresses.article_id(address, body),
        source=page.source,
        language=code,
        text=body,
        url=address,
        outlet=name,
        title=text.one_line(page.head.get("title") or read.title) or None,
        authors=read.authors,
        published=published or dates.date(stated) or dates.date(read.published),
        cites=cites.cited(body, code, read.links, outlet=name, url=address),
        fetched_at=page.fetched_at,
    )


def _from_text(page: Page) -> Reading:
    """A plain text: its first line is the title when it looks like one, and stays in the text."""
    kind = page.head.get("format")
    if kind == "exact":
        body = text.exact(page.content)
    else:
        body = text.unwrapped(text.cleaned(text.from_markdown(page.content) if kind == "markdown" else page.content))
    first, _, rest = body.partition("\n")
    title = first.strip() if rest.strip() and text.looks_like_title(first) else ""
    return Reading(body=body, title=title, authors=generic.people([page.head.get("authors", "")]))


def _refuse_wordless(source: str, body: str, *, is_html: bool) -> None:
    if sum(any(char.isalpha() for char in word) for word in body.split()) < 2:
        raise ReadError(f"{source}: no article in this page" if is_html else f"{source}: no words in this text")


def _refuse_no_article(source: str, body: str, *, is_html: bool) -> None:
    if is_html and text.sentences(body) == 0:
        raise ReadError(
            f"{source}: no article in this page; give the address of an article, or its text as a .txt file"
        )
    if BROKEN in body:
        raise ReadError(
            f"{source}: the article holds bytes that are not in the page's encoding; save the page as UTF-8"
        )
    limit = settings().max_chars
    if len(body) > limit:
        raise ReadError(f"{source}: {len(body):,} characters, not an article; KG_MAX_CHARS sets the limit ({limit:,})")


def _language(page: Page, body: str, lang: str | None) -> str:
    """The language as stated, else as the text looks.

    Raises:
        ReadError: it is none that we read.
    """
    stated = (lang or page.head.get("lang") or "").lower().partition("-")[0]
    if stated and stated not in READABLE:
        raise ReadError(f"{page.source}: the language is said to be {stated!r}; kg reads {', '.join(READABLE)}")
    code = stated or language.detected(body)
    if code not in READABLE:
        name = language.name(code) if code else "no language"
        raise ReadError(f"{page.source}: the text looks like {name}; kg reads {', '.join(READABLE)}")
    return code
