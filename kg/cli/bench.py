"""`kg bench`: articles a second of each stage."""

from __future__ import annotations

from collections.abc import Sequence

from kg.cli import out


def bench(sources: Sequence[str], *, as_json: bool) -> int:
    """Print a row for each stage."""
    from kg.bench import Stage, stages
    from kg.resources import DATA

    found: list[Stage] = []
    with out.progress() as bar:
        task = bar.add_task("loading", total=None)
        found.extend(stages(sources or [str(DATA / "demo")], lambda name: bar.update(task, description=name)))
    whole = sum(stage.cpu for stage in found if stage.name != "gate") or 1.0
    rows = [
        {
            "stage": stage.name,
            "articles": stage.articles,
            "seconds": round(stage.seconds, 3),
            "per second": round(stage.rate, 1),
            "per core": round(stage.rate_per_core, 1),
            "share": None if stage.name == "gate" else round(stage.cpu / whole, 3),
            "MB": stage.memory,
        }
        for stage in found
    ]
    return out.rows(rows, "json" if as_json else "table", title="Articles a second of each stage")
