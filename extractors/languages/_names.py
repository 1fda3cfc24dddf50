"""Case and gender of Russian names of people: what given name, surname, title, preposition and verb agree on.

A tagger decides word by word and knows few foreign names: it reads «Рената Юсупова» and «Ноама Шазира» in any case. The
words of one name share case and gender, and so do the title before it and the past form of its verb.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableSequence, Sequence
from functools import lru_cache
from itertools import product

from extractors.languages import _given, _lemmas

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
GENDERS = ("Masc", "Fem")
_EVERY = frozenset(product(CASES, GENDERS))
_FROM_DICTIONARY = {"nomn": "Nom", "gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc"}
_GENDER = {"masc": ("Masc",), "femn": ("Fem",), "ms-f": GENDERS}
_OBLIQUE_FEM = frozenset(product(("Gen", "Dat", "Ins", "Loc"), ("Fem",)))
_MASC_GA = frozenset({("Gen", "Masc"), ("Acc", "Masc")})
_ANY_FEM = frozenset(product(CASES, ("Fem",)))
# endings of surnames, longest first, and the cases and genders they may stand for
_SURNAMES: tuple[tuple[tuple[str, ...], frozenset[tuple[str, str]]], ...] = (
    (("ского", "цкого", "ного", "лого", "того", "рого", "вого", "кого", "гого"), _MASC_GA),
    (("скому", "цкому", "ному", "лому", "тому"), frozenset({("Dat", "Masc")})),
    (("ским", "цким", "ным", "лым", "тым", "овым", "евым", "иным", "ёвым"), frozenset({("Ins", "Masc")})),
    (("ском", "цком"), frozenset({("Loc", "Masc")})),
    (("ский", "цкий", "ный", "лый", "тый", "ской"), frozenset({("Nom", "Masc")}) | _OBLIQUE_FEM),
    (("ская", "цкая", "ная", "лая", "тая"), frozenset({("Nom", "Fem")})),
    (("скую", "цкую", "ную", "лую", "тую"), frozenset({("Acc", "Fem")})),
    (("овой", "евой", "иной", "ёвой", "ной", "лой", "той"), _OBLIQUE_FEM | {("Nom", "Masc")}),
    (("ова", "ева", "ёва", "ина", "ына"), frozenset({("Nom", "Fem")}) | _MASC_GA),
    (("ову", "еву", "ёву", "ину", "ыну"), frozenset({("Acc", "Fem"), ("Dat", "Masc")})),
    (("ове", "еве", "ёве", "ине"), frozenset({("Loc", "Masc")})),
    (("ов", "ев", "ёв", "ын"), frozenset({("Nom", "Masc")})),
    (("ом", "ем", "ём"), frozenset({("Ins", "Masc"), ("Nom", "Masc")}) | _ANY_FEM),
    (("ой", "ей"), frozenset({("Ins", "Masc"), ("Ins", "Fem"), ("Nom", "Masc")}) | _ANY_FEM),
    (("о", "э", "ё", "и", "у", "ю", "е", "ы"), _EVERY),
    (("а", "я"), frozenset({("Nom", "Masc"), ("Nom", "Fem")}) | _MASC_GA),
)
_PREPOSITIONS = {
    **dict.fromkeys(("из", "от", "у", "без", "для", "до", "после", "против", "вместо", "ради", "около", "помимо", "кроме"), ("Gen",)),
    **dict.fromkeys(("к", "ко", "благодаря", "вопреки"), ("Dat",)), "по": ("Dat", "Loc"), "с": ("Ins", "Gen"), "со": ("Ins", "Gen"),
    **dict.fromkeys(("над", "перед", "между"), ("Ins",)), "за": ("Ins", "Acc"), "под": ("Ins", "Acc"), "о": ("Loc",), "об": ("Loc",),
    "обо": ("Loc",), "при": ("Loc",), "в": ("Acc", "Loc"), "во": ("Acc", "Loc"), "на": ("Acc", "Loc"), "про": ("Acc",), "через": ("Acc",),
}  # fmt: skip
_BACK = 6  # tokens before a name within which its title stands
_AHEAD = 5  # tokens behind its comma within which a participle tells of it
_SURE = 1.0  # below this score nothing is said against the tagger
_QUOTES = frozenset('«»"“”„')


@lru_cache(maxsize=50_000)
def given(word: str) -> dict[tuple[str, str], str]:
    """The (case, gender) a given name in small letters may have, each with its nominative."""
    found: dict[tuple[str, str], str] = {}
    if word in _given.names() and word[-1:] in "оэиыеую":  # a name that does not decline
        return dict.fromkeys(sorted(_EVERY), word)
    for reading in _lemmas.readings(word):
        if "Name" in reading.tag and reading.is_known and "sing" in reading.tag:
            for gender in _GENDER.get(str(reading.tag.gender), GENDERS):
                found.setdefault((_FROM_DICTIONARY.get(str(reading.tag.case), "Nom"), gender), str(reading.normal_form))
    for pair, stem in _stems(word):
        if len(stem) > 2 and stem in _given.names():
            found.setdefault(pair, stem)
    return found


def _stems(word: str) -> Iterator[tuple[tuple[str, str], str]]:
    """What a word would be the nominative of, were it a given name of each case and gender, the likeliest first."""
    last, stem, two = word[-1:], word[:-1], word[:-2]
    if last in "ая":
        yield ("Nom", "Fem"), word
        for case in ("Gen", "Acc"):
            yield from (((case, "Masc"), stem + end) for end in (("",) if last == "а" else ("й", "ь")))
    elif last in "ую":
        yield ("Acc", "Fem"), stem + ("а" if last == "у" else "я")
        yield from ((("Dat", "Masc"), stem + end) for end in (("",) if last == "у" else ("й", "ь")))
    elif last in "ыи":
        yield from ((("Gen", "Fem"), stem + end) for end in ("а", "я"))
        yield ("Dat", "Fem"), stem + "я"
    elif last == "е":
        yield from (((case, "Fem"), stem + end) for case in ("Dat", "Loc") for end in ("а", "я"))
        yield from ((("Loc", "Masc"), stem + end) for end in ("", "й", "ь"))
    elif word.endswith(("ом", "ем")):
        yield from ((("Ins", "Masc"), two + end) for end in (("",) if word.endswith("ом") else ("й", "ь")))
    elif word.endswith(("ой", "ей")):
        yield from ((("Ins", "Fem"), two + end) for end in ("а", "я"))
        yield from (((case, "Fem"), two + "я") for case in ("Gen", "Dat", "Loc") if word.endswith("ей"))
    if last not in "аяую":
        yield ("Nom", "Masc"), word
        yield from ((pair, word) for pair in sorted(_EVERY) if last in "оэиые")


@lru_cache(maxsize=50_000)
def _surname(word: str) -> frozenset[tuple[str, str]]:
    word = word.rpartition("-")[2]
    found = next((pairs for endings, pairs in _SURNAMES if word.endswith(endings)), None)
    return found if found is not None else _ANY_FEM | {("Nom", "Masc")}


def agree(
    words: Sequence[str],
    heads: Sequence[int],
    labels: MutableSequence[str],
    tags: MutableSequence[str],
    marks: Sequence[str],
) -> None:
    """Give the words of each name of two or three words one case and gender, and its head the label that goes with them.

    `tags` are like "PROPN|Case=Nom|Gender=Masc", `marks` the recogniser's, such as B-PER.
    """
    for start, end in _runs(words, tags, marks):
        pairs = _able(words, start, end)
        if not pairs:
            continue
        top = next((i for i in range(start, end) if not start <= heads[i] < end), start)
        scores = {pair: _score(words, heads, labels, tags, (start, end, top), pair) for pair in pairs}
        case, gender = min(pairs, key=lambda pair: (-scores[pair], CASES.index(pair[0]), pair[1]))
        if scores[case, gender] < _SURE:
            continue
        if (case, gender) not in given(words[start].lower()) and not any(
            f"Case={case}" in tag for tag in tags[start:end]
        ):
            continue  # an unknown name in a case nobody saw
        for i in range(start, end):
            tags[i] = f"PROPN|Animacy=Anim|Case={case}|Gender={gender}|Number=Sing"
        _relabel(heads, labels, tags, top, case)


def _runs(words: Sequence[str], tags: Sequence[str], marks: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where names of two or three Russian words stand: marked as a person, or begun by a given name."""
    at = 0
    while at < len(words):
        end = at
        while (
            end < len(words)
            and end - at < 3
            and _is_cyrillic_name(words[end])
            and not (end > at and marks[end].startswith("B-"))
        ):
            end += 1
        known = bool(given(words[at].lower())) and tags[at].startswith(("PROPN", "NOUN", "ADJ"))
        person = end > at and all(mark.endswith("PER") for mark in marks[at:end])
        if end - at > 1 and (person or (known and marks[at] == "O")):
            yield at, end
        at = max(end, at + 1)


