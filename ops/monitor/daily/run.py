"""One round of the daily look: look, remember, tell."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from ops.database import give_back
from ops.launch.deployment import here
from ops.launch.network.names import BadName
from ops.launch.world import NetworkOptions, World
from ops.monitor.alerts import send
from ops.monitor.daily.drift import accept
from ops.monitor.daily.look import PATIENCE, look
from ops.monitor.daily.memory import Memory
from ops.monitor.daily.rows import DailyWatch, load
from ops.monitor.daily.seen import Seen
from ops.monitor.daily.step import Event, step
from ops.monitor.daily.words import alert_for
from ops.monitor.rows import MaintenanceWindow

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round saw, told and remembers."""

    seen: Seen
    events: Sequence[Event]
    memory: Memory


def chore() -> None:
    """When it is due. Without a database nothing is compared: the next round will do."""
    memory = load()
    if memory.due is None or memory.due <= timezone.now():
        try:
            world = own_world()
        except BadName:
            logger.warning("SITE_URL names no host; certificates and DNS are not watched")
            return
        round_of(world)


def round_of(world: World, *, accepting: bool = False, now: datetime | None = None) -> Round:
    """Look once and tell what is to be told; ``accepting`` takes what is there for right.

    Raises ``DatabaseError`` where it cannot be remembered; nothing is told then.
    """
    memory = load()
    seen = look(world, memory.accepted)
    now = now or timezone.now()
    if accepting:
        memory = accept(memory, seen)
    memory, events = step(memory, seen, now, quiet=_quiet(now))
    # Before anything is told: a process that dies in between tells nothing twice.
    DailyWatch.objects.update_or_create(pk=1, defaults={"memory": memory.as_json(), "at": now})
    status = f"{settings.SITE_URL}/{settings.ADMIN_PATH}/ops/outage/" if world.target.inside else ""
    for event in events:
        logger.warning(
            "daily look: %s", event.kind.value, extra={"event": "daily_look", "kind": event.kind}
        )
        send.send(alert_for(event, seen, now, zone=settings.TIME_ZONE, status_url=status))
    return Round(seen, events, memory)


def _quiet(now: datetime) -> bool:
    """Whether nobody is to be told."""
    if settings.MAINTENANCE:
        return True
    try:
        return MaintenanceWindow.open_at(now)
    except DatabaseError:
        give_back()
        return False


def own_world(options: NetworkOptions | None = None) -> World:
    """This deployment as strangers find it; raises ``BadName``."""
    return World(target=here(), options=options or NetworkOptions(timeout=PATIENCE))
