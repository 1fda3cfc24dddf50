// title: All moves, the latest first
// param: status string "any" completed, planned, attempted, rumoured, denied, or any
// guide: 7 The whole picture. Double-click a move to see the articles behind it.
MATCH (p:Person)-[:MADE]->(m:Move)
WHERE $status IN ['any', m.status]
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, collect(o.name) AS origins
OPTIONAL MATCH (m)-[:TO]->(d:Company)
RETURN p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.role AS role,
       m.date AS date, m.datePrecision AS precision, m.amountText AS amount, m.sources AS sources
ORDER BY m.date DESC, person, kind, m.moveId

// graph:
MATCH made = (:Person)-[:MADE]->(m:Move)
WHERE $status IN ['any', m.status]
RETURN made, [ends = (m)-[:FROM|TO]->(:Company) | ends] AS ends
ORDER BY m.moveId
