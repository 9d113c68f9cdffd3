"""What Redis says of itself, and whether the cache in the settings really is that Redis."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches

from ops.database import words_of
from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_database import is_private
from ops.launch.registry import gatherer
from ops.launch.world import World

#: Seconds for one question.
PATIENCE = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class RedisFacts:
    """Redis as this app reaches it; ``why`` says why not, without address or password.

    ``policy`` is what it forgets when it is full, ``maximum`` and ``used`` bytes (0: no limit).
    ``shared`` is False when a value written through the settings' cache is not in this Redis,
    ``kept_apart`` names the backends of CACHES that are not Redis. ``waiting`` is the length of the
    worker's queue.
    """

    reachable: bool
    why: str = ""
    private: bool = False
    local: bool = False
    encrypted: bool = False
    certificate_checked: bool = True
    password: bool = False
    policy: str = ""
    maximum: int = 0
    used: int = 0
    replica: bool = False
    persistent: bool = True
    version: str = ""
    shared: bool = True
    kept_apart: tuple[str, ...] = ()
    waiting: int = 0
    clients: int = 0
    max_clients: int = 0


@gatherer("redis", seconds=8, inside=True)
def gather_redis(world: World) -> RedisFacts:
    """From INFO, which every host lets its customers read, unlike CONFIG."""
    url = settings.REDIS_URL
    if not url:
        raise NotApplicable("There is no Redis.")
    import redis

    parts = urlsplit(url)
    host = parts.hostname or ""
    known: dict[str, Any] = {
        "private": is_private(host),
        "local": world.target.is_local,
        "encrypted": parts.scheme == "rediss",
        "certificate_checked": "ssl_cert_reqs=none" not in url.lower(),
        "password": bool(parts.password),
        "kept_apart": tuple(
            name for name, entry in settings.CACHES.items()
            if "redis" not in str(entry["BACKEND"]).lower()
        ),
    }  # fmt: skip
    try:
        client = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, max_connections=1
        )
        with client:
            info = client.info()
            waiting = client.llen("celery")
            shared = _is_shared(client)
    except Exception as error:  # Whatever the client raises: it cannot be used.
        why = _why(error)
        if known["encrypted"] and "in time" in why:
            why += ", or it is not encrypted and its address begins with redis://"
        return RedisFacts(reachable=False, why=why, **known)
    return RedisFacts(
        reachable=True,
        policy=str(info.get("maxmemory_policy", "")),
        maximum=int(info.get("maxmemory", 0)),
        used=int(info.get("used_memory", 0)),
        replica=info.get("role") == "slave",
        persistent=bool(info.get("aof_enabled")) or int(info.get("rdb_last_save_time", 0)) > 0,
        version=str(info.get("redis_version", "")),
        shared=shared,
        waiting=int(waiting),
        clients=int(info.get("connected_clients", 0)),
        max_clients=int(info.get("maxclients", 0)),
        **known,
    )


def _is_shared(client: Any) -> bool:
    """Whether a value written through the settings' cache can be read on another connection."""
    name = f"launch-check-{secrets.token_hex(8)}"
    cache = caches["default"]
    cache.set(name, "here", 30)
    try:
        return bool(client.exists(cache.make_key(name)))
    finally:
        cache.delete(name)


def _why(error: Exception) -> str:
    text = str(error).lower()
    if "wrongpass" in text or "noauth" in text or "invalid username-password" in text:
        return "the server does not accept the password"
    if "authentication required" in text or "client already authenticated" in text:
        return "the server wants a password, and REDIS_URL holds none"
    if "max number of clients" in text:
        return "the server has no connection left"
    if "certificate verify failed" in text:
        return "nobody vouches for the server's certificate"
    if "readonly" in text:
        return "the server is a copy that takes no writes"
    if "oom command" in text:
        return "the server is full"
    if "db index is out of range" in text:
        return "the server has no database of that number"
    if "connecting to" in text and "name" in text:
        return "there is no server by that name"
    return words_of(error)
