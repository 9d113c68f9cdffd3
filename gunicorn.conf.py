"""How the web process is served, on a laptop and on a platform alike: ``gunicorn config.asgi``."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

from config import env

refusal = settings.ENVIRONMENT.refusal_text()
if refusal:
    sys.stderr.write(f"{refusal}\n")
    sys.exit(2)

waiting = env.waits_for_address(os.environ)
wsgi_app = "config.waiting:application" if waiting else "config.asgi:application"
# gunicorn's own "asgi", with two manners it lacks.
worker_class = "ops.web.web_process.Worker"
bind = [f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"]  # noqa: S104 - a container has to listen on every address
workers = settings.ENVIRONMENT.get("WEB_CONCURRENCY")
worker_connections = 1000
asgi_lifespan = "on"
# Whether TLS was used is for TRUSTED_PROXIES to say; gunicorn would believe any local caller.
forwarded_allow_ips = ""
# Below the 30 seconds that Heroku and Render give a process to end. A process comes to its end
# before (ops/web/web_process.py); this is when one that hangs is killed.
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
