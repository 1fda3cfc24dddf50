"""Declined words written like the words they come from: capitals, hyphens, spaces, quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token


def like(word: str, model: str) -> str:
    """The word with capitals where its model has them."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    if model[:1].isupper():
        return "-".join(_capital(part, of) for part, of in _paired(word, model))
    return word


def _paired(word: str, model: str) -> Iterator[tuple[str, str]]:
    parts, models = word.split("-"), model.split("-")
    for index, part in enumerate(parts):
        yield part, models[min(index, len(models) - 1)]


def _capital(part: str, model: str) -> str:
    upper = sum(letter.isupper() for letter in model)
    if upper > 1 and not model.isupper():  # ОпенЭйАй keeps its capitals as far as it is spelled alike
        return "".join(
            letter.upper() if at < len(model) and model[at].isupper() else letter for at, letter in enumerate(part)
        )
    return part[:1].upper() + part[1:] if model[:1].isupper() else part


def joined(tokens: Sequence[Token], texts: Sequence[str]) -> str:
    """The words as one string, spaced as in the text."""
    parts = [text + (" " if token.whitespace_ else "") for token, text in zip(tokens, texts, strict=True)]
    name = " ".join("".join(parts).split()).strip(" ,;:")
    if any(name.count(opening) != name.count(closing) for opening, closing in ("«»", "“”")) or name[:1] + name[-1:] in {
        "«»",
        "“”",
    }:
        name = name.strip("«»“”")
    return name.strip('"„')
