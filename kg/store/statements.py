"""The Cypher that writes the graph. All of it runs on both stores: one label a node, keys of our own, no procedures."""

from __future__ import annotations

from kg.graph.copies import NAMES

# What a claim says, and what of its article decides how it counts (`kg.graph.Report`).
REPORT = (
    "properties(e) AS claim, a.articleId AS article, a.url AS url, a.outlet AS outlet, a.published AS published, "
    f"a.cites AS cites, [{', '.join(f'a.{name}' for name in NAMES)}] AS copies"
)

ARTICLE = """
MATCH (a:Article {articleId: $id})
RETURN a.digest AS digest, a.textDigest AS text, a.extractor AS extractor, a.ingestedAt AS ingested"""
STAMP = "MATCH (a:Article {articleId: $id}) SET a.extractor = $extractor"

ARTICLES = "MATCH (a:Article) RETURN a.articleId AS id ORDER BY id"
READ_BY = """
MATCH (a:Article)
RETURN a.articleId AS id, a.extractor AS extractor ORDER BY id"""

WHOLE_ARTICLES = """
UNWIND $ids AS id
MATCH (a:Article {articleId: id})
RETURN id, properties(a) AS has, a.extractor AS extractor ORDER BY id"""

PERSONS_OF_ARTICLE = """
MATCH (a:Article {articleId: $id})<-[:EVIDENCED_BY]-(x)<-[:MADE|HELD]-(p:Person)
RETURN DISTINCT p.personId AS id"""

MENTIONED_BY_ARTICLE = """
MATCH (a:Article {articleId: $id})-[:MENTIONS]->(n)
RETURN n.personId AS person, n.companyId AS company"""

# What is not there yet is made, so that there is something to hold: two writers of one new person take turns too.
LOCK_ARTICLE = "MERGE (a:Article {articleId: $id}) SET a.articleId = a.articleId"
LOCK_PERSONS = "UNWIND $ids AS id MERGE (p:Person {personId: id}) SET p.personId = p.personId"
LOCK_COMPANIES = "UNWIND $ids AS id MERGE (c:Company {companyId: id}) SET c.companyId = c.companyId"

FORGET = (
    "MATCH (a:Article {articleId: $id})<-[e:EVIDENCED_BY]-() DELETE e",
    "MATCH (a:Article {articleId: $id})<-[:SAID_IN]-(q:Quote) DETACH DELETE q",
    "MATCH (a:Article {articleId: $id})-[r:MENTIONS]->() DELETE r",
)
FORGET_TIES = (
    "MATCH (a:Article {articleId: $id})-[r:PUBLISHED_BY|CITES]->() DELETE r",
    "MATCH (a:Article {articleId: $id})<-[r:CITES]-(:Article) DELETE r",
)

EMPTY_ARTICLE = "MATCH (a:Article {articleId: $id}) SET a = {articleId: $id}"  # no lookup finds it any more
DROP_ARTICLE = "MATCH (a:Article {articleId: $id}) DETACH DELETE a"

WRITE_ARTICLE = "MERGE (a:Article {articleId: $id}) SET a = $row"
PUBLISHED_BY = """
MATCH (a:Article {articleId: $id})
MERGE (o:Outlet {outletId: $outlet}) ON CREATE SET o.name = $name
CREATE (a)-[:PUBLISHED_BY]->(o)"""
CITES_OUTLET = """
MATCH (a:Article {articleId: $id})
UNWIND $rows AS row
MERGE (o:Outlet {outletId: row.id}) ON CREATE SET o.name = row.name
CREATE (a)-[:CITES]->(o)"""
CITES_ARTICLE = """
MATCH (a:Article {articleId: $id})
UNWIND $urls AS url
MATCH (b:Article {url: url})
WHERE b.articleId <> $id
CREATE (a)-[:CITES]->(b)"""
CITED_BY_ARTICLE = """
MATCH (b:Article {articleId: $id}), (o:Outlet {outletId: $host})<-[:CITES]-(a:Article)
WHERE $url IN a.cites AND a.articleId <> $id AND NOT (a)-[:CITES]->(b)
CREATE (a)-[:CITES]->(b)"""
OUTLETS_OF_ARTICLE = """
MATCH (a:Article {articleId: $id})-[:PUBLISHED_BY|CITES]->(o:Outlet)
RETURN DISTINCT o.outletId AS id"""
DROP_OUTLETS = """
UNWIND $ids AS id
MATCH (o:Outlet {outletId: id})
WHERE NOT EXISTS { (o)<-[:PUBLISHED_BY]-() } AND NOT EXISTS { (o)<-[:CITES]-() }
DETACH DELETE o"""

