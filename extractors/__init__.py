"""What can be read: sites, languages, and the language-neutral rules for mentions, affiliations and moves."""
