"""Rolling Stone: the paragraphs of `pmc-paywall`, some with a module of more to read inside."""

from extractors.sites import Site

SITE = Site(
    outlet="Rolling Stone",
    domains=("rollingstone.com",),
    body=".article-excerpt, .pmc-paywall > :is(p.paragraph, h2, blockquote)",
    drop="section, aside, figure",
)
