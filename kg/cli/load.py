"""`kg read`, `kg extract`, `kg ingest`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg import pipeline
from kg.cli import out
from kg.cli.reading import Reading, reading
from kg.errors import KGError, UsageError
from kg.model import Article, Extraction, Mention, Move
from kg.opening import opened
from kg.pipeline import Outcome, Stated
from kg.shown import shown

if TYPE_CHECKING:
    from kg.crawl.session import Session


def stated(
    url: str | None, outlet: str | None, published: str | None, lang: str | None, sources: Sequence[str]
) -> Stated:
    """What the options say of the sources.

    Raises:
        UsageError: a date that is none, a language we do not read, or one address for several sources.
    """
    from kg.read import READABLE

    if lang and lang not in READABLE:
        raise UsageError(f"--lang {lang}: kg reads {', '.join(READABLE)}")
    if url and len(sources) > 1:
        raise UsageError("--url: name the address of one article; give one source at a time, or none")
    return Stated(url, outlet, _day(published) if published else None, lang)


def _day(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"--published {written}: give a day as 2024-12-24") from None


def read(sources: Sequence[str], said: Stated) -> int:
    """Print articles; 2 where a source failed."""
    return _printed(
        (_article(one) if isinstance(one, Article) else one) for one in pipeline.articles(_files(sources), said)
    )


def extract(sources: Sequence[str], said: Stated, least: float | None = None) -> int:
    """Print extractions; 2 where a source failed."""
    found = pipeline.extractions(pipeline.articles(_files(sources), said), least=least)
    return _printed((extraction(one) if isinstance(one, Extraction) else one) for one in found)


def _printed(found: Iterable[dict[str, Any] | Outcome]) -> int:
    code = 0
    for one in found:
        if isinstance(one, Outcome):
            out.complain(one.error or "", one.cause)
            code = 2
        else:
            out.line(one)
    return code


def _files(sources: Sequence[str]) -> Iterator[str]:
    """The sources, folders as their files; a folder that cannot be listed fails later, in its turn."""
    from kg import fetch

    for source in sources:
        try:
            yield from fetch.expanded(source)
        except KGError:
            yield source


def _article(article: Article) -> dict[str, Any]:
    return {
        "source": article.source,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "lang": article.language,
        "text": article.text,
    }


def extraction(found: Extraction) -> dict[str, Any]:
    """What one article says, as `kg extract` prints it."""
    return {
        "id": found.article.id,
        "lang": found.article.language,
        "moves": [_move(move) for move in found.moves],
        "facts": [
            {
                "kind": fact.kind,
                "person": _span(fact.person),
                "org": _span(fact.company),
                "role": {"text": fact.role, "start": fact.role_start, "end": fact.role_end} if fact.role else None,
                "former": fact.former,
            }
            for fact in found.affiliations
        ],
        "mentions": [_span(mention) | {"kind": mention.kind} for mention in found.mentions],
        "quotes": [
            {
                "text": quote.text,
                "start": quote.start,
                "end": quote.end,
                "speaker": quote.speaker and quote.speaker.name,
            }
            for quote in found.quotes
        ],
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "kind": move.kind,
        "person": move.person and move.person.name,
        "descr": move.description,
        "from": [origin.name for origin in move.origins],
        "to": move.destination and move.destination.name,
        "role": move.role,
        "date": move.when and move.when.iso(),
        "amount": move.amount and move.amount.text,
        "currency": move.amount and move.amount.currency,
        "status": move.status,
        "speaker": move.speaker,
        "attribution": move.attribution,
        "confidence": move.confidence,
        "evidence": move.evidence.quote,
        "start": move.evidence.start,
        "end": move.evidence.end,
    }


def _span(mention: Mention) -> dict[str, Any]:
    return {"text": mention.name or mention.text, "start": mention.start, "end": mention.end}


def ingest(
    sources: Sequence[str], said: Stated, address: str | None, *, as_json: bool = False, since: str | None = None,
    retry: bool = False, gate: bool = False, processes: int | None = None, engine: str = "local", ray: str | None = None,
) -> int:  # fmt: skip
    """Load sources; 2 where one failed. The store is opened, and made, only once there is an article for it."""
    if not sources and not retry:
        raise UsageError("missing argument 'SOURCES...'; see kg ingest --help")
    from kg.cli import crawl

    files, starts = crawl.split(sources)
    oldest = crawl.since(since)
    named = list(_files(files))
    with reading(engine, ray, processes, len(named), said, gate=gate) as chosen:
        if not starts and not retry:
            return told(ingested(named, said, address, as_json=as_json, reading=chosen), as_json=as_json)
        with crawl.opened(address) as session:
            pages = session.pages(starts, since=oldest, failed_again=retry, others=said == Stated())
            found = crawl.articles(session, pages, said, oldest)
            done = ingested(named, said, address, as_json=as_json, more=found, session=session, reading=chosen)
            code = told(done, as_json=as_json)
            crawl.summary(session, as_json=as_json)
        return code


def told(found: Iterable[Outcome], *, as_json: bool) -> int:
    """Print how many outcomes there are of each kind; 2 where a source failed."""
    counts = dict.fromkeys(("added", "changed", "unchanged", "failed"), 0)
    moves = 0
    for one in found:
        counts[one.status] += 1
        moves += (one.moves or 0) if one.status != "unchanged" else 0
    if not as_json and sum(counts.values()) > counts["failed"]:
        said = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
        print(f"{said}; {moves} moves stated in what is new")
    return 2 if counts["failed"] else 0


def ingested(
    files: list[str], said: Stated, address: str | None, *, as_json: bool = False,
    more: Iterable[Article | Outcome] = (), session: Session | None = None,
    reading: Reading | None = None,
) -> Iterator[Outcome]:  # fmt: skip
    """Load files, and articles of an archive, showing how far it is and each error when it happens."""
    reading = reading or Reading()
    nodes = reading.cluster
    found = chain(nodes.articles(pipeline.pages(files), said) if nodes else pipeline.articles(files, said), more)
    failed: list[Outcome] = []
    first = None
    for first in found:
        if isinstance(first, Article):
            break
        failed.append(first)
    with out.progress() as bar:
        task = bar.add_task("reading", total=len(files) or None)
        for one in chain(failed, _loaded(first, found, address, reading)):
            if session:
                session.tell(one.source, one.error)
                counts = session.counts()
                bar.update(task, total=len(files) + sum(counts.values()))
                bar.update(task, completed=sum(counts.values()) - counts.get("waiting", 0))
            else:
                bar.advance(task)
            bar.update(task, description=shown(one.source[-40:]))
            tell(one, as_json=as_json)
            yield one


def tell(one: Outcome, *, as_json: bool) -> None:
    """What became of one article, when it happens: a line of JSON, or its error."""
    if as_json:
        out.line(outcome(one))
    elif one.error:
        out.complain(one.error, one.cause)


def _loaded(
    first: Article | Outcome | None, rest: Iterable[Article | Outcome], address: str | None, reading: Reading
) -> Iterator[Outcome]:
    if isinstance(first, Article):
        with opened(address) as store:
            yield from pipeline.ingest(chain([first], rest), store, gate=reading.gate, workers=reading.workers)


def outcome(outcome: Outcome) -> dict[str, Any]:
    """What became of one source, as --json tells it."""
    return {
        "source": outcome.source,
        "status": outcome.status,
        "article": outcome.article and outcome.article.id,
        "moves": outcome.moves,
        "error": outcome.error,
    }
