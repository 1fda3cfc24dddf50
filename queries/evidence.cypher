// title: The quotes behind the moves of a person or company
// param: name string "Noam Shazeer" the name or any alias of a person or company, or the id of a move
MATCH (p:Person)-[:MADE]->(m:Move)-[e:EVIDENCED_BY]->(a:Article)
OPTIONAL MATCH (m)-[:FROM]->(o:Company)
WITH p, m, e, a, collect(o) AS origins
OPTIONAL MATCH (m)-[:TO]->(d:Company)
WITH p, m, e, a, origins + CASE WHEN d IS NULL THEN [] ELSE [d] END AS companies
WHERE m.moveId = $name OR (toLower(p.name) = toLower($name) OR any(alias IN p.aliases WHERE toLower(alias) = toLower($name)))
   OR any(c IN companies WHERE toLower(c.name) = toLower($name) OR any(alias IN c.aliases WHERE toLower(alias) = toLower($name)))
RETURN p.name AS person, m.kind AS kind, e.status AS status, e.quote AS quote, e.speaker AS speaker, a.outlet AS outlet, a.published AS published, a.url AS url
ORDER BY person, kind, published, url, quote
