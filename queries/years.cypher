// title: Moves by year
// param: company string "any" only moves from or to this company, or any
// param: status string "completed" completed, planned, attempted, rumoured, denied, or any
MATCH (p:Person)-[:MADE]->(m:Move)
WHERE m.date IS NOT NULL AND $status IN ['any', m.status]
  AND (toLower($company) = 'any' OR EXISTS {
    MATCH (m)-[:FROM|TO]->(c:Company)
    WHERE toLower($company) IN [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)] })
RETURN m.date.year AS year, count(DISTINCT m) AS moves, count(DISTINCT p) AS people
ORDER BY year

// graph:
MATCH made = (:Person)-[:MADE]->(m:Move)
WHERE m.date IS NOT NULL AND $status IN ['any', m.status]
  AND (toLower($company) = 'any' OR EXISTS {
    MATCH (m)-[:FROM|TO]->(c:Company)
    WHERE toLower($company) IN [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)] })
RETURN made, [ends = (m)-[:FROM|TO]->(:Company) | ends] AS ends
ORDER BY m.moveId
