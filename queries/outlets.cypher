// title: Outlets, how many articles they gave and how many moves those tell
MATCH (o:Outlet)<-[:PUBLISHED_BY]-(a:Article)
OPTIONAL MATCH (m:Move)-[:EVIDENCED_BY]->(a)
RETURN o.name AS outlet, count(DISTINCT a) AS articles, count(DISTINCT m) AS moves,
       min(a.published) AS first, max(a.published) AS last
ORDER BY moves DESC, articles DESC, outlet

// graph:
MATCH by = (a:Article)-[:PUBLISHED_BY]->(o:Outlet)
RETURN by, [told = (a)<-[:EVIDENCED_BY]-(:Move) | told] AS told
ORDER BY o.outletId, a.articleId
