"""What is cheap before what is dear: only the sentences that can tell of a move go through the language pipeline.

An automaton finds the words that can carry a move (`cues`), their surroundings are weighed by their spelling alone
(`sentence`, data/gate.tsv), and what is likely enough is read with its context (`excerpt`). An article without such a
sentence is kept without mentions, posts and quotes; of the others those of the sentences read are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Article, Extraction

__all__ = ["extract_gated"]


def extract_gated(articles: Iterable[Article], *, models: dict[str, str] | None = None) -> Iterator[Extraction]:
    """The extractions of articles, in their order, of the sentences that can tell of a move; all are taken at once.

    Raises:
        UsageError: a language has no pipeline, or the model named for it is not installed.
    """
    from kg.extract import extract, extract_all
    from kg.gate.excerpt import excerpt

    cut = [(article, excerpt(article)) for article in articles]
    short = [one.first.reading() for _, one in cut if one and one.first]
    tried = extract_all(short, models=models)
    first = [next(tried) if one and one.first else None for _, one in cut]
    again = [
        one is not None and (short is None or bool(short.moves)) for (_, one), short in zip(cut, first, strict=True)
    ]
    found = extract_all(
        (one.reading() for (_, one), more in zip(cut, again, strict=True) if one and more), models=models
    )
    for (article, one), short_one, more in zip(cut, first, again, strict=True):
        if one is None:
            yield Extraction(article)
        elif more:
            yield one.whole(next(found)) or extract(article, models=models)
        else:
            assert one.first
            assert short_one
            yield one.first.whole(short_one) or extract(article, models=models)
