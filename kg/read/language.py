"""Which language a text is in, by its script, letters and most frequent words: no model, the same answer always.

The method is that of Grefenstette (JADT 1995, "Comparing two language identification schemes"): small words tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from kg.resources import DATA, toml

_SAMPLE = 20_000  # characters from the start; an article keeps to one language
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Signs:
    """What gives a language away."""

    code: str
    name: str
    script: str
    words: frozenset[str]
    letters: frozenset[str]
    never: frozenset[str]


def detected(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text ("?" and its name for other scripts), None without letters."""
    sample = text[:_SAMPLE].lower()
    scripts = Counter(script for char in sample if char.isalpha() for script in (_script(char),) if script)
    if not scripts:
        return None
    script = max(sorted(scripts), key=lambda name: scripts[name])
    other = toml(DATA / "reading.toml")["scripts"]
    if script in ("cjk", "hiragana", "katakana"):
        return "?Japanese" if scripts["hiragana"] + scripts["katakana"] > scripts["cjk"] / 10 else "?Chinese"
    if script not in ("latin", "cyrillic"):
        return f"?{other.get(script, 'a language with other letters')}"
    return _best(sample, script)


def name(code: str) -> str:
    """The English name of a detected language: "uk" -> "Ukrainian"."""
    return code[1:] if code.startswith("?") else next((sign.name for sign in _signs() if sign.code == code), code)


def _best(sample: str, script: str) -> str:
    """The language of this script that explains most words: a frequent word counts 1, an own letter in a word 1/2."""
    words = Counter(word for word in _WORD.findall(sample) if _script(word[0]) == script)
    total = sum(words.values())
    letters = Counter(char for word, count in words.items() for char in word * count)
    scores = {}
    for sign in _signs():
        if sign.script == script:
            known = sum(count for word, count in words.items() if word in sign.words)
            own = sum(count for word, count in words.items() if not sign.letters.isdisjoint(word))
            wrong = sum(letters[char] for char in sign.never)
            scores[sign.code] = (known + own / 2 - 2 * wrong) / (total or 1)  # none: words that begin in another script
    default = {"latin": "en", "cyrillic": "ru"}[script]
    best = max(sorted(scores), key=lambda code: scores[code])
    ahead = scores[best] - scores[default]
    return best if ahead > 0.02 and ahead * total >= 1.5 else default  # one word of a headline proves nothing


@cache
def _signs() -> tuple[Signs, ...]:
    table = toml(DATA / "reading.toml")["language"]
    return tuple(
        Signs(
            code,
            row["name"],
            row["script"],
            frozenset(row["words"].split()),
            frozenset(row.get("letters", "").lower()),
            frozenset(row.get("never", "")),
        )
        for code, row in sorted(table.items())
    )


@cache
def _script(char: str) -> str | None:
    """The first word of the character's Unicode name, which is its script for letters."""
    first = unicodedata.name(char, "").split(" ")[0].split("-")[0].lower()
    return first if first != "modifier" else None
