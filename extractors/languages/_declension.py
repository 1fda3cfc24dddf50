"""The nominative of Russian names and roles: persons decline together by gender, bodies and roles by their head noun.

Readings are pymorphy3's; which one holds is told by the case the tagger saw and by what the words have in common.
Foreign surnames follow the usual rule: a woman's name on a consonant and names on -о, -е, -и, -у, -ю, -э stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Span, Token

from extractors.languages import _given, _lemmas, _names
from extractors.languages._spelling import joined, like

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_CASES = {"Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_GENDERS = {"Masc": "masc", "Fem": "femn"}
_ENDINGS = {"gent": ("а", "я"), "accs": ("а", "я"), "datv": ("у", "ю"), "ablt": ("ом", "ем", "ым"), "loct": ("е",)}
_SURNAME = {  # endings of adjective-like surnames by gender and case, and what replaces them
    ("masc", "gent"): {"ого": "ий"}, ("masc", "accs"): {"ого": "ий"}, ("masc", "datv"): {"ому": "ий"},
    ("masc", "ablt"): {"им": "ий"}, ("masc", "loct"): {"ом": "ий"}, ("femn", "accs"): {"ую": "ая"},
    ("femn", "gent"): {"ой": "ая"}, ("femn", "datv"): {"ой": "ая"}, ("femn", "ablt"): {"ой": "ая"},
    ("femn", "loct"): {"ой": "ая"},
}  # fmt: skip
# endings of given names by gender and case, and what their nominative may end in instead
_GIVEN: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    "masc": {"gent": {"а": ("",), "я": ("й", "ь")}, "datv": {"у": ("",), "ю": ("й", "ь")}, "accs": {"а": ("",), "я": ("й", "ь")},
             "ablt": {"ом": ("",), "ем": ("й", "ь")}, "loct": {"е": ("", "й", "ь")}},
    "femn": {"gent": {"ы": ("а",), "и": ("а", "я")}, "datv": {"е": ("а", "я"), "и": ("я",)}, "accs": {"у": ("а",), "ю": ("я",)},
             "ablt": {"ой": ("а",), "ей": ("а", "я")}, "loct": {"е": ("а", "я"), "и": ("я",)}},
}  # fmt: skip


def person(span: Span) -> str:
    """A person's name in the nominative: "Ноама Шазира" is "Ноам Шазир", "Мирой Мурати" is "Мира Мурати"."""
    tokens = [token for token in span if not token.is_space]
    texts = [token.text for token in tokens]
    if (agreed := _agreed(tokens)) is not None:
        return joined(tokens, agreed)
    case = _case(tokens)
    known = _known_given(tokens[0].lower_, case) if len(tokens) > 1 else None
    if known is not None:
        case, gender, texts[0] = known[0], known[1], like(known[2], texts[0])
    elif case is not None:
        gender = _gender(tokens, case)
    if case is None or not any(_CYRILLIC.search(text) for text in texts):
        return joined(tokens, texts)
    if len(texts) == 3 and "Patr" in str(_lemmas.readings(tokens[2].lower_)[0].tag) and known is None:
        declined = [_name(text, case, gender, index == 1) for index, text in enumerate(texts)]
        return joined(tokens, declined)
    declined = [_name(text, case, gender, index == 0 and len(texts) > 1) for index, text in enumerate(texts)]
    return joined(tokens, [texts[0], *declined[1:]] if known is not None else declined)


def _agreed(tokens: Sequence[Token]) -> list[str] | None:
    """The words of a name whose case and gender are settled, in the nominative; None where they are not."""
    pairs = {("".join(token.morph.get("Case", [])), "".join(token.morph.get("Gender", []))) for token in tokens}
    if len(tokens) < 2 or len(pairs) != 1 or not all(_CYRILLIC.match(token.text) for token in tokens):
        return None
    case, gender = pairs.pop()
    if case == "Nom":
        return [token.text for token in tokens]
    first = _names.given(tokens[0].lower_).get((case, gender))
    if case not in _CASES or gender not in _GENDERS or first is None:
        return None
    rest = [_name(token.text, _CASES[case], _GENDERS[gender], False) for token in tokens[1:]]
    return [like(first, tokens[0].text), *rest]


