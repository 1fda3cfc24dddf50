// title: People who came and who left, by company
// param: least integer 1 the smallest number of people who came or left
MATCH (c:Company)
WITH c,
     COUNT { MATCH (p:Person)-[:MADE]->(m:Move {status: 'completed'})-[:TO]->(c)
             WHERE NOT EXISTS { (m)-[:FROM]->(c) } AND (m.kind <> 'promoted' OR EXISTS { (m)-[:FROM]->(:Company) })
             RETURN DISTINCT p } AS arrivals,
     COUNT { MATCH (p:Person)-[:MADE]->(m:Move {status: 'completed'})-[:FROM]->(c)
             WHERE NOT EXISTS { (m)-[:TO]->(c) } RETURN DISTINCT p } AS departures
WHERE arrivals + departures >= $least
RETURN c.name AS company, arrivals, departures, arrivals - departures AS net
ORDER BY net DESC, arrivals DESC, company, c.companyId

// graph:
MATCH made = (:Person)-[:MADE]->(m:Move {status: 'completed'})-[:FROM|TO]->(c:Company)
WHERE COUNT { (c)<-[:FROM|TO]-(:Move {status: 'completed'}) } >= $least
RETURN made
ORDER BY c.companyId, m.moveId
