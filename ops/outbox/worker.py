"""Whether a Celery worker is alive, told through Redis."""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.core.cache import caches

logger = logging.getLogger(__name__)

KEY = "worker-heartbeat"
#: The same of a web process that sends the emails itself where no worker does.
WEB_KEY = "web-sender-heartbeat"
#: A worker is alive when it was heard of in the last 30 seconds; it beats every five.
ALIVE = 30
EVERY = 5.0


def beat() -> None:
    """A worker says that it is alive."""
    caches["default"].set(KEY, "1", ALIVE)


def beat_of_web_sender() -> None:
    """A web process says that it looks after the outbox; nothing while there is no Redis."""
    if not settings.REDIS_URL:
        return
    try:
        caches["default"].set(WEB_KEY, "1", ALIVE)
    except Exception as error:
        logger.warning("no heartbeat: %s", type(error).__name__)


def is_alive() -> bool:
    """Whether some worker was heard of lately; False when Redis cannot be asked."""
    return _heard_of(KEY)


def web_sender_is_alive() -> bool:
    """Whether some web process that sends was heard of lately, likewise."""
    return _heard_of(WEB_KEY)


def _heard_of(key: str) -> bool:
    if not settings.REDIS_URL:
        return False
    try:
        return caches["default"].get(key) is not None
    except Exception:
        # Whatever the cache raises: without it no worker gets work either.
        return False


def push() -> None:
    """Ask a worker to send what is due; a broker that is away is noted and no more."""
    from ops.tasks import deliver_outbox

    try:
        deliver_outbox.apply_async(retry=False, expires=30, ignore_result=True)
    except Exception as error:
        logger.warning("the worker could not be asked: %s", type(error).__name__)


def beat_for_ever() -> None:
    """In a worker: beat, and look for what is due, until the process ends."""

    def run() -> None:
        pause = threading.Event()
        while True:
            try:
                beat()
                push()
            except Exception as error:
                logger.warning("no heartbeat: %s", type(error).__name__)
            pause.wait(EVERY)

    threading.Thread(target=run, name="worker-heartbeat", daemon=True).start()
