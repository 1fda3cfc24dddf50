"""`kg init`, `kg neo4j start`, `kg neo4j stop`, `kg neo4j status`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

from kg.cli import out
from kg.opening import opened
from kg.settings import settings


def init(address: str | None, *, force: bool) -> int:
    """Print which constraints and indexes had to be made."""
    with opened(address, force=force) as store:
        made = store.made
    print(f"made {len(made)}: {', '.join(made)}" if made else "everything is there already")
    return 0


def start(home: Path | None, line: str, bolt: int, http: int, heap: str) -> int:
    """Start the server and print how to use it; where one runs already, that."""
    from kg import server

    chosen = settings()
    of = server.line(line)
    with out.waiting(f"starting Neo4j {of.server} (the first time its jars are fetched, about 130 MB)"):
        running, password = server.start(
            home or chosen.server_home, of, bolt=bolt, http=http, heap=heap,
            password=chosen.password.get_secret_value() or None,
        )  # fmt: skip
    print(f"Neo4j {running.line} answers at {running.uri}, its Browser at {running.browser}")
    if password:
        print("The user is neo4j. This password is shown once and kept nowhere else:", file=sys.stderr)
        print(f"  export KG_STORE={running.uri} KG_PASSWORD={password}")
    return 0


def stop(home: Path | None) -> int:
    """Stop the server; 1 where none runs."""
    from kg import server

    where = home or settings().server_home
    with out.waiting("stopping Neo4j"):
        stopped = server.stop(where)
    print("stopped; its data stays in " + str(where) if stopped else "no server runs on " + str(where))
    return 0 if stopped else 1


def status(home: Path | None, *, as_json: bool) -> int:
    """Print where the server answers; 1 where none runs."""
    from kg import server

    where = home or settings().server_home
    running = server.status(where)
    if running is None:
        print(f"no server runs on {where}; start one with kg neo4j start", file=sys.stderr)
        return 1
    if as_json:
        out.line(asdict(running) | {"uri": running.uri, "browser": running.browser, "home": str(where)})
    else:
        print(
            f"Neo4j {running.line} answers at {running.uri}, its Browser at {running.browser} (process {running.pid})"
        )
    return 0