def _known_given(word: str, case: str | None) -> tuple[str, str, str] | None:
    """Case, gender and nominative of a given name in an oblique case; the case the tagger saw goes before others."""
    if case is None and word in _given.names():
        return None
    found = [
        (other, _gender_of(stem + nominative, gender), stem + nominative)
        for gender, table in _GIVEN.items()
        for other, endings in table.items()
        for ending, nominatives in endings.items()
        if word.endswith(ending)
        for stem in [word[: -len(ending)]]
        for nominative in nominatives
        if len(stem) > 1 and stem + nominative in _given.names()
    ]
    return next((one for one in found if one[0] == case), found[0] if found and word not in _given.names() else None)


def body(span: Span) -> str:
    """A company, outlet, place or role in the nominative: its head noun and the adjectives before it are put into it."""
    tokens = [token for token in span if not token.is_space]
    texts = [token.text for token in tokens]
    head = next((at for at, token in enumerate(tokens) if _is_head(token)), None)
    if head is None:
        return joined(tokens, texts)
    ending = re.fullmatch(r"([А-ЯЁ]{2,}|[А-ЯЁ]\w*[А-ЯЁ])(?:а|у|ом|е)?", texts[head])
    if ending and len(ending[1]) > 1 and not texts[head].istitle():  # МИД, МИДа, КамАЗом: a word of initials
        texts[head] = ending[1]
        return joined(tokens, texts)
    case = _CASES.get("".join(tokens[head].morph.get("Case", [])))
    reading = _reading(tokens[head].lower_, case)
    if case is None or reading is None:
        return joined(tokens, texts)
    number = "plur" if "plur" in reading.tag else "sing"
    gender = str(reading.tag.gender or "masc")
    for at in range(head):
        texts[at] = _agreeing(tokens[at], number, gender)
    nominative = reading.inflect({"nomn", number})
    if "-" in texts[head] and not reading.is_known:  # Росводоканал-Сервиса: only the last part declines
        first, _, last = texts[head].rpartition("-")
        inner = _reading(last.lower(), case)
        end = inner.inflect({"nomn", number}) if inner is not None else None
        texts[head] = f"{first}-{like(end.word, last) if end is not None else last}"
        return joined(tokens, texts)
    texts[head] = like(nominative.word if nominative else tokens[head].lower_, texts[head])
    return joined(tokens, texts)


def _gender_of(given: str, likely: str) -> str:
    """The gender of a given name in the nominative: the dictionary's, for Илья and Никита decline like women's names."""
    known = {
        str(each.tag.gender)
        for each in _lemmas.readings(given)
        if "Name" in each.tag and "nomn" in each.tag and each.is_known
    }
    return known.pop() if len(known) == 1 else likely


