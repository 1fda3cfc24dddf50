"""Reads the pages beside the checkout and writes what came out, for ../shared/score.py (kind C).

.venv/bin/python benchmarks/pages.py pages.jsonl
.venv/bin/python ../shared/score.py ../shared/data/html/index.jsonl pages.jsonl
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from kg import fetch, read
from kg.errors import KGError
from kg.settings import settings

PAGES = Path(__file__).parent.parent.parent / "shared" / "data" / "html"


def main(out: str) -> None:
    """Write a line for each page that could be read; pages of any language, since the scorer wants them all."""
    started, read_pages, refused = time.process_time(), 0, 0
    with Path(out).open("w", encoding="utf-8") as file:
        for line in (PAGES / "index.jsonl").read_text("utf-8").splitlines():
            gold = json.loads(line)
            read.READABLE = ("en", "ru", gold["lang"])
            try:
                page = fetch.page(str(PAGES / gold["file"]), settings())
                article = read.article(page, url=gold["url"], lang=gold["lang"])
            except KGError:
                refused += 1
                continue
            read_pages += 1
            row = {"file": gold["file"], "title": article.title, "authors": list(article.authors), "body": article.text}
            file.write(json.dumps(row | {"date": str(article.published or "")}, ensure_ascii=False) + "\n")
    rate = read_pages / (time.process_time() - started)
    print(f"{read_pages} read, {refused} refused as no article, {rate:.1f} pages per CPU second", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
