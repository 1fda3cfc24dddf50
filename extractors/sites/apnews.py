"""Associated Press: `RichTextStoryBody` since 2023, `Article` before; the headline is the one in JSON-LD."""

from extractors.sites import STATED, Site

SITE = Site(
    outlet="AP News",
    domains=("apnews.com",),
    title=STATED,
    body=".RichTextStoryBody > :is(p, h2, h3, ul, blockquote), .WireStory .Article > :is(p, h2)",
)
