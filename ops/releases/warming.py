"""What new code tries before it takes traffic: each room names the work its first visitor would
otherwise wait for, or fail on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings

Work = Callable[[], None]
_work: dict[str, Work] = {}


def register(name: str, work: Work) -> None:
    """``work`` raises where visitors would get an error. It runs on the migrated database, in the
    release's own process and with its one connection.
    """
    _work[name] = work


def works() -> dict[str, Work]:
    """Everything by its name."""
    return dict(_work)


def page(path: str) -> None:
    """Draw a page of our own, through everything a request passes; raises where it is no 200."""
    from django.test import Client

    headers: dict[str, Any] = {"HTTP_HOST": settings.SITE_HOST, "HTTP_USER_AGENT": "release"}
    try:
        response = Client(raise_request_exception=True).get(path, secure=settings.HTTPS, **headers)
    except ValueError as error:
        if "staticfiles manifest" not in str(error):
            raise
        raise RuntimeError(
            "the static files were not built. Let the build run: "
            "python manage.py collectstatic --noinput"
        ) from error
    status = response.status_code
    if status != 200 and not (settings.MAINTENANCE and status == 503):
        raise RuntimeError(f"{path} answers {status}")
