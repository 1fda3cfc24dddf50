"""The stores that tests run on: a folder, and real Neo4j servers of every line that this machine's Java can run."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import neo4j
import psutil
import pytest

from kg import server
from kg.errors import StoreError
from kg.store import Store

LINES = ("5.26", "2026")
KINDS = ("embedded", *LINES)


@dataclass(frozen=True)
class Running:
    """A server of this test run, with nothing in it but what the running test put there."""

    server: server.Server
    password: str = field(repr=False)
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which a `kg` process uses it."""
        return {"KG_STORE": self.server.uri, "KG_USER": "neo4j", "KG_PASSWORD": self.password}

    def driver(self) -> neo4j.Driver:
        return neo4j.GraphDatabase.driver(self.server.uri, auth=("neo4j", self.password))

    def run(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        with self.driver() as driver:
            return [dict(one) for one in driver.execute_query(cypher, parameters, database_="neo4j").records]

    def open(self, **options: Any) -> Store:
        return Store.open(self.server.uri, user="neo4j", password=self.password, **options)

    def clear(self, *, schema: bool = False) -> None:
        self.run("MATCH (n) DETACH DELETE n")
        if schema:
            with self.driver() as driver:
                for kind in ("CONSTRAINT", "INDEX"):
                    shown = "INDEXES" if kind == "INDEX" else "CONSTRAINTS"
                    for one in driver.execute_query(f"SHOW {shown} YIELD name, type", database_="neo4j").records:
                        if one["type"] != "LOOKUP":
                            driver.execute_query(f"DROP {kind} {one['name']} IF EXISTS", database_="neo4j")


class Servers:
    """Starts a server of a line at the first asking, and ends all of them with the test run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: dict[str, Running] = {}

    def __getitem__(self, name: str) -> Running:
        if name not in self._running:
            self._running[name] = started(self._folder / name, name)
        return self._running[name]

    def end(self) -> None:
        for one in self._running.values():
            killed(one.server.pid)


PASSWORD = "-a b#'c\\d\" пароль"  # all that a shell, an argument file or a configuration might stumble over


def started(home: Path, name: str, **settings: str) -> Running:
    """A new server; the test is skipped where no Java is new enough, or its jars cannot be had."""
    of = server.line(name)
    try:
        server.java(of)
        server.jars(of)
    except StoreError as error:
        pytest.skip(str(error))
    running, password = server.start(home, of, bolt=0, http=0, password=PASSWORD, settings=settings)
    assert password == PASSWORD
    return Running(running, password, home)


def killed(pid: int) -> None:
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        process.kill()
        process.wait(30)


@dataclass(frozen=True)
class Place:
    """Where a test keeps its graphs: fresh folders, or one server that is emptied before each."""

    kind: str
    folder: Path
    running: Running | None

    def open(self, name: str = "graph", **options: Any) -> Store:
        """A store without a graph."""
        if self.running is None:
            return Store.open(self.folder / name, **options)
        self.running.clear()
        return self.running.open(**options)
