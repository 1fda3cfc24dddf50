"""`kg versions`: every version of an article that was fetched, in order, and which lines changed."""

import datetime as dt
import json
from pathlib import Path

import pytest

from kg.crawl.archive import Archive
from kg.crawl.versions import Version, versions
from kg.errors import SourceError
from kg.fetch.web import Answer
from tests.conftest import Run

HERE = "https://harbour.example/news/editor"
FIRST = "The editor of the Harbour Gazette leaves in May. She told her colleagues on Monday."
LATER = "The editor of the Harbour Gazette leaves in June. She told her colleagues on Monday."
CORRECTION = "Correction: she leaves in June, not in May, the paper said."
REST = "Nobody has been found to follow her. The paper looks for an editor with experience."


def page(*lines: str, own: str = HERE) -> str:
    title = "Editor leaves the Gazette"
    text = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<html><head><title>{title}</title><link rel="canonical" href="{own}"></head><body><article><h1>{title}</h1>'
        f"<p>Published 4 May 2024</p>{text}</article></body></html>"
    )


# What was fetched, one a day; at the address of the article unless another is named.
FETCHED = [
    (HERE, page(FIRST, REST)),
    ("https://harbour.example/news/other", page(REST, REST, own="https://harbour.example/news/other")),
    (f"{HERE}?utm_source=x", page(FIRST, REST)),  # nothing has changed
    (HERE, "<html><body><p>Please sign in</p></body></html>"),  # no version
    ("https://harbour.example/amp/news/editor", page(LATER, REST)),  # calls the first address its own
    (HERE, page(LATER, REST, CORRECTION)),
]  # fmt: skip
DAY = dt.datetime(2024, 5, 4, 12, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "graph.pages"
    made.mkdir()
    archive = Archive(made, {})
    for number, (url, text) in enumerate(FETCHED):
        archive.add(Answer(url, 200, "OK", {"Content-Type": "text/html; charset=utf-8"}, text.encode(), DAY + dt.timedelta(number)))  # fmt: skip
    return made


def test_versions(folder: Path) -> None:
    first, second, third = versions(folder, f"{HERE}?utm_medium=mail")
    assert first == Version("2024-05-04T12:00:00Z", dt.date(2024, 5, 4), "Editor leaves the Gazette", first.words)
    assert (second.fetched, second.added, second.removed) == ("2024-05-08T12:00:00Z", (LATER,), (FIRST,))
    assert (third.added, third.removed) == ((CORRECTION,), ())
    assert third.words == second.words + len(CORRECTION.split())


@pytest.mark.parametrize("where", ["", "empty"])
def test_nothing_kept(folder: Path, where: str) -> None:
    with pytest.raises(SourceError, match="no article of this address" if not where else "no archive of pages here"):
        versions(folder / where if where else folder, "https://harbour.example/news/none")


def test_command(run: Run, folder: Path) -> None:
    store = str(folder.with_suffix(".db"))
    told = run("versions", HERE, "--store", store)
    assert told.returncode == 0, told.stderr
    assert [line.split()[3:5] for line in told.stdout.splitlines() if "+" in line] == [["+1", "-1"], ["+1", "-0"]]
    rows = [json.loads(line) for line in run("versions", HERE, "--store", store, "--json").stdout.splitlines()]
    assert [row["removed"] for row in rows] == [[], [FIRST], []]
