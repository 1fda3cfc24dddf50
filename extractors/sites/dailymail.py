"""Daily Mail: `articleBody`, whose head repeats it in bullets; the Open Graph headline is the shorter one."""

from extractors.sites import Site

SITE = Site(
    outlet="Daily Mail",
    domains=("dailymail.co.uk", "dailymail.com"),
    title="meta[property='og:title']",
    body="[itemprop=articleBody] > :is(p, h2, h3, ul)",
    drop=".imageCaption",
)
