"""The stages in a row: sources are read, articles that changed are extracted and resolved, each is one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from kg.errors import KGError, KnowledgeError, StoreError, UsageError
from kg.model import Article, Claims, Extraction, Page

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store

_Thing = TypeVar("_Thing")
_Begun = TypeVar("_Begun")
BATCH = 8  # articles that go through the language pipeline together


@dataclass(frozen=True, slots=True)
class Stated:
    """What the user says of the sources because they do not say it themselves."""

    url: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source."""

    source: str
    status: Literal["added", "changed", "unchanged", "failed"]
    article: Article | None = None
    moves: int | None = None  # None: the article was not extracted
    error: str | None = None  # one line
    cause: Exception | None = None  # of an error that is ours


class Helpers(Protocol):
    """Others that extract: processes (`kg.workers`) or a cluster (`kg.cluster`)."""

    @property
    def count(self) -> int:
        """How many batches they take at once."""

    def extracted(self, some: list[Article], *, gate: bool) -> Iterator[Extraction | Outcome]:
        """What the batch says, in its order; begun now, waited for when it is asked for."""


def articles(
    sources: Iterable[str], stated: Stated | None = None, settings: Settings | None = None
) -> Iterator[Article | Outcome]:
    """The articles of the sources, in order; one that cannot be read gives a failed outcome and stops no other."""
    for one in pages(sources, settings):
        yield one if isinstance(one, Outcome) else article(one, stated or Stated())


def pages(sources: Iterable[str], settings: Settings | None = None) -> Iterator[Page | Outcome]:
    """The pages of the sources, in order; a source that cannot be had gives a failed outcome and stops no other."""
    from kg import fetch

    for source in sources:
        try:
            yield from fetch.pages(source, settings=settings)
        except KGError as error:
            yield Outcome(source, "failed", error=str(error))


def article(page: Page, stated: Stated) -> Article | Outcome:
    """The article of a page, or a failed outcome."""
    from kg import read

    try:
        return read.article(page, url=stated.url, outlet=stated.outlet, published=stated.published, lang=stated.lang)
    except KGError as error:
        return Outcome(page.source, "failed", error=str(error))


def extractions(
    found: Iterable[Article | Outcome], batch: int = BATCH, *, least: float | None = None
) -> Iterator[Extraction | Outcome]:
    """What the articles say, in order, extracted a batch at a time; failed outcomes pass through.

    Moves below the confidence `least` are left out; None is the default of their language.
    """
    waiting = iter(found)
    while some := list(islice(waiting, batch)):
        done = extracted([one for one in some if isinstance(one, Article)], least=least)
        for one in some:
            yield next(done) if isinstance(one, Article) else one


def extracted(some: list[Article], *, gate: bool = False, least: float | None = None) -> Iterator[Extraction | Outcome]:
    """The batch at once; where an article breaks it, one by one, so that the others are had."""
    if not some:
        return
    from kg.extract import extract_all
    from kg.gate import extract_gated
    from kg.settings import settings

    try:
        models = settings().models()
        yield from list(extract_gated(some, models=models) if gate else extract_all(some, models=models, least=least))
    except (ImportError, KnowledgeError, UsageError):
        raise  # a broken installation or setting, not a bad article
    except Exception:
        for article in some:
            yield _one(article, least)


def _one(article: Article, least: float | None) -> Extraction | Outcome:
    from kg.extract import extract
    from kg.settings import settings

    try:
        return extract(article, models=settings().models(), least=least)
    except Exception as error:
        return _failed(article, error)


def ingest(
    found: Iterable[Article | Outcome],
    store: Store,
    *,
    batch: int = BATCH,
    gate: bool = False,
    workers: Helpers | None = None,
) -> Iterator[Outcome]:
    """Brings the store to what the articles say; gives what became of each, in order, once it is on the disk.

    With `gate` only the sentences that can tell of a move are read (`kg.gate`). With `workers` batches are extracted by
    others while this process writes; what comes out is the same.

    Raises:
        StoreError: the store failed; what was given back before is whole, the rest is absent.
        UsageError: a worker process was ended from outside; the same holds.
    """

    def begun(some: list[Article | Outcome]) -> tuple[list[Outcome | None], Iterator[Extraction | Outcome]]:
        known = [_unchanged(one, store, gate=gate) if isinstance(one, Article) else one for one in some]
        pairs = zip(some, known, strict=True)
        news = [one for one, outcome in pairs if outcome is None and isinstance(one, Article)]
        return known, workers.extracted(news, gate=gate) if workers else extracted(news, gate=gate)

    for known, done in ahead(found, begun, 2 * workers.count if workers else 1, batch):
        for outcome in known:
            yield outcome or _written(next(done), store, gate=gate)


