// title: People whom articles describe and do not name
MATCH (p:Person {unnamed: true})-[:MADE]->(m:Move)
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, o ORDER BY o.companyId
WITH p, m, collect(o.name) AS origins
OPTIONAL MATCH (m)-[:TO]->(d:Company)
RETURN p.description AS description, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.moveId AS move
ORDER BY description, move

// graph:
MATCH made = (:Person {unnamed: true})-[:MADE]->(m:Move)
RETURN made, [ends = (m)-[:FROM|TO]->(:Company) | ends] AS ends,
       [said = (m)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY m.moveId
