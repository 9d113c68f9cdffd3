"""Email that is never lost and never blocks: rows in a table, sent after the commit."""
