// title: Flows of people between companies
// param: least integer 1 the smallest number of people
MATCH (a:Company)-[f:TALENT_FLOW]->(b:Company)
WHERE f.people >= $least
RETURN a.name AS from, b.name AS to, f.people AS people, f.moves AS moves, f.first AS first, f.last AS last
ORDER BY people DESC, moves DESC, from, to
