// title: What was first reported since a day
// param: since date 2025-01-01 the day
MATCH (p:Person)-[:MADE]->(m:Move)
WHERE m.firstReported >= $since
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, o ORDER BY o.companyId
WITH p, m, collect(o.name) AS origins
OPTIONAL MATCH (m)-[:TO]->(d:Company)
RETURN m.firstReported AS reported, p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to,
       m.date AS date, m.sources AS sources, m.moveId AS move
ORDER BY reported DESC, person, move

// graph:
MATCH made = (:Person)-[:MADE]->(m:Move)
WHERE m.firstReported >= $since
RETURN made, [ends = (m)-[:FROM|TO]->(:Company) | ends] AS ends
ORDER BY m.moveId
