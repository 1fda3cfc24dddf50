// title: Where the people of a company are now
// param: company string "Character.AI" the company's name or any alias
MATCH (p:Person)-[:WORKED_AT {current: false}]->(c:Company)
WHERE toLower($company) IN [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)]
MATCH (p)-[:WORKED_AT {current: true}]->(now:Company)
WITH DISTINCT now, p
ORDER BY p.name, p.personId
RETURN now.name AS company, count(p) AS people, collect(p.name) AS who
ORDER BY people DESC, company

// graph:
MATCH gone = (p:Person)-[:WORKED_AT {current: false}]->(c:Company), now = (p)-[:WORKED_AT {current: true}]->(:Company)
WHERE toLower($company) IN [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)]
RETURN gone, now
ORDER BY p.personId
