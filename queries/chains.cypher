// title: Chains of flows from one company to another, the shortest first
// param: from string "Character.AI" the name or any alias of the company it begins at
// param: to string "Google" the name or any alias of the company it ends at
MATCH chain = (a:Company)-[:TALENT_FLOW*1..4]->(b:Company)
WHERE toLower($from) IN [name IN [a.name] + coalesce(a.aliases, []) | toLower(name)]
  AND toLower($to) IN [name IN [b.name] + coalesce(b.aliases, []) | toLower(name)]
RETURN length(chain) AS steps, [one IN nodes(chain) | one.name] AS companies,
       reduce(few = null, one IN relationships(chain) |
         CASE WHEN few IS NULL OR one.people < few THEN one.people ELSE few END) AS people
ORDER BY steps, people DESC, companies
LIMIT 25

// graph:
MATCH chain = (a:Company)-[:TALENT_FLOW*1..4]->(b:Company)
WHERE toLower($from) IN [name IN [a.name] + coalesce(a.aliases, []) | toLower(name)]
  AND toLower($to) IN [name IN [b.name] + coalesce(b.aliases, []) | toLower(name)]
RETURN chain
ORDER BY length(chain), [one IN nodes(chain) | one.name]
LIMIT 25