def ahead(things: Iterable[_Thing], begin: Callable[[list[_Thing]], _Begun], most: int, batch: int) -> Iterator[_Begun]:
    """What was begun for each batch of things, in order; up to `most` are under way, so that none idles meanwhile."""
    waiting = iter(things)
    running: deque[_Begun] = deque()
    while True:
        while len(running) < most and (some := list(islice(waiting, batch))):
            running.append(begin(some))
        if not running:
            return
        yield running.popleft()


def _unchanged(article: Article, store: Store, *, gate: bool = False) -> Outcome | None:
    """The outcome for an article that the store has read before, to the letter and with the same rules, or as a whole."""
    from kg.graph import text_digest
    from kg.store import statements

    stored = store.rows(statements.ARTICLE, {"id": article.id})
    read = {rules_version(), _version(gate=gate)}
    same = bool(stored) and stored[0]["text"] == text_digest(article) and stored[0]["extractor"] in read
    return Outcome(article.source, "unchanged", article) if same else None


def _version(*, gate: bool) -> str:
    """Of what reads an article: the rules, and whether only parts are read."""
    return rules_version() + ("+gate" if gate else "")


def _written(extraction: Extraction | Outcome, store: Store, *, gate: bool = False) -> Outcome:
    if isinstance(extraction, Outcome):
        return extraction
    article = extraction.article
    try:
        claims = replace(_resolved(extraction), extractor=_version(gate=gate))
    except StoreError:
        raise
    except Exception as error:
        return _failed(article, error)
    change = store.write(claims)
    status: Literal["added", "changed", "unchanged"] = (
        "added" if change.added else "changed" if change.changed else "unchanged"
    )
    return Outcome(article.source, status, article, len(claims.moves))


def _resolved(extraction: Extraction) -> Claims:
    from kg.resolve import resolve

    return resolve(extraction)


def stale(store: Store) -> tuple[str, ...]:
    """The ids of the articles that were read by other rules, words or names than today's, sorted."""
    from kg.store import statements

    now = {_version(gate=False), _version(gate=True)}
    return tuple(row["id"] for row in store.rows(statements.READ_BY) if row["extractor"] not in now)


def reextracted(store: Store, ids: Iterable[str], batch: int = BATCH) -> Iterator[Outcome]:
    """Extracts stored articles again and writes those that say something else now; gives what became of each, in order.

    An article that was read only in parts is read so again.

    Raises:
        StoreError: the store failed; what was given back before is whole, the rest is as it was.
    """
    waiting = iter(ids)
    while some := list(islice(waiting, batch)):
        found = store.stored(some)
        for gate in (False, True):
            chosen = [article for article, parts in found if parts is gate]
            for extraction in extracted(chosen, gate=gate):
                yield _written(extraction, store, gate=gate)


def _failed(article: Article, error: Exception) -> Outcome:
    known = isinstance(error, KGError)
    line = str(error) if known else f"could not be extracted ({type(error).__name__}); --debug shows where"
    return Outcome(article.source, "failed", article, error=f"{article.source}: {line}", cause=None if known else error)


@cache
def rules_version() -> str:
    """Stands for all that decides what an article is taken to say: the rules, the words and the names known."""
    from kg.resources import DATA, ROOT

    code = DATA.parent if DATA.parent == ROOT and (ROOT / "kg").is_dir() else ROOT.parent.parent
    files = [*DATA.rglob("*.toml"), *DATA.rglob("*.tsv"), *DATA.rglob("*.txt"), *DATA.rglob("*.npz")]
    files += [
        *(code / "extractors").rglob("*.py"),
        *(code / "kg" / "resolve").rglob("*.py"),
        *(code / "kg" / "gate").rglob("*.py"),
        *(code / "kg").glob("extract*.py"),
    ]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
