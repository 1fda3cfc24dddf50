// title: Two companies: how many went there for each who came back
// param: least integer 1 the smallest number of people, both ways together
MATCH (a:Company)-[f:TALENT_FLOW]->(b:Company)
OPTIONAL MATCH (b)-[r:TALENT_FLOW]->(a)
WITH a, b, f.people AS there, coalesce(r.people, 0) AS back
WHERE there + back >= $least AND (there > back OR (there = back AND a.companyId < b.companyId))
RETURN a.name AS from, b.name AS to, there, back,
       CASE WHEN back = 0 THEN null ELSE round(10.0 * there / back) / 10 END AS ratio
ORDER BY there - back DESC, there DESC, from, to

// graph:
MATCH flow = (a:Company)-[f:TALENT_FLOW]-(b:Company)
WITH flow, a, b, [(a)-[g:TALENT_FLOW]-(b) | g.people] AS ways
WHERE reduce(sum = 0, one IN ways | sum + one) >= $least
RETURN flow
ORDER BY a.companyId, b.companyId
