"""The papers of Postmedia (National Post, Financial Post and others): the page says which paper it is."""

from extractors.sites import Site

SITE = Site(
    outlet="",
    domains=(
        "nationalpost.com",
        "financialpost.com",
        "canada.com",
        "ottawacitizen.com",
        "theprovince.com",
        "vancouversun.com",
    ),
    body=".article-subtitle, .article-content__content-group--story > :is(p, h2, h3, h4, ul, "
    "blockquote):not(:-soup-contains('Our website is the place for')), "
    ".article-content__content-group--story > .story-v2-content-element-inline > :is(p, h2, h3, h4, "
    "ul, blockquote)",
    drop=".article-content__ad-group, [class*=visually-hidden], [class*=sr-only]",
)
