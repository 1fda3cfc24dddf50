"""Euronews: summary and `js-article-content`; its Open Graph headline is the shorter one."""

from extractors.sites import Site

SITE = Site(
    outlet="Euronews",
    domains=("euronews.com",),
    title="meta[property='og:title']",
    body=".c-article-summary, .js-article-content > :is(p, h2, h3, ul, blockquote)",
)
