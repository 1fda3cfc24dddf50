"""Bad input: one clear line, exit code 2, and nothing is stored."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.export import lines
from kg.store import Store
from tests.conftest import Run

MOVED = "Noam Shazeer returned to Google in August 2024."
SENTENCE = "The researcher who had left the company three years before came back with his whole team.\n"

SOURCES: list[tuple[str, bytes | None, str]] = [
    ("missing.txt", None, "no such file"),
    ("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0", "not text"),
    ("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG picture"),
    ("empty.txt", b"", "empty"),
    ("empty.html", b"\n\n", "empty"),
    ("menu.html", b"<html><body><nav><a href='/'>Home</a><a href='/news'>News</a></nav></body></html>", "no article"),
    ("nobody.html", b"<!DOCTYPE html><html><head><title>Moves of the week</title></head></html>", "no article"),
    (
        "german.txt",
        "Der Forscher ist nach drei Jahren zu Google zurückgekehrt, sagte er.".encode(),
        "looks like German",
    ),
    ("ukrainian.txt", "Дослідник повернувся до компанії після трьох років.".encode(), "looks like Ukrainian"),
    ("large.txt", SENTENCE.encode() * 230_000, "more than the limit of 10 MB"),
    ("long.txt", SENTENCE.encode() * 20_000, "not an article"),
    ("broken.txt", "Ноам Шазир вернулся".encode() + b"\xff\xfe" + " в Google.".encode(), "not UTF-8"),
    (
        "broken.html",
        b"<html><body><article><p>" + (SENTENCE * 5).encode() + b"Then \xc3\x28 came.</p></article></body></html>",
        "encoding",
    ),
    ("cut.html.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\xff", "damaged gzip"),
]


def one_line(done: subprocess.CompletedProcess[str], message: str) -> None:
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert message in done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith("kg: ")]
    assert len(said) == 1, done.stderr
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize(("name", "data", "message"), SOURCES, ids=[name for name, _, _ in SOURCES])
def test_a_bad_source(run: Run, tmp_path: Path, name: str, data: bytes | None, message: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    before = sorted(tmp_path.iterdir())
    done = run("ingest", name)
    one_line(done, message)
    assert done.stdout == ""
    assert sorted(tmp_path.iterdir()) == before


COMMANDS: list[tuple[list[str], str]] = [
    ([], "ingest"),
    (["frobnicate"], "no such command"),
    (["ingest"], "missing argument"),
    (["read", "a.txt", "--published", "yesterday"], "give a day as 2024-12-24"),
    (["read", "a.txt", "--lang", "de"], "kg reads en, ru"),
    (["read", "a.txt", "b.txt", "--url", "https://a.example"], "one source at a time"),
    (["query", "MATCH (n) RETURN n"], "no store here yet"),
    (["query", "flows", "--format", "xml"], "choose one of table, json, csv"),
    (["query", "flows", "--param", "limit"], "give it as name=value"),
    (["names", "score", "a", "b", "--kind", "dog"], "choose person or company"),
    (["read", "ftp://a.example/x"], "not an address we fetch"),
    (["status", "--store", "gopher://x"], "gopher"),
    (["read", ""], "a source is empty"),
    (["read", "http://[::1"], "not an address"),
    (["read", "-"], "standard input: empty"),
]


@pytest.mark.parametrize(("arguments", "message"), COMMANDS[1:], ids=[" ".join(given) for given, _ in COMMANDS[1:]])
def test_a_bad_command(run: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "a.txt").write_text(MOVED)
    done = run(*arguments)
    one_line(done, message)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["query", "MATCH (n RETURN n"], "not well formed"),
        (["query", "MATCH (n) DELETE n"], "read"),
        (["query", "nosuchquery"], "nosuchquery"),
        (["query", "moves", "--param", "nosuch=1"], "nosuch"),
        (["query", "moves", "--param", "limit=many"], "limit"),
        (["evidence", "Nobody Atall"], "no person, company or move"),
        (["export", "no/such/folder/graph.jsonl"], "cannot be written"),
    ],
)
def test_a_bad_question(run: Run, folder: Path, asked: list[str], message: str) -> None:
    before = content(folder)
    one_line(run(*asked, KG_STORE=str(folder)), message)
    assert content(folder) == before


def content(folder: Path) -> list[str]:
    with Store.open(folder) as store:
        return list(lines(store))


def file_in_the_way(folder: Path) -> None:
    (folder / "graph.db").write_text("notes\n")


def somebody_elses(folder: Path) -> None:
    (folder / "graph.db").mkdir()
    (folder / "graph.db" / "diary.txt").write_text("mine\n")


def read_only(folder: Path) -> None:
    (folder / "graph.db").mkdir()
    (folder / "graph.db").chmod(0o500)
    if os.access(folder / "graph.db", os.W_OK):  # root may write anywhere but on a read-only mount
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", folder / "graph.db"], capture_output=True
        )
        if mounted.returncode:
            pytest.skip("running as root, and mounting is not allowed: no folder is read-only")


def full_disk(folder: Path) -> None:
    (folder / "graph.db").mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder / "graph.db"], capture_output=True
    ).returncode:
        pytest.skip("mounting is not allowed: no disk can be filled")


@pytest.mark.parametrize("spoil", [file_in_the_way, somebody_elses, read_only, full_disk])
def test_a_store_that_cannot_be(run: Run, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path)
    store = tmp_path / "graph.db"
    before = sorted(path.name for path in store.iterdir()) if store.is_dir() else store.read_text()
    try:
        one_line(run("ingest", "-", input=MOVED), "graph.db")
        if spoil is not full_disk:
            after = sorted(path.name for path in store.iterdir()) if store.is_dir() else store.read_text()
            assert after == before
    finally:
        if os.path.ismount(store):
            subprocess.run(["umount", store], check=True)


def test_a_bad_setting_is_named_and_its_value_is_not(run: Run) -> None:
    done = run("read", "-", input=MOVED, KG_MAX_BYTES="hunter2")
    one_line(done, "KG_MAX_BYTES")
    assert "hunter2" not in done.stderr


def test_a_server_that_is_not_there_and_no_password_in_the_line(run: Run) -> None:
    done = run("status", "--store", "bolt://127.0.0.1:9", KG_PASSWORD="hunter2")
    one_line(done, "127.0.0.1:9")
    assert "hunter2" not in done.stderr
