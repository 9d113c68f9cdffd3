"""Requests of the people who run the site, marked by the ops token."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpRequest


def is_ops(request: HttpRequest) -> bool:
    """Whether the request carries ``Authorization: Ops <OPS_TOKEN>``; an empty token never fits."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "ops" or not settings.OPS_TOKEN:
        return False
    return hmac.compare_digest(token.strip().encode(), settings.OPS_TOKEN.encode())
