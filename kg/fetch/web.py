"""Pages of the web, through requests: one request at a time, each with limits of size, time and unpacking."""

from __future__ import annotations

import datetime as dt
import email.utils
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
import urllib3

from kg.errors import LaterError, SourceError
from kg.fetch import address, guard, robots
from kg.settings import Settings

PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/xml", "text/xml")
REDIRECTS = (301, 302, 303, 307, 308)
LATER = (408, 425, 429, 500, 502, 503, 504)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to one request; the body is unpacked, and empty unless the status is 200."""

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]  # whatever their letters' case
    body: bytes = b""
    at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC).replace(microsecond=0))

    @property
    def kind(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("Content-Type", "text/html").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding as stated."""
        _, _, rest = self.headers.get("Content-Type", "").partition("charset=")
        return rest.split(";")[0].strip(" \"'") or None

    @property
    def target(self) -> str | None:
        """Where a redirect leads; None for any other answer."""
        there = self.headers.get("Location") if self.status in REDIRECTS else None
        if not there:
            return None
        there = there.encode("latin-1", "replace").decode("utf-8", "replace")  # browsers read UTF-8 here
        try:
            return urljoin(self.url, there)
        except ValueError:
            return None


def without_secrets(url: str) -> str:
    """The address without a user name and password, for messages and for the store."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise SourceError(f"{url.rpartition('@')[2]}: not an address") from None
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def fetched(url: str, settings: Settings) -> tuple[bytes, str, str | None, bool]:
    """The bytes of the page at an address, the address it came from, its stated encoding, and whether it is HTML.

    Raises:
        SourceError: no answer in time, a refusal, something that is no page, or more bytes than `settings.max_bytes`.
    """
    answer = followed(url, settings)
    refuse(answer, without_secrets(url))
    return answer.body, without_secrets(answer.url), answer.charset, "html" in answer.kind or "xml" in answer.kind


def followed(url: str, settings: Settings) -> Answer:
    """The answer at the end of an address's redirects.

    robots.txt is obeyed at every step, and a server that is not well is asked again twice.

    Raises:
        SourceError: no answer in time, or robots.txt asks not to fetch it.
    """
    shown = without_secrets(url)
    with guard.session(settings) as session:
        for _ in range(settings.max_redirects + 1):
            if not _rules(url, session, settings).allows(address.normal(url) or url, settings.product()):
                raise SourceError(f"{shown}: robots.txt of {address.host(url)} asks not to fetch it")
            answer = _patiently(url, session, settings)
            if not answer.target:
                return answer
            url = answer.target
    raise SourceError(f"{shown}: redirected more than {settings.max_redirects} times")


def refuse(answer: Answer, shown: str) -> None:
    """Raises SourceError for an answer that is no page, LaterError where another time may do."""
    if answer.status in LATER:
        raise LaterError(f"{shown}: the server says {answer.status} {answer.reason}".rstrip(), wait_asked(answer))
    if answer.status != 200:
        raise SourceError(f"{shown}: the server says {answer.status} {answer.reason}".rstrip())
    if answer.kind not in PAGES:
        raise SourceError(f"{shown}: {answer.kind}, not a page; give the address of a page of text or HTML")


def _rules(url: str, session: requests.Session, settings: Settings) -> robots.Rules:
    return robots.had(address.origin(url), lambda at: request(at, session, settings, limit=robots.LIMIT, cut=True))


def _patiently(url: str, session: requests.Session, settings: Settings) -> Answer:
    for attempt in range(3):
        answer = request(url, session, settings)
        if answer.status not in (502, 503, 504) or attempt == 2:
            break
        time.sleep(random.uniform(0, 2**attempt))
    return answer


def request(
    url: str, session: requests.Session, settings: Settings, *, headers: Mapping[str, str] | None = None,
    limit: int | None = None, cut: bool = False, read: Callable[[Answer], bool] | None = None,
) -> Answer:  # fmt: skip
    """The answer to one GET, redirects not followed; of a body over `limit` bytes the beginning where `cut` is set.

    `read` says of an answer without its body whether the body is wanted.

    Raises:
        SourceError: it is no address we fetch, or the body is too large; LaterError: no whole answer in time.
    """
    shown, limit = without_secrets(url), limit or settings.max_bytes
    if not url.lower().startswith(("http://", "https://")):
        raise SourceError(f"{url.partition(':')[0]}://: not an address we fetch; give http://, https:// or a file")
    timeout = (settings.connect_timeout, settings.read_timeout)
    asked = {"Accept": _ACCEPT, **(headers or {})}
    with guard.watched(settings) as over:
        try:
            with session.get(url, headers=asked, timeout=timeout, stream=True, allow_redirects=False,
                             proxies=guard.proxies(url, settings)) as response:  # fmt: skip
                answer = Answer(url, response.status_code, _line(response.reason), response.headers)
                if answer.status != 200 or (read and not read(answer)):
                    return answer
                body = _body(response, shown, limit, cut)
                if over.is_set():
                    raise _slow(shown, settings)
                return Answer(url, answer.status, answer.reason, answer.headers, body, answer.at)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if over.is_set():
                raise _slow(shown, settings) from None
            line, again = _why(error, settings)
            raise (LaterError if again else SourceError)(f"{shown}: {line}") from None


def _slow(shown: str, settings: Settings) -> SourceError:
    return SourceError(f"{shown}: not finished after {settings.total_timeout:g} s; KG_TOTAL_TIMEOUT sets the limit")


def _line(reason: str | None) -> str:
    """A reason phrase that is fit to print."""
    return "".join(char for char in (reason or "")[:60] if char.isprintable())


def _body(response: requests.Response, shown: str, limit: int, cut: bool) -> bytes:
    """The unpacked body, given up once it is too large rather than held in memory first."""
    body = bytearray()
    for part in response.iter_content(65536):
        body += part
        if len(body) > limit:
            if cut:
                return bytes(body[:limit])
            raise SourceError(
                f"{shown}: more than {limit / 1e6:g} MB; KG_MAX_BYTES and KG_MAX_LIST_BYTES set the limits"
            )
    return bytes(body)


def wait_asked(answer: Answer, now: dt.datetime | None = None) -> float | None:
    """The seconds a Retry-After asks to wait, given as seconds or as a date (RFC 9110 10.2.3); None where it asks none."""
    stated = answer.headers.get("Retry-After", "").strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:9])
    try:
        until = email.utils.parsedate_to_datetime(stated)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (until - (now or dt.datetime.now(dt.UTC))).total_seconds())


def _why(error: Exception, settings: Settings) -> tuple[str, bool]:
    """One clause, and whether another time may do; the texts of requests run over lines and repeat the address."""
    wrong = requests.exceptions
    if isinstance(error, wrong.SSLError):
        return "its certificate could not be checked", False
    if isinstance(error, wrong.ConnectTimeout | wrong.ReadTimeout) or "timed out" in str(error):
        return f"no answer within {settings.read_timeout:g} s; try again or set KG_READ_TIMEOUT", True
    if isinstance(
        error, wrong.InvalidURL | wrong.InvalidSchema | wrong.MissingSchema | urllib3.exceptions.LocationParseError
    ):
        return "not an address", False
    if isinstance(error, wrong.ContentDecodingError | urllib3.exceptions.DecodeError):
        return "the answer is damaged: it does not unpack", False
    if isinstance(error, wrong.ChunkedEncodingError) or "broken" in str(error) or "aborted" in str(error):
        return "the answer broke off or is damaged; try again", True
    if isinstance(error, wrong.ConnectionError | OSError):
        return "the server could not be reached; check the address and the network", True
    return f"the request failed ({type(error).__name__})", False
