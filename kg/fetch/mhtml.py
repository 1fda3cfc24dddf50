"""Pages that a browser saved as one file (MHTML, RFC 2557): the HTML and its address; pictures and styles are left."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from kg.errors import SourceError

SUFFIXES = (".mhtml", ".mht")


def page(data: bytes, source: str) -> tuple[bytes, str | None, str | None]:
    """The HTML of a saved page, its address and its encoding, as far as the file states them.

    Raises:
        SourceError: there is no HTML in it.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            url = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
            if isinstance(body, bytes) and body.strip():
                return body, url if url.startswith(("http://", "https://")) else None, part.get_content_charset()
    raise SourceError(f"{source}: no page in this file; save it from the browser as a web page, single file")
