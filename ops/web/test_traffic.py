"""Requests of the people who run the site, marked by the ops token."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpRequest

from ops.web.authorization import credentials


def is_ops(request: HttpRequest) -> bool:
    """Whether the request carries ``Authorization: Ops <OPS_TOKEN>``; an empty token never fits."""
    token = credentials(request, "ops")
    if not token or not settings.OPS_TOKEN:
        return False
    return hmac.compare_digest(token.encode(), settings.OPS_TOKEN.encode())