def _is_head(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and bool(_CYRILLIC.match(token.text)) and token.text not in {"«", "»"}


def _case(tokens: Sequence[Token]) -> str | None:
    """The oblique case most of the words are in, for pymorphy3; None for the nominative or where nothing says."""
    seen = ["".join(token.morph.get("Case", [])) for token in tokens if _CYRILLIC.match(token.text)]
    if not seen:
        return None
    best = max(dict.fromkeys(seen), key=seen.count)
    if best == "Nom" and _contradicts_nominative(tokens):
        return _governed(tokens[0])
    return _CASES.get(best)


def _contradicts_nominative(tokens: Sequence[Token]) -> bool:
    """Whether the given name has no nominative reading, whatever the tagger says."""
    found = [reading for reading in _lemmas.readings(tokens[0].lower_) if "Name" in reading.tag and reading.is_known]
    return bool(found) and not any("nomn" in reading.tag for reading in found)


def _governed(token: Token) -> str | None:
    found = next((reading for reading in _lemmas.readings(token.lower_) if "Name" in reading.tag), None)
    return str(found.tag.case) if found is not None else None


def _gender(tokens: Sequence[Token], case: str) -> str:
    """The gender of a person: by a known given name in that case, else what the tagger says of most words, else male."""
    for token in tokens[:-1] or tokens:
        genders = [
            str(reading.tag.gender)
            for reading in _lemmas.readings(token.lower_)
            if "Name" in reading.tag and reading.is_known and case in reading.tag and "sing" in reading.tag
        ]
        if len(set(genders)) == 1:
            return genders[0]
    said = [_GENDERS.get("".join(token.morph.get("Gender", []))) for token in tokens]
    votes = [one for one in said if one]
    if len(tokens) > 1 and tokens[0].lower_.endswith(("ы", "ой")) and case in {"gent", "ablt"}:
        return "femn"
    return max(dict.fromkeys(votes), key=votes.count) if votes else "masc"


def _name(text: str, case: str, gender: str, is_given: bool) -> str:
    """One word of a person's name in the nominative; each part of a hyphenated one by itself."""
    if not _CYRILLIC.match(text) or len(text) < 3 or text.endswith("."):
        return text
    if "-" in text:
        return "-".join(_name(part, case, gender, is_given) for part in text.split("-"))
    word = text.lower()
    fit = [
        each
        for each in _lemmas.readings(word)
        if case in each.tag and "sing" in each.tag and each.tag.POS in {"NOUN", "ADJF"}
    ]
    fit = [each for each in fit if gender in each.tag or each.tag.gender is None or "ms-f" in each.tag]
    wanted = "Name" if is_given else "Surn"
    marked = [each for each in fit if wanted in each.tag] or [
        each for each in fit if each.tag.grammemes & {"Name", "Surn", "Patr"}
    ]
    for reading in sorted(marked, key=lambda each: -each.score):
        nominative = reading.inflect({"nomn", "sing", gender}) or reading.inflect({"nomn", "sing"})
        if nominative is not None:
            return like(nominative.word, text)
    return like(_by_ending(word, case, gender), text)


def _by_ending(word: str, case: str, gender: str) -> str:
    """The nominative of a name no dictionary knows, by its ending alone."""
    for ending, nominative in _SURNAME.get((gender, case), {}).items():
        if (
            word.endswith(ending)
            and len(word) > len(ending) + 3
            and word[: -len(ending)].endswith(("ск", "цк", "ов", "ев", "ин"))
        ):
            stem = word[: -len(ending)]
            return stem + (
                ""
                if stem.endswith(("ов", "ев", "ин")) and gender == "masc"
                else "а"
                if stem.endswith(("ов", "ев", "ин"))
                else nominative
            )
    if gender == "femn":
        swap = {
            "gent": {"ы": "а", "и": "а"},
            "accs": {"у": "а", "ю": "я"},
            "datv": {"е": "а"},
            "loct": {"е": "а"},
            "ablt": {"ой": "а", "ей": "я"},
        }
        for ending, nominative in swap.get(case, {}).items():
            if word.endswith(ending) and not (ending == "и" and not word.endswith(("ки", "ги", "хи"))):
                return word[: -len(ending)] + nominative
        return word
    if (
        case in {"gent", "ablt"} and word.endswith(("ы", "ой")) and len(word) > 4
    ):  # Мендосы, Мендосой: men's names on -а
        return word.removesuffix("ы").removesuffix("ой") + "а"
    for ending in _ENDINGS.get(case, ()):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 1 and stem[-1] not in "аеёиоуыэюя":
            return stem + (
                "ь" if ending in {"я", "ю", "ем"} and stem[-1] in "лнрт" else "й" if ending in {"я", "ю", "ем"} else ""
            )
        if word.endswith(ending) and ending in {"я", "ю", "ем"} and len(stem) > 1:
            return stem + "й"
    return word


def _reading(word: str, case: str | None) -> Any | None:
    """The likeliest noun reading of a word in a case; of those a name of a body first."""
    fit = [each for each in _lemmas.readings(word) if each.tag.POS == "NOUN" and case is not None and case in each.tag]
    return max(fit, key=lambda each: ("Orgn" in each.tag, each.score), default=None)


def _agreeing(token: Token, number: str, gender: str) -> str:
    """An adjective before the head noun, put into the nominative with it; other words stay."""
    for reading in _lemmas.readings(token.lower_):
        if reading.tag.POS in {"ADJF", "PRTF"}:
            nominative = reading.inflect({"nomn", number} if number == "plur" else {"nomn", number, gender})
            if nominative is not None:
                return like(nominative.word, token.text)
    return token.text
