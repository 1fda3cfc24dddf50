// title: Who holds which post where
// param: company string "any" the company, or any
MATCH (p:Person)-[:HELD]->(post:Post)-[:AT]->(c:Company)
WHERE $company = 'any' OR (toLower(c.name) = toLower($company) OR any(alias IN c.aliases WHERE toLower(alias) = toLower($company)))
RETURN p.name AS person, post.role AS role, c.name AS company, post.current AS current, post.sources AS sources
ORDER BY company, person, role
