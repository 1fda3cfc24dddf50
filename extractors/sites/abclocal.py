"""The local stations of ABC: `prism-article-body`, with the byline beside it; the page says which station it is."""

from extractors.sites import Site

SITE = Site(
    outlet="",
    domains=(
        "abc13.com",
        "abc7news.com",
        "abc7ny.com",
        "abc7.com",
        "abc7chicago.com",
        "abc11.com",
        "abc30.com",
        "6abc.com",
    ),
    body="[data-testid=prism-article-body] > :is(p, h2, h3, ul), .story-body .body-text",
    author="[data-testid=prism-byline] a",
)
