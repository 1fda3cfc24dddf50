"""One article's mentions tied to its people and companies, and its statements rewritten by their ids."""

from kg.resolve.claims import resolve

__all__ = ["resolve"]
