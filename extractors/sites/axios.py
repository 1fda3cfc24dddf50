"""Axios: the text of every story, so that a newsletter is read whole."""

from extractors.sites import Site

SITE = Site(
    outlet="Axios",
    domains=("axios.com",),
    body=".story-text",
)
