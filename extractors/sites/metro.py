"""Metro: `article-body` or `article__content__inner`; the headline is the one in JSON-LD."""

from extractors.sites import STATED, Site

SITE = Site(
    outlet="Metro",
    domains=("metro.co.uk",),
    title=STATED,
    body=".article__content__inner > :is(p, h2, h3, ul, blockquote), .article-body > :is(p, h2, h3, ul, blockquote)",
    drop=".mor-link, .more-stories",
)
