"""What SECURITY.md promises of credentials, of Cypher and of files."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import stat
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest

from kg import queries
from kg.crawl import session
from kg.errors import KGError, UsageError
from kg.fetch.web import Answer
from kg.model import Article, Claims, Entity, Evidence, MoveClaim
from kg.settings import Settings
from kg.shown import without_password
from kg.store import Store
from kg.store.connection import Link
from tests.conftest import ROOT, Run
from tests.store_cases import ARTICLES, dump
from tests.stores import Place, Running

SECRET = "hunter2"
INJECTIONS = (
    "x'}) DETACH DELETE n //", 'x"}) DETACH DELETE n //', "x` SET n.name = 'y", "\\u0027}) MATCH (n) DETACH DELETE n //", "') RETURN 1 UNION MATCH (n) //",
    "$name", "Person) DETACH DELETE (n", "*", "a OR name:*", "name:x AND (", "\\", "\n//", "{}", "]->() DELETE r",
)  # fmt: skip


def claims(name: str, number: int) -> Claims:
    """An article in which everything that can be a text is the same one."""
    text = f"{name} left."
    return Claims(
        Article(f"a{number}", name, "en", text, f"https://a.example/{number}", name, name, (name,), cites=(name,)),
        (Entity(f"p{number}", "person", name, (name + " II",), reason=name), Entity(f"c{number}", "company", name)),
        ((f"p{number}", 1),),
        (MoveClaim(f"m{number}", f"p{number}", "left", "completed", Evidence(text, 0, len(text)), (f"c{number}",), role=name, speaker=name),),
        extractor=name,
    )  # fmt: skip


def test_no_text_of_an_article_is_read_as_cypher(place: Place) -> None:
    with place.open() as store:
        for number, text in enumerate(INJECTIONS):
            store.write(claims(text, number))
        names = store.rows("MATCH (p:Person) RETURN p.name AS name ORDER BY p.personId")
        assert {row["name"] for row in names} == set(INJECTIONS)
        assert store.status()["Article"] == len(INJECTIONS)


@pytest.mark.parametrize(
    "name", [one.name for one in queries.all_queries() if any(p.kind == "string" for p in one.parameters)]
)
def test_no_parameter_is_read_as_cypher(folder: Path, name: str) -> None:
    query = queries.load(name)
    with Store.open(folder) as store:
        before = store.status()
        for text in INJECTIONS:
            bound = queries.bind(query, {one.name: text for one in query.parameters if one.kind == "string"})
            for cypher, values in ((query.cypher, bound), (queries.filled(query.graph, bound), {})):
                if cypher:
                    with suppress(UsageError) if name == "said" else nullcontext():  # its words are Lucene's syntax
                        store.rows(cypher, values)
        assert store.status() == before


def test_no_name_of_a_command_is_read_as_cypher(run: Run, folder: Path) -> None:
    with Store.open(folder) as store:
        before = dump(store)
    for asked in (["evidence", INJECTIONS[0]], ["query", "RETURN $x AS x", "-p", f"x={INJECTIONS[0]}"]):
        done = run(*asked, KG_STORE=str(folder))
        assert done.returncode in (0, 2)
        assert "unexpected" not in done.stderr
    with Store.open(folder) as store:
        assert dump(store) == before


def test_a_server_refuses_to_write_in_a_transaction_begun_for_reading(
    neo4j_server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.reads_only", lambda cypher: cypher)  # what slips past our own look at the words
    with neo4j_server.open() as store:
        store.write(ARTICLES[0])
        before = dump(store)
        for cypher in (
            "CREATE (n:Person {personId: 'x'}) RETURN n",
            "CALL db.createLabel('Owned')",
            "MATCH (n) DETACH DELETE n",
        ):
            with pytest.raises(KGError, match=r"(?i)read|not allowed|permi"):
                store.rows(cypher)
        assert dump(store) == before


@pytest.mark.parametrize(
    ("command", "address"),
    [
        (["status"], f"bolt://neo4j:{SECRET}@127.0.0.1:1"), (["query", "flows"], f"neo4j+s://{SECRET}@127.0.0.1:1"),
        (["init"], f"bolt://a:{SECRET}/@127.0.0.1:1"), (["browser", "--no-open"], f"gopher://u:{SECRET}@h"),
        (["export", "x.jsonl"], f"bolt://neo4j:{SECRET}@[::1"), (["copy", f"bolt://u:{SECRET}@h", f"bolt://u:{SECRET}@h"], ""),
        (["status", "--failed"], f"bolt://neo4j:{SECRET}@127.0.0.1:1"), (["read", f"http://u:{SECRET}@[::1"], ""),
        (["read", f"http://u:{SECRET}@127.0.0.1:1/"], ""), (["read", f"ftp://u:{SECRET}@h/"], ""), (["status"], "bolt://127.0.0.1:1"),
    ],
)  # fmt: skip
def test_no_password_is_shown(run: Run, command: list[str], address: str) -> None:
    done = run(*command, "--debug", KG_PASSWORD=SECRET, **({"KG_STORE": address} if address else {}))
    assert done.returncode == 2
    assert SECRET not in done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bolt://neo4j:pass@db.example:7687: does not answer", "bolt://db.example:7687: does not answer"),
        ("http://u@h/x and neo4j+s://a:b@c:1", "http://h/x and neo4j+s://c:1"),
        ("https://medium.example/@user/story", "https://medium.example/@user/story"), ("write to a@b.example", "write to a@b.example"),
    ],
)  # fmt: skip
def test_addresses_without_their_passwords(text: str, shown: str) -> None:
    assert without_password(text) == shown


def test_settings_and_links_print_no_password() -> None:
    assert SECRET not in repr(Settings(password=SECRET)) + str(Settings(password=SECRET))
    with pytest.raises(KGError):
        Link("bolt://127.0.0.1:1", "neo4j", "neo4j", SECRET, 0.1)
    assert logging.getLogger("neo4j").getEffectiveLevel() >= logging.CRITICAL  # the driver's own log has what is sent


def modes(folder: Path) -> dict[str, int]:
    """The permissions of a folder and of all files that others could come to."""
    found = {".": stat.S_IMODE(folder.stat().st_mode)}
    for path in folder.iterdir():
        found[path.name] = stat.S_IMODE(path.stat().st_mode)
    return found


def test_store_and_archive_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Store.open(tmp_path / "graph.db") as store:
            store.write(ARTICLES[0])
            found = modes(tmp_path / "graph.db")
        with session.opened(tmp_path / "graph.pages", Settings()) as archive:
            archive.archive.add(
                Answer(
                    "https://a.example/1",
                    200,
                    "OK",
                    {"content-type": "text/html"},
                    b"<p>x</p>",
                    dt.datetime.now(dt.UTC),
                )
            )
            kept = modes(tmp_path / "graph.pages")
    finally:
        os.umask(before)
    assert found["."] == kept["."] == found["engine"] == 0o700
    assert {name: oct(mode) for name, mode in {**found, **kept}.items() if mode & 0o077} == {}
    assert "pages-00001.warc.gz" in kept


def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "graph.db").mkdir()
    (tmp_path / "graph.db").chmod(0o750)
    with Store.open(tmp_path / "graph.db"):
        assert modes(tmp_path / "graph.db")["."] == 0o750


def test_every_test_that_is_named_exists() -> None:
    promised = (ROOT / "SECURITY.md").read_text("utf-8")
    named = [
        (file, name)
        for file, names in re.findall(r"`(test_\w+\.py)`: ((?:`test_\w+`(?:, )?)+)", promised)
        for name in re.findall(r"\w+", names)
    ]
    assert len(named) > 25
    assert [one for one in named if f"def {one[1]}(" not in (ROOT / "tests" / one[0]).read_text("utf-8")] == []