QUOTES = """
MATCH (a:Article {articleId: $id})
UNWIND $rows AS row
CREATE (q:Quote {quoteId: row.id, text: row.text, start: row.start, end: row.end})-[:SAID_IN]->(a)"""
SPEAKERS = """
UNWIND $rows AS row
MATCH (q:Quote {quoteId: row.id}), (p:Person {personId: row.person})
CREATE (p)-[:SAID]->(q)"""


def entities(label: str, key: str) -> str:
    """What the graph holds of some persons or companies."""
    return f"""
UNWIND $ids AS id
MATCH (n:{label} {{{key}: id}})
WHERE n.name IS NOT NULL  // else it was made by the lock a moment ago
RETURN id, n.name AS name, n.aliases AS aliases, n.wikidata AS wikidata, n.unnamed AS unnamed,
       n.description AS description"""


def write_entities(label: str, key: str) -> str:
    """Creates or rewrites persons or companies."""
    return f"UNWIND $rows AS row MERGE (n:{label} {{{key}: row.id}}) SET n = row.properties"


def mention(label: str, key: str) -> str:
    """What one article calls its persons or companies, and how often."""
    return f"""
MATCH (a:Article {{articleId: $id}})
UNWIND $rows AS row
MATCH (n:{label} {{{key}: row.id}})
CREATE (a)-[m:MENTIONS]->(n)
SET m = row.said"""


def said_of(label: str, key: str) -> str:
    """All that articles call some persons or companies."""
    return f"""
UNWIND $ids AS id
MATCH (n:{label} {{{key}: id}})<-[m:MENTIONS]-(:Article)
RETURN id, m.name AS name, m.aliases AS aliases, m.wikidata AS wikidata, m.unnamed AS unnamed,
       m.description AS description"""


def unsaid(label: str, key: str) -> str:
    """Those of some persons or companies that no article names any more."""
    return f"""
UNWIND $ids AS id
MATCH (n:{label} {{{key}: id}})
WHERE NOT EXISTS {{ (n)<-[:MENTIONS]-() }}
RETURN id"""


def drop(label: str, key: str) -> str:
    """Removes some persons or companies."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{{key}: id}}) DETACH DELETE n"


def candidates(label: str, key: str) -> str:
    """The persons or companies kept under some blocking keys."""
    return f"""
UNWIND $blocks AS block
MATCH (n:{label} {{block: block}})
RETURN n.{key} AS id, n.name AS name, n.aliases AS aliases, n.wikidata AS wikidata, n.unnamed AS unnamed,
       n.description AS description
ORDER BY id"""


MOVES = """
UNWIND $ids AS person
MATCH (:Person {personId: person})-[:MADE]->(m:Move)
OPTIONAL MATCH (m)-[:FROM]->(a:Company)
WITH person, m, collect(a.companyId) AS origins
OPTIONAL MATCH (m)-[:TO]->(b:Company)
RETURN person, m.moveId AS id, m.digest AS digest, m.status AS status, m.date AS date, origins,
       b.companyId AS destination"""
MOVE_CLAIMS = (
    """
UNWIND $ids AS person
MATCH (:Person {personId: person})-[:MADE]->(m:Move)-[e:EVIDENCED_BY]->(a:Article)
RETURN person, m.moveId AS node, """
    + REPORT
)
POSTS = """
UNWIND $ids AS person
MATCH (:Person {personId: person})-[:HELD]->(p:Post)
RETURN person, p.postId AS id, p.digest AS digest"""
POST_CLAIMS = (
    """
