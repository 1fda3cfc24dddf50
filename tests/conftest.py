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

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("read", "a.txt", input=…)`: a process of its own in an empty folder, with no settings but those given."""

    def run(*arguments: str, input: str | bytes | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
        bare = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
        done = subprocess.run(
            [sys.executable, "-m", "kg.cli", *arguments],
            input=input.encode() if isinstance(input, str) else input or b"",
            capture_output=True,
            cwd=tmp_path,
            env={**bare, "PYTHONPATH": str(ROOT), **settings},
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
