"""Words as the full-text indexes of both stores take them: every form that the languages we read may give them."""

from __future__ import annotations

import re

from kg.errors import UsageError

FORMS = 200  # of one word: an index takes 1,024 in one question
SHORTEST, LONGEST_ENDING = 3, 4  # letters


def pattern(words: str) -> str:
    """Words, in either language and any form, as a question in Lucene's syntax: all of them, in any order.

    Raises:
        UsageError: there are no words.
    """
    found = re.findall(r"\w+", words.lower())
    if not found:
        raise UsageError(f"{words!r}: no words to look for; give some, as kg quotes scarce people")
    return " ".join(f"+({' OR '.join(forms(word))})" for word in found)


def forms(word: str) -> list[str]:
    """The forms of every dictionary word that a lower-cased word may be a form of; itself first, the others sorted."""
    from extractors.languages import codes, language

    every: set[str] = set()
    for spoken in map(language, codes()):
        guessed = {base for base in _beginnings(word) if word in spoken.inflected(base)}
        bases = spoken.forms(word) | guessed
        every |= bases.union(*map(spoken.inflected, bases))
    return [word, *sorted(one for one in every - {word} if re.fullmatch(r"\w+", one))][:FORMS]


def _beginnings(word: str) -> list[str]:
    # For a language without a dictionary of forms, as English here: "hired" is a form of whatever beginning takes its ending.
    if not word.isascii():
        return []
    short = [word[:end] for end in range(max(SHORTEST, len(word) - LONGEST_ENDING), len(word))]
    return [*short, *(one + "e" for one in short), *(one + "y" for one in short)]
