"""Names of an article's mentions without what stands before them: «Логистическая компания «Северлайн»», "Google Rao"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.model import Extraction, Mention
from kg.names import MAYBE, score
from kg.names.tokens import parsed
from kg.resources import DATA, toml

_QUOTED = re.compile(r"[^«»“”\"]*\b[^\W\d_]+\s+[«“\"]([^«»“”\"]+)[»”\"]")


def spelled(extraction: Extraction) -> Extraction:
    """The extraction with the names of its mentions cut to what is a name; places and words stay."""
    firms = {mention.name for mention in extraction.mentions if mention.kind not in ("person", "place")}
    people = {m.name for m in extraction.mentions if m.kind == "person" and len(parsed(m.name).words) > 1}
    names = {name: _plain(name, extraction.article.language, firms, people) for name in sorted(firms | people)}

    def of(mention: Mention) -> Mention:
        return replace(mention, name=names.get(mention.name, mention.name))

    if all(name == plain for name, plain in names.items()):
        return extraction
    return replace(
        extraction,
        mentions=tuple(map(of, extraction.mentions)),
        moves=tuple(
            replace(
                move,
                person=of(move.person) if move.person else None,
                origins=tuple(map(of, move.origins)),
                destination=of(move.destination) if move.destination else None,
            )
            for move in extraction.moves
        ),
        affiliations=tuple(
            replace(one, person=of(one.person), company=of(one.company)) for one in extraction.affiliations
        ),
        quotes=tuple(replace(one, speaker=of(one.speaker) if one.speaker else None) for one in extraction.quotes),
    )


def _plain(name: str, language: str, firms: set[str], people: set[str]) -> str:
    if found := _QUOTED.fullmatch(name):
        return found[1].strip()
    if (nouns := _described(language)) and (found := nouns.match(name)):
        return name[found.end() :]
    first, _, surname = name.partition(" ")
    others = people - {name}
    if name in people and first in firms and surname and any(score(surname, one).value >= MAYBE for one in others):
        return surname  # "At Google Raghunathan led a group": no given name is a company that the article speaks of
    return name


@cache
def _described(language: str) -> re.Pattern[str] | None:
    """Words before a name that end in a noun of what companies are: "Chip start-up " before Lumenforge."""
    path = DATA / "words" / f"{language}.toml"
    nouns = toml(path).get("company_nouns", []) if path.exists() else []
    return re.compile(rf"(?:[\w-]+ )*(?:{'|'.join(map(re.escape, nouns))}) (?=[^\W\d_a-zа-яё])") if nouns else None
