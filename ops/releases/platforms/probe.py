"""The site itself, asked from outside: which release serves, and whether it is closed."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request

from django.conf import settings

TIMEOUT = 5.0
#: Answers in a row that have to name a release: several processes may serve.
IN_A_ROW = 10


def serving() -> str:
    """The version that /healthz names; "" when it cannot be asked."""
    try:
        with urllib.request.urlopen(f"{settings.SITE_URL}/healthz", timeout=TIMEOUT) as answer:  # noqa: S310 - our own address
            return str(json.loads(answer.read())["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def only(version: str, *, seconds: float) -> bool:
    """Whether nothing but that release answers, waiting for it at most so long."""
    until = time.monotonic() + seconds
    seen = 0
    while seen < IN_A_ROW:
        if serving() == version:
            seen += 1
        else:
            seen = 0
            if time.monotonic() >= until:
                return False
            time.sleep(0.2)
    return True


def closed() -> bool:
    """Whether visitors are told that the site is closed, as MAINTENANCE does."""
    try:
        with urllib.request.urlopen(f"{settings.SITE_URL}/", timeout=TIMEOUT):  # noqa: S310 - our own address
            return False
    except urllib.error.HTTPError as error:
        with error:
            return error.code == 503 and bool(error.headers.get("Retry-After"))
    except (OSError, ValueError):
        return False
