"""The i Paper: excerpt and `article-content`."""

from extractors.sites import Site

SITE = Site(
    outlet="The i Paper",
    domains=("inews.co.uk",),
    body="h2.excerpt, .inews__post-excerpt, .article-content > :is(p, h2, h3, ul, ol, blockquote)",
)
