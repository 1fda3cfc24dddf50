"""Names across scripts: whether Ноам Шазир and Noam Shazeer are one name, and why."""

from kg.names.blocks import Kind, block, blocks
from kg.names.explain import explain
from kg.names.index import Index, Match
from kg.names.score import MAYBE, SAME, NameScore, Verdict, score
from kg.names.spelling import slug

__all__ = [
    "MAYBE",
    "SAME",
    "Index",
    "Kind",
    "Match",
    "NameScore",
    "Verdict",
    "block",
    "blocks",
    "explain",
    "score",
    "slug",
]
