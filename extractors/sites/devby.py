"""dev.by (devby.io), news of Belarusian IT in Russian: `article__body` holds the paragraphs."""

from extractors.sites import Site

SITE = Site(
    outlet="dev.by",
    domains=("devby.io", "dev.by"),
    title="h1.article__title, .article__header h1, h1",
    body="div.article__body, [itemprop=articleBody]",
    author=".article__author, .article-meta__author a, [itemprop=author]",
    published="time.article__date, #publishedAt, time[datetime]",
    drop="figure, aside, form, .article__tags, .article__more, .article__related, .widget, .subscribe, .incut, .promo",
)
