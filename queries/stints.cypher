// title: Who worked at a company, since when and until when
// param: company string "any" the company's name or any alias, or any
MATCH (p:Person)-[w:WORKED_AT]->(c:Company)
WHERE toLower($company) IN ['any'] + [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)]
RETURN c.name AS company, p.name AS person, w.role AS role, w.since AS since, w.until AS until, w.current AS current
ORDER BY company, person, since, until, role, p.personId

// graph:
MATCH worked = (p:Person)-[w:WORKED_AT]->(c:Company)
WHERE toLower($company) IN ['any'] + [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)]
RETURN worked
ORDER BY p.personId, c.companyId
