// title: Who went from one company to another
// param: from string "Character.AI" the name or any alias of the company they left
// param: to string "Google" the name or any alias of the company they went to
MATCH (p:Person)-[:MADE]->(m:Move {status: 'completed'})-[:FROM]->(o:Company), (m)-[:TO]->(d:Company)
WHERE toLower($from) IN [name IN [o.name] + coalesce(o.aliases, []) | toLower(name)]
  AND toLower($to) IN [name IN [d.name] + coalesce(d.aliases, []) | toLower(name)]
RETURN p.name AS person, m.kind AS kind, o.name AS from, d.name AS to, m.role AS role, m.date AS date,
       m.datePrecision AS precision, m.sources AS sources, m.moveId AS move
ORDER BY date, person, move

// graph:
MATCH made = (:Person)-[:MADE]->(m:Move {status: 'completed'})-[:FROM]->(o:Company), end = (m)-[:TO]->(d:Company)
WHERE toLower($from) IN [name IN [o.name] + coalesce(o.aliases, []) | toLower(name)]
  AND toLower($to) IN [name IN [d.name] + coalesce(d.aliases, []) | toLower(name)]
RETURN made, end, [said = (m)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY m.moveId
