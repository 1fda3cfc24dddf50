// title: Who tried to hire whom
// param: company string "any" the company that tried, or any
// guide: 5 An attempt is no move: it counts in no flow. The one who was tried for may have no name in the article; then the words that describe them stand in its place.
MATCH (p:Person)-[:MADE]->(m:Move)
WHERE m.kind = 'recruited' OR m.status = 'attempted'
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, collect(o.name) AS origins
OPTIONAL MATCH (m)-[:TO]->(d:Company)
WITH p, m, origins, d
WHERE toLower($company) IN ['any'] + [name IN [d.name] + coalesce(d.aliases, []) | toLower(name)]
RETURN p.name AS person, m.kind AS kind, m.status AS status, origins AS from, d.name AS to, m.role AS role,
       m.date AS date, m.datePrecision AS precision, m.amountText AS amount, m.sources AS sources
ORDER BY to, person, m.moveId

// graph:
MATCH made = (:Person)-[:MADE]->(m:Move)
WHERE m.kind = 'recruited' OR m.status = 'attempted'
OPTIONAL MATCH (m)-[:TO]->(d:Company)
WITH made, m, d
WHERE toLower($company) IN ['any'] + [name IN [d.name] + coalesce(d.aliases, []) | toLower(name)]
RETURN made, [ends = (m)-[:FROM|TO]->(:Company) | ends] AS ends,
       [said = (m)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY m.moveId
