"""Checks of the inside of this deployment: settings, secrets, database, Redis, what runs."""

from ops.launch.checks.inside import (
    connections,
    database,
    email_events,
    handover,
    mail,
    models,
    own_site,
    redis,
    running,
    schema,
    secrets,
    sentry,
    site,
    sqlite,
    tables,
    uptime,
    values,
    watching,
)

__all__ = [
    "connections", "database", "email_events", "handover", "mail", "models", "own_site", "redis",
    "running", "schema", "secrets", "sentry", "site", "sqlite", "tables", "uptime", "values",
    "watching",
]  # fmt: skip
