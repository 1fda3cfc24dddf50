"""The papers of IOL (Isolezwe, Durban Local and others): the page says which paper it is."""

from extractors.sites import Site

SITE = Site(
    outlet="",
    domains=("iol.co.za", "isolezwe.co.za", "isolezwelesixhosa.co.za", "durbanlocal.co.za"),
    body="[class*=article-widgets] [class*=text_text] > :is(p, h2, h3)",
)
