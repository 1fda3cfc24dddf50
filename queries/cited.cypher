// title: Which outlet retells which
MATCH (a:Article)-[:CITES]->(o:Outlet)
RETURN a.outlet AS outlet, o.name AS cites, a.title AS title, a.published AS published
ORDER BY cites, outlet, published, a.articleId

// graph:
MATCH cites = (a:Article)-[:CITES]->(o:Outlet)
RETURN cites, [by = (a)-[:PUBLISHED_BY]->(:Outlet) | by] AS by
ORDER BY a.articleId, o.outletId
