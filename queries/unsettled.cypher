// title: What is planned, rumoured or denied
MATCH (p:Person)-[:MADE]->(m:Move)
WHERE m.status IN ['planned', 'rumoured', 'denied']
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, o ORDER BY o.companyId
WITH p, m, collect(o.name) AS origins
OPTIONAL MATCH (m)-[:TO]->(d:Company)
RETURN m.status AS status, p.name AS person, m.kind AS kind, origins AS from, d.name AS to, m.date AS date,
       m.lastReported AS reported, m.moveId AS move
ORDER BY status, person, move

// graph:
MATCH made = (:Person)-[:MADE]->(m:Move)
WHERE m.status IN ['planned', 'rumoured', 'denied']
RETURN made, [ends = (m)-[:FROM|TO]->(:Company) | ends] AS ends,
       [said = (m)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY m.moveId
