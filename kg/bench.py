"""How fast each stage is on given sources: one process, one stage after the other over all articles."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil
from spacy.tokens import Doc

from kg.errors import KGError, UsageError
from kg.model import Article, Claims, Extraction, Page

_BATCH = 16  # documents a component takes together
_In = TypeVar("_In")
_Out = TypeVar("_Out")


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage took for all articles."""

    name: str
    articles: int
    seconds: float  # by the clock
    cpu: float  # seconds of all threads of the process
    memory: int  # MB of the process when the stage was done

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds if self.seconds else 0.0

    @property
    def rate_per_core(self) -> float:
        """Articles a second of CPU time."""
        return self.articles / self.cpu if self.cpu else 0.0


def stages(sources: Sequence[str], told: Callable[[str], None] = lambda _name: None) -> Iterator[Stage]:
    """The stages over the articles of files, each given back when it is done; `told` hears its name before.

    "gate" is what `--gate` costs; it takes no part in what follows it. The store is a new one in a temporary folder.

    Raises:
        UsageError: there is no article in the sources.
    """
    from extractors.languages import pipeline
    from kg import fetch, read
    from kg.extract import extraction_of
    from kg.gate.excerpt import excerpt
    from kg.resolve import resolve
    from kg.settings import settings
    from kg.store import Store

    def timed(name: str, work: Callable[[], list[_Out]]) -> tuple[Stage, list[_Out]]:
        told(name)
        clock, cpu = time.perf_counter(), time.process_time()
        made = work()
        took = time.perf_counter() - clock, time.process_time() - cpu
        return Stage(name, count or len(made), *took, psutil.Process().memory_info().rss // 2**20), made

    count = 0
    paths = [path for source in sources for path in fetch.expanded(source)]
    stage, pages = timed("fetch", lambda: [page for path in paths for page in fetch.pages(path, settings=settings())])
    yield stage
    stage, articles = timed("read", lambda: [one for page in pages if (one := _article(read.article, page))])
    if not articles:
        raise UsageError("no article in these sources; give files or folders of articles")
    count = len(articles)
    articles.sort(key=lambda article: article.language)
    codes = sorted({article.language for article in articles})
    models = {code: pipeline(code, settings().models().get(code)) for code in codes}
    for article in {article.language: article for article in articles}.values():
        models[article.language](article.text), excerpt(article)  # words and models are loaded before they are timed
    yield stage
    yield timed("gate", lambda: [excerpt(article) for article in articles])[0]
    docs: list[Doc] = []
    for code in codes:
        texts = [article.text for article in articles if article.language == code]
        stage, made = timed(f"{code} tokens", lambda texts=texts, code=code: [models[code].make_doc(t) for t in texts])  # type: ignore[misc]
        yield _of(stage, len(texts))
        for name, component in models[code].pipeline:
            stage, made = timed(f"{code} {name}", lambda made=made, one=component: _piped(one, made))  # type: ignore[misc]
            yield _of(stage, len(texts))
        docs += made
    pairs = list(zip(docs, articles, strict=True))
    stage, extractions = timed("rules", lambda: [extraction_of(doc, article) for doc, article in pairs])
    yield stage
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(str(Path(folder) / "bench.db")) as store,
    ):
        yield timed("resolve, load", lambda: _loaded(extractions, lambda one: resolve(one, store), store.write))[0]


def _of(stage: Stage, articles: int) -> Stage:
    return Stage(stage.name, articles, stage.seconds, stage.cpu, stage.memory)


def _article(read: Callable[[Page], Article], page: Page) -> Article | None:
    """The article of a page; a page without one is no part of the measurement."""
    try:
        return read(page)
    except KGError:
        return None


def _piped(component: Any, docs: list[Doc]) -> list[Doc]:
    if hasattr(component, "pipe"):
        return list(component.pipe(docs, batch_size=_BATCH))
    return [component(doc) for doc in docs]


def _loaded(
    found: list[Extraction], resolved: Callable[[Extraction], Claims], write: Callable[[Claims], object]
) -> list[object]:
    """Each article is resolved against what the ones before it have brought, so the two go together."""
    return [write(resolved(one)) for one in found]
