"""Text before anyone counts its characters: one form for every letter, blank and line break."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# Cc and Cf characters carry no words; joiners stay, since emoji and some scripts are written with them.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BLANKS = re.compile("[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile("\r\n?|\u0085|\u2028|\u2029")
_LONE = re.compile("[\ud800-\udfff]")  # halves of characters, which no file can hold
_ENDS = '.!?…:;»”")'


def exact(text: str) -> str:
    """The text with every odd blank, line break and invisible character as one blank, so that no offset moves."""
    text = _BLANKS.sub(" ", re.sub("[\r\u0085\u2028\u2029]", "\n", text.replace("\r\n", " \n")))
    return _LONE.sub("\ufffd", _INVISIBLE.sub(" ", text))


def cleaned(text: str) -> str:
    """The text in NFC with plain blanks and line breaks, nothing invisible, at most one empty line in a row."""
    text = _BLANKS.sub(" ", _BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    text = _LONE.sub("\ufffd", _INVISIBLE.sub("", text))
    text = re.sub(" {2,}", " ", re.sub(" *\n *", "\n", text))
    return re.sub("\n{3,}", "\n\n", text).strip()


def one_line(text: str | None) -> str:
    """The cleaned text on a single line; empty for None."""
    return " ".join(cleaned(text or "").split())


def unwrapped(text: str) -> str:
    """The text with lines that were broken only because they were full joined again.

    A break is such a wrap where the next line's first word would not have fitted (the greedy wrapping of editors);
    a text counts as wrapped when most breaks inside its paragraphs are of that kind.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    inside = [(one, two) for one, two in pairwise(lines) if one and two]
    full = [len(one) + 1 + len(two.split()[0]) > width - 4 for one, two in inside]
    if not 40 <= width <= 100 or len(full) < 2 or sum(full) < 0.6 * len(full):
        return text
    joined = lines[0]
    for one, two in pairwise(lines):
        wrap = one and two and len(one) + 1 + len(two.split()[0]) > width - 4
        joined += (" " if wrap else "\n") + two
    return joined


def from_markdown(text: str) -> str:
    """The words of a Markdown text, without its marks."""
    text = re.sub(r"^(```|~~~).*?^\1.*?$", "", text, flags=re.M | re.S)
    text = re.sub(r"<!--.*?-->|</?[a-zA-Z][^>\n]*>", "", text, flags=re.S)
    text = re.sub(r"!\[[^\]\n]*\]\([^)\n]*\)", "", text)
    text = re.sub(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])", r"\1", text)
    text = re.sub(r"^\[[^\]\n]+\]:\s+\S+.*$", "", text, flags=re.M)
    text = re.sub(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,2}[.)][ \t]+)", "", text, flags=re.M)
    text = re.sub(r"^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$", "", text, flags=re.M)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    return re.sub(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])", r"\2", text)


def looks_like_title(line: str) -> bool:
    """Whether a first line is a headline: short, with letters, and not a sentence of its own."""
    return (
        0 < len(line) < 200
        and any(char.isalpha() for char in line)
        and not line.rstrip().endswith((".", ":", ";", ","))
    )


def sentences(text: str) -> int:
    """How many lines hold a sentence: eight words or more, and an end of one."""
    lines = (line.strip() for line in text.split("\n"))
    return sum(len(line.split()) >= 8 and any(char in line for char in _ENDS) for line in lines)
