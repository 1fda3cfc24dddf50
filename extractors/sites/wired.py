"""Wired: one `body__inner-container` for each part of the page; the headline is the one in JSON-LD."""

from extractors.sites import STATED, Site

SITE = Site(
    outlet="WIRED",
    domains=("wired.com",),
    title=STATED,
    body="[class*=ContentHeaderDek], .body__inner-container, article .article-body-component",
    drop="aside, figure, form, [class*=AdWrapper], [class*=Callout]",
)
