"""Backups: a verified copy of the data somewhere else, and the way from a copy to a database."""
