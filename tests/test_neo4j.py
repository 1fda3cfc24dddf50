"""A real Neo4j server, and what happens when it is not as one wishes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from kg import server
from kg.errors import KGError, StoreError, UsageError
from kg.export import lines
from kg.store import Store
from kg.store.schema import FORMAT, FORMAT_MARK, format_mark, full_text, schema
from tests.conftest import ROOT, Run, started_kg
from tests.store_cases import ARTICLES, made_up
from tests.stores import LINES, Place, Running, Servers, killed, started

GIVEN = ("Ann", "Adam", "Bella", "Boris", "Clara", "David")
FAMILY = ("Quill", "Ferrante", "Lindqvist", "Okafor")
NEWS = (
    "{0} left Apple to join OpenAI.",
    "{0}, formerly of Google, joined Anthropic as chief scientist.",
    "Meta tried to hire {0} away from Mistral AI.",
)


@dataclass
class Own:
    """A server of this module alone, which it may kill and start again."""

    running: Running

    def kill(self) -> None:
        killed(self.running.server.pid)

    def start(self, **settings: str) -> None:
        """Starts it again on the same ports; `settings` are added to its configuration, by name."""
        home = self.running.home
        conf = home / "conf" / "neo4j.conf"
        kept = [one for one in conf.read_text().splitlines() if one.partition("=")[0] not in settings]
        conf.write_text("\n".join([*kept, *(f"{name}={value}" for name, value in settings.items())]) + "\n")
        before = self.running.server
        again, _ = server.start(home, server.line(before.line), bolt=before.bolt, http=before.http)
        self.running = Running(again, self.running.password, home)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    one = Own(
        started(
            tmp_path_factory.mktemp("own") / "home",
            "5.26",
            **{"server.bolt.tls_level": "OPTIONAL"} | _tls(tmp_path_factory),
        )
    )
    yield one
    one.kill()


def _tls(factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", "private.key", "-out", "public.crt"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    policy = {
        "enabled": "true",
        "base_directory": str(folder),
        "private_key": "private.key",
        "public_certificate": "public.crt",
    }
    (folder / "trusted").mkdir()
    (folder / "revoked").mkdir()
    return {f"dbms.ssl.policy.bolt.{name}": value for name, value in policy.items()}


@pytest.fixture
def clean(own: Own) -> Own:
    own.running.clear(schema=True)
    return own


def articles(folder: Path, count: int) -> list[str]:
    """Files of news, each of somebody else."""
    folder.mkdir(exist_ok=True)
    for n in range(count):
        who = f"{GIVEN[n % 6]} {FAMILY[n // 6]}"
        text = " ".join(sentence.format(who) for sentence in NEWS[n % 3 :])
        (folder / f"{n:03}.txt").write_text(f"Talent news {n}\n\nPublished: 2024-09-01\n\n{text}\n", "utf-8")
    return sorted(map(str, folder.glob("*.txt")))


# -- the same store everywhere ------------------------------------------------------------------------------


def test_any_order_gives_the_same_graph_as_a_folder(neo4j_server: Running, tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph") as folder, neo4j_server.open() as there:
        for claims in ARTICLES:
            folder.write(claims)
        for claims in reversed(ARTICLES):
            assert there.write(claims).added == 1
        assert there.write(ARTICLES[0]).unchanged == 1
        assert list(lines(there)) == list(lines(folder))
        assert there.status() == folder.status()


def test_the_schema_is_made_once_and_named(clean: Own) -> None:
    with clean.running.open() as first, clean.running.open() as second:
        assert set(first.made) == {*schema(), *full_text(), *format_mark()}
        assert second.made == ()
    names = {row["name"] for row in clean.running.run("SHOW CONSTRAINTS YIELD name")}
    assert {"person_id_unique", "company_id_unique", "move_id_unique", "article_id_unique"} <= names
    indexes = {row["name"]: row["state"] for row in clean.running.run("SHOW INDEXES YIELD name, state")}
    assert set(full_text()) <= set(indexes)
    assert set(indexes.values()) == {"ONLINE"}


def test_an_older_format_is_brought_forward_and_a_newer_one_left_alone(clean: Own) -> None:
    mark, newer = f"{FORMAT_MARK}{FORMAT}", f"{FORMAT_MARK}{FORMAT + 1}"
    clean.running.open().close()
    clean.running.run(f"DROP INDEX {mark}")  # as a kg without marks left it
    clean.running.run("DROP INDEX talent_flow_people")
    with clean.running.open() as store:
        assert set(store.made) == {mark, "talent_flow_people"}
    clean.running.run(f"CREATE INDEX {newer} FOR (n:Format) ON (n.none)")
    try:
        with pytest.raises(StoreError, match="was written by a newer kg; update kg"):
            clean.running.open()
    finally:
        clean.running.run(f"DROP INDEX {newer}")


def test_names_and_quotes_can_be_searched(place: Place) -> None:
    with place.open() as store:
        for claims in ARTICLES:
            store.write(claims)
        asked = (
            "CALL db.index.fulltext.queryNodes($index, $words) YIELD node RETURN node.name AS name, node.text AS text"
        )
        assert {"Noam Shazeer"} == {
            row["name"] for row in store.rows(asked, {"index": "person_names", "words": "шазир"})
        }
        assert {"Google"} == {row["name"] for row in store.rows(asked, {"index": "company_names", "words": "гугл"})}
        (quote,) = store.rows(asked, {"index": "quote_words", "words": "paying"})
        assert "paying" in quote["text"]
        said = "CALL db.index.fulltext.queryRelationships('evidence_words', 'вернула') YIELD relationship AS r RETURN r.quote AS q"
        assert all("вернула" in row["q"] for row in store.rows(said))
        assert store.rows(said)


def test_four_processes_write_one_database(servers: Servers, tmp_path: Path) -> None:
    neo4j_server = servers[LINES[-1]]  # on the other line four ingests do
    neo4j_server.clear()
    with neo4j_server.open():
        pass
    code = (
        "import random, sys\nfrom kg.store import Store\nfrom tests.store_cases import made_up\n"
        "articles = made_up(40)\nrandom.Random(int(sys.argv[3])).shuffle(articles)\n"
        "with Store.open(sys.argv[1], user='neo4j', password=sys.argv[2]) as store:\n"
        "    for claims in articles: store.write(claims)\n"
    )
    command = [sys.executable, "-c", code, neo4j_server.server.uri, neo4j_server.password]
    writers = [
        subprocess.Popen(
            [*command, str(n)], stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        for n in range(4)
    ]
    assert [one.communicate(timeout=300)[1] for one in writers] == [""] * 4
    with Store.open(tmp_path / "graph") as folder, neo4j_server.open() as there:
        for claims in made_up(40):
            folder.write(claims)
        assert list(lines(there)) == list(lines(folder))


def test_four_ingests_share_a_database(clean: Own, tmp_path: Path) -> None:
    files = articles(tmp_path / "news", 12)
    runs = [started_kg("ingest", "--json", *(files[n:] + files[:n]), **clean.running.environment) for n in (0, 3, 6, 9)]
    ended = [one.communicate(timeout=300) for one in runs]
    assert [(one.returncode, said[1]) for one, said in zip(runs, ended, strict=True)] == [(0, "")] * 4
    statuses = [json.loads(line)["status"] for said in ended for line in said[0].splitlines()]
    assert statuses.count("added") == 12
    assert statuses.count("unchanged") == 36


# -- addresses and passwords --------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+ssc", "neo4j+ssc"])
def test_every_scheme(own: Own, scheme: str) -> None:
    with Store.open(
        f"{scheme}://localhost:{own.running.server.bolt}", user="neo4j", password=own.running.password
    ) as store:
        assert store.rows("RETURN 1 AS n") == [{"n": 1}]


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_encrypted_and_checked_against_a_certificate_we_trust(own: Own, run: Run, scheme: str) -> None:
    where = f"{scheme}://localhost:{own.running.server.bolt}"
    policy = next(
        one for one in (own.running.home / "conf" / "neo4j.conf").read_text().splitlines() if "base_directory" in one
    )
    trusted = Path(policy.partition("=")[2]) / "public.crt"
    settings = own.running.environment | {"KG_STORE": where}
    assert run("init", SSL_CERT_FILE=str(trusted), **settings).returncode == 0
    refused = run("init", **settings)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


ADDRESSES: list[tuple[str, type[KGError], str]] = [
    ("bolt://127.0.0.1:1", StoreError, "does not answer (Connection refused); is the server running?"),
    ("neo4j://127.0.0.1:1", StoreError, "does not answer"),
    ("bolt://nowhere.invalid:7687", StoreError, "does not answer"),
    ("http://127.0.0.1:7474", UsageError, "a store is a folder, or an address with bolt"),
]


@pytest.mark.parametrize(("address", "error", "words"), ADDRESSES)
def test_a_server_that_is_not_there_is_one_line(address: str, error: type[KGError], words: str) -> None:
    with pytest.raises(error) as refused:
        Store.open(address, user="neo4j", password="secret-of-mine")
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "secret-of-mine" not in str(refused.value)


def test_a_wrong_password_is_one_line_that_does_not_show_it(own: Own, run: Run) -> None:
    done = run("status", **own.running.environment | {"KG_PASSWORD": "not-this-one"})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"kg: {own.running.server.uri}: user or password is wrong; set KG_USER and KG_PASSWORD\n"


def test_a_database_that_is_not_there(own: Own, run: Run) -> None:
    done = run("init", KG_DATABASE="other", **own.running.environment)
    assert (done.returncode, done.stderr) == (
        2,
        "kg: the server has no database of that name; set KG_DATABASE to one it has\n",
    )


# -- whose data it is ---------------------------------------------------------------------------------------


def test_other_peoples_data_is_refused_unless_forced(clean: Own, run: Run, tmp_path: Path) -> None:
    settings = clean.running.environment
    asked = run("query", "moves", **settings)
    assert (asked.returncode, "no graph here yet; make one with kg init" in asked.stderr) == (2, True)
    clean.running.run("CREATE (:Customer {name: 'Ann'})")
    for arguments in (["init"], ["ingest", *articles(tmp_path / "news", 1)], ["query", "moves"]):
        done = run(*arguments, **settings)
        assert done.returncode == 2, arguments
        assert (
            "holds other data (a node Customer); give another with KG_DATABASE, or share it: kg init --force"
            in done.stderr
        )
    assert clean.running.run("SHOW CONSTRAINTS YIELD name RETURN count(*) AS n") == [{"n": 0}]
    assert run("init", "--force", **settings).stdout.startswith(
        f"made {len(schema()) + len(full_text()) + len(format_mark())}: person_id_unique"
    )
    assert run("init", **settings).stdout == "everything is there already\n"
    assert run("ingest", *articles(tmp_path / "news", 1), **settings).returncode == 0
    assert clean.running.run("MATCH (c:Customer) RETURN c.name AS name") == [{"name": "Ann"}]


# -- faults -------------------------------------------------------------------------------------------------


def test_a_server_that_stops_in_the_middle_of_an_ingest_and_comes_back(clean: Own, tmp_path: Path) -> None:
    files, settings = articles(tmp_path / "news", 24), clean.running.environment
    patient = started_kg("ingest", "--json", *files[:12], **settings)
    hasty = started_kg("ingest", "--json", *files[12:], KG_PATIENCE="1", **settings)
    for one, some in ((patient, 3), (hasty, 1)):
        assert one.stdout
        for _ in range(some):
            assert json.loads(one.stdout.readline())["status"] == "added"
    clean.kill()
    complaints = hasty.communicate(timeout=300)[1].splitlines()
    assert hasty.returncode == 2
    assert [one.partition(";")[2].strip() for one in complaints] == [
        "waiting up to 1 s",
        "start it and run this again to go on",
    ]
    clean.start()
    said, complaint = patient.communicate(timeout=300)
    assert (patient.returncode, complaint.count("\n")) == (0, 1)
    assert f"kg: {clean.running.server.uri}: does not answer; waiting up to 60 s" in complaint
    assert len(said.splitlines()) == 9
    again = started_kg("ingest", "--json", *files[12:], **settings)
    assert again.communicate(timeout=300)[1] == ""
    _same_as_a_folder(clean, files, tmp_path)


def _same_as_a_folder(own: Own, files: list[str], folder: Path) -> None:
    done = started_kg("ingest", *files, KG_STORE=str(folder / "graph"))
    assert done.communicate(timeout=300)[1] == ""
    with Store.open(folder / "graph") as expected, own.running.open() as there:
        assert list(lines(there)) == list(lines(expected))
        assert expected.status()["Move"] >= len(files)
        count = "MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS n ORDER BY type"
        assert there.rows(count) == expected.rows(count)


def test_a_read_only_database_is_read_and_not_written(clean: Own, run: Run, tmp_path: Path) -> None:
    files = articles(tmp_path / "news", 2)
    assert run("ingest", files[0], **clean.running.environment).returncode == 0
    server.stop(clean.running.home)
    clean.start(**{"server.databases.read_only": "neo4j"})
    try:
        refused = run("ingest", files[1], **clean.running.environment)
        assert (refused.returncode, refused.stderr) == (
            2, "kg: the database is read-only; write to another one, or to the server that leads\n",
        )  # fmt: skip
        assert run("query", "moves", **clean.running.environment).returncode == 0
    finally:
        clean.kill()
        clean.start(**{"server.databases.read_only": ""})
    assert run("ingest", files[1], **clean.running.environment).returncode == 0


@pytest.mark.skipif(not hasattr(psutil.Process, "rlimit"), reason="limits of another process can be set on Linux only")
def test_a_full_disk_is_one_line_and_the_graph_goes_on_when_there_is_room(clean: Own, run: Run, tmp_path: Path) -> None:
    settings = clean.running.environment
    files = articles(tmp_path / "news", 6)
    assert run("ingest", *files[:2], **settings).returncode == 0
    process = psutil.Process(clean.running.server.pid)
    process.rlimit(psutil.RLIMIT_FSIZE, (1, 1))  # no file may grow: what the server sees of a full disk
    try:
        full = run("ingest", *files, KG_PATIENCE="1", **settings)
    finally:
        clean.kill()
        clean.start()
    assert (full.returncode, full.stderr.count("\n"), "full disk" in full.stderr) == (2, 1, True), full.stderr
    again = run("ingest", *files, **settings)
    assert (again.stderr, again.returncode) == ("", 0)
    _same_as_a_folder(clean, files, tmp_path)


SLOW = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b WITH a, b WHERE (a * b) % 7 = 3 RETURN sum(a % (b + 1)) AS n"


def test_a_query_that_runs_too_long(own: Own, run: Run, place: Place) -> None:
    with place.open() as store, pytest.raises(StoreError, match="took (too long|more than)"):
        store.rows(SLOW, timeout=0.5)
    with own.running.open():
        pass
    begin = time.monotonic()
    done = run("query", SLOW, "--timeout", "0.5", **own.running.environment)
    assert (done.returncode, done.stderr) == (2, "kg: the query took too long; narrow it down or allow more time\n")
    assert time.monotonic() - begin < 20
    until = time.monotonic() + 20
    while own.running.run("SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q STARTS WITH 'UNWIND' RETURN q"):
        assert time.monotonic() < until, "the server still runs it"
        time.sleep(0.2)


# -- kg neo4j -----------------------------------------------------------------------------------------------


def test_start_status_stop(run: Run, tmp_path: Path) -> None:
    home = {"KG_SERVER_HOME": str(tmp_path / "server")}
    assert run("neo4j", "status", **home).returncode == 1
    assert run("neo4j", "stop", **home).returncode == 1
    first = run("neo4j", "start", "--bolt-port", "0", "--http-port", "0", **home)
    assert first.returncode == 0, first.stderr
    try:
        settings = dict(part.split("=", 1) for part in first.stdout.split() if part.startswith("KG_"))
        stated = json.loads(run("neo4j", "status", "--json", **home).stdout)
        assert stated["uri"] == settings["KG_STORE"]
        assert run("init", **settings).returncode == 0
        second = run("neo4j", "start", **home)
        assert (second.returncode, "KG_PASSWORD" in second.stdout) == (0, False)
        kept = [path for path in (tmp_path / "server").rglob("*") if path.is_file() and path.stat().st_size < 1_000_000]
        assert not [path for path in kept if settings["KG_PASSWORD"].encode() in path.read_bytes()]
        taken = run("neo4j", "start", "--bolt-port", str(stated["bolt"]), KG_SERVER_HOME=str(tmp_path / "two"))
        assert (taken.returncode, f"port {stated['bolt']} is taken" in taken.stderr) == (2, True)
        assert run("neo4j", "stop", **home).stdout.startswith("stopped")
        assert run("neo4j", "status", **home).returncode == 1
        assert not psutil.pid_exists(stated["pid"])
    finally:
        run("neo4j", "stop", **home)


REFUSED = [
    (["--line", "4.4"], {}, "--line 4.4: choose one of 5.26, 2026"),
    (["--home", "{files}"], {}, "holds other files; give a new or empty folder with --home"),
    (["--home", "{other}"], {}, "is of Neo4j 2026; start it with --line 2026, or give another --home"),
    ([], {"KG_PASSWORD": "short"}, "A password must be at least 8 characters"),
    ([], {"PATH": "", "XDG_CACHE_HOME": "{files}"}, "Neo4j's jars come through Maven, and mvn was not found"),
]


@pytest.mark.parametrize(("arguments", "settings", "words"), REFUSED)
def test_what_cannot_be_started(
    run: Run, tmp_path: Path, arguments: list[str], settings: dict[str, str], words: str
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "mine.txt").write_text("mine")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "line").write_text("2026\n")
    fill: Callable[[str], str] = lambda text: text.format(files=tmp_path / "files", other=tmp_path / "other")  # noqa: E731
    given = {"KG_SERVER_HOME": str(tmp_path / "new")} | {name: fill(value) for name, value in settings.items()}
    done = run("neo4j", "start", "--bolt-port", "0", "--http-port", "0", *map(fill, arguments), **given)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert words in done.stderr
    assert shutil.which("java")
