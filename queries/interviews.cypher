// title: Who was quoted by whom, and how often
// param: least integer 1 the smallest number of quotes in one article; with 5 or more it was an interview
MATCH (p:Person)-[:SAID]->(q:Quote)-[:SAID_IN]->(a:Article)
WITH p, a, count(q) AS quotes
WHERE quotes >= $least
RETURN p.name AS person, a.outlet AS outlet, a.authors AS authors, a.title AS title, quotes, a.published AS published, a.url AS url
ORDER BY quotes DESC, person, published, a.articleId

// graph:
MATCH said = (p:Person)-[:SAID]->(:Quote)-[:SAID_IN]->(a:Article)
WHERE COUNT { (p)-[:SAID]->(:Quote)-[:SAID_IN]->(a) } >= $least
RETURN said, [by = (a)-[:PUBLISHED_BY]->(:Outlet) | by] AS by
ORDER BY p.personId, a.articleId
