"""What the driver's errors mean: whether to try again, and the one line a reader can act on."""

from __future__ import annotations

from pathlib import Path

from neo4j.exceptions import ConstraintError, Neo4jError, ServiceUnavailable, SessionExpired

from kg import embedded
from kg.errors import KGError, StoreError, UsageError


def passing(error: Exception, attempt: int) -> bool:
    """Whether it is worth trying again: a lost race, or a server that has gone and may have a successor."""
    if isinstance(error, ConstraintError):  # two writers made one new node; a real violation comes back at once
        return attempt < 3
    retryable = isinstance(error, Neo4jError) and error.is_retryable()
    return retryable or isinstance(error, ServiceUnavailable | SessionExpired | OSError)


def refusal(error: Exception, folder: Path | None) -> KGError:
    """The error for the reader; `folder` is that of an embedded store."""
    code = getattr(error, "code", None) or ""
    text = " ".join((getattr(error, "message", None) or str(error)).split())[:300]
    full = folder and embedded.no_room(folder)
    if full:
        return StoreError(full)
    if "TransactionTimedOut" in code:
        return StoreError("the query took too long; narrow it down or allow more time")
    if code.startswith("Neo.ClientError.Statement"):
        return UsageError(f"the query is not well formed: {text}")
    if "Security" in code:
        return StoreError(f"the store refused the user or password: {text}")
    return StoreError(f"the store failed: {text}")