UNWIND $ids AS person
MATCH (:Person {personId: person})-[:HELD]->(p:Post)-[:AT]->(c:Company), (p)-[e:EVIDENCED_BY]->(a:Article)
RETURN person, p.postId AS node, c.companyId AS company, """
    + REPORT
)

DROP_MOVES = "UNWIND $ids AS id MATCH (m:Move {moveId: id}) DETACH DELETE m"
CREATE_MOVES = """
UNWIND $rows AS row
MATCH (p:Person {personId: row.person})
CREATE (m:Move {moveId: row.id})<-[:MADE]-(p)
SET m = row.properties"""
CHANGE_MOVES = "UNWIND $rows AS row MATCH (m:Move {moveId: row.id}) SET m = row.properties"
DROP_ENDS = "UNWIND $ids AS id MATCH (m:Move {moveId: id})-[r:FROM|TO]->(:Company) DELETE r"
ORIGINS = """
UNWIND $rows AS row
MATCH (m:Move {moveId: row.id}), (c:Company {companyId: row.company})
CREATE (m)-[:FROM]->(c)"""
DESTINATIONS = """
UNWIND $rows AS row
MATCH (m:Move {moveId: row.id}), (c:Company {companyId: row.company})
CREATE (m)-[:TO]->(c)"""
DROP_MOVE_EVIDENCE = """
UNWIND $rows AS row
MATCH (:Move {moveId: row.node})-[e:EVIDENCED_BY]->(:Article {articleId: row.article})
WHERE e.claimId = row.claim
DELETE e"""
MOVE_EVIDENCE = """
UNWIND $rows AS row
MATCH (m:Move {moveId: row.node}), (a:Article {articleId: row.article})
CREATE (m)-[e:EVIDENCED_BY]->(a)
SET e = row.properties"""
DROP_CONTRADICTIONS = "UNWIND $ids AS id MATCH (:Move {moveId: id})-[r:CONTRADICTS]->(:Move) DELETE r"
CONTRADICTIONS = """
UNWIND $rows AS row
MATCH (m:Move {moveId: row.id}), (n:Move {moveId: row.other})
CREATE (m)-[:CONTRADICTS]->(n)"""

DROP_POSTS = "UNWIND $ids AS id MATCH (p:Post {postId: id}) DETACH DELETE p"
CREATE_POSTS = """
UNWIND $rows AS row
MATCH (n:Person {personId: row.person}), (c:Company {companyId: row.company})
CREATE (n)-[:HELD]->(p:Post {postId: row.id})-[:AT]->(c)
SET p = row.properties"""
CHANGE_POSTS = "UNWIND $rows AS row MATCH (p:Post {postId: row.id}) SET p = row.properties"
POST_EVIDENCE = """
UNWIND $rows AS row
MATCH (p:Post {postId: row.node}), (a:Article {articleId: row.article})
CREATE (p)-[e:EVIDENCED_BY]->(a)
SET e = row.properties"""

STINTS = """
UNWIND $ids AS person
MATCH (:Person {personId: person})-[w:WORKED_AT]->(c:Company)
RETURN person, c.companyId AS company, w.role AS role, w.since AS since, w.until AS until, w.current AS current"""
DROP_STINTS = "UNWIND $ids AS id MATCH (:Person {personId: id})-[w:WORKED_AT]->(:Company) DELETE w"
WRITE_STINTS = """
UNWIND $rows AS row
MATCH (p:Person {personId: row.person}), (c:Company {companyId: row.company})
CREATE (p)-[w:WORKED_AT]->(c)
SET w = row.properties"""

ADD_TO_FLOWS = """
UNWIND $rows AS row
MATCH (a:Company {companyId: row.origin}), (b:Company {companyId: row.destination})
MERGE (a)-[f:TALENT_FLOW]->(b)
SET f.people = coalesce(f.people, 0) + row.people,
    f.moves = coalesce(f.moves, 0) + row.moves,
    f.first = CASE WHEN f.first IS NULL OR row.first < f.first THEN coalesce(row.first, f.first) ELSE f.first END,
    f.last = CASE WHEN f.last IS NULL OR row.last > f.last THEN coalesce(row.last, f.last) ELSE f.last END"""
DROP_FLOWS = """
UNWIND $rows AS row
MATCH (:Company {companyId: row.origin})-[f:TALENT_FLOW]->(:Company {companyId: row.destination})
DELETE f"""
COUNT_FLOWS = """
UNWIND $rows AS row
MATCH (a:Company {companyId: row.origin})<-[:FROM]-(m:Move)-[:TO]->(b:Company {companyId: row.destination})
WHERE m.status = 'completed'
MATCH (p:Person)-[:MADE]->(m)
WITH a, b, count(DISTINCT p) AS people, count(m) AS moves, min(m.date) AS first, max(m.date) AS last
CREATE (a)-[f:TALENT_FLOW {people: people, moves: moves}]->(b)
SET f.first = first, f.last = last"""
