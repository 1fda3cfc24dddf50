"""Dependency trees as two lists, the head of each token and its label, before they are written to a Doc."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc, Token


def repaired(heads: Sequence[int], labels: Sequence[str]) -> tuple[list[int], list[str]]:
    """One tree over tokens 0..n-1 from heads that may form a forest or contain cycles; a root is its own head.

    The root is the first token labelled so, else the first that is its own head, else the first of all.
    Whatever does not reach the root is cut at its cycle, or at its own root, and hung on the root.
    """
    count = len(heads)
    fixed = [head if 0 <= head < count else index for index, head in enumerate(heads)]
    named = list(labels)
    if not count:
        return fixed, named
    claims = [index for index in range(count) if fixed[index] == index]
    root = next((index for index in claims if named[index] == "root"), claims[0] if claims else 0)
    fixed[root], named[root] = root, "root"
    reaches = [False] * count
    reaches[root] = True
    for start in range(count):
        path: list[int] = []
        seen: set[int] = set()
        at = start
        while not reaches[at] and at not in seen:
            seen.add(at)
            path.append(at)
            at = fixed[at]
        if not reaches[at]:  # a cycle, or a second root: its entry point becomes a clause beside the root
            fixed[at] = root
            if named[at] == "root":
                named[at] = "parataxis"
        for index in path:
            reaches[index] = True
    named = ["dep" if label == "root" and index != root else label for index, label in enumerate(named)]
    return fixed, named


def is_tree(heads: Sequence[int]) -> bool:
    """Whether the heads form one tree: a single root that every token reaches."""
    roots = [index for index, head in enumerate(heads) if head == index]
    if len(roots) != 1:
        return False
    for start in range(len(heads)):
        at, steps = start, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return True


def is_below(heads: Sequence[int], token: int, top: int) -> bool:
    """Whether a token is another, or stands under it."""
    for _ in range(len(heads)):
        if token == top:
            return True
        if heads[token] == token:
            return False
        token = heads[token]
    return False


def write(doc: Doc, heads: Sequence[int], labels: Sequence[str]) -> None:
    """Give the Doc these heads (indices into the Doc, a root its own head) and labels; sentences follow the roots."""
    values = np.zeros((len(doc), 2), dtype="uint64")
    offsets = np.array([head - index for index, head in enumerate(heads)], dtype="int64")
    values[:, 0] = offsets.astype("uint64")
    values[:, 1] = [doc.vocab.strings.add(label) for label in labels]
    doc.from_array(["HEAD", "DEP"], values)  # type: ignore[arg-type]  # spaCy means any array of whole numbers


def set_features(token: Token, features: str) -> None:
    """Give a token UD features written "Case=Nom|Number=Sing"."""
    token.set_morph(features)  # type: ignore[attr-defined]  # missing from spaCy's stubs
