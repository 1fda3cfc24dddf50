// title: Who left a company
// param: company string "OpenAI" the company's name or any alias
// param: status string "completed" completed, planned, attempted, rumoured, denied, or any
// guide: 4 The other way round. Put any in place of completed, and what is only planned, rumoured or denied shows too.
CALL db.index.fulltext.queryNodes('company_names', '"' + replace(replace($company, '\\', ' '), '"', ' ') + '"') YIELD node AS o
WITH o WHERE toLower($company) IN [name IN [o.name] + coalesce(o.aliases, []) | toLower(name)]
MATCH (o)<-[:FROM]-(m:Move)<-[:MADE]-(p:Person)
WHERE $status IN ['any', m.status]
OPTIONAL MATCH (m)-[:TO]->(d:Company)
WITH p, m, d, [o.name] AS origins
WHERE d IS NULL OR NOT d.name IN origins
RETURN p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.role AS role,
       m.date AS date, m.datePrecision AS precision, m.amountText AS amount, m.sources AS sources
ORDER BY m.date DESC, person, kind, m.moveId

// graph:
CALL db.index.fulltext.queryNodes('company_names', '"' + replace(replace($company, '\\', ' '), '"', ' ') + '"') YIELD node AS o
WITH o WHERE toLower($company) IN [name IN [o.name] + coalesce(o.aliases, []) | toLower(name)]
MATCH gone = (o)<-[:FROM]-(m:Move)<-[:MADE]-(:Person)
WHERE $status IN ['any', m.status]
  AND NOT EXISTS { (m)-[:TO]->(o) }
RETURN gone, [destination = (m)-[:TO]->(:Company) | destination] AS destinations,
       [said = (m)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY m.moveId
