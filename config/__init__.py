"""Settings, addresses and entry points of the project: no behaviour lives here."""
