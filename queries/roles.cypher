// title: Which roles there are, and who holds or held them
// param: word string "any" a part of the role, or any
MATCH (p:Person)-[:HELD]->(post:Post)-[:AT]->(c:Company)
WHERE post.role IS NOT NULL AND (toLower($word) = 'any' OR toLower(post.role) CONTAINS toLower($word))
RETURN post.role AS role, p.name AS person, c.name AS company, post.current AS current, post.postId AS post
ORDER BY role, person, company, post

// graph:
MATCH held = (:Person)-[:HELD]->(post:Post)-[:AT]->(:Company)
WHERE post.role IS NOT NULL AND (toLower($word) = 'any' OR toLower(post.role) CONTAINS toLower($word))
RETURN held
ORDER BY post.postId
