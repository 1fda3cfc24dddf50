"""The score of two names as text, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator

from kg.names.blocks import Kind, block, blocks
from kg.names.company import firm
from kg.names.fold import is_cyrillic
from kg.names.letters import align
from kg.names.person import Tie, ties
from kg.names.score import score
from kg.names.tokens import nominatives, parsed
from kg.names.words import SLACK, likelihood, match


def explain(a: str, b: str, kind: Kind = "person") -> list[str]:
    """Lines that show how `score(a, b, kind)` came about: words, letters, endings removed, value, verdict."""
    result = score(a, b, kind)
    lines = [f"{a} | {b}"]
    for tie in _ties(a, b, kind):
        lines.append(f"  {tie.match.value:.2f}  {tie.match.reason}")
        lines += [f"        {line}" for line in _letters(tie)]
    lines += [f"  {reason}" for reason in result.reasons if reason not in {line.strip()[6:] for line in lines[1:]}]
    keys = sorted({block(a, kind)} & blocks(b, kind) | {block(b, kind)} & blocks(a, kind))
    lines.append(f"  meet under the key: {', '.join(keys) or 'none, so they would never be compared'}")
    return [*lines, f"  {result.value:.2f}  {result.verdict}"]


def _ties(a: str, b: str, kind: Kind) -> list[Tie]:
    if kind == "person":
        return ties(parsed(a).words, parsed(b).words)
    left, right = "".join(firm(a).core), "".join(firm(b).core)
    return [Tie(left, right, match(left, right))]


def _letters(tie: Tie) -> Iterator[str]:
    """The cheapest alignment of a Cyrillic and a Latin word: "ш~sh а~a з~z и~ee р~r"."""
    if is_cyrillic(tie.left) == is_cyrillic(tie.right):
        return
    cyrillic, latin = (tie.left, tie.right) if is_cyrillic(tie.left) else (tie.right, tie.left)
    readings = [cyrillic, *(form for form, seen in nominatives(cyrillic) if seen == tie.match.ending)]
    found = [(alignment.cost, word, alignment) for word in readings if (alignment := align(word, latin, SLACK))]
    if found:
        _, word, alignment = min(found) if tie.match.ending else found[0]
        groups = " ".join(
            f"{pair.cyrillic.strip('$') or '·'}~{pair.latin.strip('$') or '·'}" for pair in alignment.pairs
        )
        yield f"{groups.removesuffix(' ·~·')}  (likelihood {likelihood(alignment, len(word) + len(latin)):.2f})"
