// title: Articles with the moves they state
// param: outlet string "any" the outlet, or any
MATCH (a:Article)
WHERE toLower($outlet) IN ['any', toLower(a.outlet)]
OPTIONAL MATCH (m:Move)-[:EVIDENCED_BY]->(a)
RETURN a.outlet AS outlet, a.published AS published, a.language AS language, a.title AS title, count(DISTINCT m) AS moves, a.url AS url
ORDER BY published DESC, url, title

// graph:
MATCH (a:Article)
WHERE toLower($outlet) IN ['any', toLower(a.outlet)]
RETURN a, [by = (a)-[:PUBLISHED_BY]->(:Outlet) | by] AS by,
       [told = (a)<-[:EVIDENCED_BY]-(:Move)<-[:MADE]-(:Person) | told] AS told
ORDER BY a.articleId
