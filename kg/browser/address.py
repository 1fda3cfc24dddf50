"""Where a server's Neo4j Browser is, and a link that opens it with something in its editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import requests

from kg.errors import KGError, StoreError, UsageError
from kg.store import Store

_SETTINGS = """
SHOW SETTINGS YIELD name, value
WHERE name IN [
  'server.http.enabled', 'server.http.advertised_address', 'server.https.enabled', 'server.https.advertised_address',
  'browser.remote_content_hostname_whitelist', 'browser.remote_content_hostname_allowlist'
]
RETURN name, value"""
_ALLOWED = "guides.neo4j.com,localhost"  # what Browser 5.24 takes guides from where the server says nothing
_AURA = ".databases.neo4j.io"


@dataclass(frozen=True, slots=True)
class Place:
    """A server's Browser; `guided` tells whether it takes guides from this machine."""

    browser: str  # http://localhost:7474/browser/
    bolt: str
    user: str
    database: str | None
    guided: bool


def place(
    bolt: str,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    at: str | None = None,
) -> Place:
    """The Browser of the server at a Bolt address, asked of the server itself; `at` is where the user says it is.

    Raises:
        UsageError: the address is a folder; StoreError: the server, or no Browser where it says, answers.
    """
    if "://" not in bolt:
        raise UsageError(
            f"{bolt}: a folder has no Neo4j Browser; copy it to a server with kg copy, or draw it with kg view"
        )
    if _AURA in bolt:
        raise UsageError(
            f"{bolt}: on Aura open Query in console.neo4j.io; kg browser --files writes what can be dropped there"
        )
    settings = _settings(bolt, user, password, database)
    tried = [at] if at else list(dict.fromkeys(_roots(settings, bolt)))
    for root in tried:
        if found := _answering(root):
            return Place(found, bolt, user or "neo4j", database, guided(settings))
    raise StoreError(f"{bolt}: no Neo4j Browser answers at {' or '.join(tried)}; say where it is with --at")


def guided(settings: Mapping[str, str]) -> bool:
    """Whether a server's settings let its Browser take a guide from localhost."""
    names = ("browser.remote_content_hostname_whitelist", "browser.remote_content_hostname_allowlist")
    allowed = next((settings[name] for name in names if settings.get(name)), _ALLOWED)
    return bool({"*", "localhost", "http://localhost"} & {one.strip().rstrip("/") for one in allowed.split(",")})


def link(at: Place, command: str, words: str) -> str:
    """The Browser's address with the form to connect filled in; `command` is `edit` (a query) or `guide` (an address)."""
    scheme, _, host = at.bolt.partition("://")
    # The Browser decodes the whole address before it looks for the ends of its parts.
    words = words.replace("&", "\\u0026").replace("#", "\\u0023")
    parts = {"dbms": f"{scheme}://{at.user}@{host}", "db": at.database, "cmd": command, "arg": words}
    return f"{at.browser}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in parts.items() if value)


def _settings(bolt: str, user: str | None, password: str | None, database: str | None) -> dict[str, str]:
    with Store.open(bolt, user=user, password=password, database=database, make=False) as store:
        try:
            return {row["name"]: row["value"] for row in store.rows(_SETTINGS)}
        except KGError:  # a server may keep its settings to itself
            return {}


def _roots(settings: Mapping[str, str], bolt: str) -> Iterator[str]:
    host = urlsplit(bolt).hostname or "localhost"
    host = f"[{host}]" if ":" in host else host
    for scheme, port in (("https", "7473"), ("http", "7474")):
        if settings.get(f"server.{scheme}.enabled", str(scheme == "http")).casefold() == "true":
            advertised = settings.get(f"server.{scheme}.advertised_address") or f":{port}"
            yield f"{scheme}://{host}:{advertised.rpartition(':')[2]}"


def _answering(root: str) -> str | None:
    browser = root.rstrip("/").removesuffix("/browser") + "/browser/"
    try:
        answer = requests.get(browser, timeout=5)
    except requests.RequestException:
        return None
    return browser if answer.ok and "html" in answer.headers.get("content-type", "") else None
