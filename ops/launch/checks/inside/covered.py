"""Which checks judge each environment variable, and why some have none.

``settings.environment`` says of every variable whether its value can be read at all; named here is
what looks at whether the value is right. A test holds this list against the manifest.
"""

from __future__ import annotations

_SECRET = ("secrets.dummy", "secrets.shared", "secrets.weak")
_MODEL = ("settings.model",)
_MONEY = ("settings.budget",)

JUDGED: dict[str, tuple[str, ...]] = {
    "SECRET_KEY": ("settings.environment", "secrets.rotation", *_SECRET),
    "SECRET_KEY_FALLBACKS": ("secrets.rotation",),
    "SITE_URL": ("settings.site_url", "settings.own_site", "settings.placeholders"),
    "DEBUG": ("settings.debug",),
    "ALLOWED_HOSTS": ("settings.hosts", "settings.placeholders"),
    "EMBED_ORIGINS": ("settings.placeholders",),
    "IDENTITY_SECRET": ("settings.environment", *_SECRET),
    "ADMIN_PATH": ("settings.environment", "admin.path"),
    "OPS_TOKEN": ("settings.ops_token", *_SECRET),
    "RECOVER_OWNER": ("settings.recover_owner",),
    "DATABASE_URL": ("settings.database", "database.reachable", "database.tls", *_SECRET),
    "DATABASE_POOL_SIZE": ("database.connections",),
    "REDIS_URL": ("settings.redis", "cache.reachable", "cache.tls", *_SECRET),
    "REDIS_SELF_SIGNED": ("cache.tls",),
    "EMAIL_PROVIDER": ("settings.email_provider",),
    "EMAIL_URL": ("settings.smtp", *_SECRET),
    "EMAIL_API_KEY": ("settings.environment", "settings.email_provider", *_SECRET),
    "EMAIL_API_SECRET": ("settings.environment", "settings.email_provider", *_SECRET),
    "EMAIL_WEBHOOK_SECRET": ("settings.environment", "monitoring.email_events", *_SECRET),
    "EMAIL_REPLY_ADDRESS": ("settings.environment", "monitoring.email_events"),
    "EMAIL_DOMAIN": ("settings.placeholders", "email.spf.return_path"),
    "EMAIL_DKIM_SELECTORS": ("email.dkim.key",),
    "DEFAULT_FROM_EMAIL": ("settings.sender", "settings.placeholders"),
    "OWNER_EMAIL": ("settings.owner_email", "settings.placeholders"),
    "CALENDLY_WEBHOOK_SECRET": ("settings.environment", "leads.bookings", *_SECRET),
    "CAL_WEBHOOK_SECRET": ("settings.environment", "leads.bookings", *_SECRET),
    "LLM_PROVIDER": _MODEL,
    "LLM_API_KEY": (*_MODEL, *_SECRET),
    "LLM_MODEL": _MODEL,
    "LLM_BASE_URL": _MODEL,
    "LLM_FALLBACK_PROVIDER": _MODEL,
    "LLM_FALLBACK_API_KEY": (*_MODEL, *_SECRET),
    "LLM_FALLBACK_MODEL": _MODEL,
    "LLM_FALLBACK_BASE_URL": _MODEL,
    "LLM_PRICE_IN": _MONEY,
    "LLM_PRICE_OUT": _MONEY,
    "LLM_FALLBACK_PRICE_IN": _MONEY,
    "LLM_FALLBACK_PRICE_OUT": _MONEY,
    "LLM_DAILY_BUDGET": _MONEY,
    "LLM_CONVERSATION_BUDGET": _MONEY,
    "WEB_CONCURRENCY": ("settings.environment", "settings.redis", "database.connections"),
    "EMBEDDED_WORKER": ("monitoring.worker",),
    "TRUSTED_PROXIES": ("limits.proxies", "settings.proxies"),
    "EDGE_SECRET": ("limits.edge", *_SECRET),
    "HSTS": ("http.hsts.steps",),
    "MONITOR": ("monitoring.watch",),
    "SLACK_WEBHOOK_URL": ("monitoring.alerts", *_SECRET),
    "HEARTBEAT_URL": ("monitoring.heartbeat", *_SECRET),
    "SENTRY_DSN": (
        "settings.environment",
        "settings.error_reports",
        "monitoring.sentry",
        *_SECRET,
    ),  # fmt: skip
    "UPTIMEROBOT_API_KEY": ("monitoring.uptime", *_SECRET),
    "BETTERSTACK_API_TOKEN": ("monitoring.uptime", *_SECRET),
    "SENTRY_SAMPLE_RATE": ("settings.error_reports",),
    "MAINTENANCE": ("settings.maintenance",),
    "LOG_LEVEL": ("settings.log_level",),
    "ENV_FILE": ("settings.env_file",),
    "KNOWLEDGE_MODEL": ("settings.environment",),
    "SMOKE_IMAP_URL": ("settings.environment", *_SECRET),
    "BACKUP_URL": ("database.backups", "database.backups.own", *_SECRET),
    "BACKUP_KEEP": ("database.backups.own",),
    "HEROKU_API_KEY": ("release.rollback.keys", *_SECRET),
    "RENDER_API_KEY": ("release.rollback.keys", *_SECRET),
}

#: Every value of these that can be read is as good as any other.
NOT_JUDGED: dict[str, str] = {
    "EMAIL_API_URL": "Only tests set it; whether emails leave is seen by sending one.",
    "EMAIL_REGION": "Which regions there are is the provider's to say; sending one email tells.",
    "STREAM_PIECE_MS": "A matter of taste; the speed of replies is measured from outside.",
    "ACCOUNTS": "Whether visitors may sign up is the founder's to choose.",
    "SENTRY_ENVIRONMENT": "A name for the reports; any name will do.",
    "SENTRY_TRACES_RATE": "How much is reported is a matter of the plan at Sentry.",
    "SMOKE_AFTER_RELEASE": "The owner's to choose; release.smoke says when nobody has tried it.",
    "SMOKE_EMAIL": "Whether emails reach it is what the smoke test finds out.",
    "HEROKU_APP_NAME": "A rollback says at once when there is no such app.",
    "RENDER_SERVICE_ID": "A rollback says at once when there is no such service.",
    "RENDER_WORKER_ID": "A rollback says at once when there is no such service.",
    "PLATFORM_API_URL": "Only tests set it; a rollback is tried with its dry run.",
    "UPTIME_API_URL": "Only tests set it; setup_uptime shows first what it would do.",
    "RELEASE_VERSION": "A name for the log; any name will do, and platforms give their own.",
}
