"""The Nation: the blocks of a standard article, or `article-body-inner` before 2024."""

from extractors.sites import Site

SITE = Site(
    outlet="The Nation",
    domains=("thenation.com",),
    body=".article-title__dek > p, article.blocks-wrapper > :is(p, h2, ul, blockquote), "
    "article.blocks-wrapper .cta > p, header .subtitle, .article-body-inner > :is(p, h2, ul, "
    "blockquote)",
    drop="aside, figure",
)
