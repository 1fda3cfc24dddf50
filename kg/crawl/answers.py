"""What the answer to a request for a page means for the page, its host and the addresses it leads to."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.crawl import lists
from kg.crawl.parts import Had, Host, Missed
from kg.crawl.rows import Row
from kg.crawl.worker import LISTS, Result
from kg.errors import LaterError, SourceError
from kg.fetch import address, web
from kg.fetch.web import Answer

if TYPE_CHECKING:
    from kg.crawl.run import Run

NESTED = 3  # sitemap indexes in one another
DEAD = 8  # failures in a row after which a host is left alone


def taken(run: Run, row: Row, host: Host, result: Result) -> Iterator[Had | Missed]:
    """Does what a result asks for; gives the page if it is there, or why it is not."""
    answer, error = result.answer, result.error
    if answer and answer.status in web.LATER:
        error = LaterError(
            f"{row.url}: the server says {answer.status} {answer.reason}".rstrip(), web.wait_asked(answer)
        )
    if isinstance(error, LaterError):
        yield from _later(run, row, host, error, answer.status if answer else None)
        return
    host.failed = 0
    if error or answer is None:
        yield _missed(run, row, str(error))
    elif answer.status == 304 and row.place:
        run.frontier.done(row, 304)
        yield from _kept(run, row, answer)
    elif answer.target:
        yield from _moved(run, row, answer)
    elif answer.status != 200:
        yield _missed(run, row, f"{row.url}: the server says {answer.status} {answer.reason}".rstrip(), answer.status)
    elif answer.kind not in (*web.PAGES, *LISTS):
        yield _missed(run, row, f"{row.url}: {answer.kind}, not a page", answer.status)
    else:
        yield from _kept(run, row, answer)


def _kept(run: Run, row: Row, answer: Answer) -> Iterator[Had | Missed]:
    """Archives a page and puts what it leads to in line; of one that has not changed our copy is looked at again."""
    if answer.status == 304 and row.place:
        try:
            body = run.archive.record(row.place).body
        except SourceError as error:
            yield _missed(run, row, str(error))
            return
    else:
        body, digest = answer.body, hashlib.sha256(answer.body).hexdigest()
        place = row.place if digest == row.digest and row.place else run.archive.add(answer)
        run.frontier.had(row, place, status=200, etag=answer.headers.get("ETag"), digest=digest, at=_stamp(answer),
                          modified=answer.headers.get("Last-Modified"))  # fmt: skip
    try:
        kind, found = lists.found(body, row.url, row.kind, named=not row.found, links=row.depth < 0)
    except SourceError as error:
        yield _missed(run, row, str(error), 200)
        return
    if kind != row.kind:
        run.frontier.kind(row, kind)
    if kind == "page":
        yield from map(Had, run.frontier.unread(run.id, row.id))
    for entry in found:
        if run.since and entry.date and entry.date < run.since:
            continue
        if entry.kind == "page":
            run.in_line(entry.url, "page", row.url, min(0, row.depth + 1), 0, entry.changed)
        elif row.depth < NESTED:
            run.in_line(entry.url, "list", row.url, max(0, row.depth) + 1, 0, None)


def _moved(run: Run, row: Row, answer: Answer) -> Iterator[Missed]:
    there = address.key(answer.target or "")
    if there is None:
        yield _missed(run, row, f"{row.url}: redirects to what is no address we fetch", answer.status)
    elif row.hops >= run.settings.max_redirects:
        yield _missed(run, row, f"{row.url}: redirected more than {run.settings.max_redirects} times", answer.status)
    elif run.frontier.leads_back(row.url, there):
        yield _missed(run, row, f"{row.url}: redirects in a circle", answer.status)
    else:
        run.frontier.moved(row, there, answer.status)
        run.in_line(there, row.kind, row.found, row.depth, row.hops + 1, None)


def _later(run: Run, row: Row, host: Host, error: LaterError, status: int | None) -> Iterator[Missed]:
    """Asks again after a pause, until there were enough tries; a host that asks for a pause has it as a whole."""
    host.failed += 1
    name, pause, asked = row.host, run.pause(row.tries + 1), error.wait or 0.0
    if asked > run.settings.max_wait or host.failed >= DEAD:
        why = f"asks to wait {asked:,.0f} s" if asked > run.settings.max_wait else f"failed {DEAD} times in a row"
        line = f"{name}: {why} ({str(error).partition(': ')[2]}); the rest of its pages is left for the next run"
        run.frontier.put_off(run.id, name, line)
        host.idle = True
        yield Missed(name, line, True)
    elif row.tries + 1 >= run.settings.max_tries:
        yield _missed(run, row, str(error), status, again=True)
    else:
        run.frontier.wait(row, time.time() + max(pause, asked), str(error))
        if status in (429, 503):
            host.due = max(host.due, time.monotonic() + max(pause, asked))


def _missed(run: Run, row: Row, error: str, status: int | None = None, *, again: bool = False) -> Missed:
    run.frontier.fail(row, error, status=status, again=again)
    return Missed(row.url, error, not row.found)


def _stamp(answer: Answer) -> str:
    return answer.at.strftime("%Y-%m-%dT%H:%M:%SZ")
