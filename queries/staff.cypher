// title: Who works at a company now, as far as articles say
// param: company string "OpenAI" the company's name or any alias
MATCH (p:Person)-[w:WORKED_AT {current: true}]->(c:Company)
WHERE toLower($company) IN [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)]
RETURN p.name AS person, w.role AS role, w.since AS since, c.name AS company
ORDER BY person, since, role, p.personId

// graph:
MATCH works = (p:Person)-[:WORKED_AT {current: true}]->(c:Company)
WHERE toLower($company) IN [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)]
RETURN works, [held = (p)-[:HELD]->(:Post)-[:AT]->(c) | held] AS held
ORDER BY p.personId
