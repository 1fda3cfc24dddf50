"""Given names in both scripts, from `data/given_names.txt`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import KnowledgeError


@cache
def names(path: Path = resources.DATA / "given_names.txt") -> frozenset[str]:
    """Given names, lower case, in the nominative.

    Raises:
        KnowledgeError: the file is missing.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise KnowledgeError(f"{path}: no such file; reinstall kg or restore it from the repository") from None
    return frozenset(name for line in lines if line and not line.startswith("#") for name in line.split("\t"))
