"""`kg query`, `kg queries`, `kg status`, `kg names score`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, cast

from kg.cli import out
from kg.errors import UsageError
from kg.opening import opened

if TYPE_CHECKING:
    from kg.names import Match
    from kg.store import Store


def query(
    asked: str, given: Sequence[str], form: str, limit: int | None, timeout: float | None, as_of: str | None,
    address: str | None,
) -> int:  # fmt: skip
    """Print the rows of a named query or of Cypher; 1 where there are none."""
    form = out.checked_format(form)
    values = parameters(given)
    if any(char.isspace() for char in asked.strip()):  # every statement of Cypher has a blank, no name has
        with _opened(address, as_of) as store:
            found = store.rows(
                asked, {name: value(text) for name, text in values.items()}, limit=limit, timeout=timeout
            )
        return out.rows(found, form)
    from kg import queries as named

    chosen = named.load(asked)
    bound = named.bind(chosen, values)
    with _opened(address, as_of) as store:
        found = store.rows(chosen.cypher, bound, limit=limit, timeout=timeout)
    return out.rows(found, form, title=chosen.title)


@contextmanager
def _opened(address: str | None, as_of: str | None) -> Iterator[Store]:
    """The store, or the one it was on a day.

    Raises:
        UsageError: the day is none.
    """
    if as_of is None:
        with opened(address, must_exist=True) as store:
            yield store
        return
    from kg import asof

    try:
        day = dt.date.fromisoformat(as_of)
    except ValueError:
        raise UsageError(f"--as-of {as_of}: give a day as 2024-12-24") from None
    with opened(address, must_exist=True) as store, out.progress() as bar:
        task = bar.add_task(f"the graph of {day}", total=None)
        with asof.as_of(store, day, lambda done, of: bar.update(task, completed=done, total=of)) as then:
            bar.stop()
            yield then


def parameters(given: Sequence[str]) -> dict[str, str]:
    """The `name=value` options as a table.

    Raises:
        UsageError: one has no name or no equals sign.
    """
    pairs = [one.partition("=") for one in given]
    for name, equals, _ in pairs:
        if not equals or not name.isidentifier():
            raise UsageError(f"--param {name}: give it as name=value")
    return {name: text for name, _, text in pairs}


def value(text: str) -> object:
    """A parameter of the user's own Cypher: JSON where it is JSON (3, true, ["a"]), else the words themselves."""
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text


def queries(name: str | None, given: Sequence[str], *, graph: bool, as_json: bool) -> int:
    """Print the named queries, the text of one, or only what draws it."""
    from kg import queries as named

    if not name:
        if graph or given:
            raise UsageError("kg queries: --graph and --param belong to one query; name it")
        every = named.all_queries()
        listed = [{"name": one.name, "answers": one.title, "parameters": named.shown(one)} for one in every]
        return out.rows(listed, "json" if as_json else "table")
    one = named.load(name)
    if given and not graph:
        raise UsageError(f"kg queries {name}: --param goes with --graph")
    values = named.bind(one, parameters(given))
    text = f"// {one.title}\n{named.filled(named.picture(one), values)}" if graph else one.text.rstrip()
    sys.stdout.write(text + "\n")
    return 0


def status(address: str | None, *, as_json: bool) -> int:
    """Print how much the store holds."""
    with opened(address, must_exist=True) as store:
        counts = store.status()
    if as_json:
        out.line(counts)
    else:
        out.table([{"what": name, "how many": count} for name, count in counts.items()])
    return 0


def names_score(a: str, b: str, kind: str, *, as_json: bool) -> int:
    """Print how likely two names are one, and why; 1 where they are not."""
    from kg.names import explain, score

    of = _kind(kind)
    if not a.strip() or not b.strip():
        raise UsageError("a name is empty; give two names")
    result = score(a, b, of)
    if as_json:
        out.line({"a": a, "b": b, "kind": kind, "value": round(result.value, 4), "verdict": result.verdict,
                  "reasons": list(result.reasons)})  # fmt: skip
    else:
        print("\n".join(explain(a, b, of)))
    return 0


def names_match(queries: str, candidates: str, kind: str, most: int, form: str) -> int:
    """Print the likeliest candidates of each query; 1 where no query has one."""
    from kg.names import Index

    form = out.checked_format(form)
    of = _kind(kind)
    asked, known = _names(queries), _names(candidates)
    rows: list[dict[str, object]] = []
    with out.progress() as bar:
        task = bar.add_task("indexing", total=len(asked))
        index = Index(known, of)
        for query in asked:
            bar.update(task, advance=1, description=query[-30:])
            some = [_found(query, one) for one in index.matches(query, most)] or [_found(query, None)]
            if form == "json":
                for row in some:
                    out.line(row)
            rows += some
    if form != "json":
        out.rows(rows, form)
    return 0 if any(row["candidate"] for row in rows) else 1


def _found(query: str, match: Match | None) -> dict[str, object]:
    if match is None:
        return {"query": query, "candidate": None, "score": 0.0, "reason": "no candidate has a word like it"}
    return {"query": query, "candidate": match.candidate, "score": round(match.score, 4), "reason": match.reason}


def _names(file: str) -> list[str]:
    """The names of a file, one a line.

    Raises:
        SourceError: it cannot be read, or holds no name.
    """
    from pathlib import Path

    from kg.errors import SourceError

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
    except OSError as error:
        raise SourceError(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SourceError(f"{file}: is not UTF-8; save it as UTF-8, one name a line") from None
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if not found:
        raise SourceError(f"{file}: no names; give one a line")
    return found


def _kind(name: str) -> Literal["person", "company"]:
    if name not in ("person", "company"):
        raise UsageError(f"--kind {name}: choose person or company")
    return cast(Literal["person", "company"], name)
