"""What the driver's errors mean: whether to try again, and the one line a reader can act on."""

from __future__ import annotations

from pathlib import Path

from neo4j.exceptions import ConstraintError, Neo4jError, ServiceUnavailable, SessionExpired

from kg import embedded
from kg.errors import KGError, StoreError, UsageError

# Part of a code -> what to do about it. The first that fits.
_CURES = (
    ("TransactionTimedOut", "the query took too long; narrow it down or allow more time"),
    ("ReadOnly", "the database is read-only; write to another one, or to the server that leads"),
    ("DatabaseNotFound", "the server has no database of that name; set KG_DATABASE to one it has"),
    ("DatabaseUnavailable", "the database is not available (stopped, starting, or out of disk); see the server's log"),
    ("TransactionStartFailed", "the server takes no more work (often a full disk); see its log"),
    ("TransactionLogError", "the server could not keep what it was given (often a full disk); see its log"),
    ("TransactionCommitFailed", "the server could not keep what it was given (often a full disk); see its log"),
    ("OutOfMemory", "the server has too little memory for this; narrow the query down or give the server more"),
    ("Forbidden", "this user may not do that; give another with KG_USER, or ask for the rights"),
)


def lost(error: Exception, folder: Path | None) -> bool:
    """Whether the server has gone, or is just coming: it may be back. `folder` is that of an embedded store."""
    code = getattr(error, "code", None) or ""
    if folder and "Security" in code:  # the password is the opening's own: it is wrong only while the server is going
        return True
    return "DatabaseUnavailable" in code or isinstance(error, ServiceUnavailable | SessionExpired | OSError)


def passing(error: Exception, tried: int) -> bool:
    """Whether it is worth trying again: a race lost to another writer."""
    if isinstance(error, ConstraintError):  # two writers made one new node; a real violation comes back at once
        return tried < 3
    return isinstance(error, Neo4jError) and error.is_retryable()


def refusal(error: Exception, folder: Path | None) -> KGError:
    """The error for the reader; `folder` is that of an embedded store."""
    code = getattr(error, "code", None) or ""
    text = " ".join((getattr(error, "message", None) or str(error)).split())[:300]
    full = folder and embedded.no_room(folder)
    if full:
        return StoreError(full)
    for part, cure in _CURES:
        if part in code:
            return StoreError(cure)
    if code.startswith("Neo.ClientError.Statement"):
        return UsageError(f"the query is not well formed: {text}")
    if "Security" in code:
        return StoreError("user or password is wrong; set KG_USER and KG_PASSWORD")
    if lost(error, folder):
        return StoreError(f"the store does not answer any more ({text}); start it and run this again to go on")
    return StoreError(f"the store failed: {text}")
