"""How fast each stage is on given sources: one process, one stage after the other over all articles."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import psutil
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KGError, UsageError
from kg.model import Article, Claims, Extraction, Page

_BATCH = 16  # documents a component takes together
_Out = TypeVar("_Out")
Told = Callable[[str], None]


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


def stages(sources: Sequence[str], told: Told = lambda _name: None) -> Iterator[Stage]:
    """The stages over the articles of files, each given back when it is done; `told` hears its name before.

    "gate" is what `--gate` costs; it takes no part in what follows it. The store is a new one in a temporary folder.

    Raises:
        UsageError: there is no article in the sources.
    """
    from kg import fetch, read
    from kg.extract import extraction_of
    from kg.gate.excerpt import excerpt
    from kg.resolve import resolve
    from kg.settings import settings
    from kg.store import Store

    paths = [path for source in sources for path in fetch.expanded(source)]
    chosen = settings()
    stage, pages = _timed(told, "fetch", lambda: [one for path in paths for one in fetch.pages(path, settings=chosen)])
    yield stage
    stage, articles = _timed(told, "read", lambda: [one for page in pages if (one := _article(read.article, page))])
    if not articles:
        raise UsageError("no article in these sources; give files or folders of articles")
    yield stage
    articles.sort(key=lambda article: article.language)
    models = _loaded_models(articles)
    yield _timed(told, "gate", lambda: [excerpt(article) for article in articles])[0]
    docs: list[Doc] = []
    for code, model in models.items():
        docs += yield from _piped(told, code, model, [one.text for one in articles if one.language == code])
    pairs = list(zip(docs, articles, strict=True))
    stage, extractions = _timed(told, "rules", lambda: [extraction_of(doc, article) for doc, article in pairs])
    yield stage
    with tempfile.TemporaryDirectory() as folder, Store.open(str(Path(folder) / "bench.db")) as store:
        load = partial(_loaded, extractions, resolve, store.write)
        yield _timed(told, "resolve, load", load)[0]


def _timed(told: Told, name: str, work: Callable[[], list[_Out]]) -> tuple[Stage, list[_Out]]:
    """What some work took, a piece of its outcome being an article, and the outcome."""
    told(name)
    clock, cpu = time.perf_counter(), time.process_time()
    made = work()
    took = time.perf_counter() - clock, time.process_time() - cpu
    return Stage(name, len(made), *took, psutil.Process().memory_info().rss // 2**20), made


def _loaded_models(articles: Sequence[Article]) -> dict[str, Language]:
    """The pipeline of each language; words and models are used once here, as they load with their first use."""
    from extractors.languages import pipeline
    from kg.gate.excerpt import excerpt
    from kg.settings import settings

    first = {article.language: article for article in reversed(articles)}
    models = {code: pipeline(code, settings().models().get(code)) for code in sorted(first)}
    for code, article in first.items():
        models[code](article.text)
        excerpt(article)
    return models


def _piped(told: Told, code: str, model: Language, texts: list[str]) -> Generator[Stage, None, list[Doc]]:
    """The components of one language, one after the other over all its texts; then what they made."""
    stage, docs = _timed(told, f"{code} tokens", lambda: [model.make_doc(text) for text in texts])
    yield stage
    for name, component in model.pipeline:
        stage, docs = _timed(told, f"{code} {name}", partial(_through, component, docs))
        yield stage
    return docs


def _article(read: Callable[[Page], Article], page: Page) -> Article | None:
    """The article of a page; a page without one is no part of the measurement."""
    try:
        return read(page)
    except KGError:
        return None


def _through(component: Any, docs: list[Doc]) -> list[Doc]:
    if hasattr(component, "pipe"):
        return list(component.pipe(docs, batch_size=_BATCH))
    return [component(doc) for doc in docs]


def _loaded(
    found: list[Extraction], resolved: Callable[[Extraction], Claims], write: Callable[[Claims], object]
) -> list[object]:
    """Each article is resolved against what the ones before it have brought, so the two go together."""
    return [write(resolved(one)) for one in found]