def _is_cyrillic_name(word: str) -> bool:
    named = len(word) > 1 and word[0].isupper() and not word.isupper() and "а" <= word[-1] <= "ё"
    return named and word.replace("-", "").isalpha() and not _is_adverb(word.lower())


@lru_cache(maxsize=20_000)
def _is_adverb(word: str) -> bool:
    """A capital may open the sentence behind a headline: «Лорин Маазель Всемирно известный …»."""
    return all(reading.tag.POS == "ADVB" and reading.is_known for reading in _lemmas.readings(word))


def _able(words: Sequence[str], start: int, end: int) -> list[tuple[str, str]]:
    lowered = [word.lower() for word in words[start:end]]
    first = set(given(lowered[0])) or {pair for pair, _ in _stems(lowered[0])}
    if lowered[0][-1] in "ая":  # a woman's name no list has
        first.add(("Nom", "Fem"))
    pairs = first & set(_surname(lowered[-1]))
    return sorted(pairs)


def _score(
    words: Sequence[str],
    heads: Sequence[int],
    labels: Sequence[str],
    tags: Sequence[str],
    place: tuple[int, int, int],
    pair: tuple[str, str],
) -> float:
    """How well a case and gender fit the tags, the known given names, the title or preposition before and the verb."""
    (start, end, top), (case, gender) = place, pair
    score = 0.3 if case == "Nom" else 0.0
    for i in range(start, end):
        score += 1.0 if f"Case={case}" in tags[i] else 0.4 if case in {"Gen", "Acc"} and _is_gen_acc(tags[i]) else 0.0
        score += 0.5 if f"Gender={gender}" in tags[i] else 0.0
    score += 1.5 if pair in given(words[start].lower()) else 0.0
    allowed, sure = _before(words, tags, start)
    if allowed:
        score += 2.0 if case in allowed else -2.0 if sure else 0.0
    if (behind := _behind(words, tags, end)) is not None:
        score += 1.5 if any(able in {pair, ("", gender)} for able in behind) else -1.5
    verb = tags[heads[top]]
    if (
        labels[top] in {"nsubj", "nsubj:pass"}
        and verb.startswith("VERB")
        and "Gender=" in verb
        and "VerbForm=Part" not in verb
    ):
        score += (1.5 if f"Gender={gender}" in verb else -3.0) if case == "Nom" else 0.0
    if case == "Acc":
        score += 1.2 if _is_made(heads, labels, tags, top) else 0.7 if labels[top] == "obj" else 0.0
    return score


