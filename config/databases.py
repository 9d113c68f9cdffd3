"""Where the data lives: DATABASE_URL and REDIS_URL turned into Django's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ

from ops.environment import Environment

#: Set on every dyno of Heroku.
HEROKU_SIGN = "DYNO"
HOW_TO_ENCODE = (
    "cannot be read. If the password holds one of / ? # @ : % write that character "
    "percent-encoded (/ as %2F, ? as %3F, # as %23, @ as %40, : as %3A, % as %25)"
)


def database(environment: Environment, var_dir: Path) -> dict[str, Any]:
    """The ``DATABASES["default"]`` entry.

    A bad address is noted as a problem and answered with Django's dummy engine, so that build
    steps still run and a server refuses with plain words.
    """
    url = environment.get("DATABASE_URL")
    if not url:
        if any(problem.name == "DATABASE_URL" for problem in environment.problems):
            return {"ENGINE": "django.db.backends.dummy"}
        return sqlite(var_dir / "db.sqlite3")
    try:
        config: dict[str, Any] = dict(environ.Env.db_url_config(url))
    except (ValueError, TypeError, environ.ImproperlyConfigured):
        environment.report("DATABASE_URL", HOW_TO_ENCODE)
        return {"ENGINE": "django.db.backends.dummy"}
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite(Path(config["NAME"]))
    if not config.get("NAME"):
        environment.report("DATABASE_URL", "names no database; add /NAME at its end")
        return {"ENGINE": "django.db.backends.dummy"}
    if environment.source.get(HEROKU_SIGN) and "sslmode" not in config.get("OPTIONS", {}):
        # Heroku writes this address anew whenever it likes, and its servers take nothing else.
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "sslmode": "require"}
    return config | postgresql(config, pool_size=environment.get("DATABASE_POOL_SIZE"))


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite for several threads and processes on one disk.

    Readers never wait for a writer (WAL), writers wait for each other instead of failing, and a
    transaction takes the write lock when it begins, because one that starts by reading cannot
    wait for it later (https://www.sqlite.org/lang_transaction.html).
    """
    if str(path) != ":memory:":
        path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        "TEST": {"NAME": str(path.parent / "test.sqlite3")},
    }


def postgresql(config: dict[str, Any], *, pool_size: int) -> dict[str, Any]:
    """PostgreSQL through psycopg's pool.

    ``CONN_MAX_AGE`` stays 0: under ASGI each request has its own thread, and a kept connection
    would be lost with it. The pool keeps connections instead, a few for the whole process.
    """
    options = dict(config.get("OPTIONS", {}))
    options["pool"] = {
        "min_size": 0, "max_size": pool_size, "timeout": 5, "max_idle": 120,
        # The pool waits ever longer between two tries, up to this, while every visitor is turned
        # away. With its default of 300 a site stays down for minutes after its database is back.
        "reconnect_timeout": 3,
    }  # fmt: skip
    options.setdefault("connect_timeout", 5)
    return {"CONN_MAX_AGE": 0, "OPTIONS": options}


def redis_url(environment: Environment) -> str:
    """REDIS_URL, with the certificate mode written into a ``rediss://`` one.

    Celery refuses a ``rediss://`` address that does not say how certificates are judged, so it
    is always said: checked, unless REDIS_SELF_SIGNED asks for less.
    """
    url: str = environment.get("REDIS_URL")
    if not url.startswith("rediss://") or "ssl_cert_reqs=" in url:
        return url
    mode = "none" if environment.get("REDIS_SELF_SIGNED") else "required"
    return f"{url}{'&' if '?' in url else '?'}ssl_cert_reqs={mode}"


def caches(url: str) -> dict[str, Any]:
    """Redis when there is one, otherwise memory: good for one process, and said so on start."""
    if not url:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        # Django's own limit of 300 entries would forget counters while they are needed.
        memory = {"MAX_ENTRIES": 100_000}
        return {
            name: {"BACKEND": backend, "LOCATION": name, "OPTIONS": memory}
            for name in ("default", "limits")
        }
    options: dict[str, Any] = {
        "socket_timeout": 1,
        "socket_connect_timeout": 0.5,
        "pool_class": "ops.redis_pool.OnePool",
    }
    return {
        name: {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "KEY_PREFIX": f"slipway-{name}",
            "OPTIONS": options,
        }
        for name in ("default", "limits")
    }
