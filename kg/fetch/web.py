"""Pages of the web, through requests."""

from __future__ import annotations

import time
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from kg.errors import SourceError
from kg.settings import Settings

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/xml", "text/xml")


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
    shown = without_secrets(url)
    with _session(settings) as session:
        try:
            timeout = (settings.connect_timeout, settings.read_timeout)
            with session.get(url, timeout=timeout, stream=True) as response:
                if not response.ok:
                    raise SourceError(f"{shown}: the server says {response.status_code} {response.reason}".rstrip())
                kind = response.headers.get("Content-Type", "text/html").partition(";")[0].strip().lower()
                if kind not in _PAGES:
                    raise SourceError(f"{shown}: {kind}, not a page; give the address of a page of text or HTML")
                body = _body(response, shown, settings)
                return body, without_secrets(response.url), _charset(response), "html" in kind or "xml" in kind
        except requests.RequestException as error:
            raise SourceError(f"{shown}: {_why(error, settings)}") from None


def _session(settings: Settings) -> requests.Session:
    session = requests.Session()
    session.max_redirects = settings.max_redirects
    session.headers.update(
        {"User-Agent": settings.user_agent(), "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9"}
    )
    again = Retry(2, redirect=0, backoff_factor=0.5, status_forcelist=(502, 503, 504), raise_on_status=False,
                  respect_retry_after_header=False)  # fmt: skip
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=again))
    return session


def _body(response: requests.Response, shown: str, settings: Settings) -> bytes:
    """The unpacked body, given up once it is too large or too slow rather than held in memory first."""
    until, parts, size = time.monotonic() + settings.total_timeout, [], 0
    for part in response.iter_content(65536):
        parts.append(part)
        size += len(part)
        if size > settings.max_bytes:
            raise SourceError(f"{shown}: more than {settings.max_bytes / 1e6:g} MB; KG_MAX_BYTES sets the limit")
        if time.monotonic() > until:
            raise SourceError(
                f"{shown}: not finished after {settings.total_timeout:g} s; KG_TOTAL_TIMEOUT sets the limit"
            )
    return b"".join(parts)


def _charset(response: requests.Response) -> str | None:
    _, _, parameters = response.headers.get("Content-Type", "").partition("charset=")
    return parameters.split(";")[0].strip(" \"'") or None


def _why(error: requests.RequestException, settings: Settings) -> str:
    """One clause; the texts of requests run over lines and repeat the address."""
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate could not be checked"
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ReadTimeout):
        return f"no answer within {settings.read_timeout:g} s; try again or set KG_READ_TIMEOUT"
    if isinstance(error, requests.exceptions.TooManyRedirects):
        return f"redirected more than {settings.max_redirects} times"
    if isinstance(
        error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema | requests.exceptions.MissingSchema
    ):
        return "not an address"
    if isinstance(error, requests.exceptions.ContentDecodingError | requests.exceptions.ChunkedEncodingError):
        return "the answer broke off or is damaged; try again"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "the server could not be reached; check the address and the network"
    return f"the request failed ({type(error).__name__})"
