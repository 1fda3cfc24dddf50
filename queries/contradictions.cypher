// title: Moves on which articles disagree
MATCH (p:Person)-[:MADE]->(a:Move)-[:CONTRADICTS]->(b:Move)
RETURN p.name AS person, a.kind AS kind, a.status AS status, a.sources AS sources, b.kind AS otherKind, b.status AS otherStatus, b.sources AS otherSources
ORDER BY person, a.moveId, b.moveId

// graph:
MATCH against = (p:Person)-[:MADE]->(a:Move)-[:CONTRADICTS]->(b:Move)
RETURN against, [made = (p)-[:MADE]->(b) | made] AS made,
       [ends = (a)-[:FROM|TO]->(:Company) | ends] + [ends = (b)-[:FROM|TO]->(:Company) | ends] AS ends,
       [said = (a)-[:EVIDENCED_BY]->(:Article) | said] + [said = (b)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY a.moveId, b.moveId
