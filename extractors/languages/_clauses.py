"""Russian clauses the parser hung wrongly: participles beside the noun they agree with, main verbs under a name.

Order and agreement decide: a participle behind a comma belongs to the noun before that comma, and a finite verb is a
relative clause only with a relative word.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableSequence, Sequence
from functools import lru_cache

from extractors.languages import _lemmas, _tree

_RELATIVE = frozenset(
    {"который", "где", "куда", "откуда", "кто", "что", "чей", "когда", "какой", "чтобы", "как", "сколько", "почему", "зачем"}
)  # fmt: skip
_LEAD = 6  # tokens between the comma and its participle («, 12 лет проработавшая»)
_NOUNS_BACK = 12  # tokens before the comma within which the participle's noun stands
_NOMINAL = ("NOUN", "PROPN", "PRON")
_FEATURES = ("Gender=", "Number=", "Case=")
_CASES = {"nomn": "Nom", "gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc"}
_GENDERS = {"masc": "Masc", "femn": "Fem", "neut": "Neut"}
_GEN_ACC = frozenset({"Case=Gen", "Case=Acc"})


def participles(
    words: Sequence[str], heads: MutableSequence[int], labels: MutableSequence[str], tags: Sequence[str]
) -> None:
    """Hang each participle behind a comma on the nearest noun before it that agrees; never make one the root."""
    for at, tag in enumerate(tags):
        if not is_full_participle(tag):
            continue
        comma = _comma_before(words, tags, at)
        noun = _noun_before(words, heads, labels, tags, comma, at) if comma > 0 else -1
        if noun < 0 or noun == heads[at] or _tree.is_below(heads, noun, at):
            if noun >= 0 and heads[at] == at:
                _demote(words, heads, labels, tags, at, noun)
            continue
        if heads[at] == at:
            continue
        heads[at], labels[at] = noun, "acl"


def relatives(
    words: Sequence[str], heads: MutableSequence[int], labels: MutableSequence[str], tags: Sequence[str]
) -> None:
    """Make a finite verb under the sentence's first name its main verb where no relative word opens a clause."""
    root = next((i for i, head in enumerate(heads) if head == i), -1)
    if root < 0 or not tags[root].startswith(_NOMINAL) or "Case=Nom" not in tags[root]:
        return
    for verb in range(root + 1, len(heads)):
        if (
            heads[verb] != root
            or labels[verb] not in {"acl:relcl", "acl", "parataxis"}
            or "VerbForm=Fin" not in tags[verb]
        ):
            continue
        opened = any(
            words[i].lower() in _RELATIVE or _relative(words[i])
            for i in range(root + 1, verb)
            if heads[i] == verb or heads[heads[i]] == verb
        )
        if (
            opened
            or any(heads[i] == verb and labels[i] in {"nsubj", "nsubj:pass"} for i in range(len(heads)))
            or not _agrees(tags[root], tags[verb])
        ):
            continue
        heads[verb], labels[verb] = verb, "root"
        heads[root], labels[root] = verb, "nsubj"
        return


def _relative(word: str) -> bool:
    return str(_lemmas.readings(word.lower())[0].normal_form) in {"который", "какой", "чей"}


def is_full_participle(tag: str) -> bool:
    """Whether features are those of a participle with case and number, not of a short one."""
    return "VerbForm=Part" in tag and "Variant=Short" not in tag and "Case=" in tag


def _comma_before(words: Sequence[str], tags: Sequence[str], at: int) -> int:
    """The comma that opens a participle's phrase, or -1: nothing but its own adverbs and adjuncts stand between."""
    for i in range(at - 1, max(-1, at - 1 - _LEAD), -1):
        if words[i] == ",":
            return i
        if "VerbForm=Fin" in tags[i] or tags[i].startswith(("CCONJ", "SCONJ", "PUNCT")):
            return -1
    return -1


def _noun_before(
    words: Sequence[str], heads: Sequence[int], labels: Sequence[str], tags: Sequence[str], comma: int, at: int
) -> int:
    """The head of the nearest name or noun before a comma that agrees with the participle; -1 where none does."""
    for i in range(comma - 1, max(-1, comma - 1 - _NOUNS_BACK), -1):
        if "VerbForm=Fin" in tags[i] or words[i] in {",", ";", "—"}:
            return -1
        if not tags[i].startswith(_NOMINAL):
            continue
        top = i
        while labels[top] in {"flat", "flat:name", "flat:foreign"} and heads[top] != top:
            top = heads[top]
        if agrees(words[at], tags[at], tags[top]):
            return top
    return -1


def agrees(participle: str, tag: str, noun: str) -> bool:
    """Whether a participle, by its word and the tagger's features, may be one of a noun with those features."""
    return any(_concord(noun, able) for able in _forms(participle.lower(), tag))


@lru_cache(maxsize=20_000)
def _forms(word: str, tag: str) -> tuple[str, ...]:
    """The features the dictionary allows a participle, taggers err on them; the tagger's for one it does not know."""
    found = [r.tag for r in _lemmas.readings(word) if r.tag.POS == "PRTF"]
    return tuple(
        "|".join(
            [f"Case={_CASES[str(t.case)]}", f"Number={'Plur' if 'plur' in t else 'Sing'}"]
            + ([f"Gender={_GENDERS[str(t.gender)]}"] if t.gender else [])
        )
        for t in found
        if str(t.case) in _CASES
    ) or (tag,)


def _values(tag: str) -> dict[str, str]:
    return {part.partition("=")[0]: part for part in tag.split("|") if part.startswith(_FEATURES)}


def _concord(noun: str, participle: str) -> bool:
    """Whether number, gender and case of a noun allow the participle; the genitive and accusative of people are one."""
    ours, theirs = _values(noun), _values(participle)
    if "Case" not in ours:
        return False
    for name in ("Number", "Gender", "Case"):
        one, two = ours.get(name), theirs.get(name)
        if one is None or two is None or one == two or (name == "Case" and {one, two} == _GEN_ACC):
            continue
        if name == "Gender" and "Number=Plur" in ours.values():
            continue
        return False
    return True


def _agrees(noun: str, verb: str) -> bool:
    ours, theirs = _values(noun), _values(verb)
    return all(
        ours.get(name) == theirs.get(name) or name not in ours or name not in theirs for name in ("Number", "Gender")
    )


def _finite(heads: Sequence[int], tags: Sequence[str], at: int) -> Iterator[int]:
    return (i for i in range(at + 1, len(heads)) if heads[i] == at and "VerbForm=Fin" in tags[i])


def _demote(
    words: Sequence[str],
    heads: MutableSequence[int],
    labels: MutableSequence[str],
    tags: Sequence[str],
    at: int,
    noun: int,
) -> None:
    """Give the root to the finite verb behind a participle that has it, and with it what stands behind the participle's comma."""
    verb = next(_finite(heads, tags, at), -1)
    if verb < 0:
        return
    closing = next((i for i in range(at + 1, verb) if words[i] == ","), verb)
    for i in range(len(heads)):
        if heads[i] == at and i != verb and (i > closing or i < noun or i == noun):
            heads[i] = verb
    heads[verb], labels[verb] = verb, "root"
    if _tree.is_below(heads, noun, at) or heads[noun] == at:
        heads[noun], labels[noun] = verb, "nsubj"
    heads[at], labels[at] = noun, "acl"
