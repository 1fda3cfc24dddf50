"""`kg evaluate`: how good the extraction is on annotated passages, and against the last run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.cli import out
from kg.errors import UsageError
from kg.evaluate import Passage, Score, Tally, bins, calibration_error, passages, scored
from kg.model import Article, Extraction
from kg.settings import settings

_SLOTS = ("kind", "status", "from", "to", "role", "date", "amount")


def evaluate(files: Sequence[str], least: float | None, show: int, *, as_json: bool) -> int:
    """Print the scores of each gold file; the figures are kept and the next run is compared with them."""
    gold = [(name, list(passages(Path(name)))) for name in files]
    before = _kept()
    now: dict[str, Any] = {}
    with out.progress() as bar:
        task = bar.add_task("reading", total=sum(len(read) for _, read in gold))
        scores = []
        for name, read in gold:
            bar.update(task, description=Path(name).name)
            scores.append((name, scored(_advancing(_extracted(read, least), lambda: bar.advance(task)))))
    for name, score in scores:
        now[_key(name)] = _figures(score)
        if as_json:
            out.line({"gold": name} | _figures(score) | _details(score))
        else:
            _show(name, score, before.get(_key(name)), show)
    _keep(before | now)
    return 0


def _extracted(read: Sequence[Passage], least: float | None) -> Iterator[tuple[Passage, Extraction]]:
    from kg.extract import extract_all

    articles = (
        Article(id=one.id, source=one.id, language=one.language, text=one.text, published=one.published) for one in read
    )
    yield from zip(read, extract_all(articles, models=settings().models(), least=least), strict=True)


def _advancing(results: Iterator[tuple[Passage, Extraction]], step: Any) -> Iterator[tuple[Passage, Extraction]]:
    for one in results:
        yield one
        step()


def _figures(score: Score) -> dict[str, Any]:
    """The figures that are kept, between 0 and 1."""
    kept: dict[str, Any] = {"passages": score.passages}
    if score.strict != Tally():
        for name, tally in (("strict", score.strict), ("lenient", score.lenient)):
            kept |= {f"{name} P": tally.precision, f"{name} R": tally.recall, f"{name} F1": tally.f1}
        kept |= {f"{name} right": right / of for name in _SLOTS for right, of in [score.slot(name)] if of}
    if score.quiet:
        kept["false alarms"] = score.alarms / score.quiet
    if score.trusted:
        kept["calibration error"] = calibration_error(bins(score.trusted))
    if score.facts != Tally():
        kept |= {"facts P": score.facts.precision, "facts R": score.facts.recall, "facts F1": score.facts.f1}
    return {name: round(value, 4) for name, value in kept.items()}


def _details(score: Score) -> dict[str, Any]:
    return {
        "kinds": {kind: [tally.right, tally.false, tally.missed] for kind, tally in sorted(score.by_kind.items())},
        "reliability": _reliability(score),
        "errors": [
            {"passage": one.passage, "side": one.side, "why": one.why, "kind": one.move.kind, "words": one.move.words}
            for one in score.errors
        ],
    }


def _reliability(score: Score) -> list[dict[str, Any]]:
    return [
        {"confidence": f"{one.low:.1f}-{one.high:.1f}", "moves": one.count, "mean": round(one.mean, 3),
         "right": round(one.right, 3)}
        for one in bins(score.trusted)
    ]  # fmt: skip


def _show(name: str, score: Score, before: dict[str, Any] | None, most: int) -> None:
    figures = _figures(score)
    rows = [
        {"figure": figure, "now": value, "last time": (before or {}).get(figure, "")}
        for figure, value in figures.items()
    ]
    out.table(rows, title=f"{name}: {score.passages} passages, {score.quiet} of them without a move")
    if score.by_kind:
        kinds = [
            {"kind": kind, "right": one.right, "false": one.false, "missed": one.missed}
            for kind, one in sorted(score.by_kind.items())
        ]
        out.table(kinds)
    if score.trusted:
        out.table(_reliability(score))
    classes = Counter((one.side, one.why) for one in score.errors)
    if classes:
        ranked = sorted(classes.items(), key=lambda one: (-one[1], one[0]))
        out.table([{"errors": count, "side": side, "class": why} for (side, why), count in ranked])
    if most:
        listed = [
            {"passage": one.passage, "side": one.side, "class": one.why, "kind": one.move.kind,
             "who": ", ".join(one.move.names[:1]) or one.move.description, "from": list(one.move.origins[:2]),
             "to": one.move.destination, "status": one.move.status, "words": one.move.words[:80]}
            for one in score.errors[:most]
        ]  # fmt: skip
        if listed:
            out.table(listed)


def _key(name: str) -> str:
    return str(Path(name).resolve())


def _memory() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("kg")) / "evaluate.json"


def _kept() -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(_memory().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def _keep(figures: dict[str, Any]) -> None:
    path = _memory()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        partial.write_text(json.dumps(figures, indent=1, ensure_ascii=False, sort_keys=True), "utf-8")
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: the figures cannot be kept: {error.strerror}") from None
