"""The Gateway Pundit: the paragraphs of `entry-content`, some with a picture and its caption inside."""

from extractors.sites import Site

SITE = Site(
    outlet="The Gateway Pundit",
    domains=("thegatewaypundit.com",),
    body=".entry-content > :is(p, h2, h3):not(.wp-caption-text)",
    drop="img ~ em",
)
