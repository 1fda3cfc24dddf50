"""A small neural tagger of names: persons, organisations, places and other names of an English sentence.

A BERT encoder (MiniLM, Wang et al. 2020) in numpy: no more is needed for a forward pass, and a sentence never shares a
product with another, so that it is tagged the same alone and among others. How letters are
written (Capitalised, ALL CAPS, camelCase) stands in the encoder's segment input, for its vocabulary has no capitals.
`benchmarks/tagger` makes the weights.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.threads import one_thread
from kg import resources

LABELS = ("PERSON", "ORG", "PLACE", "OTHER")
TAGS = ("O", *(f"{position}-{label}" for label in LABELS for position in "BI"))
CASES = 6  # how many ways of writing `case_of` tells
LONGEST = 160  # pieces of a sentence that are read; the words after them are tagged O

_PARTS = re.compile(r"[^\W_]+|[^\s]")
Array = NDArray[np.float32]


def case_of(word: str) -> int:
    """How a word is written: 0 without capitals, 1 Capitalised, 2 a single capital, 3 CAPITALS, 4 camelCase, 5 with digits."""
    letters = [letter for letter in word if letter.isalpha()]
    if any(letter.isdigit() for letter in word):
        return 5
    if not any(letter.isupper() for letter in letters):
        return 0
    if len(letters) == 1:
        return 2
    if all(letter.isupper() for letter in letters):
        return 3
    return 1 if letters[0].isupper() and not any(letter.isupper() for letter in letters[1:]) else 4


@dataclass(frozen=True, slots=True)
class Pieces:
    """WordPiece: the vocabulary of the encoder, the longest piece first."""

    ids: Mapping[str, int]

    def of(self, word: str) -> list[int]:
        """Ids of the pieces of a word; none for white space."""
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        return [piece for part in _PARTS.findall(plain) for piece in self._cut(part)]

    def _cut(self, part: str) -> list[int]:
        found, at = [], 0
        while at < len(part):
            for end in range(len(part), at, -1):
                piece = self.ids.get(part[at:end] if at == 0 else "##" + part[at:end])
                if piece is not None:
                    break
            else:
                return [self.ids["[UNK]"]]
            found.append(piece)
            at = end
        return found


def encoded(words: Sequence[str], pieces: Pieces) -> tuple[list[int], list[int], list[int]]:
    """Ids and cases of the pieces between [CLS] and [SEP], and for each word where its first piece is, or -1."""
    ids, cases, firsts = [pieces.ids["[CLS]"]], [0], []
    for word in words:
        own = pieces.of(word)
        if not own or len(ids) + len(own) >= LONGEST:
            firsts.append(-1)
            continue
        firsts.append(len(ids))
        ids += own
        cases += [case_of(word)] * len(own)
    return [*ids, pieces.ids["[SEP]"]], [*cases, 0], firsts


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights by name, as `benchmarks/tagger` writes them, and the vocabulary."""

    weights: Mapping[str, Any]
    pieces: Pieces
    layers: int
    heads: int

    def probabilities(self, words: Sequence[str]) -> Array:
        """For a sentence of words the probabilities of the tags (words, tags); a word that could not be read is O."""
        ids, cases, firsts = encoded(words, self.pieces)
        with one_thread():
            logits = self._logits(ids, cases)[[max(first, 0) for first in firsts]]
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: Array = raised / raised.sum(axis=1, keepdims=True)
        shares[[at for at, first in enumerate(firsts) if first < 0]] = np.eye(1, len(TAGS), dtype=np.float32)
        return shares

    def _logits(self, ids: Sequence[int], cases: Sequence[int]) -> Array:
        w = self.weights
        x = w["word"][ids].astype(np.float32) * w["word.scale"][ids]
        x = _normed(x + w["position"][: len(ids)] + w["case"][cases], w["norm"], w["norm.bias"])
        for layer in range(self.layers):
            q, k, v = (x @ w[f"{layer}.{part}"] + w[f"{layer}.{part}.bias"] for part in ("query", "key", "value"))
            mixed = self._attended(q, k, v)
            mixed = mixed @ w[f"{layer}.out"] + w[f"{layer}.out.bias"]
            x = _normed(x + mixed, w[f"{layer}.norm1"], w[f"{layer}.norm1.bias"])
            wide = _gelu(x @ w[f"{layer}.up"] + w[f"{layer}.up.bias"])
            wide = wide @ w[f"{layer}.down"] + w[f"{layer}.down.bias"]
            x = _normed(x + wide, w[f"{layer}.norm2"], w[f"{layer}.norm2.bias"])
        return x @ w["tags"] + w["tags.bias"]  # type: ignore[no-any-return]

    def _attended(self, q: Array, k: Array, v: Array) -> Array:
        size = q.shape[1] // self.heads
        q, k, v = (each.reshape(len(each), self.heads, size).transpose(1, 0, 2) for each in (q, k, v))
        scores = q @ k.transpose(0, 2, 1) / np.float32(size**0.5)
        scores = np.exp(scores - scores.max(axis=2, keepdims=True))
        mixed = (scores / scores.sum(axis=2, keepdims=True)) @ v
        joined: Array = mixed.transpose(1, 0, 2).reshape(mixed.shape[1], -1)
        return joined


def _normed(x: Array, scale: Array, bias: Array) -> Array:
    x = x - x.mean(axis=1, keepdims=True)
    return x / np.sqrt((x * x).mean(axis=1, keepdims=True) + np.float32(1e-12)) * scale + bias  # type: ignore[no-any-return]


def _gelu(x: Array) -> Array:
    """The tanh form of Hendrycks and Gimpel (2016), which the weights were trained with."""
    return x * np.float32(0.5) * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * (x * x * x))))  # type: ignore[no-any-return]


@cache
def tagger(path: Path = resources.DATA / "models" / "tagger_en.npz") -> Tagger:
    """The tagger of the package: matrices are kept as bytes with a scale a row, and opened here."""
    with np.load(path) as archive:
        stored = {name: archive[name] for name in archive.files}
    vocabulary = stored.pop("vocabulary").tobytes().decode().split("\n")
    layers, heads = (int(number) for number in stored.pop("shape"))
    weights = {}
    for name, value in stored.items():
        if name.endswith(".scale"):
            continue
        scale = stored.get(f"{name}.scale")
        if name == "word":
            weights[name], weights["word.scale"] = value, scale
        else:
            weights[name] = value.astype(np.float32) * scale if scale is not None else value.astype(np.float32)
    return Tagger(weights, Pieces({piece: at for at, piece in enumerate(vocabulary)}), layers, heads)
