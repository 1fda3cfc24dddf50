// title: Who tried to hire whom
// param: company string "any" the company that tried, or any
MATCH (p:Person)-[:MADE]->(m:Move)
WHERE m.kind = 'recruited' OR m.status = 'attempted'
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, collect(o.name) AS origins
OPTIONAL MATCH (m)-[:TO]->(d:Company)
WITH p, m, origins, d
WHERE $company = 'any' OR (d IS NOT NULL AND (toLower(d.name) = toLower($company) OR any(alias IN d.aliases WHERE toLower(alias) = toLower($company))))
RETURN p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.role AS role,
       m.date AS date, m.datePrecision AS precision, m.amountText AS amount, m.sources AS sources
ORDER BY to, person, m.moveId
