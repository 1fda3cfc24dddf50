"""The embedded store's first day: kill -9, four writers, a full disk, many articles. `python benchmarks/embedded.py [part…]`

Parts: kill, writers, disk, limit, load. Each prints what came out; a part that fails ends the run with an error.
"""

from __future__ import annotations

import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from kg.errors import StoreError  # noqa: E402
from kg.export import lines  # noqa: E402
from kg.store import Store  # noqa: E402
from tests.store_cases import dump, fresh, made_up  # noqa: E402
from tests.test_crash import killed, loading  # noqa: E402


def kill(folder: Path) -> None:
    """Twenty times kill -9 while 200 articles are loaded."""
    articles, chance = made_up(200), random.Random(1)
    there: list[str] = []
    for number in range(20):
        there = killed(folder / "graph", 200, chance.randrange(1, 10), chance.uniform(0, 0.05))
        whole = [claims for claims in articles if claims.article.id in there]
        with Store.open(folder / "graph") as store:
            assert dump(store) == fresh(folder / f"whole {number}", whole), f"kill {number + 1}: not whole"
    with loading(folder / "graph", 200) as process:
        process.communicate()
    assert fresh(folder / "graph", []) == fresh(folder / "alone", articles)
    print(
        f"kill: 20 of 20 opened, every article whole or absent ({len(there)} there after the last), completed: same graph"
    )


def writers(folder: Path) -> None:
    """Four processes and four threads load 400 articles into one folder."""
    script = "import sys; from kg.store import Store; from tests.store_cases import made_up\n"
    script += "with Store.open(sys.argv[1]) as s: [s.write(a) for a in made_up(400)[int(sys.argv[2])::4]]"
    began = time.monotonic()
    found = [
        subprocess.Popen([sys.executable, "-c", script, str(folder / "graph"), str(n)], cwd=ROOT) for n in range(4)
    ]
    assert [process.wait() for process in found] == [0] * 4
    took = time.monotonic() - began
    began = time.monotonic()
    alone = fresh(folder / "alone", made_up(400))
    print(f"writers: 4 processes {took:.1f} s, one process {time.monotonic() - began:.1f} s, 400 articles each way")
    assert fresh(folder / "graph", []) == alone
    print("writers: same graph")


def disk(folder: Path) -> None:
    """A disk of 40 MB runs full while loading; then there is room again."""
    mount = folder / "disk"
    mount.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(mount)], capture_output=True).returncode:
        print("disk: skipped, a small disk cannot be mounted here")
        return
    try:
        _fill(mount / "graph", lambda: subprocess.run(["mount", "-o", "remount,size=200m", str(mount)], check=True))
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=False)


def _fill(graph: Path, grow: Callable[[], object]) -> None:
    articles = made_up(2000)
    written = _until_refused(graph, articles)
    try:
        with Store.open(graph) as store:
            print(f"disk: still full, reopened with {store.status()['Article']} articles")
    except StoreError as error:
        print(f"disk: still full, opening says: {error}")
    grow()
    with Store.open(graph) as store:
        there = {row["id"] for row in store.rows("MATCH (a:Article) RETURN a.articleId AS id")}
        missing = [claims.article.id for claims in articles[:written] if claims.article.id not in there]
        print(f"disk: room again, {len(there)} articles, {len(missing)} acknowledged ones missing")
        whole = [claims for claims in articles if claims.article.id in there]
        same = dump(store) == fresh(graph.parent.parent / "alone", whole)
        print(f"disk: every article whole or absent: {same}")
        assert same
        assert not missing


def _until_refused(graph: Path, articles: list[object]) -> int:
    written = 0
    try:
        with Store.open(graph) as store:
            for claims in articles:
                store.write(claims)  # type: ignore[arg-type]
                written += 1
    except StoreError as error:
        print(f"disk: full after {written} articles: {error}")
    return written


def limit(folder: Path) -> None:
    """The process may write files of 20 MB at most (RLIMIT_FSIZE)."""
    script = (
        "import resource, signal, sys; from kg.store import Store; from tests.store_cases import made_up\n"
        "from kg.errors import KGError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (20000000, 20000000))\n"
        "try:\n"
        "    with Store.open(sys.argv[1]) as s:\n"
        "        for a in made_up(2000): s.write(a); print(a.article.id)\n"
        "except KGError as error: print(error, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder / "graph")], cwd=ROOT, text=True, capture_output=True, timeout=300
    )
    acknowledged = done.stdout.split()
    print(f"limit: refused after {len(acknowledged)} articles: {done.stderr.strip()[-200:]}")
    with Store.open(folder / "graph") as store:
        there = {row["id"] for row in store.rows("MATCH (a:Article) RETURN a.articleId AS id")}
        assert set(acknowledged) <= there
        whole = [claims for claims in made_up(2000) if claims.article.id in there]
        assert dump(store) == fresh(folder / "alone", whole)
    print(f"limit: reopened, {len(there)} articles, all whole, none acknowledged is missing")


def load(folder: Path, count: int = 10_000) -> None:
    """Ten thousand articles one by one, then the usual questions."""
    articles, taken = made_up(count), []
    with Store.open(folder / "graph") as store:
        for number, claims in enumerate(articles, 1):
            began = time.monotonic()
            store.write(claims)
            taken.append((time.monotonic() - began) * 1000)
            if number % (count // 5) == 0:
                some = sorted(taken[-count // 5 :])
                print(
                    f"load: {number} articles in {sum(taken) / 1000:.0f} s; of the last fifth median"
                    f" {statistics.median(some):.0f} ms, 95% under {some[int(len(some) * 0.95)]:.0f} ms, worst {some[-1]:.0f} ms"
                )
        print(f"load: {store.status()}")
        began = time.monotonic()
        for claims in articles[:200]:
            assert store.write(claims).unchanged
        print(f"load: an article again {(time.monotonic() - began) * 5:.1f} ms")
        _ask(store)
    began = time.monotonic()
    with Store.open(folder / "graph"):
        print(f"load: opened again in {time.monotonic() - began:.2f} s")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"load: {size / 1e6:.0f} MB on the disk, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB of memory"
    )


def _ask(store: Store) -> None:
    from kg import queries

    for query in queries.all_queries():
        given = {one.name: "Company 0" for one in query.parameters if one.name == "company"}
        given |= {one.name: "Person 0" for one in query.parameters if one.name in ("person", "name")}
        began = time.monotonic()
        rows = store.rows(query.cypher, queries.bind(query, given))
        print(f"load: {query.name} {(time.monotonic() - began) * 1000:.0f} ms, {len(rows)} rows")
    began = time.monotonic()
    count = sum(1 for _ in lines(store))
    print(f"load: export {time.monotonic() - began:.1f} s, {count} lines")


PARTS = {part.__name__: part for part in (kill, writers, disk, limit, load)}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        folder = Path(tempfile.mkdtemp(prefix="kg-"))
        try:
            PARTS[name](folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
