// title: What somebody said, in their own words
// param: person string "Naveen Rao" the person's name or any alias, or any
// param: words string "any" words the quote has to hold, as they stand in it, or any
// guide: 8 Quotes have speakers too. Put a word in place of any, as "scarce" or "кадры", and only what is about it stays.
MATCH (p:Person)-[:SAID]->(q:Quote)-[:SAID_IN]->(a:Article)
WHERE toLower($person) IN ['any'] + [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
  AND (toLower($words) = 'any' OR toLower(q.text) CONTAINS toLower($words))
RETURN p.name AS person, q.text AS quote, a.outlet AS outlet, a.published AS published, a.url AS url
ORDER BY person, published, url, q.start, q.quoteId

// graph:
MATCH said = (p:Person)-[:SAID]->(q:Quote)-[:SAID_IN]->(:Article)
WHERE toLower($person) IN ['any'] + [name IN [p.name] + coalesce(p.aliases, []) | toLower(name)]
  AND (toLower($words) = 'any' OR toLower(q.text) CONTAINS toLower($words))
RETURN said
ORDER BY q.quoteId
