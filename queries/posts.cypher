// title: Who holds which post where
// param: company string "any" the company, or any
MATCH (p:Person)-[:HELD]->(post:Post)-[:AT]->(c:Company)
WHERE toLower($company) IN ['any'] + [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)]
RETURN p.name AS person, post.role AS role, c.name AS company, post.current AS current, post.sources AS sources
ORDER BY company, person, role

// graph:
MATCH held = (:Person)-[:HELD]->(post:Post)-[:AT]->(c:Company)
WHERE toLower($company) IN ['any'] + [name IN [c.name] + coalesce(c.aliases, []) | toLower(name)]
RETURN held, [said = (post)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY post.postId
