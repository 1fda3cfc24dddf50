"""One run: who is asked next, and what its robots.txt allows."""

from __future__ import annotations

import datetime as dt
import hashlib
import queue
import random
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from kg.crawl import answers
from kg.crawl.archive import Archive
from kg.crawl.frontier import Frontier
from kg.crawl.parts import Had, Host, Missed, Start
from kg.crawl.rows import Kind, Row
from kg.crawl.worker import Job, Result, Workers
from kg.fetch import address, robots, web
from kg.settings import Settings

DAY = 86_400  # seconds a robots.txt is good for (RFC 9309 2.4)


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
            row, later = self.frontier.turn(self.id, name, 2 * self.settings.max_wait + DAY)
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
                self.in_line(url, "list", row.url, 1, 0, None)

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
                said = list(answers.taken(self, job.row, host, result))
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
        wait = max(self.pause(tries), (web.wait_asked(answer) if answer else None) or 0.0)
        owner.blocked = None
        if tries < self.settings.max_tries and wait <= self.settings.max_wait:
            owner.due = max(owner.due, time.monotonic() + wait)
            return
        name = address.host(job.origin)
        line = f"{name}: its robots.txt could not be had ({said}), so nothing is fetched there; try again later"
        self.frontier.put_off(self.id, name, line, state="failed", origin=job.origin + "/")
        yield Missed(name, line, True)

    def in_line(self, url: str, kind: Kind, found: str, depth: int, hops: int, changed: dt.datetime | None) -> None:
        """Puts an address in line for this run, where there is a reason to."""
        stamp = changed.strftime("%Y-%m-%dT%H:%M:%SZ") if changed else None
        if self.frontier.ask(url, kind, self.id, found=found, depth=depth, hops=hops, changed=stamp):
            self._host(address.host(url)).idle = False

    def pause(self, tries: int) -> float:
        """Full jitter: any pause up to a limit that doubles with every try."""
        return random.uniform(0, min(60.0, self.settings.backoff * 2**tries))
