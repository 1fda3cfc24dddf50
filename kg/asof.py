"""A graph as it was on a day: made anew, in a folder of its own, from what had been reported by then."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.identity import standing

if TYPE_CHECKING:
    from kg.store import Store

_PUBLISHED = "MATCH (a:Article) WHERE a.published IS NOT NULL RETURN a.articleId AS id, a.published AS day ORDER BY id"
_AT_ONCE = 100  # readings in memory together

Told = Callable[[int, int], None]


@contextmanager
def as_of(store: Store, day: dt.date, told: Told = lambda _done, _of: None) -> Iterator[Store]:
    """A store of the articles published by the end of a day, with all that was judged; gone when the context ends.

    An article without a date was reported on no day, and is left out. `told` hears how many articles are written, of how
    many.

    Raises:
        StoreError: a store failed.
    """
    from kg.store import Store

    ids = [row["id"] for row in store.rows(_PUBLISHED) if row["day"] <= day]
    with tempfile.TemporaryDirectory(prefix="kg-") as folder, Store.open(Path(folder) / "graph") as then:
        for said in standing(store.judgements()):
            then.judge(said)
        for done in range(0, len(ids), _AT_ONCE):
            for number, claims in enumerate(store.readings(ids[done : done + _AT_ONCE]), done + 1):
                then.write(claims)
                told(number, len(ids))
        yield then
