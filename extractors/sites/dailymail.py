"""Daily Mail: `articleBody` under the bullets of the head; its Open Graph headline is the shorter one."""

from extractors.sites import Site

SITE = Site(
    outlet="Daily Mail",
    domains=("dailymail.co.uk", "dailymail.com",),
    title="meta[property='og:title']",
    body=".mol-bullets-with-font li, [itemprop=articleBody] > :is(p, h2, h3, ul)",
    drop=".imageCaption",
)
