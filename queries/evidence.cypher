// title: The quotes behind the moves of a person or company
// param: name string "Noam Shazeer" the name or any alias of a person or company, or the id of a move
MATCH (p:Person)-[:MADE]->(m:Move)-[e:EVIDENCED_BY]->(a:Article)
WITH p, m, e, a, [p] + [(m)-[:FROM|TO]->(c:Company) | c] AS things
WHERE any(one IN things WHERE toLower($name) IN [name IN [m.moveId, one.name] + coalesce(one.aliases, []) | toLower(name)])
RETURN p.name AS person, m.kind AS kind, e.status AS status, e.quote AS quote, e.speaker AS speaker, e.attribution AS attribution, a.outlet AS outlet, a.published AS published, a.url AS url
ORDER BY person, kind, published, url, quote

// graph:
MATCH said = (p:Person)-[:MADE]->(m:Move)-[:EVIDENCED_BY]->(:Article)
WITH said, m, [p] + [(m)-[:FROM|TO]->(c:Company) | c] AS things
WHERE any(one IN things WHERE toLower($name) IN [name IN [m.moveId, one.name] + coalesce(one.aliases, []) | toLower(name)])
RETURN said, [ends = (m)-[:FROM|TO]->(:Company) | ends] AS ends
ORDER BY m.moveId
