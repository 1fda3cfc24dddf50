"""How good the extraction is, measured on passages that people annotated: `kg evaluate`."""

from kg.evaluate.gold import Fact, Passage, Statement, passages
from kg.evaluate.reliability import Bin, bins, calibration_error
from kg.evaluate.score import Score, Tally, scored

__all__ = ["Bin", "Fact", "Passage", "Score", "Statement", "Tally", "bins", "calibration_error", "passages", "scored"]
