"""The threads that ask: one request for each job they are given, its answer or its error for whoever decides."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from typing import Literal

import requests

from kg.crawl.rows import Row
from kg.errors import KGError
from kg.fetch import guard, web
from kg.fetch.web import Answer
from kg.settings import Settings

LISTS = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
    "application/gzip", "application/x-gzip", "application/octet-stream",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """One request."""

    host: str
    url: str
    kind: Literal["page", "robots"]
    row: Row | None = None  # of a page
    origin: str = ""  # of a robots.txt, which a redirect may have led elsewhere
    hops: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What a request came to: an answer, or an error."""

    job: Job
    answer: Answer | None = None
    error: KGError | None = None


class Workers:
    """Threads with a session each; they end with the process, so that nobody has to wait for a slow server."""

    def __init__(self, settings: Settings) -> None:
        """Starts them."""
        self._settings = settings
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self.results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(settings.workers)]
        for thread in self._threads:
            thread.start()

    def do(self, job: Job) -> None:
        """Hands a job out."""
        self._jobs.put(job)

    def end(self) -> None:
        """Lets the threads that have nothing to do end."""
        for _ in self._threads:
            self._jobs.put(None)

    def _work(self) -> None:
        with guard.session(self._settings) as session:
            while job := self._jobs.get():
                self.results.put(done(job, session, self._settings))


def done(job: Job, session: requests.Session, settings: Settings) -> Result:
    """The result of a job."""
    try:
        if job.kind == "robots":
            from kg.fetch import robots

            return Result(job, web.request(job.url, session, settings, limit=robots.LIMIT, cut=True))
        row = job.row
        headers = {}
        if row and row.place and row.etag:
            headers["If-None-Match"] = row.etag
        if row and row.place and row.modified:
            headers["If-Modified-Since"] = row.modified
        listed = bool(row) and row.kind == "list"  # type: ignore[union-attr]
        limit = settings.max_list_bytes if listed else settings.max_bytes
        return Result(job, web.request(job.url, session, settings, headers=headers, limit=limit, read=_wanted))
    except KGError as error:
        return Result(job, error=error)
    except Exception as error:  # a fault of ours ends one page, not the run
        return Result(job, error=KGError(f"{job.url}: unexpected {type(error).__name__}"))


def _wanted(answer: Answer) -> bool:
    return answer.kind in web.PAGES or answer.kind in LISTS
