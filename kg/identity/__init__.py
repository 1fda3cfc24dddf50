"""Which references of all articles are to one person or company: a function of the references and of what people judged.

    claims -> references -> names that are one -> references that are one -> ids -> the claims by those ids

No stage asks what was known before or in which order articles came, so neither decides who is who.
"""

from kg.identity.claims import identified, references, renamed
from kg.identity.clusters import Cluster, clusters, entities
from kg.identity.judgements import Judgement, Verdict, standing
from kg.identity.names import Link, Named, linked

__all__ = [
    "Cluster",
    "Judgement",
    "Link",
    "Named",
    "Verdict",
    "clusters",
    "entities",
    "identified",
    "linked",
    "references",
    "renamed",
    "standing",
]
