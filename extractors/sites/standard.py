"""Evening Standard: `main` holds the paragraphs; its Open Graph headline is the shorter one."""

from extractors.sites import Site

SITE = Site(
    outlet="Evening Standard",
    domains=("standard.co.uk",),
    title="meta[property='og:title']",
    body="[class*=articleBody], #main > p, article #main > div > p",
    author="[data-testid=article-author], .author-name",
)
