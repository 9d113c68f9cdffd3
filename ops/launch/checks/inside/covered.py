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
    "SITE_URL": ("settings.site_url", "settings.placeholders"),
    "DEBUG": ("settings.debug",),
    "ALLOWED_HOSTS": ("settings.hosts", "settings.placeholders"),
    "EMBED_ORIGINS": ("settings.placeholders",),
    "IDENTITY_SECRET": ("settings.environment", *_SECRET),
    "ADMIN_PATH": ("settings.environment",),
    "OPS_TOKEN": ("settings.ops_token", *_SECRET),
    "DATABASE_URL": ("settings.database", "database.reachable", "database.tls", *_SECRET),
    "DATABASE_POOL_SIZE": ("database.connections",),
    "REDIS_URL": ("settings.redis", "cache.reachable", "cache.tls", *_SECRET),
    "REDIS_SELF_SIGNED": ("cache.tls",),
    "EMAIL_PROVIDER": ("settings.email_provider",),
    "EMAIL_URL": ("settings.smtp", *_SECRET),
    "EMAIL_API_KEY": ("settings.environment", *_SECRET),
    "EMAIL_DOMAIN": ("settings.placeholders", "email.spf.return_path"),
    "EMAIL_DKIM_SELECTORS": ("email.dkim.key",),
    "DEFAULT_FROM_EMAIL": ("settings.sender", "settings.placeholders"),
    "OWNER_EMAIL": ("settings.owner_email", "settings.placeholders"),
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
    "WEB_CONCURRENCY": ("settings.redis", "database.connections"),
    "TRUSTED_PROXIES": ("limits.proxies", "settings.proxies"),
    "EDGE_SECRET": ("limits.edge", *_SECRET),
    "HSTS": ("http.hsts.steps",),
    "SENTRY_DSN": ("settings.error_reports", *_SECRET),
    "MAINTENANCE": ("settings.maintenance",),
    "LOG_LEVEL": ("settings.log_level",),
    "ENV_FILE": ("settings.env_file",),
    "KNOWLEDGE_MODEL": ("settings.environment",),
}

#: Every value of these that can be read is as good as any other.
NOT_JUDGED: dict[str, str] = {
    "EMAIL_API_URL": "Only tests set it; whether emails leave is seen by sending one.",
    "EMAIL_REGION": "It only goes into the records that the report tells you to type.",
    "STREAM_PIECE_MS": "A matter of taste; the speed of replies is measured from outside.",
    "ACCOUNTS": "Whether visitors may sign up is the founder's to choose.",
    "SENTRY_ENVIRONMENT": "A name for the reports; any name will do.",
    "SENTRY_SAMPLE_RATE": "How much is reported is a matter of the plan at Sentry.",
    "SENTRY_TRACES_RATE": "How much is reported is a matter of the plan at Sentry.",
    "RELEASE_VERSION": "A name for the log; any name will do, and platforms give their own.",
}
