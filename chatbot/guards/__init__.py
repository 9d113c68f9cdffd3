"""Rules over text and facts, as pure functions: no database, no network."""
