"""The tagger of English names, by itself: names nobody knows, and the same answer alone and among others."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.tagger.corpora import sentences, spans
from extractors.tagger import LONGEST, TAGS, case_of, encoded, tagger
from kg.extract import extract
from kg.model import Article


def names(text: str) -> list[tuple[str, str]]:
    """What the tagger finds in a text whose words stand between spaces."""
    words = text.split()
    tags = [TAGS[best] for best in tagger().probabilities(words).argmax(axis=1)]
    return [
        (" ".join(words[start:end]), label) for start, end, label in spans(list(zip(words, tags, strict=True))) if label
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vogel leaves Orchard with no job to go to .", "Vogel PERSON, Orchard ORG"),
        ("Swallow lured Njoroge away from Canopy .", "Swallow ORG, Njoroge PERSON, Canopy ORG"),
        ("Ironclad doubled its sales while Adaeze Baptiste ran it .", "Ironclad ORG, Adaeze Baptiste PERSON"),
        ("Okonjo walked away from the top job at Brightwater .", "Okonjo PERSON, Brightwater ORG"),
        ("Zeno.ai has brought in Farouk to fix its sales team .", "Zeno.ai ORG, Farouk PERSON"),
        ("The flat in Ghent stood empty .", "Ghent PLACE"),
        ("Nothing of note was said at the meeting .", ""),
    ],
)
def test_what_a_name_is(text: str, found: str) -> None:
    assert ", ".join(f"{name} {label}" for name, label in names(text)) == found


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Marlow's resignation stunned Tandem.", "Tandem"),
        ("Dassault and Hugo Lemaire have parted company.", "Dassault"),
    ],
)
def test_the_tagger_is_overruled_by_what_a_name_does(text: str, company: str) -> None:
    found = {mention.text: mention.kind for mention in extract(Article(text, "table", "en", text)).mentions}
    assert found[company] == "company"


def test_a_sentence_is_read_alike_alone_and_among_others() -> None:
    one, other = ["Drift", "hired", "Haddad", "."], ["Haddad", "quit", "."]
    alone = tagger().probabilities(one)
    tagger().probabilities(other)
    assert tagger().probabilities(one).tobytes() == alone.tobytes()
    assert np.allclose(alone.sum(axis=1), 1)


def test_words_beyond_the_longest_sentence_are_no_names() -> None:
    shares = tagger().probabilities(["Haddad"] * (LONGEST + 5))
    assert len(shares) == LONGEST + 5
    assert shares[-1, 0] == 1


def test_white_space_is_no_piece() -> None:
    assert encoded(["Haddad", "\n", "quit"], tagger().pieces)[2][1] == -1


@pytest.mark.parametrize(
    ("word", "case"), [("wise", 0), ("Wise", 1), ("A", 2), ("IBM", 3), ("OpenAI", 4), ("xAI", 4), ("1X", 5), ("—", 0)]
)
def test_how_a_word_is_written(word: str, case: int) -> None:
    assert case_of(word) == case


def test_the_tags_of_a_corpus_become_ours() -> None:
    text = "Kato\tB-Person\nof\tO\nBlue\tI-ORG\nMoon\tI-ORG\nInc\tE-ORG\n\nRome\tS-Location"
    assert list(sentences(text)) == [
        [("Kato", "B-PERSON"), ("of", "O"), ("Blue", "B-ORG"), ("Moon", "I-ORG"), ("Inc", "I-ORG")],
        [("Rome", "B-PLACE")],
    ]
