// title: Moves with a price, the highest first
MATCH (p:Person)-[:MADE]->(m:Move)
WHERE m.amount IS NOT NULL
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, collect(o.name) AS origins
OPTIONAL MATCH (m)-[:TO]->(d:Company)
RETURN p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.role AS role,
       m.date AS date, m.datePrecision AS precision, m.amountText AS amount, m.sources AS sources
ORDER BY m.currency, m.amount DESC, person, m.moveId
