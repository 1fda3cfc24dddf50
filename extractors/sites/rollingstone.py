"""Rolling Stone: the paragraphs of `pmc-paywall`."""

from extractors.sites import Site

SITE = Site(
    outlet="Rolling Stone",
    domains=("rollingstone.com",),
    body=".article-excerpt, .pmc-paywall > :is(p, h2, h3, blockquote, ul, ol)",
)
