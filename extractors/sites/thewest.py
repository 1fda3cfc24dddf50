"""The West Australian: the paragraphs of `ArticleContent`."""

from extractors.sites import Site

SITE = Site(
    outlet="The West Australian",
    domains=("thewest.com.au",),
    body="#ArticleContent > :is(p, h2, h3)",
)
