"""Nature (its news): teaser or main content, without the boxes of more to read."""

from extractors.sites import Site

SITE = Site(
    outlet="Nature",
    domains=("nature.com",),
    body=".article__teaser, .c-article-body.main-content",
    drop="aside, figure, article, .recommended, .app-access-wall, .c-article-references, .c-article-related-articles",
)
