"""A personal name taken apart: the words that count, and those that do not (particles, patronymics, titles)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.names.fold import folded, is_cyrillic
from kg.names.spelling import knowledge
from kg.resources import DATA, toml

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`\-‐‑][^\W_]+)*\.?")
_LEADING = re.compile(r"\w+[-‐‑]\S+|[a-zа-яё]+\s[A-ZА-ЯЁ]\S*")  # a particle and a surname, but not Ван Сяочуань
_PINYIN = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:[aoeiu]|ai|ei|ao|ou|an|en|ang|eng|ong|er|i(?:a|e|ao|u|an|n|ang|ng|ong)|u(?:a|o|ai|i|an|n|ang|e))"
)
HYPHENS = str.maketrans("-‐‑", "   ")  # read as spaces
_MARKS = re.compile(r"['’ʼ`.‐‑-]")


class Name(NamedTuple):
    """A person's name: content words in order (the last is taken for the surname), and what was set aside."""

    words: tuple[str, ...]
    patronymic: str | None
    particles: tuple[str, ...]
    generation: str | None = None  # "jr", "sr", "ii": which of several people of one name


@cache
def listed(section: str, key: str) -> frozenset[str]:
    """The words of one list of `transliteration.toml`."""
    values = knowledge()[section][key]
    assert isinstance(values, list)
    return frozenset(values)


@cache
def _person_words() -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    return tuple(sorted(listed("person", "patronymic"))), listed("person", "particles"), listed("person", "titles")


@cache
def _generations() -> dict[str, str]:
    rules = knowledge()["generation"]
    return {form: rule["is"] for rule in rules for form in rule["seen"]}  # type: ignore[index]


@lru_cache(maxsize=1 << 15)
def parsed(name: str) -> Name:
    """The name's parts: "Иванов Иван Иванович" -> words ("иван", "иванов"), patronymic "иванович"."""
    endings, particles, titles = _person_words()
    surname_first = "," in name and len(name.split(",")) == 2
    ordered = " ".join(reversed(name.split(","))) if surname_first else name
    split = [word for raw in _WORD.findall(ordered) for word in _split(folded(raw), particles)]
    generation = next((_generations()[word] for word in split[2:] if word in _generations()), None)
    found = [word for i, word in enumerate(split) if i < 2 or word not in _generations()]
    words = [word for word in found if word not in titles] or found
    if len(words) == 2 and words[0] in particles and _LEADING.fullmatch(ordered.strip()):  # al-Hashimi, van Rossum
        return Name((words[1],), None, (words[0],), generation)
    kept = [word for i, word in enumerate(words) if not (0 < i < len(words) - 1 and word in particles)]  # Ван Сяочуань
    dropped = tuple(word for i, word in enumerate(words) if 0 < i < len(words) - 1 and word in particles)
    at = next((i for i, word in enumerate(kept) if i and len(word) > 5 and word.endswith(endings)), None)
    if at is None or len(kept) < 3:
        return Name(tuple(kept), None, dropped, generation)
    rest = kept[:at] + kept[at + 1 :]
    if at == len(kept) - 1:  # Иванов Иван Иванович
        rest = [*rest[1:], rest[0]]
    return Name(tuple(rest), kept[at], dropped, generation)


def _split(word: str, particles: frozenset[str]) -> list[str]:
    head, _, tail = word.replace("‑", "-").replace("‐", "-").partition("-")
    if tail and head in particles:
        return [head, *_split(tail, particles)]
    if tail in _generations():
        return [*_split(head, particles), tail]
    if word.rstrip(".") in _person_words()[2] or word.rstrip(".") in _generations():
        return [word.rstrip(".")]
    initials = re.fullmatch(r"(?:[^\W\d_]\.){1,3}", word) or (word.endswith(".") and len(word) <= 3)
    plain = _MARKS.sub("", word)
    return list(plain) if initials and not word.startswith("дж") else [plain]


def is_initial(word: str) -> bool:
    """Whether the word is an initial: one letter, or Дж for J."""
    return len(word) == 1 or word == "дж"


def full_words(name: str) -> int:
    """How many of a person's names are given in full: of "J. Smith" one."""
    return sum(not is_initial(word) for word in parsed(name).words)


@cache
def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, forms in enumerate(toml(DATA / "nicknames.toml")["groups"]):
        for form in [*forms[0], *forms[1]]:
            groups.setdefault(folded(form), set()).add(number)
    return {form: frozenset(numbers) for form, numbers in groups.items()}


@cache
def _members() -> dict[int, tuple[str, ...]]:
    members: dict[int, list[str]] = {}
    for form, numbers in _groups().items():
        for number in sorted(numbers):
            members.setdefault(number, []).append(form)
    return {number: tuple(forms) for number, forms in members.items()}


def given_forms(word: str) -> tuple[str, ...]:
    """The other forms of a folded given name, in both scripts: bob -> robert, боб, роберт…; none for other words."""
    numbers = sorted(_groups().get(word, ()))
    return tuple(dict.fromkeys(form for number in numbers for form in _members()[number] if form != word))


@cache
def _rendered() -> dict[str, frozenset[str]]:
    """Given names of `given_names.txt` with how the other script spells them."""
    found: dict[str, set[str]] = {}
    for line in (DATA / "given_names.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            latin, cyrillic = map(folded, line.split("\t"))
            found.setdefault(latin, set()).add(cyrillic)
            found.setdefault(cyrillic, set()).add(latin)
    return {name: frozenset(others) for name, others in found.items()}


def is_given(word: str) -> bool:
    """Whether the folded word is a given name of `nicknames.toml`."""
    return word in _groups()


def two_given_names(a: str, b: str) -> bool:
    """Whether two folded words are listed as given names, and nothing listed makes them one: karen and karin."""
    if a == b or one_given_name(a, b):
        return False
    if is_given(a) and is_given(b):
        return True
    if is_cyrillic(a) is not is_cyrillic(b):
        return False
    listed = _rendered()
    known = all(word in listed or is_given(word) for word in (a, b))
    return known and listed.get(a, frozenset()).isdisjoint(listed.get(b, frozenset()))


def one_given_name(a: str, b: str) -> bool:
    """Whether two folded words are forms of one given name: Боб and Robert."""
    groups = _groups()
    return not groups.get(a, frozenset()).isdisjoint(groups.get(b, frozenset()))


@cache
def _endings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rules = knowledge()["ending"]
    pairs = [(seen, tuple(rule["nominative"])) for rule in rules for seen in rule["seen"]]  # type: ignore[index]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1 << 15)
def nominatives(word: str) -> tuple[tuple[str, str], ...]:
    """(nominative, ending removed) for every ending a folded Russian word may carry: шазира -> (("шазир", "а"),)."""
    if not is_cyrillic(word):
        return ()
    return tuple(
        (word[: -len(seen)] + ending, seen)
        for seen, endings in _endings()
        if word.endswith(seen) and len(word) - len(seen) >= 2 and word[-len(seen) - 1] != "ъ"  # no word ends in it
        for ending in endings
    )


def is_longer_surname(a: str, b: str) -> bool:
    """Whether one folded surname is the other with a suffix that makes another surname: савин, савинов."""
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and long[len(short) :] in listed("person", "suffixes")


def is_syllable(word: str) -> bool:
    """Whether a folded word is one syllable of Pinyin, which is spelled one way only."""
    return _PINYIN.fullmatch(word) is not None


def is_feminine(word: str) -> bool:
    """Whether a folded word has the form of a Russian woman's surname: петрова, хованская."""
    return word.endswith(tuple(sorted(listed("person", "feminine")))) and len(word) > 4
