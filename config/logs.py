"""What is logged, and as what."""

from __future__ import annotations

from typing import Any


def logging(*, debug: bool, level: str) -> dict[str, Any]:
    """Django's ``LOGGING``: readable lines with ``debug``, else JSON. ``level``: a level's name."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": "ops.logs.console.ConsoleFormatter"
                if debug
                else "ops.logs.json.JsonFormatter"
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Our own access line says what happened; Django's would say it a second time.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "httpx": {"level": "WARNING"},
            # At DEBUG the clients of models write down what they send: what visitors wrote.
            "httpx2": {"level": "WARNING"},
            "httpcore2": {"level": "WARNING"},
            "openai": {"level": "WARNING"},
            "anthropic": {"level": "WARNING"},
        },
    }
