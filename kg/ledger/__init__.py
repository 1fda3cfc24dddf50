"""What people judge of who is who: naming the two sides, the doubtful pairs, and the reasons of every link."""

from kg.ledger.conflicts import Conflict, conflicts
from kg.ledger.doubts import Doubt, doubts
from kg.ledger.reasons import Reasons, reasons
from kg.ledger.sides import Side, side, split

__all__ = ["Conflict", "Doubt", "Reasons", "Side", "conflicts", "doubts", "reasons", "side", "split"]
