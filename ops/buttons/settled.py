"""What is settled by where the app runs, so that nobody has to be asked for it.

The numbers fit 512 MB of memory and the 20 connections of Heroku's smallest database; a test does
the sum over the files as they are.
"""

from __future__ import annotations

HEROKU: dict[str, str] = {
    "TRUSTED_PROXIES": "heroku",
    "WEB_CONCURRENCY": "2",
    "DATABASE_POOL_SIZE": "3",
    "REDIS_SELF_SIGNED": "true",
}
RENDER: dict[str, str] = {"TRUSTED_PROXIES": "render", "WEB_CONCURRENCY": "2"}
#: A tenth of a processor: a second process would only take memory.
RENDER_FREE: dict[str, str] = {
    "TRUSTED_PROXIES": "render",
    "WEB_CONCURRENCY": "1",
    "EMBEDDED_WORKER": "true",
}
