"""The small site behind gunicorn: ``gunicorn -k asgi tests.ops.web.site``."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from django.conf import settings
from django.core.asgi import get_asgi_application

from ops.web.server import Server

settings.ROOT_URLCONF = "tests.ops.web.urls"
settings.TRUSTED_PROXIES = os.environ.get("TEST_TRUSTED_PROXIES", "")
settings.RATE_LIMITS = {"door": {"address": ["1000/h"]}}
application = Server(get_asgi_application())
