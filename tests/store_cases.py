"""Articles for the store's tests, resolved by hand: the claims of tests/test_{store,graph,queries,crash}.py."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from kg.graph import digest
from kg.model import Amount, Article, Claims, Entity, Evidence, MoveClaim, PostClaim, Precision, QuoteClaim, When
from kg.store import Store

Thing = TypeVar("Thing")
NAMES = {
    "noam-shazeer": ("Noam Shazeer", ("Ноам Шазир",)),
    "naveen-rao": ("Naveen Rao", ("Навин Рао",)),
    "sam-altman": ("Sam Altman", ("Сэм Альтман",)),
    "google": ("Google", ("Гугл",)),
    "openai": ("OpenAI", ()),
    "meta": ("Meta", ("Facebook",)),
    "perplexity": ("Perplexity", ()),
    "character": ("Character.AI", ("Character AI",)),
    "databricks": ("Databricks", ()),
}
PEOPLE = {"noam-shazeer", "naveen-rao", "sam-altman"}


def entity(id: str) -> Entity:
    if id.startswith("unnamed:"):
        return Entity(id, "person", id.split(":")[2], unnamed=True, description=id.split(":")[2])
    name, aliases = NAMES.get(id, (id.replace("-", " ").title(), ()))
    kind = "person" if id in PEOPLE or id.startswith("person") else "company"
    return Entity(id, kind, name, aliases, reason="the name as written")  # type: ignore[arg-type]


def when(text: str | None) -> When | None:
    """2024, 2024-Q3, 2024-08 or 2024-08-02."""
    if not text:
        return None
    if "Q" in text:
        year, quarter = text.split("-Q")
        return When(dt.date(int(year), int(quarter) * 3 - 2, 1), "quarter", text)
    precision: Precision = {4: "year", 7: "month", 10: "day"}[len(text)]  # type: ignore[assignment]
    return When(dt.date.fromisoformat((text + "-01-01")[:10]), precision, text)


def said(
    id: str, *sayings: dict[str, Any], outlet: str | None = None, published: str | None = None, **more: Any
) -> Claims:
    """An article in which each saying is one sentence: a move (`kind`), a post (`post`) or a quote (`quoted`)."""
    text, moves, posts, quotes = "", [], [], []
    for saying in sayings:
        sentence = saying.get("words") or "{}: {}.".format(id, ", ".join(f"{k} {v}" for k, v in saying.items()))
        start, end = len(text), len(text) + len(sentence)
        text += sentence + " "
        quote = Evidence(sentence, start, end)
        key = digest(id, saying, start)
        if "kind" in saying:
            amount = saying.get("amount")
            moves.append(
                MoveClaim(
                    key, saying["person"], saying["kind"], saying.get("status", "completed"), quote,
                    tuple(saying.get("origins", ())), saying.get("to"), saying.get("role"), when(saying.get("date")),
                    Amount(amount, "USD", f"almost ${amount}", "almost") if amount else None, saying.get("speaker"),
                )
            )  # fmt: skip
        elif "post" in saying:
            posts.append(
                PostClaim(key, saying["person"], saying["post"], quote, saying.get("role"), saying.get("former", False))
            )
        else:
            quotes.append(QuoteClaim(key, sentence, start, end, saying.get("person")))
    named = {s["person"] for s in sayings if s.get("person")} | {
        s[k] for s in sayings for k in ("to", "post") if s.get(k)
    }
    named |= {origin for s in sayings for origin in s.get("origins", ())} | set(more.pop("also", ()))
    article = Article(
        id, f"{id}.html", more.pop("language", "en"), text.strip(), outlet=outlet,
        published=dt.date.fromisoformat(published) if published else None, **more,
    )  # fmt: skip
    entities = tuple(entity(name) for name in sorted(named))
    return Claims(article, entities, tuple((e.id, 2) for e in entities), tuple(moves), tuple(posts), tuple(quotes))


def respelled(claims: Claims, id: str, name: str) -> Claims:
    """The same article calling somebody something else."""
    entities = tuple(replace(e, name=name, aliases=()) if e.id == id else e for e in claims.entities)
    return replace(claims, entities=entities)


VERGE = said(
    "verge-1",
    {
        "person": "noam-shazeer",
        "kind": "returned",
        "to": "google",
        "origins": ("character",),
        "date": "2024-08",
        "amount": 2.7e9,
    },
    {"person": "naveen-rao", "post": "databricks", "role": "vice president of AI"},
    {"person": "naveen-rao", "words": "“They are paying what it takes,” Rao says."},
    {"person": "unnamed:verge-1:the best GPU programmer in the world", "kind": "joined", "to": "openai"},
    outlet="The Verge",
    published="2025-07-20",
    url="https://www.theverge.com/decoder/1",
    title="The talent wars",
    authors=("A Reporter",),
)
DEVBY = said(
    "devby-1",
    {
        "person": "noam-shazeer",
        "kind": "joined",
        "to": "google",
        "amount": 3e9,
        "words": "Google вернула Ноама Шазира почти за $3 млрд.",
    },
    {
        "person": "unnamed:devby-1:an engineer",
        "kind": "recruited",
        "status": "attempted",
        "to": "perplexity",
        "origins": ("meta",),
    },
    outlet="dev.by",
    published="2025-07-21",
    url="https://devby.io/news/1",
    title="Битва за таланты",
    cites=("The Verge",),
    language="ru",
)
PAPER = said(
    "paper-1",
    {"person": "noam-shazeer", "kind": "left", "origins": ("character",), "date": "2024-08-02"},
    {"person": "noam-shazeer", "kind": "joined", "to": "google", "date": "2000"},
    {"person": "sam-altman", "post": "openai", "role": "chief executive"},
    {
        "person": "sam-altman",
        "kind": "joined",
        "status": "rumoured",
        "to": "meta",
        "origins": ("openai",),
        "date": "2025-06",
    },
    {"person": "person-lee", "kind": "left", "origins": ("openai",), "date": "2025-Q2"},
    outlet="The Paper",
    published="2025-06-10",
    url="https://paper.example/a",
    also=("perplexity",),
)
DENIAL = said(
    "paper-2",
    {"person": "sam-altman", "kind": "joined", "status": "denied", "to": "meta", "origins": ("openai",)},
    {"person": "sam-altman", "kind": "founded", "to": "openai", "date": "2015-12"},
    outlet="The Paper",
    published="2025-06-20",
    cites=("https://devby.io/news/1",),
)
ARTICLES = (VERGE, DEVBY, PAPER, DENIAL)


def made_up(count: int, seed: int = 1) -> list[Claims]:
    """Articles of which many tell the moves of few people and companies, and few those of many, as in the news."""
    random = Random(seed)
    companies = [f"company-{number}" for number in range(max(10, count // 40))]
    people = [_Life.made_up(random, f"person-{number}", companies) for number in range(max(20, count // 4))]
    return [_made_up(random, number, people) for number in range(count)]


@dataclass(frozen=True, slots=True)
class _Life:
    name: str
    companies: list[str]
    days: list[dt.date]

    @classmethod
    def made_up(cls, random: Random, name: str, companies: list[str]) -> _Life:
        places = [_popular(random, companies) for _ in range(random.choice((2, 2, 3, 4)))]
        days = [dt.date(2018, 1, 1) + dt.timedelta(days=random.randrange(3000)) for _ in places]
        return cls(name, places, sorted(days))


def _made_up(random: Random, number: int, people: list[_Life]) -> Claims:
    sayings: list[dict[str, Any]] = []
    for _ in range(random.choice((1, 1, 2, 2, 3, 5))):
        life = _popular(random, people)
        step = random.randrange(1, len(life.companies))
        one, other, day = life.companies[step - 1], life.companies[step], life.days[step]
        kind = random.choice(("joined", "joined", "joined", "returned", "appointed", "left", "recruited", "founded"))
        date = random.choice((None, day.isoformat(), day.isoformat()[:7], str(day.year)))
        status = random.choice(("completed",) * 8 + ("planned", "rumoured", "attempted", "denied"))
        origins = (one,) if one != other and random.random() < 0.6 else ()
        move = {"person": life.name, "kind": kind, "status": status, "date": date, "origins": origins}
        end = {} if kind == "left" else {"to": other, "role": random.choice((None, "engineer", "CTO"))}
        sayings.append(move | end | ({"origins": (one,)} if kind == "left" else {}))
    sayings.append({"person": life.name, "post": life.companies[-1], "role": random.choice(("chief executive", "CTO"))})
    sayings.append({"person": life.name, "words": f"“I said it in article {number},” they said. " + "And more. " * 40})
    return said(
        f"article-{number:05}", *sayings, outlet=f"Outlet {random.randrange(40)}",
        published=(day + dt.timedelta(days=random.randrange(300))).isoformat(),
        cites=(f"Outlet {random.randrange(40)}",) if random.random() < 0.3 else (),
        url=f"https://news.example/{number}",
    )  # fmt: skip


def _popular(random: Random, things: list[Thing]) -> Thing:
    return things[int(len(things) * random.random() ** 2)]


def dump(store: Store) -> str:
    """Everything in a graph but when it was put there, as sorted lines: more than the export, derived edges included."""
    key = "coalesce({0}.personId, {0}.companyId, {0}.moveId, {0}.postId, {0}.articleId, {0}.outletId, {0}.quoteId)"
    nodes = store.rows("MATCH (n) RETURN labels(n) AS what, properties(n) AS has")
    edges = store.rows(
        f"MATCH (a)-[r]->(b) RETURN type(r) AS what, {key.format('a')} AS one, {key.format('b')} AS other, properties(r) AS has"
    )
    for row in nodes:
        row["has"].pop("ingestedAt", None)
    return "\n".join(sorted(json.dumps(row, default=str, ensure_ascii=False, sort_keys=True) for row in nodes + edges))


def fresh(folder: Path, articles: Iterable[Claims]) -> str:
    """What a new store holds after these articles."""
    with Store.open(folder) as store:
        for claims in articles:
            store.write(claims)
        return dump(store)
