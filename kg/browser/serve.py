"""The files for Neo4j Browser, and a server of them on loopback that lets the Browser's page read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from kg import queries
from kg.browser.guide import guide, ordered, written
from kg.errors import UsageError
from kg.resources import QUERIES

_TYPES = {".html": "text/html; charset=utf-8", ".grass": "text/plain; charset=utf-8", ".zip": "application/zip"}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say: equal queries give equal bytes


def style() -> str:
    """The style sheet of the graph, in the Browser's language."""
    return (QUERIES / "style.grass").read_text("utf-8")


def saved() -> bytes:
    """The named queries as the archive that the Browser imports: a folder of pictures and one of tables."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for query in ordered(queries.all_queries()):
            for folder, cypher in (("Talent flows", query.graph), ("Talent flows as tables", query.cypher)):
                entry = zipfile.ZipInfo(f"{folder}/{query.name}.cypher", _FIRST_DAY)
                archive.writestr(entry, written(query, cypher) + "\n", zipfile.ZIP_DEFLATED)
    return held.getvalue()


FILES: dict[str, Callable[[str], bytes]] = {  # name -> content, given the address that serves it
    "guide.html": lambda root: guide(
        queries.all_queries(), f"{root}/style.grass" if root else " ".join(style().split())
    ).encode(),
    "style.grass": lambda _: style().encode(),
    "saved-queries.zip": lambda _: saved(),
}


def write(folder: Path) -> list[Path]:
    """Writes the files into a folder, made if it is not there.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in FILES.items():
            (folder / name).write_bytes(content(""))
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from None
    return [folder / name for name in FILES]


@contextmanager
def serving(port: int) -> Iterator[str]:
    """The address under which the files are served meanwhile; a port of 0 is a free one.

    Raises:
        UsageError: the port is taken.
    """
    files: dict[str, bytes] = {}
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, files))
    except OSError:
        raise UsageError(f"port {port} is taken; give another with --port, or 0 for a free one") from None
    # By name, as the Browser takes guides from localhost and not from 127.0.0.1 unless it is told to.
    root = f"http://localhost:{server.server_port}"
    files.update({f"/{name}": content(root) for name, content in FILES.items()})
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield root
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, files: dict[str, bytes], *given: object) -> None:
        self._files = files
        super().__init__(*given)  # type: ignore[arg-type]

    def do_OPTIONS(self) -> None:
        self.send_response(204)
        self._allow()
        self.end_headers()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        content = self._files.get(path)
        self.send_response(404 if content is None else 200)
        self._allow()
        self.send_header("Content-Type", _TYPES.get(Path(path).suffix, "text/plain"))
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def _allow(self) -> None:
        # What is served is public: it is made from queries/ and holds nothing of anybody's graph.
        self.send_header("Access-Control-Allow-Origin", "*")
        # The Browser's page adds headers of its own, which differ between versions (pragma, sentry-trace, …).
        self.send_header("Access-Control-Allow-Headers", self.headers.get("Access-Control-Request-Headers", "*"))
        self.send_header("Access-Control-Allow-Private-Network", "true")
        self.send_header("Cache-Control", "no-store")

    def log_message(self, *_: object) -> None:
        pass
