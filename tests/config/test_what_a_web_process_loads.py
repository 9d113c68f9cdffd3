"""What a web process carries in memory: only libraries that serving pages and chats needs."""

from __future__ import annotations

from tests.own_process import printed

LOAD = """
from config.asgi import application
from django.urls import get_resolver
get_resolver().url_patterns
import sys
"""


def told(code: str) -> str:
    """What a fresh Python prints that has loaded the application as gunicorn does."""
    site = {"SECRET_KEY": "k" * 60, "SITE_URL": "https://example.com"}
    return printed(LOAD + code, DATABASE_URL="sqlite:///:memory:", **site)


def test_libraries_that_nobody_asked_for_stay_out() -> None:
    """Each was worth between 1 and 10 MB of resident memory; ``bench/memory.py`` measures them."""
    unwanted = {
        "psycopg", "requests", "urllib3", "unittest", "pygments", "rich", "celery", "sentry_sdk",
        "drf_spectacular.plumbing", "anymail", "openai", "anthropic", "numpy", "dns", "fido2",
        "cryptography", "allauth.mfa.base.views", "allauth.account.views",
    }  # fmt: skip
    assert told(f"print(sorted({unwanted!r} & sys.modules.keys()))") == "[]"


def test_what_was_kept_out_can_be_loaded_when_it_is_needed() -> None:
    assert told("import requests, psycopg, pygments; print(requests.get.__name__)") == "get"
