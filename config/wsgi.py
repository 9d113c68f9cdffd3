"""The entry point for a WSGI server. Streams need ASGI; everything else works here too."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

if settings.REDIS_URL and not settings.EMBEDDED_WORKER:
    from config import celery  # noqa: F401 - tells this process where the worker's queue is
