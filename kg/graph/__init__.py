"""What the claims of all articles come to: moves, posts, stints and flows, as pure functions of the claims."""

from kg.graph.clusters import moves_of
from kg.graph.derived import Flow, Stint, flows_of, stints_of
from kg.graph.posts import posts_of
from kg.graph.rows import GraphMove, GraphPost, Report, StoredClaim, StoredPost, article_digest, digest, text_digest
from kg.graph.sources import independent

__all__ = [
    "Flow",
    "GraphMove",
    "GraphPost",
    "Report",
    "Stint",
    "StoredClaim",
    "StoredPost",
    "article_digest",
    "digest",
    "flows_of",
    "independent",
    "moves_of",
    "posts_of",
    "stints_of",
    "text_digest",
]
