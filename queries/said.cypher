// title: Who said what of something, found in the full-text index of quotes
// param: words string "paying OR scarce OR платят" words in Lucene's syntax; kg quotes makes it of words in any form
// param: person string "any" the person's name or any alias, or any
CALL db.index.fulltext.queryNodes('quote_words', $words) YIELD node AS q
MATCH (q)-[:SAID_IN]->(a:Article)
OPTIONAL MATCH (p:Person)-[:SAID]->(q)
WITH p, q, a
WHERE toLower($person) = 'any' OR toLower($person) IN [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
RETURN p.name AS person, q.text AS quote, a.outlet AS outlet, a.authors AS authors, a.published AS published, a.url AS url
ORDER BY published DESC, url, q.start, q.quoteId

// graph:
CALL db.index.fulltext.queryNodes('quote_words', $words) YIELD node AS q
MATCH said = (p:Person)-[:SAID]->(q)-[:SAID_IN]->(:Article)
WHERE toLower($person) IN ['any'] + [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
RETURN said
ORDER BY q.quoteId
