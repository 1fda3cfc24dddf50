// title: Who is in the news: companies and people by the articles that name them
// param: least integer 2 the smallest number of articles
MATCH (a:Article)-[m:MENTIONS]->(n:Person|Company)
WITH n, count(DISTINCT a) AS articles, sum(m.count) AS times
WHERE articles >= $least
RETURN n.name AS name, articles, times
ORDER BY articles DESC, times DESC, name

// graph:
MATCH named = (a:Article)-[:MENTIONS]->(n:Person|Company)
WHERE COUNT { (:Article)-[:MENTIONS]->(n) } >= $least
RETURN named
ORDER BY a.articleId, n.name
