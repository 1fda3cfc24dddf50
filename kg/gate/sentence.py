"""A sentence as its spelling shows it: words, likely names, and what may fill the slots of a cue around a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.gate.cues import Cue, Cues

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
# A sentence ends at its mark before a capital letter or figure, but not behind an abbreviation or an initial.
_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-ZА-ЯЁ]\.)(?<!\b(?:Mr|Ms|Dr|St|Co|Jr|Sr|им|гг)\.)(?<!\b(?:Inc|Ltd|Mrs|тыс|млн|руб)\.)"
    r"(?<!\b(?:Corp|Prof|млрд)\.)[\"'»”’)]*\s+(?=[\"'«“‘(—–-]*\s*[A-ZА-ЯЁ0-9])|\n+"
)
_NEAR, _FAR, _GOAL, _BESIDE = 7, 14, 5, 4  # words on each side: further words, arguments, behind a preposition, lists
_AWAY = 9  # words to the nearest name beyond which it is no nearer
_PERSON, _COMPANY = ("person_nouns", "person_pronouns", "general_nouns"), ("company_nouns", "company_pronouns")
# Behind these an English word in its bare form is a noun.
_DETERMINERS = frozenset(
    {
        "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "my", "our", "your", "no",
        "any", "each", "every", "some", "of", "in", "at",
    }
)  # fmt: skip


class Sentence:
    """The words of one sentence; `starts` gives the number of the word at an offset of the sentence."""

    __slots__ = ("cues", "flags", "headline", "lists", "lower", "starts", "words")

    def __init__(self, text: str, cues: Cues) -> None:
        found = list(_WORD.finditer(text))
        self.cues = cues
        self.words = [match.group() for match in found]
        self.lower = [word.lower() for word in self.words]
        self.starts = {match.start(): i for i, match in enumerate(found)}
        self.lists = [cues.lists.get(word, frozenset()) for word in self.lower]
        self.flags = [
            word != low and (i > 0 or low not in cues.common)
            for i, (word, low) in enumerate(zip(self.words, self.lower, strict=True))
        ]
        longer = [flag for flag, word in zip(self.flags, self.words, strict=True) if len(word) > 3]
        self.headline = len(longer) >= 3 and sum(longer) >= 0.7 * len(longer)

    def listed(self, start: int, end: int, *names: str) -> bool:
        """Whether a word between two numbers is in one of the lists."""
        return any(name in lists for lists in self.lists[max(0, start) : end] for name in names)

    def names(self, start: int, end: int) -> int:
        """How many names there may be: runs of capitalised words; four in a row may be two."""
        run = found = 0
        for flag in self.flags[max(0, start) : end]:
            run = run + 1 if flag else 0
            found += run in (1, 4)
        return found

    def alone(self) -> list[str]:
        """The words that may be a name by themselves: surnames, companies that are not known."""
        flags = [False, *self.flags, False]
        found = [word for i, word in enumerate(self.words) if flags[i : i + 3] == [False, True, False]]
        return [word for word in found if word.lower() not in self.cues.known]


def fits(cue: Cue, sentence: Sentence, i: int) -> bool:
    """Whether the words around the i-th word of a sentence may fill a cue's frame."""
    low = sentence.lower[i]
    if sentence.words[i] != low and i and not sentence.headline and "titles" not in sentence.lists[i]:
        return False  # part of a name
    if not cue.is_noun and i and sentence.lower[i - 1] in _DETERMINERS and not low.endswith(("ed", "ing")):
        return False
    near = frozenset(sentence.lower[max(0, i - _NEAR) : i + _NEAR + 1])
    if any(forms.isdisjoint(near) for forms in cue.extra) or (cue.times and cue.times.isdisjoint(near)):
        return False
    return (not cue.goals or _has_goal(cue, sentence, i)) and _has_signs(cue, sentence, i)


