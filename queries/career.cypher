// title: The career of a person: moves and posts in order
// param: person string "Noam Shazeer" the person's name or any alias
MATCH (p:Person)
WHERE (toLower(p.name) = toLower($person) OR any(alias IN p.aliases WHERE toLower(alias) = toLower($person)))
CALL {
  WITH p
  MATCH (p)-[:MADE]->(m:Move)
  OPTIONAL MATCH (m)-[:FROM]->(o:Company)
  WITH m, collect(o.name) AS origins
  OPTIONAL MATCH (m)-[:TO]->(d:Company)
  RETURN m.date AS date, m.kind AS what, m.status AS status, origins AS from, d.name AS to, m.role AS role, m.moveId AS id
  UNION ALL
  WITH p
  MATCH (p)-[:HELD]->(post:Post)-[:AT]->(c:Company)
  RETURN post.firstReported AS date, 'post' AS what, CASE WHEN post.current THEN 'current' ELSE 'former' END AS status,
         [] AS from, c.name AS to, post.role AS role, post.postId AS id
}
RETURN p.name AS person, date, what, status, from, to, role
ORDER BY person, date, what, to, id
