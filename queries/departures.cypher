// title: Who left a company
// param: company string "OpenAI" the company's name or any alias
// param: status string "completed" completed, planned, attempted, rumoured, denied, or any
MATCH (p:Person)-[:MADE]->(m:Move)-[:FROM]->(o:Company)
WHERE (toLower(o.name) = toLower($company) OR any(alias IN o.aliases WHERE toLower(alias) = toLower($company))) AND ($status = 'any' OR m.status = $status)
OPTIONAL MATCH (m)-[:TO]->(d:Company)
WITH p, m, d, [o.name] AS origins
WHERE d IS NULL OR NOT d.name IN origins
RETURN p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.role AS role,
       m.date AS date, m.datePrecision AS precision, m.amountText AS amount, m.sources AS sources
ORDER BY m.date DESC, person, kind, m.moveId
