"""What the parts of a run say to one another."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from kg.crawl.rows import Kind, Row
from kg.crawl.worker import Job


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
