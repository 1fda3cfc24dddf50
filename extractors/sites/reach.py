"""The papers of Reach (Mirror, Daily Star, Express): one markup, and the page says which paper it is.

On pages before 2025 the Open Graph headline is the one that the paper goes by.
"""

from extractors.sites import Site

SITE = Site(
    outlet="",
    domains=("mirror.co.uk", "dailystar.co.uk", "express.co.uk"),
    title="html:has(.article-main, #singleArticle) meta[property='og:title']",
    body="p.sub-title, p.lead-content__sub-title, [itemprop=articleBody], "
    "article[data-testid=body] > :is(p, h2, h3, ul, blockquote), article > header > h3, "
    ".text-description:not(.dont-miss), .live-events__entry-head, .live-events__entry-text",
    drop="aside, figure, figcaption, form, button, .twitter-tweet, .in-article-newsletter, "
    ".embed-container, .dont-miss",
)
