"""The Guardian: `standfirst` and `maincontent`."""

from extractors.sites import Site

SITE = Site(
    outlet="The Guardian",
    domains=("theguardian.com", "guardian.co.uk"),
    body="[data-gu-name=standfirst] :is(p, li), #maincontent .article-body-commercial-selector > :is(p, "
    "h2, ul, blockquote), [itemprop=articleBody] > :is(p, h2)",
)
