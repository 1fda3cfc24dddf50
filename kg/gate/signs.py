"""Which sentences of a text hold a cue with the signs of its slots: names, nouns and pronouns, by their spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kg.gate.cues import Cue, Cues

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_END = re.compile(r"(?<=[.!?…])(?<!\b[A-ZА-ЯЁ]\.)(?<!\b(?:Mr|Ms|Dr|St|Co|Jr|Sr|им|гг)\.)(?<!\b(?:Inc|Ltd|Mrs|тыс|млн|трл|руб)\.)(?<!\b(?:Corp|Prof|млрд)\.)[\"'»”’)]*\s+(?=[\"'«“‘(—–-]*\s*[A-ZА-ЯЁ0-9])|\n+")  # fmt: skip
NEAR, FAR, GOAL = 7, 14, 5
_DET=frozenset("a an the this that these those his her its their my our your no any each every some of in at".split())


class Sentence:
    """The words of one sentence and what each shows by its spelling."""

    def __init__(self, text: str, cues: Cues) -> None:
        self.text, self.cues = text, cues
        found = list(_WORD.finditer(text))
        self.words = [m.group() for m in found]
        self.lower = [w.lower() for w in self.words]
        self.at = {m.start(): i for i, m in enumerate(found)}
        c = cues
        self.is_name = [w != l and (i > 0 or l not in c.common) for i, (w, l) in enumerate(zip(self.words, self.lower))]
        longer = [n for n, w in zip(self.is_name, self.words) if len(w) > 3]
        self.headline = len(longer) >= 3 and sum(longer) >= 0.7 * len(longer)

    def near(self, i: int, n: int) -> slice:
        return slice(max(0, i - n), i + n + 1)

    def names(self, i, n):
        run = found = 0
        flags = self.is_name[self.near(i, n)]
        for f in flags:
            if f:
                run += 1
                if run in (1, 4): found += 1
            else: run = 0
        return found


def fits(cue: Cue, s: Sentence, i: int) -> bool:
    """Whether a word of a sentence may fill a cue's frame."""
    c = s.cues
    word, low = s.words[i], s.lower[i]
    if not cue.is_noun and i and s.lower[i - 1] in _DET and not low.endswith(("ed", "ing")) and word == low:
        return False
    if i and word[0].isupper() and not s.headline and not s.lower[i] in c.titles:
        return False
    if cue.extra or cue.markers:
        near = frozenset(s.lower[s.near(i, NEAR)])
        if any(f.isdisjoint(near) for f in cue.extra): return False
        for forms in cue.markers:
            far = range(*s.near(i, FAR).indices(len(s.words)))
            if not any(s.lower[j] in forms and (any(s.is_name[j + 1:j + 1 + GOAL]) or not c.companies.isdisjoint(s.lower[j + 1:j + 1 + GOAL])) for j in far): return False
    far = s.near(i, FAR)
    lows = s.lower[far]
    names = s.names(i, FAR)
    people = not c.people.isdisjoint(lows)
    titles = not c.titles.isdisjoint(lows)
    comps = not c.companies.isdisjoint(lows)
    if not (names >= 2 or (names and (people or titles or comps)) or ((people or titles) and comps)): return False
    have = {"person": bool(names) or people or titles, "to": bool(names) or comps, "from": bool(names) or comps, "role": titles,
      "post": not c.posts.isdisjoint(lows), "title": titles, "name": bool(names), "predecessor": bool(names) or people or titles}
    if cue.weak and not names: return False
    return all(any(have[x] for x in g) for g in cue.needs)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text are; rather one too long than one too short."""
    start = 0
    for end in _END.finditer(text):
        if end.start() > start:
            yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def telling(text: str, cues: Cues) -> Iterator[tuple[int, int]]:
    """The sentences that may tell of a move, in order."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose small form is longer: offsets would be off
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    hits = cues.hits(lowered)
    hit = next(hits, None)
    for start, end in sentences(text):
        heads = []
        while hit is not None and hit[1] < end:
            if hit[1] >= start:
                heads.append(hit)
            hit = next(hits, None)
        if heads:
            s = Sentence(text[start:end], cues)
            if any(fits(cue, s, s.at[at-start]) for head, at in heads if at-start in s.at for cue in cues.by_form[head]):
                yield start, end
