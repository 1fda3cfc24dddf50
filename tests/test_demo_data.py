"""The demo pages, their gold, the sentence tables: is the gold true to its text, and is every case there?

What the extractor makes of these texts is tested elsewhere; here only the data is.
"""

import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kg.model import MOVE_KINDS, STATUSES

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "data" / "demo"
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT.parent / "shared" / "data"
WINDOW = 60  # characters in a row that count as copied

SITUATIONS = (
    "acquihire", "amount", "attempt", "comparison", "denial", "founding", "group", "hypothetical", "identity",
    "planned", "promotion", "retirement", "return", "rumour", "succession", "told_twice", "unnamed",
)  # fmt: skip


Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


PAGES = rows("demo.jsonl")
SENTENCES = rows("moves_en.jsonl") + rows("moves_ru.jsonl")


class _Visible(HTMLParser):
    """Collects what a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in {"head", "script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"head", "script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def source(file: str) -> str:
    return (DEMO / file).read_text("utf-8")


def visible(file: str) -> str:
    parser = _Visible()
    parser.feed(source(file))
    return " ".join(" ".join(parser.parts).split())


def canonical(file: str) -> str:
    found = re.findall(r'<link\b[^>]*\brel="canonical"[^>]*\bhref="([^"]+)"', source(file))
    assert len(found) == 1, file
    return str(found[0])


def claims(page: Row) -> list[Row]:
    return [*page["moves"], *page["optional"]]


def by_file(page: Row) -> str:
    return str(page["file"])


def test_every_page_has_gold_and_every_gold_a_page() -> None:
    assert [page["file"] for page in PAGES] == sorted(path.name for path in DEMO.glob("*.html"))
    assert Counter(page["lang"] for page in PAGES) == {"en": 6, "ru": 6}


@pytest.mark.parametrize("page", PAGES, ids=by_file)
def test_head_is_on_the_page(page: Row) -> None:
    text = visible(page["file"])
    assert canonical(page["file"]) == page["url"]
    assert page["title"] in text
    assert page["published"] in html.unescape(source(page["file"]))
    assert page["outlet"] in html.unescape(source(page["file"]))
    assert all(author in text for author in page["authors"])
    assert re.search(rf'<html[^>]*\blang="{page["lang"]}', source(page["file"]))
    assert "Apache-2.0. -->" in source(page["file"])


@pytest.mark.parametrize("page", PAGES, ids=by_file)
def test_evidence_stands_in_the_visible_text(page: Row) -> None:
    text = visible(page["file"])
    quotes = [claim["evidence"] for claim in claims(page) + page["affiliations"]]
    assert [quote for quote in quotes if quote not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=by_file)
def test_words_are_those_of_the_model(page: Row) -> None:
    assert {claim["kind"] for claim in claims(page)} <= set(MOVE_KINDS)
    assert {claim["status"] for claim in claims(page)} <= set(STATUSES)
    assert all(claim["person"] or claim["descr"] for claim in claims(page))
    assert all(claim["from"] or claim["to"] or claim["kind"] == "founded" for claim in claims(page))
    assert {mention["kind"] for mention in page["mentions"]} <= {"person", "company", "outlet", "organisation"}


@pytest.mark.parametrize("page", PAGES, ids=by_file)
def test_whom_the_moves_name_is_among_the_mentions(page: Row) -> None:
    names = {mention["name"] for mention in page["mentions"]}
    assert {move["person"] for move in page["moves"] if move["person"]} <= names
    assert {end for move in page["moves"] for end in [*move["from"], move["to"]] if end} <= names


@pytest.mark.parametrize("page", PAGES, ids=by_file)
def test_no_required_move_is_forbidden(page: Row) -> None:
    def forbids(rule: Row, move: Row) -> bool:
        wanted = {key: value for key, value in rule.items() if key not in {"why", "amount"}}
        return "amount" not in rule and all(
            value in move[key] if key == "from" else move[key] == value for key, value in wanted.items()
        )

    assert all(set(rule) > {"why"} for rule in page["forbidden"])
    assert [(rule, move) for rule in page["forbidden"] for move in page["moves"] if forbids(rule, move)] == []


@pytest.mark.parametrize("page", PAGES, ids=by_file)
def test_length_is_that_of_a_news_item(page: Row) -> None:
    assert 200 <= len(visible(page["file"]).split()) <= 560  # menus and footers included


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation_is_shown(situation: str) -> None:
    assert any(situation in page["shows"] for page in PAGES)


@pytest.mark.parametrize("kind", MOVE_KINDS)
def test_kind_is_shown(kind: str) -> None:
    assert any(move["kind"] == kind for page in PAGES for move in page["moves"])


@pytest.mark.parametrize("status", STATUSES)
def test_status_is_shown(status: str) -> None:
    assert any(move["status"] == status for page in PAGES for move in page["moves"])


@pytest.mark.parametrize(
    "event",
    ["shazeer-back-at-google", "mohan-to-google", "gross-to-meta", "sutskever-founds-ssi", "meta-tries-sutskever"],
)
def test_event_is_told_in_both_languages(event: str) -> None:
    told = [(page["lang"], move) for page in PAGES for move in page["moves"] if move.get("event") == event]
    assert {lang for lang, _ in told} == {"en", "ru"}
    assert len({move["who"] for _, move in told}) == 1


def test_one_person_has_one_spelling_a_language() -> None:
    spellings: dict[tuple[str, str], set[str]] = {}
    for page in PAGES:
        for claim in claims(page):
            if claim["who"]:
                spellings.setdefault((page["lang"], claim["who"]), set()).add(claim["person"])
    assert {who: names for who, names in spellings.items() if len(names) > 1} == {}


def test_pages_differ_in_address_title_and_paragraphs() -> None:
    addresses = [canonical(page["file"]) for page in PAGES]
    assert len(set(addresses)) == len({page["title"] for page in PAGES}) == len(PAGES)
    paragraphs = [p for page in PAGES for p in re.findall(r"(?s)<p\b[^>]*>(.{80,}?)</p>", source(page["file"]))]
    assert [text for text, count in Counter(paragraphs).items() if count > 1] == []


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: str(row["id"]))
def test_sentence_gold_fits_its_sentence(row: Row) -> None:
    moves = row["moves"] + row["optional"]
    assert row["construction"]
    assert bool(row["moves"]) != bool(row["negative"]) or (row["optional"] and not row["moves"])
    assert all(move["evidence"] in row["text"] for move in moves)
    assert all(move["amount"] in row["text"] for move in moves if move["amount"])
    assert {move["kind"] for move in moves} <= set(MOVE_KINDS)
    assert {move["status"] for move in moves} <= set(STATUSES)
    assert all(move["person"] or move["descr"] for move in moves)
    if row["lang"] == "en":  # Russian names are inflected in the sentence
        named = [name for move in moves for name in [move["person"], *move["from"], move["to"]] if name]
        assert [name for name in named if name not in row["text"]] == []


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_sentence_tables_are_broad(lang: str) -> None:
    table = [row for row in SENTENCES if row["lang"] == lang]
    assert len({row["text"] for row in table}) == len({row["id"] for row in table}) == len(table) >= 60
    assert len({row["construction"] for row in table}) == len(table)
    assert {move["kind"] for row in table for move in row["moves"]} == set(MOVE_KINDS)
    assert {move["status"] for row in table for move in row["moves"]} == set(STATUSES)
    assert sum(bool(row["negative"]) for row in table) >= 12


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text))).casefold()


def _shared_texts() -> Iterator[str]:
    for path in sorted(SHARED.rglob("*")):
        if path.is_file() and not path.name.startswith("written_"):  # those were written for this project
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            text = content.decode("utf-8", "replace")
            yield _plain(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text))


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here")
def test_nothing_is_copied_from_the_shared_data() -> None:
    ours = [_plain(visible(page["file"])) for page in PAGES] + [_plain(row["text"]) for row in SENTENCES]
    ours += [_plain(path.read_text("utf-8")) for path in sorted((ROOT / "tests" / "corpus").glob("*.txt"))]
    half = WINDOW // 2  # a copied window holds at least one aligned half of their text
    places: dict[str, list[tuple[int, int]]] = {}
    for number, text in enumerate(ours):
        for at in range(len(text) - half + 1):
            places.setdefault(text[at : at + half], []).append((number, at))
    copied = set()
    for theirs in _shared_texts():
        for at in range(0, len(theirs) - half + 1, half):
            for number, here in places.get(theirs[at : at + half], ()):
                for shift in range(half + 1):
                    window = ours[number][max(here - shift, 0) : max(here - shift, 0) + WINDOW]
                    if len(window) == WINDOW and window in theirs:
                        copied.add(window)
    assert sorted(copied) == []
