"""Whether a Celery worker is alive, told through Redis."""

from __future__ import annotations

import contextlib
import itertools
import logging
import tempfile
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches

logger = logging.getLogger(__name__)

KEY = "worker-heartbeat"
#: The same of a web process that sends the emails itself where no worker does.
WEB_KEY = "web-sender-heartbeat"
#: That there was a worker, for whoever watches; seconds it is remembered.
WAS_HERE = "worker-was-here"
REMEMBERED = 24 * 3600
#: A worker is alive when it was heard of in the last 30 seconds; it beats every five.
ALIVE = 30
EVERY = 5.0
#: Beats between two looks at the chores.
CHORES_EVERY = 2
ON_DISK = Path(tempfile.gettempdir()) / "slipway-worker"


def beat() -> None:
    """A worker says that it is alive, and of which release it is.

    On its own disk too, where compose.yaml has it looked at.
    """
    caches["default"].set(KEY, settings.VERSION, ALIVE)
    caches["default"].set(WAS_HERE, "1", REMEMBERED)
    with contextlib.suppress(OSError):
        ON_DISK.touch()


def was_here() -> bool:
    """Whether a worker was heard of in the last day: then one is meant to run."""
    return _heard_of(WAS_HERE)


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


def release() -> str:
    """The release of the worker that was heard of last; "" when none was."""
    return str(_last_word(KEY) or "")


def web_sender_is_alive() -> bool:
    """Whether some web process that sends was heard of lately, likewise."""
    return _heard_of(WEB_KEY)


def _heard_of(key: str) -> bool:
    return _last_word(key) is not None


def _last_word(key: str) -> object:
    if not settings.REDIS_URL:
        return None
    try:
        return caches["default"].get(key)
    except Exception:
        # Whatever the cache raises: without it no worker gets work either.
        return None


def push() -> None:
    """Ask a worker to send what is due; a broker that is away is noted and no more."""
    from ops.tasks import deliver_outbox

    _send(deliver_outbox)


def push_chores() -> None:
    """Ask a worker to do the chores that are due."""
    from ops.tasks import do_chores

    _send(do_chores)


def _send(task: Any) -> None:
    try:
        task.apply_async(retry=False, expires=30, ignore_result=True)
    except Exception as error:
        logger.warning("the worker could not be asked: %s", type(error).__name__)


_stopped = threading.Event()


def beat_for_ever() -> None:
    """In a worker: beat, and look for what is due, until ``stop_beating`` or its end."""

    def run() -> None:
        for beats in itertools.count():
            if _stopped.is_set():
                return
            try:
                beat()
                push()
                if beats % CHORES_EVERY == 0:
                    push_chores()
            except Exception as error:
                logger.warning("no heartbeat: %s", type(error).__name__)
            _stopped.wait(EVERY)

    threading.Thread(target=run, name="worker-heartbeat", daemon=True).start()


def stop_beating() -> None:
    """In a worker that ends: ask nobody for work. Other workers beat under the same key."""
    _stopped.set()
