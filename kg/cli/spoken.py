"""`kg quotes`: what people said of something, in their own words."""

from __future__ import annotations

from kg.cli import out
from kg.opening import opened


def quotes(words: str, person: str | None, address: str | None, *, as_json: bool) -> int:
    """Print the quotes that hold all the words, in whatever form; 1 where there are none."""
    from rich.text import Text

    from kg import queries
    from kg.cli.evidence import found
    from kg.search import pattern

    query = queries.load("said")
    with opened(address, must_exist=True) as store:
        name = found(store, person, ("person",))[2] if person else "any"
        rows = store.rows(query.cypher, queries.bind(query, {"words": pattern(words), "person": name}))
    target = out.console()
    for row in rows:
        if as_json:
            out.line(row)
            continue
        target.print(Text(row["person"] or "somebody", style="bold"))
        target.print(Text(f"  {row['quote']}"))
        place = [row["outlet"], ", ".join(row["authors"] or ()), row["published"], row["url"]]
        target.print(Text("  " + " · ".join(str(part) for part in place if part) + "\n", style="dim"))
    if not rows:
        out.complain("nobody is quoted with these words; fewer words, or others, may find some")
    return 0 if rows else 1
