// title: Flows of people between companies
// param: least integer 1 the smallest number of people
// param: most integer 1000 how many flows at most, the largest first
// guide: 1 An arrow is the people who left one company for another; its number says how many. Only what is reported as done counts.
MATCH (a:Company)-[f:TALENT_FLOW]->(b:Company)
WHERE f.people >= $least
RETURN a.name AS from, b.name AS to, f.people AS people, f.moves AS moves, f.first AS first, f.last AS last
ORDER BY people DESC, moves DESC, from, to
LIMIT $most

// graph:
MATCH flow = (a:Company)-[f:TALENT_FLOW]->(b:Company)
WHERE f.people >= $least
RETURN flow
ORDER BY f.people DESC, a.companyId, b.companyId
LIMIT $most
