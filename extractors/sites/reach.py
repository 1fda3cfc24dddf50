"""The papers of Reach (Mirror, Daily Star, Express): one markup; the page says which paper it is."""

from extractors.sites import Site

SITE = Site(
    outlet="",
    domains=("mirror.co.uk", "dailystar.co.uk", "express.co.uk", "corkbeo.ie",),
    title="meta[property='og:title']",
    body="p.sub-title, p.lead-content__sub-title, [itemprop=articleBody], article[data-testid=body], .text-description, .live-events__entry-text",
    drop="aside, figure, form, [data-testid*=related], [class*=read-more], [class*=ReadMore], .in-article-newsletter, .embed-container",
)
