"""What the tests share: where the data beside the checkout is, and `kg` run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from kg import pipeline
from kg.store import Store
from tests.pages import chromium
from tests.store_cases import ARTICLES
from tests.stores import KINDS, LINES, Place, Running, Servers

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(**settings: str) -> dict[str, str]:
    """This process's, in which `kg` is that of the checkout and has no settings but those given."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return {**bare, "PYTHONPATH": str(ROOT), **settings}


def started_kg(*arguments: str, cwd: Path | None = None, **settings: str) -> subprocess.Popen[str]:
    """A `kg` that runs on meanwhile, in a process group of its own where it has a folder of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg.cli", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=cwd, env=environment(**settings), start_new_session=cwd is not None,
    )  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("read", "a.txt", input=…)`: a process of its own in an empty folder, with no settings but those given."""

    def run(*arguments: str, input: str | bytes | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "kg.cli", *arguments],
            input=input.encode() if isinstance(input, str) else input or b"",
            capture_output=True,
            cwd=tmp_path,
            env=environment(**settings),
            timeout=120,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address, on loopback, of a server of the files in tmp_path."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the articles of the store's cases, to be read only."""
    folder = tmp_path_factory.mktemp("articles") / "graph"
    with Store.open(folder) as store:
        for claims in ARTICLES:
            store.write(claims)
    return folder


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of all articles of tests/corpus and data/demo, read as `kg ingest` reads them, to be read only."""
    folder = tmp_path_factory.mktemp("corpus") / "graph"
    files = [*(ROOT / "tests" / "corpus").glob("*.txt"), *(ROOT / "data" / "demo").glob("*.html")]
    with Store.open(folder) as store:
        done = list(pipeline.ingest(pipeline.articles(map(str, sorted(files))), store))
        assert {one.status for one in done} <= {"added", "changed"}
    return folder


@pytest.fixture(scope="module")
def screen() -> Iterator[Page]:
    """A page of Chromium, the same one for a whole file of tests."""
    with chromium() as page:
        yield page


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """`servers["5.26"]` is a running server of that line, the same one for the whole run."""
    every = Servers(tmp_path_factory.mktemp("servers"))
    yield every
    every.end()


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Place:
    """A place for graphs on each kind of store in turn."""
    return Place(request.param, tmp_path, None if request.param == "embedded" else servers[request.param])


@pytest.fixture(params=LINES)
def neo4j_server(request: pytest.FixtureRequest, servers: Servers) -> Running:
    """An emptied Neo4j server of each line in turn."""
    running = servers[request.param]
    running.clear()
    return running
