"""The settings that lead an email to a provider of the lab."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lab import email_calls
from lab.email_apis import KEY, SECRET, EmailApi

OWNER = "maya@northbound.example.com"


def lead_to(settings: Any, api: EmailApi) -> None:
    """This provider, its key, and the secret its webhook is set up with."""
    settings.EMAIL_PROVIDER = api.provider
    settings.EMAIL_API_URL = api.url
    settings.EMAIL_API_KEY, settings.EMAIL_API_SECRET = KEY, SECRET
    settings.EMAIL_REGION = "eu-west-1" if api.provider == "ses" else ""
    settings.EMAIL_DOMAIN = ""
    settings.EMAIL_TIMEOUT = 5
    settings.EMAIL_WEBHOOK_SECRET = [email_calls.secret(api.provider)]
    settings.OWNER_EMAIL = OWNER
    settings.DEFAULT_FROM_EMAIL = "Maya, of Northbound <hello@northbound.example.com>"


@contextmanager
def provider(name: str, settings: Any) -> Iterator[EmailApi]:
    """A provider that answers, and the settings that lead there."""
    with EmailApi(name) as api:
        lead_to(settings, api)
        yield api
