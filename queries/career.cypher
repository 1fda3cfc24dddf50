// title: The career of a person: moves and posts in order
// param: person string "Noam Shazeer" the person's name or any alias
// guide: 2 One person, every move and post that articles state, and the articles. Click an arrow that reads "said in": on the right is the quote, word for word.
CALL db.index.fulltext.queryNodes('person_names', '"' + replace(replace($person, '\\', ' '), '"', ' ') + '"') YIELD node AS p
WITH p WHERE toLower($person) IN [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
CALL (p) {
  MATCH (p)-[:MADE]->(m:Move)
  OPTIONAL MATCH (m)-[:FROM]->(o:Company)
  WITH m, collect(o.name) AS origins
  OPTIONAL MATCH (m)-[:TO]->(d:Company)
  RETURN m.date AS date, m.kind AS what, m.status AS status, origins AS from, d.name AS to, m.role AS role, m.moveId AS id
  UNION ALL
  MATCH (p)-[:HELD]->(post:Post)-[:AT]->(c:Company)
  RETURN post.firstReported AS date, 'post' AS what, CASE WHEN post.current THEN 'current' ELSE 'former' END AS status,
         [] AS from, c.name AS to, post.role AS role, post.postId AS id
}
RETURN p.name AS person, date, what, status, from, to, role
ORDER BY person, date, what, to, id

// graph:
CALL db.index.fulltext.queryNodes('person_names', '"' + replace(replace($person, '\\', ' '), '"', ' ') + '"') YIELD node AS p
WITH p WHERE toLower($person) IN [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
RETURN p, [made = (p)-[:MADE]->(:Move) | made] AS made, [ends = (p)-[:MADE]->(:Move)-[:FROM|TO]->(:Company) | ends] AS ends,
       [held = (p)-[:HELD]->(:Post)-[:AT]->(:Company) | held] AS held,
       [said = (p)-[:MADE|HELD]->()-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY p.personId
