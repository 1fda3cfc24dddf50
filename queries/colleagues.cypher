// title: Who worked at the same companies as somebody
// param: person string "Sam Altman" the person's name or any alias
MATCH (p:Person)-[:WORKED_AT]->(c:Company)<-[:WORKED_AT]-(other:Person)
WHERE toLower($person) IN [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
  AND other.personId <> p.personId
WITH DISTINCT other, c
RETURN other.name AS person, c.name AS company
ORDER BY person, company, other.personId

// graph:
MATCH both = (p:Person)-[:WORKED_AT]->(:Company)<-[:WORKED_AT]-(other:Person)
WHERE toLower($person) IN [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
  AND other.personId <> p.personId
RETURN both
ORDER BY other.personId
