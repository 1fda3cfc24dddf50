"""The Washington Post: subheadline and every `article-body`."""

from extractors.sites import Site

SITE = Site(
    outlet="The Washington Post",
    domains=("washingtonpost.com",),
    body=".subheadline, .article-body > :is(p, h2, h3, ul, blockquote)",
)
