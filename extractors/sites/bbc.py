"""BBC: every text and subheadline is a block of its own."""

from extractors.sites import Site

SITE = Site(
    outlet="BBC",
    domains=("bbc.com", "bbc.co.uk"),
    body="[data-component=text-block] p, [data-component=text-block] li, "
    "[data-component=subheadline-block] h2, .story-body__inner > :is(p, h2, ul)",
)
