"""docs/tutorial.md is run as it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kg.store import Store
from tests.conftest import ROOT
from tests.store_cases import ARTICLES


def test_every_block_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    with Store.open("graph.db") as store:
        for claims in ARTICLES:
            store.write(claims)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "tutorial.md").read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 4
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "docs/tutorial.md", "exec"), names)
    said = capsys.readouterr().out
    assert "Arrivals, departures and net flow - all time; completed" in said
    assert "Character.AI -> Google Noam Shazeer" in said
    assert len(list(names["early"].moves())) < len(list(names["flows"].moves()))
