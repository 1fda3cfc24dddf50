"""Names already known: companies and people from `data/`, and where a Doc names them, in either script and any case form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import spacy.language
from spacy.tokens import Doc

from kg import resources
from kg.errors import KnowledgeError

_LABELS = {"company": "COMPANY", "lab": "COMPANY", "outlet": "OUTLET", "organisation": "ORG"}
Forms = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One known company, outlet, organisation or person."""

    id: str
    name: str
    label: str  # PERSON, COMPANY, OUTLET or ORG
    aliases: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()  # spellings that are also everyday words: they need evidence beside themselves
    wikidata: str | None = None
    parent: str | None = None

    def spellings(self) -> tuple[str, ...]:
        """The name and every alias, each once, in order."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens start to end (exclusive) of a Doc that spell a known name."""

    start: int
    end: int
    entry: Entry
    sure: bool  # false where the spelling is also an everyday word


@cache
def entries(
    companies: Path = resources.DATA / "companies.toml", people: Path = resources.DATA / "people.toml"
) -> Mapping[str, Entry]:
    """Every known name by its id.

    Raises:
        KnowledgeError: a file is missing or not TOML, an entry lacks an id or name, or an id occurs twice.
    """
    found: dict[str, Entry] = {}
    for path, table in ((companies, "company"), (people, "person")):
        for row in resources.toml(path).get(table, []):
            entry = _entry(path, table, row)
            if entry.id in found:
                raise KnowledgeError(f"{path}: id {entry.id!r} occurs twice; merge the two entries")
            found[entry.id] = entry
    return found


def _entry(path: Path, table: str, row: dict[str, Any]) -> Entry:
    if not row.get("id") or not row.get("name"):
        raise KnowledgeError(f"{path}: every [[{table}]] needs an id and a name; this one has {row!r}")
    kind = row.get("kind", "company")
    if kind not in _LABELS:
        raise KnowledgeError(f"{path}: {row['id']}: kind {kind!r} is none of {', '.join(_LABELS)}")
    aliases = tuple(row.get("aliases", ()))
    words = row.get("words", [row["name"], *aliases] if row.get("common") else [])
    label = "PERSON" if table == "person" else _LABELS[kind]
    return Entry(row["id"], row["name"], label, aliases, frozenset(words), row.get("wikidata"), row.get("parent"))


@dataclass(frozen=True, slots=True)
class _Spelling:
    key: tuple[str, ...]  # lower-cased tokens
    capital: bool  # the text must not begin it with a small letter
    entry: Entry
    sure: bool


class Matcher:
    """Finds known names in the Docs of one pipeline; the longest spelling wins, an earlier start first."""

    def __init__(self, nlp: spacy.language.Language, forms: Forms, known: Mapping[str, Entry]) -> None:
        self._forms = lru_cache(maxsize=100_000)(lambda word: _forms_with_apostrophe(word, forms))
        self._index: dict[str, list[_Spelling]] = defaultdict(list)
        for entry in known.values():
            for spelling in entry.spellings():
                key = tuple(token.lower_ for token in nlp.make_doc(spelling) if not token.is_space)
                if key:
                    capital = not spelling[0].islower()
                    self._index[key[0]].append(_Spelling(key, capital, entry, spelling not in entry.words))
        for spellings in self._index.values():
            spellings.sort(key=lambda spelling: (-len(spelling.key), not spelling.sure, spelling.entry.id))

    def __call__(self, doc: Doc) -> Iterator[Match]:
        """The matches of a Doc, left to right, none overlapping another."""
        forms = [self._forms(token.lower_) for token in doc]
        at = 0
        while at < len(doc):
            found = self._longest(doc, at, forms)
            if found is not None:
                yield found
            at = found.end if found is not None else at + 1

    def _longest(self, doc: Doc, at: int, forms: list[frozenset[str]]) -> Match | None:
        candidates = [each for form in sorted(forms[at]) for each in self._index.get(form, ())]
        candidates.sort(key=lambda each: -len(each.key))
        for each in candidates:
            end = at + len(each.key)
            if end > len(doc) or (each.capital and doc[at].text[0].islower()):
                continue
            if all(part in forms[at + offset] for offset, part in enumerate(each.key)):
                return Match(at, end, each.entry, each.sure)
        return None


def _forms_with_apostrophe(word: str, forms: Forms) -> frozenset[str]:
    """Also what stands before a last full stop or an apostrophe: a Latin name with a Cyrillic ending, "Google'а"."""
    if len(word) > 3 and word.endswith("."):  # a tokenizer may leave the full stop on a name it does not know
        return forms(word) | forms(word[:-1])
    stem, mark, ending = word.replace("’", "'").partition("'")
    if mark and stem and ending and not ending.isascii():
        return forms(word) | {stem}
    return forms(word)
