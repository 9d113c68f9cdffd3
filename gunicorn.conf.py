"""How the web process is served, on a laptop and on a platform alike: ``gunicorn config.asgi``."""

from __future__ import annotations

import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from gunicorn.asgi.protocol import ASGIProtocol

refusal = settings.ENVIRONMENT.refusal_text()
if refusal:
    sys.stderr.write(f"{refusal}\n")
    sys.exit(2)

wsgi_app = "config.asgi:application"
worker_class = "asgi"
bind = [f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"]  # noqa: S104 - a container has to listen on every address
workers = settings.ENVIRONMENT.get("WEB_CONCURRENCY")
worker_connections = 1000
asgi_lifespan = "on"
# Whether TLS was used is for TRUSTED_PROXIES to say; gunicorn would believe any local caller.
forwarded_allow_ips = ""
# Below the 30 seconds that Heroku and Render give a process to end.
graceful_timeout = 25
timeout = 60
keepalive = 65
# A slow leak must not become an outage; the jitter keeps processes from restarting together.
max_requests = 20_000
max_requests_jitter = 4_000
# A second way into the process, on by default since 25.1; nobody here uses it.
control_socket_disable = True
# Our own access line says more and never holds a token.
accesslog = None
loglevel = "warning"
# What the server itself has to say goes through the same door as every other line: the text of an
# exception may quote what a visitor wrote.
logconfig_dict = {
    "root": settings.LOGGING["root"],
    "handlers": settings.LOGGING["handlers"],
    "formatters": settings.LOGGING["formatters"],
    "loggers": {
        **settings.LOGGING["loggers"],
        "gunicorn.error": {"level": "WARNING", "handlers": [], "propagate": True},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}


def _made(self: Any, transport: Any, made: Any = ASGIProtocol.connection_made) -> None:
    """As gunicorn's, which waits for ever for the head of a connection's first request.

    Half a request then held a connection as long as its sender liked; now as long as ``keepalive``.
    """
    made(self, transport)
    self._arm_keepalive_timer()


ASGIProtocol.connection_made = _made
