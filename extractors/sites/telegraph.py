"""The Telegraph: standfirst and every `article-body-text`."""

from extractors.sites import Site

SITE = Site(
    outlet="The Telegraph",
    domains=("telegraph.co.uk",),
    body=".e-standfirst, .article-body-text > :is(p, h2, h3, ul, ol, blockquote)",
)
