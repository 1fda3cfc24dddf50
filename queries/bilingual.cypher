// title: People and companies that articles in several languages name
MATCH (a:Article)-[:MENTIONS]->(n:Person|Company)
WITH n, a.language AS language, count(DISTINCT a) AS articles
ORDER BY language
WITH n, collect(language) AS languages, sum(articles) AS articles
WHERE size(languages) > 1
RETURN n.name AS name, languages, articles
ORDER BY articles DESC, name

// graph:
MATCH named = (a:Article)-[:MENTIONS]->(n:Person|Company)
WHERE EXISTS { MATCH (other:Article)-[:MENTIONS]->(n) WHERE other.language <> a.language }
RETURN named
ORDER BY a.articleId, n.name
