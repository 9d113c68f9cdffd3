"""The entry point of a web process, for any ASGI server."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.asgi import get_asgi_application

from ops.web.spared import load_rest_framework

load_rest_framework()

from ops.web.server import Server

application = Server(get_asgi_application())

if settings.REDIS_URL and not settings.EMBEDDED_WORKER:
    from config import celery  # noqa: F401 - tells this process where the worker's queue is
