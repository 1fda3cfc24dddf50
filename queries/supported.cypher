// title: Moves that several independent sources tell
// param: least integer 2 the smallest number of sources; copies and retellings of one article are one source
MATCH (p:Person)-[:MADE]->(m:Move)-[:EVIDENCED_BY]->(a:Article)
WHERE m.sources >= $least
WITH DISTINCT p, m, a.outlet AS outlet
ORDER BY outlet
RETURN p.name AS person, m.kind AS kind, m.status AS status, m.date AS date, m.sources AS sources,
       collect(outlet) AS outlets, m.moveId AS move
ORDER BY sources DESC, person, move

// graph:
MATCH made = (:Person)-[:MADE]->(m:Move)
WHERE m.sources >= $least
RETURN made, [ends = (m)-[:FROM|TO]->(:Company) | ends] AS ends,
       [said = (m)-[:EVIDENCED_BY]->(:Article) | said] AS said
ORDER BY m.moveId
