// title: Who came back to a company they had worked at
MATCH (p:Person)-[:MADE]->(m:Move {kind: 'returned'})
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, collect(o.name) AS origins
OPTIONAL MATCH (m)-[:TO]->(d:Company)
RETURN p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.role AS role,
       m.date AS date, m.datePrecision AS precision, m.amountText AS amount, m.sources AS sources
ORDER BY m.date DESC, person, to, m.moveId

// graph:
MATCH made = (:Person)-[:MADE]->(m:Move {kind: 'returned'})
RETURN made, [ends = (m)-[:FROM|TO]->(:Company) | ends] AS ends,
       [said = (m)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY m.moveId
