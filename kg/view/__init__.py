"""Drawing the graph of a query."""