def _is_made(heads: Sequence[int], labels: Sequence[str], tags: Sequence[str], top: int) -> bool:
    """«назначил директором Эвелину»: does a name hang on what somebody is made, its verb without an object?"""
    title = heads[top]
    verb = heads[title]
    made = tags[title].startswith("NOUN") and "Case=Ins" in tags[title] and tags[verb].startswith("VERB")
    return made and not any(heads[i] == verb and label == "obj" for i, label in enumerate(labels))


def _is_gen_acc(tag: str) -> bool:
    return "Case=Gen" in tag or "Case=Acc" in tag


def _before(words: Sequence[str], tags: Sequence[str], start: int) -> tuple[frozenset[str], bool]:
    """The cases the title or preposition before a name leaves it, none where neither stands there; and are they sure?

    A title in the instrumental may be what somebody becomes: «назначил директором Анну».
    """
    for at in range(start - 1, max(-1, start - 1 - _BACK), -1):
        word = words[at].lower()
        if at == start - 1 and word in _PREPOSITIONS:
            return frozenset(_PREPOSITIONS[word]), True
        if word.isascii() or word in _QUOTES or tags[at].startswith(("PROPN", "ADJ", "NUM")):
            continue
        if not tags[at].startswith("NOUN"):
            if word == "по":
                continue
            return frozenset(), False
        people = [r for r in _lemmas.readings(word) if r.tag.POS == "NOUN" and "anim" in r.tag and "sing" in r.tag]
        if people:
            cases = frozenset(_FROM_DICTIONARY.get(str(r.tag.case), "Nom") for r in people)
            return cases, "Ins" not in cases
    return frozenset(), False


def _behind(words: Sequence[str], tags: Sequence[str], end: int) -> frozenset[tuple[str, str]] | None:
    """What a participle or relative pronoun behind a name's comma says of it: (case, gender), case "" where unknown."""
    if words[end : end + 1] != [","]:
        return None
    for at in range(end + 1, min(len(words), end + 1 + _AHEAD)):
        found = [r for r in _lemmas.readings(words[at].lower()) if "sing" in r.tag]
        if words[at].lower() in {"который", "которая"}:
            return frozenset({("", "Masc" if words[at].lower() == "который" else "Fem")})
        if "VerbForm=Part" in tags[at] and any(r.tag.POS == "PRTF" for r in found):
            pairs = ((str(r.tag.case), str(r.tag.gender)) for r in found if r.tag.POS == "PRTF")
            return frozenset((_FROM_DICTIONARY.get(case, ""), _GENDER.get(of, ("",))[0]) for case, of in pairs)
        if words[at] == "," or not tags[at].startswith(("ADV", "NUM", "NOUN", "ADJ", "ADP")):
            return None
    return None


def _relabel(heads: Sequence[int], labels: MutableSequence[str], tags: Sequence[str], top: int, case: str) -> None:
    """A bare name in the accusative is no subject, one in the nominative no object."""
    verb = heads[top]
    bare = not any(heads[i] == top and labels[i] == "case" for i in range(len(heads)))
    if verb == top or not tags[verb].startswith("VERB") or not bare:
        return
    if labels[top] in {"nsubj", "iobj", "obl"} and case == "Acc" and not _has(heads, labels, verb, "obj", top):
        labels[top] = "obj"
    elif labels[top] in {"nsubj", "nsubj:pass"} and case == "Dat":
        labels[top] = "iobj"
    elif labels[top] in {"obj", "obl", "iobj"} and case == "Nom" and not _has(heads, labels, verb, "nsubj", top):
        labels[top] = "nsubj"


def _has(heads: Sequence[int], labels: Sequence[str], verb: int, label: str, besides: int) -> bool:
    return any(heads[i] == verb and of == label and i != besides for i, of in enumerate(labels))
