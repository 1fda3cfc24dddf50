"""The Cypher about names: what articles call people and companies, which names are alike, and what was judged of them.

(:Article)-[:CALLS {local, entity, names, first, companies, roles, near, former}]->(:Name)-[:LIKE {value, reason}]-(:Name)
"""

from __future__ import annotations

CALLED_BY = """
UNWIND $ids AS id
MATCH (a:Article {articleId: id})-[c:CALLS]->(n:Name)
RETURN id AS article, c.local AS local, c.entity AS entity, n.nameId AS name"""
FORGET = "UNWIND $ids AS id MATCH (a:Article {articleId: id})-[c:CALLS]->(n:Name) DELETE c"
THERE = "UNWIND $names AS name MATCH (n:Name {nameId: name}) RETURN name"
MAKE = "UNWIND $rows AS row CREATE (n:Name {nameId: row.nameId}) SET n = row"
NEAR = """
UNWIND $rows AS row
UNWIND row.blocks AS block
MATCH (n:Name {block: block})
RETURN DISTINCT row.name AS name, n.nameId AS other"""
LIKE = """
UNWIND $rows AS row
MATCH (a:Name {nameId: row.one}), (b:Name {nameId: row.other})
CREATE (a)-[:LIKE {value: row.value, reason: row.reason}]->(b)"""
LIKENESSES = """
UNWIND $names AS name
MATCH (n:Name {nameId: name})-[l:LIKE]-(m:Name)
RETURN name AS one, m.nameId AS other, l.value AS value"""
CALLS = """
UNWIND $names AS name
MATCH (n:Name {nameId: name})<-[c:CALLS]-(a:Article)
RETURN a.articleId AS article, a.published AS published, n.kind AS kind, c.local AS local, c.entity AS entity,
       c.first AS first, c.names AS names, c.companies AS companies, c.roles AS roles, c.near AS near, c.former AS former"""
# Of companies the names are enough: those that somebody is still called by, and those that one article gives together.
FIRMS = """
UNWIND $names AS name
MATCH (n:Name {nameId: name})
WHERE EXISTS { (n)<-[:CALLS]-(:Article) }
RETURN name, n.entity AS entity,
       COLLECT { MATCH (n)<-[c:CALLS]-(:Article) WHERE size(c.names) > 1 RETURN DISTINCT c.names } AS together,
       COLLECT { MATCH (n)<-[c:CALLS]-(:Article) WHERE size(c.former) > 0 RETURN DISTINCT [c.names[0]] + c.former } AS renamed"""
CALLED_FIRST = """
UNWIND $names AS name
MATCH (n:Name {nameId: name})<-[c:CALLS]-(a:Article)
WHERE c.first
RETURN name, a.articleId AS article, c.local AS local"""
STAND = "UNWIND $rows AS row MATCH (n:Name {nameId: row.name}) SET n.entity = row.entity"
OF_SLUG = "UNWIND $slugs AS slug MATCH (n:Name {slug: slug}) RETURN DISTINCT n.nameId AS name"
CALL = """
UNWIND $rows AS row
MATCH (a:Article {articleId: row.article}), (n:Name {nameId: row.name})
CREATE (a)-[c:CALLS]->(n)
SET c = row.says"""
TELL = """
UNWIND $rows AS row
MATCH (a:Article {articleId: row.article})-[c:CALLS {local: row.local}]->(n:Name)
SET c.entity = row.entity"""
# What was judged is drawn between names, which are there whoever is who.
DRAWN = {"same": "SAME_AS", "different": "DIFFERENT_FROM", "unsure": "MAY_BE"}
UNDRAW = f"MATCH (:Name)-[r:{'|'.join(DRAWN.values())}]->(:Name) WHERE r.judgement IN $ids DELETE r"
DRAW = {
    verdict: f"MATCH (a:Name {{nameId: $one}}), (b:Name {{nameId: $other}}) CREATE (a)-[r:{type}]->(b) SET r = $about"
    for verdict, type in DRAWN.items()
}
DROP = "UNWIND $names AS name MATCH (n:Name {nameId: name}) WHERE NOT EXISTS { (n)<-[:CALLS]-() } DETACH DELETE n"
# A node that is made and deleted in one transaction: who is second waits for the first one's commit.
HOLD = "MERGE (n:Name {nameId: ''}) SET n.nameId = n.nameId"
LEAVE = "MATCH (n:Name {nameId: ''}) DELETE n"
