"""The small site behind gunicorn: ``gunicorn -k asgi tests.ops.web.site``."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from django.conf import settings
from django.core.asgi import get_asgi_application

from ops.web.server import Server

settings.ROOT_URLCONF = "tests.ops.web.urls"
settings.TRUSTED_PROXIES = os.environ.get("TEST_TRUSTED_PROXIES", "")
settings.EDGE_SECRET = os.environ.get("TEST_EDGE_SECRET", "")
settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if "TEST_SITE_URL" in os.environ:
    settings.SITE_URL = os.environ["TEST_SITE_URL"]
    settings.ALLOWED_HOSTS = os.environ["TEST_HOSTS"].split(",")
    settings.SECURE_SSL_REDIRECT = True
settings.RATE_LIMITS = {"door": {"address": ["1000/h"]}}
application = Server(get_asgi_application())
