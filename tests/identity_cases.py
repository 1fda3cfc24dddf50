"""Articles about people whose names do not tell who they are, resolved each alone: the claims of tests/test_identity.py."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from kg.graph import digest
from kg.identity.surnames import is_surname
from kg.model import Article, Claims, Entity, Evidence, MoveClaim, PostClaim
from kg.names import slug

# Spellings of one person each; the companies and roles of those who bear the name.
PEOPLE: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {
    ("John Smith", "Джон Смит"): [(("Quorvex", "Zelmor"), "engineer"), (("Harbold", "Fintrand"), "treasurer")],
    ("Ivan Petrov", "Иван Петров"): [(("Kvantis", "Zelmor"), "researcher"), (("Brumholt",), "lawyer")],
    ("Noemi Shalberg", "Ноэми Шальберг", "Shalberg", "Н. Шальберг"): [(("Quorvex", "Kvantis"), "chief scientist")],
    ("Vera Ostrogorskaya", "Вера Остроградская", "Вера Острогорская"): [(("Harbold", "Brumholt"), "editor")],
    ("Karl Shalberg", "Карл Шальберг"): [(("Harbold",), "treasurer")],
    ("Emma Larkin", "Emma Larkin-Voss", "Emma Voss", "Эмма Ларкин", "Larkin"): [(("Brumholt", "Quorvex"), "designer")],
    ("Alexandra Petrova", "Александра Петрова"): [(("Kvantis",), "designer")],
}
FORMER = {"Emma Voss": ("Emma Larkin",), "Quorvex": ("Fintrand",)}  # earlier names that some articles tell
CYRILLIC = {"Quorvex": "Кворвекс", "Kvantis": "Квантис", "Zelmor": "Зелмор"}
DAY = dt.date(2024, 1, 1)


def told(id: str, who: str, *facts: tuple[str, str, str | None], published: dt.date | None = DAY,
         also: tuple[str, ...] = (), spelled: tuple[str, ...] = (), renamed: bool = False) -> Claims:  # fmt: skip
    """An article on one person: facts are ("joined" or "at", company, role); `also` are people it speaks of besides."""
    text, moves, posts = "", [], []
    for kind, company, role in facts:
        sentence = f"{id}: {who} {kind} {company} as {role}."
        quote = Evidence(sentence, len(text), len(text) + len(sentence))
        text += sentence + " "
        key = digest(id, quote.start)
        if kind == "at":
            posts.append(PostClaim(key, own(who, id), own(company), quote, role))
        else:
            moves.append(MoveClaim(key, own(who, id), kind, "completed", quote, (), own(company), role))  # type: ignore[arg-type]
    named = [_entity("person", who, id, spelled), *(_entity("person", name, id) for name in also)]
    named += [_entity("company", company, id) for company in sorted({company for _, company, _ in facts})]
    if renamed:
        named = [_renamed(one) for one in named]
    entities = tuple(sorted(named, key=lambda entity: (entity.kind, entity.id)))
    article = Article(id, f"{id}.html", "en", text.strip() or id, published=published)
    return Claims(article, entities, tuple((one.id, 1) for one in entities), tuple(moves), tuple(posts), extractor="1")


def own(name: str, id: str = "") -> str:
    """An id that stands for a name in one article; that of a surname alone is of the article, which `id` is."""
    return f"own-{slug(name)}" + (f"-{id}" if id and is_surname(name) else "")


def _entity(kind: str, name: str, id: str, spelled: tuple[str, ...] = ()) -> Entity:
    full = kind == "company" or not is_surname(name)
    return Entity(own(name, id if kind == "person" else ""), kind, name, spelled, open=full)  # type: ignore[arg-type]


def _renamed(entity: Entity) -> Entity:
    former = FORMER.get(entity.name, ())
    return replace(entity, former=former, aliases=tuple(dict.fromkeys((*entity.aliases, *former))))


def made_up(count: int, seed: int) -> list[Claims]:
    """Articles in both scripts about few people, among them namesakes; some name somebody and no more."""
    random = Random(seed)
    return [_made_up(random, number) for number in range(count)]


def _made_up(random: Random, number: int) -> Claims:
    spellings = random.choice(list(PEOPLE))
    companies, role = random.choice(PEOPLE[spellings])
    named = random.sample(companies, random.randint(0, min(2, len(companies))))
    told_of = [random.choice((name, CYRILLIC.get(name, name))) for name in named]
    facts = [(random.choice(("joined", "at", "left")), name, random.choice((None, role))) for name in told_of]
    facts = [("joined" if kind == "left" else kind, name, said) for kind, name, said in facts]
    who = random.choice(spellings)
    others = [random.choice(one) for one in random.sample(list(PEOPLE), random.randint(0, 2)) if one != spellings]
    day = random.choice((None, DAY + dt.timedelta(days=random.randrange(900))))
    full = [name for name in spellings if name != who and not is_surname(name)]
    both = tuple(full) if random.random() < 0.1 and not is_surname(who) else ()
    renamed = random.random() < 0.3
    return told(
        f"article-{number:03}", who, *facts, published=day, also=tuple(others), spelled=both[:1], renamed=renamed
    )
