"""The same empty views behind three chains of middleware: none, Django's own, and ours.

``CHAIN=bare|django|ours gunicorn bench.middleware_site:application``; with ``ours`` the whole site
is there too.
"""

from __future__ import annotations

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

#: The usual chain of a Django site with static files by WhiteNoise, as its documentation has it.
USUAL = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def made(chain: str) -> Any:
    """The application behind one of the chains."""
    settings.ROOT_URLCONF = "bench.middleware_site"
    if chain == "ours":
        from config.asgi import application

        return application
    settings.MIDDLEWARE = USUAL if chain == "django" else []
    return get_asgi_application()


async def on_the_loop(request: HttpRequest) -> HttpResponse:
    """Nothing at all, as an async view."""
    return HttpResponse(b"{}", content_type="application/json")


def in_a_thread(request: HttpRequest) -> HttpResponse:
    """Nothing at all, as a view of the other kind."""
    return HttpResponse(b"<p>a page</p>")


application = made(os.environ.get("CHAIN", "ours"))
urlpatterns = [
    path("api/v1/bare/", on_the_loop),
    path("bare/", in_a_thread),
    path("bare-async/", on_the_loop),
    path("", include("config.urls")),
]
