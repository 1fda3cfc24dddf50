"""Daily Maverick: summary and contents; the headline is the one in JSON-LD."""

from extractors.sites import STATED, Site

SITE = Site(
    outlet="Daily Maverick",
    domains=("dailymaverick.co.za",),
    title=STATED,
    body=".top-summary > p, .article-contents .max-w-none > :is(p, h2, h3, h4, ul), "
    "#long-form .article-content > :is(p, h2, h3, h4)",
)
