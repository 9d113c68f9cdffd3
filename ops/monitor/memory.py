"""What the monitor remembers, kept where it survives the outage it watches.

In the database, in Redis, and in a file of this machine: whatever works is written, the newest of
what can be read counts. So the end of a database's outage is told by whoever told its beginning.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError
from django.utils import timezone

from ops.database import give_back
from ops.monitor.rows import MonitorState
from ops.monitor.watch import Watch

logger = logging.getLogger(__name__)

KEY, TURN = "monitor-watch", "monitor-turn"
#: Seconds the memory in Redis lives.
REMEMBERED = 7 * 24 * 3600
#: Seconds a turn lasts: a look each minute, and not two.
A_TURN = 50
#: What says that it was kept later than this from now was kept by a clock that was wrong.
AHEAD = timedelta(minutes=5)


def load(*, database: bool = True) -> Watch:
    """The newest memory there is. ``database`` is False where it is known to be away."""
    places = (_from_database() if database else None, _from_redis(), _from_file())
    known = [found for found in places if found]
    if not known:
        return Watch()
    latest = timezone.now() + AHEAD
    _, data = max(known, key=lambda one: (one[0] <= latest, one[0]))
    return Watch.from_json(data)


def save(watch: Watch, now: datetime, *, database: bool = True) -> None:
    """Wherever it can be kept."""
    data = watch.as_json()
    text = json.dumps({"at": now.isoformat(), "watch": data})
    if database:
        try:
            MonitorState.objects.update_or_create(pk=1, defaults={"watch": data, "at": now})
        except DatabaseError:
            give_back()
    if settings.REDIS_URL:
        with contextlib.suppress(Exception):  # Whatever the cache raises: there are two others.
            caches["default"].set(KEY, text, REMEMBERED)
    with contextlib.suppress(OSError):
        file = _file()
        draft = file.with_suffix(f".{os.getpid()}")
        draft.touch(0o600)
        draft.write_text(text)
        draft.replace(file)


def my_turn() -> bool:
    """Whether this process is the one that looks now, although another may think so too.

    One of all where Redis works, one of each machine otherwise. What the database says is asked
    elsewhere: it may be away for one process and there for the next.
    """
    if settings.REDIS_URL:
        with contextlib.suppress(Exception):
            return bool(caches["default"].add(TURN, "1", A_TURN))
    mark = _file().with_suffix(".turn")
    try:
        # A mark of the future was left by a clock that has been set back since.
        if mark.exists() and 0 <= time.time() - mark.stat().st_mtime < A_TURN:
            return False
        mark.unlink(missing_ok=True)
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        return False
    return True


def _from_database() -> tuple[datetime, dict[str, Any]] | None:
    try:
        row = MonitorState.objects.filter(pk=1).first()
    except DatabaseError:
        give_back()
        return None
    return (row.at, row.watch) if row else None


def _from_redis() -> tuple[datetime, dict[str, Any]] | None:
    if not settings.REDIS_URL:
        return None
    with contextlib.suppress(Exception):
        return _read(caches["default"].get(KEY) or "")
    return None


def _from_file() -> tuple[datetime, dict[str, Any]] | None:
    with contextlib.suppress(OSError):
        file = _file()
        if file.stat().st_uid == os.getuid():
            return _read(file.read_text())
    return None


def _read(text: str) -> tuple[datetime, dict[str, Any]] | None:
    try:
        data = json.loads(text)
        return datetime.fromisoformat(data["at"]), dict(data["watch"])
    except (ValueError, KeyError, TypeError):
        return None


def _file() -> Path:
    """In the one folder that can be written everywhere; a name of its own for each site."""
    name = hashlib.sha256(f"{settings.SITE_URL} {settings.SECRET_KEY}".encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"slipway-monitor-{name}.json"
