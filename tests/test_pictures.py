"""`--svg` and `--png`: pictures that show what the tables say, the same bytes every time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg import analytics
from kg.analytics import Flows, Lens, flows
from kg.errors import UsageError
from kg.model import STATUSES
from kg.pictures import draw, of_company, of_flows, of_person, of_report
from kg.pictures.figure import Panel
from kg.pictures.panels import BANDS, BARS
from kg.store import Store
from tests.conftest import Run, environment


@pytest.fixture(scope="module")
def seen(corpus: Path) -> Flows:
    with Store.open(corpus) as store:
        return flows(store, Lens(statuses=STATUSES))


def texts(path: Path) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")]


SUBJECTS: dict[str, tuple[Callable[[Flows], list[Panel]], int, list[str]]] = {  # what, panels, what stands in it
    "flows": (lambda seen: of_flows(seen, "year"), 3, ["Who went from where to where", "came", "2024"]),
    "company": (lambda seen: of_company(seen, "openai", "quarter"), 2, ["OpenAI", "Anthropic", "left"]),
    "person": (lambda seen: of_person(seen, "noam-shazeer"), 1, ["Character.AI", "returned 2024", "completed"]),
    "report": (lambda seen: of_report(seen, "year"), 5, ["People from (row) to (column)", "The network, coloured"]),
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_stands_in_a_picture_and_that_it_is_always_the_same(tmp_path: Path, seen: Flows, subject: str) -> None:
    make, count, words = SUBJECTS[subject]
    assert len(make(seen)) == count
    for name in ("a.svg", "b.svg"):
        draw(tmp_path / name, "svg", f"Picture of {subject}", seen.lens.window(), make(seen))
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    found = texts(tmp_path / "a.svg")
    for one in (f"Picture of {subject}", "all time; any status", *words):
        assert any(text.startswith(one) for text in found), one


def test_bands_and_bars_are_those_of_the_tables(tmp_path: Path, seen: Flows) -> None:
    draw(tmp_path / "a.svg", "svg", "", "", of_flows(seen, "year"))
    ids = [one.get("id", "") for one in ElementTree.parse(tmp_path / "a.svg").iter()]
    pairs = [(row.cells["from"], row.cells["to"], row.cells["people"]) for row in analytics.pairs(seen).rows]
    bands = [one for one in ids if one.startswith("band")]
    assert len(bands) == min(BANDS, len(pairs)) > 10
    assert set(bands) <= {f"band {one} to {other}: {people}" for one, other, people in pairs}
    largest = max(analytics.net(seen).rows, key=lambda row: int(str(row.cells["arrivals"])))
    assert str(largest.cells["company"]) in texts(tmp_path / "a.svg")
    assert f"Arrivals and departures (first {BARS} of {len(analytics.net(seen).rows)})" in texts(tmp_path / "a.svg")


def test_nothing_to_draw(seen: Flows) -> None:
    empty = Flows(seen.lens, {}, ())
    assert of_report(empty, "year") == of_person(empty, "noam-shazeer") == of_company(empty, "openai", "year") == []


def test_the_commands_draw(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("flows", "--svg", "a.svg", "--png", "a.png", KG_STORE=str(folder))
    assert (done.returncode, done.stdout, done.stderr) == (
        0, "the picture is in a.svg\nthe picture is in a.png\n", "",
    )  # fmt: skip
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert run("person", "Ноам Шазир", "--svg", "p.svg", KG_STORE=str(folder)).returncode == 0
    assert "Noam Shazeer" in texts(tmp_path / "p.svg")
    none = run("report", "--until", "1999", "--svg", "none.svg", KG_STORE=str(folder))
    assert (none.returncode, none.stderr, (tmp_path / "none.svg").exists()) == (1, "nothing found\n", False)


def test_where_no_picture_can_be(tmp_path: Path, seen: Flows) -> None:
    with pytest.raises(UsageError, match="a folder; name a file"):
        draw(tmp_path, "svg", "", "", of_flows(seen, "year"))
    code = (
        "import sys; sys.modules['matplotlib'] = None\nfrom pathlib import Path\nfrom kg.errors import UsageError\n"
        "from kg.pictures import draw\ntry: draw(Path('a.svg'), 'svg', '', '', [])\nexcept UsageError as e: print(e)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert done.stdout == "pictures need matplotlib: pip install 'talent-kg[pictures]'\n"
    assert list(tmp_path.iterdir()) == []
