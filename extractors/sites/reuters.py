"""Reuters: paragraphs are marked `paragraph-N` for tests, or stand in `article-body__content`."""

from extractors.sites import Site

SITE = Site(
    outlet="Reuters",
    domains=("reuters.com",),
    body="[data-testid^=paragraph-], [data-testid=Heading] > h2, [class*=article-body__content] > p, "
    ".StandardArticleBody_body > p, .ArticleBodyWrapper > p",
    drop="[data-testid=NewTabSymbol], [class*=sr-only], [style*=clip]",
)
