"""Metro: `article-body` or `article__content__inner`; the headline is the one in JSON-LD."""

from extractors.sites import STATED, Site

SITE = Site(
    outlet="Metro",
    domains=("metro.co.uk",),
    title=STATED,
    body=":is(.article__content__inner, .article-body) > :is(p, h2, h3, "
    "blockquote):not(:-soup-contains('Get in touch with our news team', "
    "'For more stories like this', 'Follow Metro.co.uk'))",
)
