"""One run: who is asked next, and what an answer means."""

from __future__ import annotations

import datetime as dt
import hashlib
import queue
import random
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from kg.crawl import lists
from kg.crawl.archive import Archive
from kg.crawl.frontier import Frontier, Kind, Row
from kg.crawl.worker import LISTS, Job, Result, Workers
from kg.errors import LaterError, SourceError
from kg.fetch import address, robots, web
from kg.fetch.web import Answer
from kg.settings import Settings

DAY = 86_400  # seconds a robots.txt is good for (RFC 9309 2.4)
_NESTED = 3  # sitemap indexes in one another
DEAD = 8  # failures in a row after which a host is left alone


@dataclass(frozen=True, slots=True)
class Start:
    """What the user named, as an address."""

    url: str
    kind: Kind
    depth: int = 0  # how many links are followed from it


@dataclass(frozen=True, slots=True)
class Had:
    """A page that is in the archive and not yet in the graph."""

    row: Row


@dataclass(frozen=True, slots=True)
class Missed:
    """A page that was not had."""

    url: str
    error: str
    named: bool  # by the user, rather than found


@dataclass(slots=True)
class Host:
    """What a host is doing."""

    due: float = 0.0  # time.monotonic of its next turn
    busy: bool = False
    asked: int = 0
    failed: int = 0  # in a row
    last: float = 0.0  # time.time of its last page
    robots: deque[Job] = field(default_factory=deque)  # to be asked of this host, for itself or another
    blocked: str | None = None  # the origin whose robots.txt it waits for
    idle: bool = False  # nothing is in line


