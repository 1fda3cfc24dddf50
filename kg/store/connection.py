"""A driver for an address: a folder is the embedded store, bolt:// and neo4j:// are servers."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError

from kg import embedded
from kg.errors import StoreError, UsageError
from kg.folders import named

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
PATIENCE = 60.0  # seconds to wait for a server that stopped while it was used
OPENING = 20.0  # seconds to wait for another process that is just opening or closing the same folder

# The driver reports every deadlock that it is about to retry, and every server hint: nothing a reader can act on.
logging.getLogger("neo4j").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class Link:
    """An open driver, and how to get another when the process that runs an embedded store has ended."""

    address: str
    database: str | None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    patience: float = PATIENCE
    driver: neo4j.Driver = field(init=False)
    _connection: embedded.Connection | None = None
    _guard: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.driver = self._connected()

    @property
    def folder(self) -> Path | None:
        """The folder of an embedded store."""
        return None if "://" in self.address else named(self.address)

    def again(self, failed: neo4j.Driver) -> None:
        """Connects anew to a folder whose owner has gone; a server's driver does that itself."""
        with self._guard:
            if self.folder and self.driver is failed:  # else another thread was first
                self.close()
                self.driver = self._connected()

    def is_gone(self) -> bool:
        """Whether another process that ran the folder's store has stopped it: until its port closes, all it says is wrong."""
        ours = self._connection is None or self._connection.is_ours
        return self.folder is not None and not ours and embedded.told(self.folder) != self._connection

    def close(self) -> None:
        """Closes the driver, and the embedded server if this was its last user here."""
        self.driver.close()
        if self.folder and self._connection and self._connection.is_ours:
            embedded.release(self.folder)
        self._connection = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One writer at a time in a folder; servers have locks of their own."""
        with embedded.writing(self.folder) if self.folder else nullcontext():
            yield

    def _connected(self) -> neo4j.Driver:
        if self.folder:
            return self._connected_to_folder(self.folder)
        scheme = self.address.split("://")[0]
        if scheme not in SCHEMES:
            raise UsageError(f"{_bare(self.address)}: a store is a folder, or an address with {', '.join(SCHEMES)}")
        if "@" in self.address:
            raise UsageError(f"{_bare(self.address)}: an address has no user or password; set KG_USER and KG_PASSWORD")
        auth = (self.user or "neo4j", self.password or "") if self.user or self.password else None
        try:
            parts = urlsplit(self.address)
            if parts.path.strip("/") or parts.fragment or self.address.endswith("#"):
                raise ValueError("it has a path or a fragment; name the database with KG_DATABASE")
            driver = _driver(self.address.removesuffix("/") if self.address.count("/") == 3 else self.address, auth)
        except (ConfigurationError, ValueError) as error:
            raise UsageError(f"{self.address}: not an address of a store ({_line(error)})") from None
        try:
            driver.verify_connectivity()
        except (DriverError, Neo4jError, OSError, ValueError) as error:
            driver.close()
            raise _unreachable(self.address, error) from None
        return driver

    def _connected_to_folder(self, folder: Path) -> neo4j.Driver:
        until = time.monotonic() + OPENING
        while time.monotonic() < until:
            connection = embedded.connect(folder)
            if connection:
                driver = _driver(connection.uri, connection.auth)
                try:
                    driver.verify_connectivity()
                except (DriverError, Neo4jError, OSError):
                    driver.close()
                    if connection.is_ours:
                        embedded.release(folder)
                else:
                    self._connection = connection
                    return driver
            time.sleep(0.05)
        raise StoreError(f"{folder}: another process has it open and does not answer; end that one and try again")


def _driver(uri: str, auth: tuple[str, str] | None) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(uri, auth=auth, notifications_min_severity="OFF", user_agent="kg")


def _unreachable(address: str, error: BaseException) -> StoreError:
    if isinstance(error, AuthError):
        return StoreError(f"{address}: user or password is wrong; set KG_USER and KG_PASSWORD")
    first = error
    while cause := first.__cause__ or first.__context__:
        first = cause
    why = first.strerror if isinstance(first, OSError) and first.strerror else _line(first)
    if "SSL" in why:
        return StoreError(
            f"{address}: no encrypted connection ({why}); where the server has no certificate use bolt://"
        )
    return StoreError(f"{address}: does not answer ({why}); is the server running?")


def _bare(address: str) -> str:
    """The address without all that stands before an @: a password may have any sign in it."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _line(error: BaseException) -> str:
    return " ".join((getattr(error, "message", None) or str(error)).split())[:160]
