"""TechRadar: the paragraphs of `article-body`."""

from extractors.sites import Site

SITE = Site(
    outlet="TechRadar",
    domains=("techradar.com",),
    body=".strapline, #article-body > :is(p, h2, h3, ul), #article-body blockquote p",
)