def _has_goal(cue: Cue, sentence: Sentence, i: int) -> bool:
    """A preposition of the cue with a company, or what may be one, close behind it."""
    return any(
        sentence.lower[j] in cue.goals
        and (any(sentence.flags[j + 1 : j + 1 + _GOAL]) or sentence.listed(j + 1, j + 1 + _GOAL, *_COMPANY))
        for j in range(max(0, i - _FAR), min(len(sentence.words), i + _FAR + 1))
    )


def _has_signs(cue: Cue, sentence: Sentence, i: int) -> bool:
    start, end = i - _FAR, i + _FAR + 1
    names = sentence.names(start, end)
    role = sentence.listed(start, end, "titles")
    person = role or sentence.listed(start, end, *_PERSON)
    company = sentence.listed(start, end, *_COMPANY)
    if not (names >= 2 or (names and (person or company)) or (person and company)) or (cue.weak and not names):
        return False
    signs = {
        "person": bool(names) or person, "predecessor": bool(names) or person, "name": bool(names),
        "to": bool(names) or company, "from": bool(names) or company, "role": role,
        "post": sentence.listed(start, end, "post_nouns"),
    }  # fmt: skip
    return all(any(signs.get(slot, True) for slot in group) for group in cue.needs)


def features(cue: Cue, sentence: Sentence, i: int) -> Iterator[str]:
    """What is weighed of a word that fits a cue and of its surroundings; every feature once."""
    start, end = max(0, i - _FAR), i + _FAR + 1
    names = sentence.names(start, end)
    yield from (f"word={cue.word}", f"form={sentence.lower[i]}", f"kind={cue.kind}", f"names={min(names, 4)}")
    yield from (f"noun={cue.is_noun}", f"weak={cue.weak}", f"extra={bool(cue.extra)}")
    flags, lower = sentence.flags[start:end], sentence.lower[start:end]
    pairs = {j for j in range(len(flags) - 1) if flags[j] and flags[j + 1]}
    given = {j for j, flag in enumerate(flags) if flag and lower[j] in sentence.cues.given}
    known = any(flag and lower[j] in sentence.cues.known for j, flag in enumerate(flags))
    titled = sentence.listed(start, end, "titles")
    found = {"pair": bool(pairs), "given": bool(given), "full": bool(given & pairs), "known": known}
    found |= {"known person": known and bool(given or pairs), "titled name": titled and names > 0}
    yield from (name for name, is_so in found.items() if is_so)
    for place, a, b in (("far", start, end), ("beside", max(0, i - _BESIDE), i + _BESIDE + 1)):
        for name in sorted({name for lists in sentence.lists[a:b] for name in lists}):
            yield f"{place}={name}"
    yield f"left={_distance(sentence.flags[max(0, i - _AWAY + 1) : i][::-1])}"
    yield f"right={_distance(sentence.flags[i + 1 : i + _AWAY])}"
    for off in (-2, -1, 1, 2):
        if 0 <= i + off < len(sentence.words):
            yield f"{off}={'NAME' if sentence.flags[i + off] else sentence.lower[i + off]}"
    if sentence.headline:
        yield "headline"


def _distance(flags: list[bool]) -> int:
    """Words to the first name, five and more being one; nine where there is none."""
    return min(flags.index(True) + 1, 5) if True in flags else _AWAY


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text are; rather one too long than one too short."""
    start = 0
    for end in _END.finditer(text):
        if end.start() > start:
            yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def lowered(text: str) -> str:
    """The text in small letters, of the same length whatever the script."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def fitting(text: str, cues: Cues) -> Iterator[tuple[int, int, list[tuple[Cue, Sentence, int]]]]:
    """The sentences of a text in which cues fit: start, end, and each cue with the number of its word."""
    hits = cues.hits(lowered(text))
    hit = next(hits, None)
    for start, end in sentences(text):
        inside = []
        while hit is not None and hit[1] < end:
            if hit[1] >= start:
                inside.append(hit)
            hit = next(hits, None)
        if inside:
            sentence = Sentence(text[start:end], cues)
            places = [(head, sentence.starts[at - start]) for head, at in inside if at - start in sentence.starts]
            found = [(cue, sentence, i) for head, i in places for cue in cues.of[head] if fits(cue, sentence, i)]
            if found:
                yield start, end, found
