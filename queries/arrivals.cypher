// title: Who came to a company
// param: company string "Google" the company's name or any alias
// param: status string "completed" completed, planned, attempted, rumoured, denied, or any
MATCH (p:Person)-[:MADE]->(m:Move)-[:TO]->(d:Company)
WHERE (toLower(d.name) = toLower($company) OR any(alias IN d.aliases WHERE toLower(alias) = toLower($company))) AND ($status = 'any' OR m.status = $status)
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, d, collect(o.name) AS origins
RETURN p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.role AS role,
       m.date AS date, m.datePrecision AS precision, m.amountText AS amount, m.sources AS sources
ORDER BY m.date DESC, person, kind, m.moveId
