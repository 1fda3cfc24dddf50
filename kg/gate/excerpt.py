"""The part of an article that goes through the language pipeline, and the way back from its offsets to the article's."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from kg.gate.cues import cues
from kg.gate.sentence import Sentence, features, fitting, sentences
from kg.model import Article, Evidence, Extraction, Mention
from kg.resources import DATA

LEAST = -2.0  # nats: a sentence is read from here on
_SURE = 0.0  # nats from which on neighbours, or a short text as a whole, are read too
_AROUND, _SHORT = (-2, -1, 1), 800  # those neighbours; characters of a short text
_ENOUGH, _OPENING = 2, 6  # names with which a sentence stands by itself; words in which a pronoun looks back
_BACK = ("person_pronouns", "company_pronouns")
_GAP = "\n\n"  # ends a sentence in every language


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text made of pieces of an article; `pieces` are (start in the excerpt, start in the article, characters)."""

    article: Article
    text: str
    pieces: tuple[tuple[int, int, int], ...]
    first: Excerpt | None = None  # a shorter one, to be read first where it is doubtful that anything is told at all

    def reading(self) -> Article:
        """The article as the pipeline is to read it."""
        return replace(self.article, text=self.text)

    def whole(self, found: Extraction) -> Extraction | None:
        """What was extracted from the excerpt, in offsets of the article; None where a quote crosses a gap."""
        evidences = [e for move in found.moves for e in (move.evidence, *move.also)]
        evidences += [fact.evidence for fact in found.affiliations]
        spans = [(e.start, e.end) for e in evidences] + [(q.start, q.end) for q in found.quotes]
        if not all(self._is_whole(start, end) for start, end in spans):
            return None
        return Extraction(
            self.article,
            mentions=tuple(self._mention(one) for one in found.mentions),
            moves=tuple(
                replace(
                    move,
                    evidence=self._evidence(move.evidence),
                    person=self._mention(move.person) if move.person else None,
                    origins=tuple(map(self._mention, move.origins)),
                    destination=self._mention(move.destination) if move.destination else None,
                    also=tuple(map(self._evidence, move.also)),
                )
                for move in found.moves
            ),
            affiliations=tuple(
                replace(
                    fact,
                    person=self._mention(fact.person),
                    company=self._mention(fact.company),
                    evidence=self._evidence(fact.evidence),
                    role_start=self._at(fact.role_start),
                    role_end=self._end(fact.role_end),
                )
                for fact in found.affiliations
            ),
            quotes=tuple(
                replace(
                    quote,
                    start=self._at(quote.start),
                    end=self._end(quote.end),
                    speaker=self._mention(quote.speaker) if quote.speaker else None,
                )
                for quote in found.quotes
            ),
        )

    def _at(self, offset: int) -> int:
        """The article's offset of a character of the excerpt; -1, which is no place, stays."""
        if offset < 0:
            return offset
        here, there, _ = max(piece for piece in self.pieces if piece[0] <= offset)
        return there + offset - here

    def _end(self, offset: int) -> int:
        return self._at(offset - 1) + 1 if offset > 0 else offset

    def _is_whole(self, start: int, end: int) -> bool:
        return self._end(end) - self._at(start) == end - start

    def _mention(self, one: Mention) -> Mention:
        return replace(one, start=self._at(one.start), end=self._end(one.end))

    def _evidence(self, one: Evidence) -> Evidence:
        return replace(one, start=self._at(one.start), end=self._end(one.end))


def excerpt(article: Article) -> Excerpt | None:
    """What of an article can tell of a move, with what its names and pronouns need; None where nothing can.

    Raises:
        UsageError: the language is none that we read.
    """
    weighed = telling(article.text, article.language)
    if not weighed:
        return None
    if len(article.text) <= _SHORT and any(weight >= _SURE for _, _, weight in weighed):
        return Excerpt(article, article.text, ((0, 0, len(article.text)),))
    every = list(sentences(article.text))
    place = {start: number for number, (start, _) in enumerate(every)}
    chosen = [place[start] for start, _, _ in weighed]
    read = [_sentence(article, every[number]) for number in chosen]
    before = {n - 1 for n, one in zip(chosen, read, strict=True) if n and _looks_back(one)}
    sure = [place[start] for start, _, weight in weighed if weight >= _SURE]
    around = {n + step for n in sure for step in _AROUND if 0 <= n + step < len(every)}
    kept = {0, *chosen, *before, *around} | _introductions(article, every, read)
    whole = _joined(article, [every[number] for number in sorted(kept)])
    if sure or kept == set(chosen):
        return whole
    return replace(whole, first=_joined(article, [every[number] for number in chosen]))


def _sentence(article: Article, span: tuple[int, int]) -> Sentence:
    return Sentence(article.text[span[0] : span[1]], cues(article.language))


def _looks_back(sentence: Sentence) -> bool:
    """Whether who or what is meant may stand in the sentence before: a pronoun, "the company", fewer than two names."""
    return sentence.names(0, len(sentence.words)) < _ENOUGH or sentence.listed(0, _OPENING, *_BACK)


def telling(text: str, code: str, least: float = LEAST) -> list[tuple[int, int, float]]:
    """The sentences that tell of a move as likely as `least` or likelier: start, end and weight, in order."""
    known = weights()
    found = []
    for start, end, fitted in fitting(text, cues(code)):
        best = max(known[""] + sum(known.get(name, 0.0) for name in features(*one)) for one in fitted)
        if best >= least:
            found.append((start, end, best))
    return found


@cache
def weights() -> dict[str, float]:
    """The weight of each feature in nats, "" being the constant (data/gate.tsv)."""
    lines = (DATA / "gate.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}


def _introductions(article: Article, every: list[tuple[int, int]], read: list[Sentence]) -> set[int]:
    """The sentences that are the first to say a name that stands alone in those read: there it may be in full."""
    starts = [start for start, _ in every]
    found = set()
    for name in sorted({name for sentence in read for name in sentence.alone()}):
        at = article.text.find(name)
        if at >= 0:
            found.add(bisect_right(starts, at) - 1)
    return found - {-1}


def _joined(article: Article, spans: list[tuple[int, int]]) -> Excerpt:
    """The sentences as one text; neighbours keep what stands between them."""
    runs: list[list[int]] = []
    for start, end in spans:
        if runs and not article.text[runs[-1][1] : start].strip(" \n\t\"'»”’)"):
            runs[-1][1] = end
        else:
            runs.append([start, end])
    pieces, parts, at = [], [], 0
    for start, end in runs:
        while end < len(article.text) and article.text[end] in "\"'»”’)":  # the quotation mark behind the full stop
            end += 1
        pieces.append((at, start, end - start))
        parts.append(article.text[start:end])
        at += end - start + len(_GAP)
    return Excerpt(article, _GAP.join(parts), tuple(pieces))
