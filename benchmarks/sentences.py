"""Sentences a CPU-second, text to moves, on passages about executive moves: beside the figure of Stanford CoreNLP's KBP.

    python -m benchmarks.sentences

The English passages of ../shared/data/talent, cut into sentences by our own pipeline; models are loaded and warm. CoreNLP
4.5.10 was measured by others of the project on 25 such sentences of the same machine (../shared/WEB.md).
"""

from __future__ import annotations

import time

from benchmarks.gate import bodies, seconds
from extractors.languages import pipeline
from kg.extract import extraction_of
from kg.gate import extract_gated

CORENLP = (4.4, 5.2)  # sentences a CPU-second


def main() -> None:
    """Print the figures."""
    articles = bodies("talent/en.jsonl", "talent/more_en.jsonl", "talent/written_en.jsonl")
    nlp = pipeline("en")
    for one in articles[:20]:
        extraction_of(nlp(one.text), one)
    list(extract_gated(articles[:20]))
    started, sentences, moves = time.process_time(), 0, 0
    for doc, one in nlp.pipe(((a.text, a) for a in articles), as_tuples=True, batch_size=16):
        moves += len(extraction_of(doc, one).moves)
        sentences += sum(any(token.is_alpha for token in sent) for sent in doc.sents)
    whole = time.process_time() - started
    gated, _ = seconds(extract_gated(articles))
    print(f"{len(articles)} passages, {sentences} sentences, {moves} moves")
    for name, taken in (("whole", whole), ("gated", gated)):
        rate = sentences / taken
        least, most = rate / CORENLP[1], rate / CORENLP[0]
        print(f"{name}: {taken:.1f} CPU s, {rate:.0f} sentences a CPU-second, {least:.0f} to {most:.0f} times CoreNLP")


if __name__ == "__main__":
    main()
