"""Ports that somebody else takes between our look and the engine's."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg import engine, ports
from kg.store import Store
from tests.store_cases import ARTICLES


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_that_is_listened_on_is_not_free(taken: int) -> None:
    assert not ports.is_free(taken)
    assert ports.free_port() != taken


@pytest.mark.parametrize("which", [0, 1])
def test_a_store_opens_though_its_port_is_taken_meanwhile(
    tmp_path: Path, taken: int, which: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter([ports.free_port(), taken] if which else [taken, ports.free_port()])
    monkeypatch.setattr(engine, "free_port", lambda: next(found, None) or ports.free_port())
    with closing(Store.open(tmp_path / "graph")) as store:
        assert store.write(ARTICLES[0]).added == 1
    assert next(found, None) is None, "both ports were tried"
    with closing(Store.open(tmp_path / "graph")) as store:
        assert store.write(ARTICLES[0]).unchanged == 1
