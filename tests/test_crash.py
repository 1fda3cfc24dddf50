"""kill -9 in the middle of loading: every article is whole or absent, what was acknowledged is there, going on completes it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from kg.store import Store
from tests.store_cases import dump, fresh, made_up

ROOT = Path(__file__).parent.parent
ARTICLES = 200
KILLS = 4
_LOAD = """
import sys
from kg.store import Store
from tests.store_cases import made_up
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    for claims in made_up(int(sys.argv[2])):
        if store.write(claims).added:
            print(claims.article.id, flush=True)
"""


def loading(folder: Path, count: int) -> subprocess.Popen[str]:
    """A process that loads articles into a folder and prints each once it is on the disk."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", _LOAD, str(folder), str(count)],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
    )


def killed(folder: Path, count: int, after: int, pause: float) -> list[str]:
    """Kills a load some moments after so many articles; gives the ids it had acknowledged."""
    with loading(folder, count) as process:
        assert process.stdout
        for _ in range(after + 1):  # the first line is "open"
            if not process.stdout.readline():
                break
        time.sleep(pause)
        process.kill()
        rest = process.stdout.read()
    with Store.open(folder) as store:
        there = {row["id"] for row in store.rows("MATCH (a:Article) RETURN a.articleId AS id")}
    assert {line for line in rest.splitlines() if line != "open"} <= there
    return sorted(there)


def test_killed_again_and_again(tmp_path: Path) -> None:
    articles, chance = made_up(ARTICLES), random.Random(9)
    for _ in range(KILLS):
        there = killed(tmp_path / "graph", ARTICLES, chance.randrange(3, 30), chance.uniform(0, 0.03))
        whole = [claims for claims in articles if claims.article.id in there]
        with Store.open(tmp_path / "graph") as store:
            assert dump(store) == fresh(tmp_path / f"whole {len(whole)}", whole)
    assert 0 < len(there) < ARTICLES, "the kills came before or after the work"
    with loading(tmp_path / "graph", ARTICLES) as process:
        process.communicate(timeout=120)
    assert process.returncode == 0
    assert fresh(tmp_path / "graph", []) == fresh(tmp_path / "alone", articles)


def test_killed_while_opening(tmp_path: Path) -> None:
    # The first opening makes files, constraints and indexes: cut short anywhere, the next one starts or goes on.
    for number, pause in enumerate((0.0, 0.3, 0.5, 0.65)):
        folder = tmp_path / str(number)
        with loading(folder, 3) as process:
            time.sleep(pause)
            process.kill()
            process.communicate()
        with loading(folder, 3) as process:
            process.communicate(timeout=120)
        assert process.returncode == 0
        assert fresh(folder, []) == fresh(tmp_path / f"alone {number}", made_up(3))
