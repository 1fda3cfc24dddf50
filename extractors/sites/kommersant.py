"""Коммерсантъ: подзаголовок и абзацы `doc__text`."""

from extractors.sites import Site

SITE = Site(
    outlet="Коммерсантъ",
    domains=("kommersant.ru",),
    body=".doc_header__subheader, .article_text_wrapper > p.doc__text:not(.document_authors), "
    ".article_text_wrapper > p.doc__thought",
)
