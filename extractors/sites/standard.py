"""Evening Standard: paragraphs in boxes without a name; the Open Graph headline is the shorter one."""

from extractors.sites import Site

SITE = Site(
    outlet="Evening Standard",
    domains=("standard.co.uk",),
    title="meta[property='og:title']",
    body="article div:not([class*=sc-]) > div:not([class*=sc-]) > p, "
    "#main div:not([class*=sc-]) > div:not([class*=sc-]) > p",
)
