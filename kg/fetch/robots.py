"""robots.txt by RFC 9309, its open points settled as Google documents them or, where they differ, the cautious way.

Bytes are compared, percent-encoded the same way on both sides. A rule that forbids also counts where only one side wrote
an unreserved character as %XX (RFC 9309 2.2.2); one that allows has to match as it is written, as with Google's parser.
Crawl-delay, which RFC 9309 leaves out, is honoured; it belongs to all agents of its group and ends no list of agents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import LaterError, SourceError

if TYPE_CHECKING:
    from kg.fetch.web import Answer

LIMIT = 512_000  # bytes that are read: the 500 KiB of RFC 9309 2.5
HOPS = 5  # redirects that are followed (2.3.1.2)
_LINE = 2_083 * 8  # bytes of a line that are read, as with Google's parser
_BOM = b"\xef\xbb\xbf"
_KEYS = {
    "user-agent": "agent", "useragent": "agent", "user agent": "agent",
    "disallow": "disallow", "dissallow": "disallow", "dissalow": "disallow", "disalow": "disallow",
    "diasllow": "disallow", "disallaw": "disallow",
    "allow": "allow", "crawl-delay": "delay", "sitemap": "sitemap", "site-map": "sitemap",
}  # fmt: skip
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


@dataclass(frozen=True, slots=True)
class Group:
    """The rules for some agents, in the order of the file."""

    agents: tuple[str, ...]  # product tokens in small letters, "*" for everybody
    rules: tuple[tuple[bool, str], ...] = ()  # (allows, pattern)
    delay: float | None = None  # seconds


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says."""

    groups: tuple[Group, ...] = ()
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str, agent: str) -> bool:
        """Whether the agent may fetch an address of this host: the longest rule that matches decides, allow at a tie."""
        given = _path(url)
        path = escaped(given)
        if path == "/robots.txt":
            return True
        allowed = refused = -1
        for allows, pattern in (rule for group in self._of(agent) for rule in group.rules):
            if allows:
                allowed = max(allowed, len(pattern) if matches(pattern, given) else -1)
            elif matches(pattern, path) or matches(_plain(pattern), _plain(path)):
                refused = max(refused, len(pattern))
        return allowed >= refused

    def delay(self, agent: str) -> float | None:
        """The seconds between two requests that the agent is asked to keep, the longest where there are several."""
        return max((group.delay for group in self._of(agent) if group.delay is not None), default=None)

    def _of(self, agent: str) -> list[Group]:
        """All groups that name the agent, else all for everybody."""
        own = [group for group in self.groups if agent.lower() in group.agents]
        return own or [group for group in self.groups if "*" in group.agents]


ALL = Rules()  # nothing is forbidden
NONE = Rules((Group(("*",), ((False, "/"),)),))


def parsed(data: bytes) -> Rules:
    """The rules in the bytes of a robots.txt; lines that make no sense are passed over."""
    groups: list[Group] = []
    agents: list[str] = []
    rules: list[tuple[bool, str]] = []
    delays: list[float] = []
    sitemaps: list[str] = []
    ended = False  # a rule was seen, so that the next agent begins a group

    def close() -> None:
        if agents:
            groups.append(Group(tuple(agents), tuple(rules), max(delays, default=None)))
        for part in (agents, rules, delays):
            part.clear()

    for name, value in _lines(data):
        if name == "agent":
            if ended:
                close()
                ended = False
            agents.append(_token(value))
        elif name == "sitemap":
            sitemaps.append(value.encode("latin-1").decode("utf-8", "replace"))
        elif not agents:
            continue  # a rule before any agent is nobody's
        elif name == "delay":
            delays += [float(value)] if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value) else []
        else:
            ended = True
            if value:
                rules.append((name == "allow", escaped(value)))
    close()
    return Rules(tuple(groups), tuple(dict.fromkeys(sitemaps)))


def _lines(data: bytes) -> Iterable[tuple[str, str]]:
    """Known names and their values, a character for each byte."""
    data = data[:LIMIT]
    for length in (3, 2, 1):  # also a BOM that was cut
        if data.startswith(_BOM[:length]):
            data = data[length:]
            break
    for line in re.split(r"\r\n|\r|\n", data.decode("latin-1")):
        said = line[:_LINE].partition("#")[0].strip(" \t\v\f\0")
        name, colon, value = said.partition(":")
        if not colon:
            words = said.split()
            name, value = words if len(words) == 2 else ("", "")
        known = _KEYS.get(name.strip().lower())
        if known:
            yield known, value.strip(" \t\v\f\0")


def _token(value: str) -> str:
    """The product token of a User-agent line: letters, "_" and "-" before anything else ("FooBot/2.1" is foobot)."""
    if value == "*" or re.match(r"\*\s", value):
        return "*"
    found = re.match(r"[A-Za-z_-]*", value)
    return found[0].lower() if found else ""


def escaped(path: str) -> str:
    """A path, a character for each byte, with bytes over 127 as %XX and the letters of %xx in capitals."""
    path = re.sub(r"%[0-9a-fA-F]{2}", lambda found: found[0].upper(), path)
    return re.sub(r"[\x80-\xff]", lambda found: f"%{ord(found[0]):02X}", path)


def _plain(path: str) -> str:
    """The path with %XX of unreserved characters as these characters."""
    if "%" not in path:
        return path

    def char(found: re.Match[str]) -> str:
        one = chr(int(found[1], 16))
        return one if _UNRESERVED.fullmatch(one) else found[0]

    return re.sub(r"%([0-9A-F]{2})", char, path)


def _path(url: str) -> str:
    """Path and query of an address, a character for each byte."""
    parts = urlsplit(url)
    whole = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return whole.encode("utf-8", "replace").decode("latin-1")


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern matches the beginning of a path: * stands for anything, a $ at the end for its end.

    Each part is looked for after the one before it, so that no pattern takes more than length by length steps.
    """
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not anchored or at == len(path)
    for part in rest[:-1] if anchored else rest:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not anchored or (len(path) - len(rest[-1]) >= at and path.endswith(rest[-1]))


def had(origin: str, ask: Callable[[str], Answer]) -> Rules:
    """The rules of a host, asked for with `ask`: all is allowed where there is no file (4xx, too many redirects).

    Raises:
        LaterError: the server gave no answer, 429 or 5xx, so that nothing may be fetched for now.
    """
    url = f"{origin}/robots.txt"
    for _ in range(HOPS + 1):
        try:
            answer = ask(url)
        except LaterError:
            raise
        except SourceError as error:  # a certificate, a private address: there is no way to know
            raise LaterError(str(error)) from None
        if answer.target:
            url = answer.target
            continue
        if answer.status == 429 or answer.status >= 500:
            from kg.fetch.web import wait_asked

            line = f"{origin}/robots.txt: the server says {answer.status}, so nothing is fetched there; try again later"
            raise LaterError(line, wait_asked(answer))
        return parsed(answer.body) if answer.status == 200 else ALL
    return ALL
