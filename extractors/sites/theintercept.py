"""The Intercept: excerpt and `entry-content`, or `PostContent` before 2024."""

from extractors.sites import Site

SITE = Site(
    outlet="The Intercept",
    domains=("theintercept.com",),
    body=".post__excerpt, .entry-content__content > :is(p, h2, ul, blockquote), .Post-excerpt, .PostContent",
    drop=".Pullquote, .PromoteRelatedPost-promo, .newsletter-embed",
)