@dataclass(slots=True)
class Run:
    """The state of a run that is under way; what has to outlast it is in the frontier."""

    frontier: Frontier
    archive: Archive
    settings: Settings
    starts: tuple[Start, ...]
    since: dt.datetime | None = None
    id: int = 0
    hosts: dict[str, Host] = field(default_factory=dict)
    rules: dict[str, robots.Rules] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)  # for a robots.txt
    stop: threading.Event = field(default_factory=threading.Event)  # set by whoever wants no more

    def pages(self, *, failed_again: bool = False, others: bool = False) -> Iterator[Had | Missed]:
        """What becomes of the sources, page by page as they are had; with `others` also what runs before left unread.

        Raises:
            SourceError: the archive cannot be written.
        """
        sources = hashlib.sha256(repr((self.starts, failed_again)).encode()).hexdigest()
        self.id, resumed = self.frontier.run(sources)
        with self.frontier.whole():
            if failed_again and not resumed:
                self.frontier.again(self.id)
            for start in self.starts:
                self.frontier.ask(start.url, start.kind, self.id, depth=-start.depth)
        yield from map(Had, self.frontier.unread(None if others else self.id))
        rest = self.settings.delay if resumed else 0.0  # the request that was cut off may have been a moment ago
        for name in self.frontier.hosts(self.id):
            self._host(name).due = time.monotonic() + rest
        workers = Workers(self.settings)
        try:
            yield from self._until_done(workers)
        finally:
            workers.end()
        if not self.stop.is_set():
            self.frontier.end(self.id)

    def _until_done(self, workers: Workers) -> Iterator[Had | Missed]:
        while not self.stop.is_set():
            yield from self._hand_out(workers)
            busy = any(host.busy for host in self.hosts.values())
            coming = [host.due for host in self.hosts.values() if not (host.busy or self._resting(host))]
            if not busy and not coming:
                return
            full = sum(host.busy for host in self.hosts.values()) >= self.settings.workers
            wait = 60.0 if full else min(coming, default=time.monotonic() + 60) - time.monotonic()
            try:
                if not busy:
                    self.stop.wait(max(0.0, min(wait, 60.0)))
                    continue
                result = workers.results.get(timeout=max(0.0, min(wait, 1.0)))
            except queue.Empty:
                continue
            yield from self._taken(result)

    def _resting(self, host: Host) -> bool:
        """Whether a host has nothing to do for now: no address in line, or it waits for another's robots.txt."""
        return not host.robots and (host.idle or host.blocked is not None)

    def _host(self, name: str) -> Host:
        if name not in self.hosts:
            self.hosts[name] = Host(asked=self.frontier.asked(self.id, name), last=self.frontier.last(name))
        return self.hosts[name]

    def _hand_out(self, workers: Workers) -> Iterator[Missed]:
        """Gives a job to every host whose turn it is, the one that waited longest first."""
        free = self.settings.workers - sum(host.busy for host in self.hosts.values())
        now = time.monotonic()
        turn = [(host.due, name) for name, host in self.hosts.items() if not host.busy and host.due <= now]
        for _, name in sorted(turn):
            if free <= 0:
                return
            host = self.hosts[name]
            job = host.robots.popleft() if host.robots else None
            if job is None and not self._resting(host):
                job = yield from self._next(name, host)
            if job is not None:
                host.busy, host.asked, free = True, host.asked + 1, free - 1
                workers.do(job)

    def _next(self, name: str, host: Host) -> Generator[Missed, None, Job | None]:
        """The next request to a host, if there is one."""
        while True:
            row, later = self.frontier.turn(self.id, name)
            if row is None:
                host.idle = later is None
                if later is not None:
                    host.due = time.monotonic() + max(0.0, later - time.time())
                return None
            origin = address.origin(row.url)
            rules = self._rules(origin)
            if rules is None:
                host.blocked = origin
                return Job(name, f"{origin}/robots.txt", "robots", origin=origin)
            if not rules.allows(row.url, self.settings.product()):
                line = f"{row.url}: robots.txt of {name} asks not to fetch it"
                self.frontier.fail(row, line, state="refused")
                yield Missed(row.url, line, not row.found)
                continue
            if row.url == f"{origin}/robots.txt" and row.kind == "list":
                self._sitemaps(row, rules)  # we have it already
                continue
            left = self._left(name, host, rules)
            if left:
                self.frontier.put_off(self.id, name, left)
                yield Missed(name, left, True)
                host.idle = True
                return None
            return Job(name, row.url, "page", row)

    def _sitemaps(self, row: Row, rules: robots.Rules) -> None:
        with self.frontier.whole():
            self.frontier.done(row, 200)
            for url in filter(None, map(address.normal, rules.sitemaps)):
                self._in_line(url, "list", row.url, 1, 0, None)

    def _left(self, name: str, host: Host, rules: robots.Rules) -> str | None:
        """Why the rest of a host's pages is left for the next run."""
        budget, limit = self.settings.max_pages, self.settings.max_wait
        if host.asked >= budget:
            return f"{name}: {budget:,} requests are the budget of a run (KG_MAX_PAGES); the next run goes on"
        delay = rules.delay(self.settings.product()) or 0.0
        if delay > limit and host.last + delay > time.time():
            return f"{name}: its Crawl-delay is {delay:g} s, longer than KG_MAX_WAIT; the next run goes on"
        return None

    def _rules(self, origin: str) -> robots.Rules | None:
        """What we know of an origin's robots.txt; None where it has to be asked for."""
        if origin not in self.rules:
            kept = self.frontier.robots(origin, time.time() - DAY)
            if kept is None:
                return None
            self.rules[origin] = robots.parsed(kept)
        return self.rules[origin]

    def _taken(self, result: Result) -> Iterator[Had | Missed]:
        job = result.job
        host = self._host(job.host)
        host.busy = False
        rules = self.rules.get(address.origin(job.url), robots.ALL)
        rest = max(self.settings.delay, rules.delay(self.settings.product()) or 0.0)
        host.due = time.monotonic() + (rest if rest <= self.settings.max_wait else self.settings.delay)
        if job.kind == "robots":
            yield from self._robots_taken(job, result)
        elif job.row is not None:
            host.last = time.time()
            with self.frontier.whole():
                said = list(self._page_taken(job.row, host, result))
            yield from said

    def _robots_taken(self, job: Job, result: Result) -> Iterator[Missed]:
        """Follows a robots.txt to its end, and lets the pages that wait for it go, or tells why they cannot be had."""
        owner = self._host(address.host(job.origin))
        answer = result.answer
        if answer and answer.target and job.hops < robots.HOPS:
            there = address.normal(answer.target)
            if there:
                at = address.host(there)
                self._host(at).robots.append(Job(at, there, "robots", origin=job.origin, hops=job.hops + 1))
                return
        if answer and answer.status != 429 and answer.status < 500:
            body = answer.body if answer.status == 200 else b""
            self.rules[job.origin] = robots.parsed(body)
            self.frontier.keep_robots(job.origin, body)
            owner.blocked, owner.failed = None, 0
            delay = self.rules[job.origin].delay(self.settings.product()) or 0.0
            owner.due = max(owner.due, time.monotonic() + (delay if delay <= self.settings.max_wait else 0.0))
            return
        said = f"the server says {answer.status}" if answer else str(result.error).partition(": ")[2]
        tries = self.tries[job.origin] = self.tries.get(job.origin, 0) + 1
        wait = max(self._pause(tries), (web.wait_asked(answer) if answer else None) or 0.0)
        owner.blocked = None
        if tries < self.settings.max_tries and wait <= self.settings.max_wait:
            owner.due = max(owner.due, time.monotonic() + wait)
            return
        name = address.host(job.origin)
        line = f"{name}: its robots.txt could not be had ({said}), so nothing is fetched there; try again later"
        self.frontier.put_off(self.id, name, line, state="failed", origin=job.origin + "/")
        yield Missed(name, line, True)

    def _page_taken(self, row: Row, host: Host, result: Result) -> Iterator[Had | Missed]:
        answer, error = result.answer, result.error
        if answer and answer.status in web.LATER:
            error = LaterError(
                f"{row.url}: the server says {answer.status} {answer.reason}".rstrip(), web.wait_asked(answer)
            )
        if isinstance(error, LaterError):
            yield from self._later(row, host, error, answer.status if answer else None)
            return
        host.failed = 0
        if error or answer is None:
            yield self._missed(row, str(error))
        elif answer.status == 304 and row.place:
            self.frontier.done(row, 304)
            yield from self._kept(row, answer)
        elif answer.target:
            yield from self._moved(row, answer)
        elif answer.status != 200:
            yield self._missed(
                row, f"{row.url}: the server says {answer.status} {answer.reason}".rstrip(), answer.status
            )
        elif answer.kind not in (*web.PAGES, *LISTS):
            yield self._missed(row, f"{row.url}: {answer.kind}, not a page", answer.status)
        else:
            yield from self._kept(row, answer)

    def _kept(self, row: Row, answer: Answer) -> Iterator[Had | Missed]:
        """Archives a page and puts what it leads to in line; of one that has not changed our copy is looked at again."""
        if answer.status == 304 and row.place:
            body = self.archive.record(row.place).body
        else:
            body, digest = answer.body, hashlib.sha256(answer.body).hexdigest()
            place = row.place if digest == row.digest and row.place else self.archive.add(answer)
            self.frontier.had(row, place, status=200, etag=answer.headers.get("ETag"), digest=digest, at=_stamp(answer),
                              modified=answer.headers.get("Last-Modified"))  # fmt: skip
        try:
            kind, found = lists.found(body, row.url, row.kind, named=not row.found, links=row.depth < 0)
        except SourceError as error:
            yield self._missed(row, str(error), 200)
            return
        if kind != row.kind:
            self.frontier.kind(row, kind)
        if kind == "page":
            yield from map(Had, self.frontier.unread(self.id, row.id))
        for entry in found:
            if self.since and entry.date and entry.date < self.since:
                continue
            if entry.kind == "page":
                self._in_line(entry.url, "page", row.url, min(0, row.depth + 1), 0, entry.changed)
            elif row.depth < _NESTED:
                self._in_line(entry.url, "list", row.url, max(0, row.depth) + 1, 0, None)

    def _in_line(self, url: str, kind: Kind, found: str, depth: int, hops: int, changed: dt.datetime | None) -> None:
        stamp = changed.strftime("%Y-%m-%dT%H:%M:%SZ") if changed else None
        if self.frontier.ask(url, kind, self.id, found=found, depth=depth, hops=hops, changed=stamp):
            self._host(address.host(url)).idle = False

    def _moved(self, row: Row, answer: Answer) -> Iterator[Missed]:
        there = address.key(answer.target or "")
        if there is None:
            yield self._missed(row, f"{row.url}: redirects to what is no address we fetch", answer.status)
        elif row.hops >= self.settings.max_redirects:
            yield self._missed(
                row, f"{row.url}: redirected more than {self.settings.max_redirects} times", answer.status
            )
        elif self.frontier.leads_back(row.url, there):
            yield self._missed(row, f"{row.url}: redirects in a circle", answer.status)
        else:
            self.frontier.moved(row, there, answer.status)
            self._in_line(there, row.kind, row.found, row.depth, row.hops + 1, None)

    def _later(self, row: Row, host: Host, error: LaterError, status: int | None) -> Iterator[Missed]:
        """Asks again after a pause, until there were enough tries; a host that asks for a pause has it as a whole."""
        host.failed += 1
        name, pause, asked = row.host, self._pause(row.tries + 1), error.wait or 0.0
        if asked > self.settings.max_wait or host.failed >= DEAD:
            why = f"asks to wait {asked:,.0f} s" if asked > self.settings.max_wait else f"failed {DEAD} times in a row"
            line = f"{name}: {why} ({str(error).partition(': ')[2]}); the rest of its pages is left for the next run"
            self.frontier.put_off(self.id, name, line)
            host.idle = True
            yield Missed(name, line, True)
        elif row.tries + 1 >= self.settings.max_tries:
            yield self._missed(row, str(error), status, again=True)
        else:
            self.frontier.wait(row, time.time() + max(pause, asked), str(error))
            if status in (429, 503):
                host.due = max(host.due, time.monotonic() + max(pause, asked))

    def _pause(self, tries: int) -> float:
        """Full jitter: any pause up to a limit that doubles with every try."""
        return random.uniform(0, min(60.0, self.settings.backoff * 2**tries))

    def _missed(self, row: Row, error: str, status: int | None = None, *, again: bool = False) -> Missed:
        self.frontier.fail(row, error, status=status, again=again)
        return Missed(row.url, error, not row.found)


def _stamp(answer: Answer) -> str:
    return answer.at.strftime("%Y-%m-%dT%H:%M:%SZ")
