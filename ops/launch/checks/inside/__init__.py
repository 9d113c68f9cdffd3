"""Checks of the inside of this deployment: settings, secrets, database, Redis, what runs."""

from ops.launch.checks.inside import (
    connections,
    database,
    mail,
    models,
    redis,
    running,
    schema,
    secrets,
    site,
    sqlite,
    values,
)

__all__ = [
    "connections", "database", "mail", "models", "redis", "running", "schema", "secrets", "site",
    "sqlite", "values",
]  # fmt: skip
