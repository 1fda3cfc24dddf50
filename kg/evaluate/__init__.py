"""How good the extraction is, measured on passages that people annotated: `kg evaluate`."""

from kg.evaluate.gold import Fact, Passage, Statement, passages
from kg.evaluate.score import Score, Tally, scored

__all__ = ["Fact", "Passage", "Score", "Statement", "Tally", "passages", "scored"]
