// title: Moves on which articles disagree
MATCH (p:Person)-[:MADE]->(a:Move)-[:CONTRADICTS]->(b:Move)
RETURN p.name AS person, a.kind AS kind, a.status AS status, a.sources AS sources, b.kind AS otherKind, b.status AS otherStatus, b.sources AS otherSources
ORDER BY person, a.moveId, b.moveId
