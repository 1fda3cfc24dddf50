// title: What articles had claimed by a day, each claim by itself
// param: until date 2030-12-31 the last day of publication that counts
// param: person string "any" the person's name or any alias, or any
MATCH (p:Person)-[:MADE]->(m:Move)-[e:EVIDENCED_BY]->(a:Article)
WHERE a.published <= $until
  AND toLower($person) IN ['any'] + [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
RETURN a.published AS published, a.outlet AS outlet, p.name AS person, e.kind AS kind, e.status AS status,
       e.quote AS quote, m.moveId AS move
ORDER BY published, outlet, person, a.articleId, e.start, e.claimId

// graph:
MATCH said = (p:Person)-[:MADE]->(m:Move)-[:EVIDENCED_BY]->(a:Article)
WHERE a.published <= $until
  AND toLower($person) IN ['any'] + [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
RETURN said
ORDER BY m.moveId, a.articleId
