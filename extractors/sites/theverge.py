"""The Verge ("Duet" pages): each paragraph of an article, interview or issue of Command Line is a component.

Interviews set the questions in bold; newsletters have lists of links, which are components as well.
"""

from extractors.sites import Site

SITE = Site(
    outlet="The Verge",
    domains=("theverge.com",),
    title="h1",
    body=".duet--article--article-body-component",
    author=".duet--article--article-byline a[href*='/authors/'], .duet--article--byline a, a[rel=author]",
    published=".duet--article--timestamp[datetime], .duet--article--timestamp time, time[datetime]",
    drop="figure, figcaption, aside, form, button, .duet--article--sidebar, .duet--recirculation--related-list, "
    ".duet--article--article-pullquote, .duet--media--caption, [class*=newsletter-signup], [class*=recirc]",
)
