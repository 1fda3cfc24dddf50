"""The nouns of the product, one frozen dataclass each.

They follow one article through the stages:

    Page -> Article -> Extraction(Mention, Move, Affiliation, Quote) -> Claims -> graph rows

Offsets are characters into `Article.text`, end exclusive: `article.text[start:end] == quote` for all evidence.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

EntityKind = Literal["person", "company", "outlet", "organisation", "place", "role", "money", "date"]
MoveKind = Literal[
    "joined", "left", "returned", "founded", "appointed", "promoted", "acquihired", "retired", "recruited"
]
Status = Literal["completed", "planned", "attempted", "rumoured", "denied"]
AffiliationKind = Literal["employed", "founded", "member"]
Precision = Literal["day", "month", "quarter", "year"]
Attribution = Literal["reporter", "outlet", "person", "company", "document", "anonymous"]  # whose word a claim is

MOVE_KINDS: tuple[MoveKind, ...] = (
    "joined", "left", "returned", "founded", "appointed", "promoted", "acquihired", "retired", "recruited",
)  # fmt: skip
STATUSES: tuple[Status, ...] = ("completed", "planned", "attempted", "rumoured", "denied")


@dataclass(frozen=True, slots=True)
class Page:
    """What a source gave, decoded, before anyone asked what it says."""

    source: str  # as the user named it: a path, "-", an address
    content: str
    is_html: bool
    url: str | None = None
    fetched_at: dt.datetime | None = None  # UTC
    head: dict[str, str] = field(default_factory=dict)  # url, outlet, title, published, lang… stated beside the text


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as its page states it."""

    id: str  # stable: from the address where there is one, else from the text
    source: str
    language: str  # ISO 639-1, one of extractors/languages
    text: str  # the body; every offset points into it
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: dt.date | None = None
    cites: tuple[str, ...] = ()  # names of outlets or addresses of articles this one retells
    fetched_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text that names somebody or something."""

    text: str  # as written
    kind: EntityKind
    start: int
    end: int
    name: str  # in the nominative, as full as this article spells it ("Шазира" -> "Ноам Шазир")
    entity: int = -1  # which thing of this document; mentions of one thing share the number
    known: str | None = None  # id of the gazetteer entry, where there is one


@dataclass(frozen=True, slots=True)
class When:
    """An event date: the first day of the period and how long that period is."""

    date: dt.date
    precision: Precision
    text: str  # as written ("last month")

    def iso(self) -> str:
        """The date cut to its precision: 2024-08-02, 2024-08, 2024-Q3, 2024."""
        if self.precision == "quarter":
            return f"{self.date.year}-Q{(self.date.month + 2) // 3}"
        return self.date.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money paid, offered or asked for a move."""

    value: float
    currency: str | None  # ISO 4217
    text: str  # as written, qualifier included ("почти $3 млрд")
    qualifier: str | None = None  # "almost", "over", "about", "up to", "at least", in English whatever the language


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words of the article that state something."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Move:
    """One statement of one article that somebody changed, or might change, where they work."""

    kind: MoveKind
    status: Status
    evidence: Evidence
    person: Mention | None = None
    description: str | None = None  # of a person the article does not name: "four leading researchers"
    origins: tuple[Mention, ...] = ()  # FROM
    destination: Mention | None = None  # TO
    role: str | None = None
    when: When | None = None
    amount: Amount | None = None
    speaker: str | None = None
    confidence: float = 1.0
    trigger: str = ""  # the words that carried it, for a reader who asks why
    also: tuple[Evidence, ...] = ()  # other places of the article that tell the same move
    attribution: Attribution = "reporter"


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A fact an article states, which is not a move: "vice president of AI at Databricks", a member of a team.

    The graph keeps posts only: facts about companies and outlets, no memberships.
    """

    kind: AffiliationKind
    person: Mention
    company: Mention
    evidence: Evidence
    role: str | None = None
    role_start: int = -1
    role_end: int = -1
    former: bool = False
    is_post: bool = True  # whether it may become a Post of the graph


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, direct or reported."""

    text: str
    start: int
    end: int
    speaker: Mention | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says, not yet tied to the things of other articles."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    moves: tuple[Move, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or company of the graph."""

    id: str
    kind: Literal["person", "company"]
    name: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    unnamed: bool = False
    description: str | None = None
    reason: str = ""  # why a mention was tied to this entity
    open: bool = False  # a name that is not listed: which entity it is depends on other articles (kg.identity)
    former: tuple[str, ...] = ()  # earlier names that the article tells


@dataclass(frozen=True, slots=True)
class MoveClaim:
    """What one article says of one move, by entity id. Moves are a function of the claims about a person."""

    id: str  # stable for the same article and the same words
    person: str
    kind: MoveKind
    status: Status
    evidence: Evidence
    origins: tuple[str, ...] = ()
    destination: str | None = None
    role: str | None = None
    when: When | None = None
    amount: Amount | None = None
    speaker: str | None = None  # who says so, where it is not the article itself
    confidence: float = 1.0
    attribution: Attribution = "reporter"


@dataclass(frozen=True, slots=True)
class PostClaim:
    """What one article says of one affiliation, by entity id."""

    id: str
    person: str
    company: str
    evidence: Evidence
    role: str | None = None
    former: bool = False
    founder: bool = False


@dataclass(frozen=True, slots=True)
class QuoteClaim:
    """Somebody's words in one article; `person` is None where the speaker is not known."""

    id: str
    text: str
    start: int
    end: int
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """One article, resolved: what the store writes in one transaction."""

    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[tuple[str, int], ...] = ()  # (entity id, how often the article mentions it), sorted
    moves: tuple[MoveClaim, ...] = ()
    posts: tuple[PostClaim, ...] = ()
    quotes: tuple[QuoteClaim, ...] = ()
    extractor: str = ""  # version of the rules and words that read the article


@dataclass(frozen=True, slots=True)
class Reference:
    """What one article calls a person or company that is not listed, and what it says that tells namesakes apart."""

    article: str
    local: str  # its id among the entities of the article
    kind: Literal["person", "company"]
    names: tuple[str, ...]  # spellings, the fullest first
    reported: dt.date | None = None
    companies: tuple[str, ...] = ()  # of a person: names of where they come from, go to or work; sorted
    roles: tuple[str, ...] = ()  # as written, sorted
    near: tuple[str, ...] = ()  # names of the people and companies the article also speaks of, sorted
    former: tuple[str, ...] = ()  # earlier names that the article tells

    @property
    def id(self) -> str:
        """The same as long as the article calls them so."""
        return f"{self.article}#{self.local}"
