"""`kg watch`, `kg reread`, `kg versions`, `kg status --failed`: what goes on with an archive of pages."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import asdict
from pathlib import Path

from kg.cli import crawl, load, out
from kg.pipeline import Stated


def reread(address: str | None, *, as_json: bool = False) -> int:
    """Load the pages of the archive again."""
    with crawl.opened(address, must_exist=True) as session:
        found = crawl.articles(session, session.kept(), Stated(), None)
        code = load.told(
            load.ingested([], Stated(), address, as_json=as_json, more=found, session=session), as_json=as_json
        )
        crawl.summary(session, as_json=as_json)
    return code


def watch(file: Path, address: str | None, *, once: bool) -> int:
    """Round after round of what a file names; the code of the last one when there is but one."""
    from kg.crawl import sources

    while True:
        chosen = sources.watch(file)
        began = time.monotonic()
        oldest = dt.datetime.now(dt.UTC) - chosen.since if chosen.since else None
        with crawl.opened(address) as session:
            found = crawl.articles(session, session.pages(chosen.starts, since=oldest, others=True), Stated(), oldest)
            code = load.told(load.ingested([], Stated(), address, more=found, session=session), as_json=False)
            crawl.summary(session, as_json=False)
        if once:
            return code
        time.sleep(max(1.0, chosen.every.total_seconds() - (time.monotonic() - began)))


def failed(address: str | None, *, as_json: bool) -> int:
    """Print what was not had or not understood; 1 where there is nothing of the kind."""
    from kg.crawl import session
    from kg.settings import settings

    found = session.failures(session.folder(address, settings()))
    return out.rows(found, "json" if as_json else "table")


def versions(url: str, address: str | None, *, as_json: bool) -> int:
    """Print the versions of an article that were kept; as JSON with the lines that changed."""
    from kg.crawl import session
    from kg.crawl.versions import versions
    from kg.settings import settings

    found = versions(session.folder(address, settings()), url)
    if as_json:
        return out.rows([asdict(one) for one in found], "json")
    told = [
        {"fetched": one.fetched, "published": str(one.published or ""), "words": one.words,
         "lines": f"+{len(one.added)} -{len(one.removed)}" if one.added or one.removed else "", "title": one.title or ""}
        for one in found
    ]  # fmt: skip
    return out.rows(told, "table")
