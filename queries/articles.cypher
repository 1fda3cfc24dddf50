// title: Articles with the moves they state
// param: outlet string "any" the outlet, or any
MATCH (a:Article)
WHERE $outlet = 'any' OR toLower(a.outlet) = toLower($outlet)
OPTIONAL MATCH (m:Move)-[:EVIDENCED_BY]->(a)
RETURN a.outlet AS outlet, a.published AS published, a.language AS language, a.title AS title, count(DISTINCT m) AS moves, a.url AS url
ORDER BY published DESC, url, title
