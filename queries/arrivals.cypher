// title: Who came to a company
// param: company string "Google" the company's name or any alias
// param: status string "completed" completed, planned, attempted, rumoured, denied, or any
// guide: 3 Change the company's name in the query and run it again; any spelling that articles use will do, also Гугл.
CALL db.index.fulltext.queryNodes('company_names', '"' + replace(replace($company, '\\', ' '), '"', ' ') + '"') YIELD node AS d
WITH d WHERE toLower($company) IN [name IN [d.name] + coalesce(d.aliases, []) | toLower(name)]
MATCH (d)<-[:TO]-(m:Move)<-[:MADE]-(p:Person)
WHERE $status IN ['any', m.status]
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, d, collect(o.name) AS origins
RETURN p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.role AS role,
       m.date AS date, m.datePrecision AS precision, m.amountText AS amount, m.sources AS sources
ORDER BY m.date DESC, person, kind, m.moveId

// graph:
CALL db.index.fulltext.queryNodes('company_names', '"' + replace(replace($company, '\\', ' '), '"', ' ') + '"') YIELD node AS d
WITH d WHERE toLower($company) IN [name IN [d.name] + coalesce(d.aliases, []) | toLower(name)]
MATCH came = (d)<-[:TO]-(m:Move)<-[:MADE]-(:Person)
WHERE $status IN ['any', m.status]
RETURN came, [origin = (m)-[:FROM]->(:Company) | origin] AS origins,
       [said = (m)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY m.moveId
