"""One article's mentions tied to the people and companies of the graph, and its statements rewritten by their ids."""

from kg.resolve.claims import resolve
from kg.resolve.entities import Known, NothingKnown

__all__ = ["Known", "NothingKnown", "resolve"]
