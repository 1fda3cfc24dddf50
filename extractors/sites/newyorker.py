"""The New Yorker: a part of the article in each `body__inner-container`."""

from extractors.sites import Site

SITE = Site(
    outlet="The New Yorker",
    domains=("newyorker.com",),
    body=".body__inner-container",
    drop="aside, figure, form, [class*=AdWrapper], [class*=Callout]",
)
