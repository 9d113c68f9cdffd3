"""Variables somebody set for this app that it never reads: misspelt, or named as elsewhere.

A platform sets many of its own, so only two kinds are told: a name one or two letters away from one
of the manifest, and the names that Django's documentation and other projects use for the same.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from ops.environment import Environment

#: How alike two names are when one is a slip of the other (difflib's ratio).
ALIKE = 0.88
#: What others call it, and which variable of ours is meant; "" where it is kept in code here.
ELSEWHERE = {
    "DJANGO_SECRET_KEY": "SECRET_KEY", "DJANGO_DEBUG": "DEBUG",
    "DJANGO_ALLOWED_HOSTS": "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS": "ALLOWED_HOSTS",
    "DJANGO_CSRF_TRUSTED_ORIGINS": "ALLOWED_HOSTS", "CORS_ALLOWED_ORIGINS": "EMBED_ORIGINS",
    "DJANGO_ADMIN_URL": "ADMIN_PATH", "ADMIN_URL": "ADMIN_PATH", "BASE_URL": "SITE_URL",
    "PUBLIC_URL": "SITE_URL", "APP_URL": "SITE_URL", "EMAIL_HOST": "EMAIL_URL",
    "EMAIL_HOST_USER": "EMAIL_URL", "EMAIL_HOST_PASSWORD": "EMAIL_URL", "EMAIL_PORT": "EMAIL_URL",
    "EMAIL_USE_TLS": "EMAIL_URL", "SMTP_HOST": "EMAIL_URL", "SMTP_PASSWORD": "EMAIL_URL",
    "EMAIL_BACKEND": "EMAIL_PROVIDER", "POSTMARK_API_TOKEN": "EMAIL_API_KEY",
    "POSTMARK_SERVER_TOKEN": "EMAIL_API_KEY", "FROM_EMAIL": "DEFAULT_FROM_EMAIL",
    "SERVER_EMAIL": "DEFAULT_FROM_EMAIL", "ADMIN_EMAIL": "OWNER_EMAIL",
    "OPENAI_API_KEY": "LLM_API_KEY", "ANTHROPIC_API_KEY": "LLM_API_KEY",
    "OPENAI_BASE_URL": "LLM_BASE_URL", "OPENAI_MODEL": "LLM_MODEL", "DB_PASSWORD": "DATABASE_URL",
    "DB_HOST": "DATABASE_URL", "CELERY_BROKER_URL": "REDIS_URL", "DJANGO_LOG_LEVEL": "LOG_LEVEL",
    "TIME_ZONE": "", "DJANGO_TIME_ZONE": "", "SECRET_KEY_FALLBACKS": "",
}  # fmt: skip


def unread(source: Mapping[str, str], environment: Environment) -> Iterator[tuple[str, str]]:
    """(name, the variable of ours that is meant), sorted; "" where none is."""
    known = [variable.name for variable in environment]
    for name in sorted(source):
        if name in environment or not source[name].strip():
            continue
        if name in ELSEWHERE:
            yield name, ELSEWHERE[name]
        elif name.isupper() and (near := difflib.get_close_matches(name, known, 1, ALIKE)):
            yield name, near[0]
