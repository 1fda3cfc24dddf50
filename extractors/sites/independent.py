"""The Independent: paragraphs of `main`; the headline is the one in JSON-LD."""

from extractors.sites import STATED, Site

SITE = Site(
    outlet="The Independent",
    domains=("independent.co.uk",),
    title=STATED,
    body="#main > :is(p, h2, h3, ul), .main-wrapper > :is(p, h2)",
)
