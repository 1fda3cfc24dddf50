"""Los Angeles Times: `rich-text-article-body`, or a story in numbered items."""

from extractors.sites import Site

SITE = Site(
    outlet="Los Angeles Times",
    domains=("latimes.com",),
    body=".story-stack-item :is(.story-stack-story-title, .ct-rich-text-children), .rich-text-article-body-content",
    drop="aside, figure, .enhancement, .promo",
)
