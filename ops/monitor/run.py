"""One round of the monitor: look, remember, tell, and say that we live."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from ops.database import give_back
from ops.launch.deployment import here
from ops.launch.world import NetworkOptions, World
from ops.monitor import figures, inside, memory, probe, reach
from ops.monitor.alerts import routes, send
from ops.monitor.alerts.places import places
from ops.monitor.alerts.words import alert_for
from ops.monitor.layers import SERIOUS, Result, State, silenced
from ops.monitor.register import is_on
from ops.monitor.rows import MaintenanceWindow, MonitorLook, Outage
from ops.monitor.watch import Event, Kind, Watch, step, to_tell
from ops.web.request_id import acceptable, known_as

logger = logging.getLogger(__name__)

#: Seconds for the questions to DNS of one look; requests have their own.
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Round:
    """What one round saw and told."""

    results: Sequence[Result]
    events: Sequence[Event]
    watch: Watch
    quiet: bool = False


def round_of(
    world: World, *, from_inside: bool, quiet: bool = False, now: datetime | None = None
) -> Round:
    """Look once at ``world`` and tell what is to be told. ``now`` is for who has a clock of theirs.

    What no way took is told again at the next look. It is kept as untold before it is told: of a
    process that dies in between, somebody hears twice rather than never.

    Its lines in the log carry one id, as those of a request do: a look, the incident it opened and
    what became of the alert are found together.
    """
    with known_as(acceptable("")):
        return _round_of(world, from_inside=from_inside, quiet=quiet, now=now)


def _round_of(world: World, *, from_inside: bool, quiet: bool, now: datetime | None) -> Round:
    results = probe.look(world, token=settings.OPS_TOKEN)
    trouble = reach.trouble()
    if from_inside:
        results = inside.added(results, trouble)
    results = silenced(results)
    now = now or timezone.now()
    before = memory.load(database=not trouble)
    windows = before.windows if trouble else _windows(now, before)
    quiet = quiet or settings.MAINTENANCE or any(begin <= now < end for begin, end in windows)
    watch, new = step(before, results, now, quiet=quiet)
    for event in new:
        _note(event, now)
    events = to_tell(before.untold, new)
    watch = replace(watch, windows=windows, untold=events)
    memory.save(watch, now, database=not trouble)
    if not trouble:
        _keep(results, watch, events, now, ask=from_inside)
    if events and not quiet:
        untold = tuple(one for one in events if not _tell(one, world, results, not trouble))
        watch = replace(watch, untold=untold)
        memory.save(watch, now, database=not trouble)
    return Round(results, events, watch, quiet)


def _windows(now: datetime, before: Watch) -> tuple[tuple[datetime, datetime], ...]:
    """The maintenance windows to come, or those last heard of."""
    try:
        return tuple(MaintenanceWindow.to_come(now))
    except DatabaseError:
        give_back()
        return before.windows


def _keep(
    results: Sequence[Result], watch: Watch, events: Sequence[Event], now: datetime, *, ask: bool
) -> None:
    try:
        MonitorLook.keep(results, now, figures.waiting(now).as_json() if ask else None)
        for incident in [*watch.incidents, *(e.incident for e in events if e.kind is Kind.CLOSED)]:
            Outage.keep(incident)
        Outage.end_others(watch.incidents, now)
        Outage.prune(now)
    except DatabaseError:
        logger.warning("what the monitor saw could not be kept")
        give_back()


def _note(event: Event, now: datetime) -> None:
    """One line in the log, however often it takes to tell somebody."""
    incident = event.incident
    lasted = incident.lasted if event.kind is Kind.CLOSED else now - incident.since
    extra = {
        "event": "incident",
        "kind": event.kind.value,
        "stage": incident.layer.value,
        "seconds": round(lasted.total_seconds()),
        "count": incident.seen,
    }
    logger.log(
        logging.INFO if event.kind is Kind.CLOSED else logging.WARNING,
        "incident %s: %s, since %s: %s",
        event.kind.value, incident.layer.value, f"{incident.since:%Y-%m-%dT%H:%M:%SZ}",
        incident.evidence or "no answer",
        extra=extra,
    )  # fmt: skip


def _tell(event: Event, world: World, results: Sequence[Result], database: bool) -> bool:
    """Whether somebody was told, or there is nobody to tell."""
    incident = event.incident
    status = f"{settings.SITE_URL}/{settings.ADMIN_PATH}/ops/outage/" if world.target.inside else ""
    alert = alert_for(
        event, site=world.target.host, zone=settings.TIME_ZONE, status_url=status, results=results,
        links=places(incident.layer, world.target.platform) if world.target.inside else (),
    )  # fmt: skip
    sent = [one for one in send.send(alert, database=database) if one.on]
    return not sent or any(not one.problem for one in sent)


def chore() -> None:
    """Every minute, by one process of all."""
    if not is_on():
        beat()
    elif memory.my_turn():
        beat(round_of(own_world(), from_inside=True))


def beat(seen: Round | None = None) -> None:
    """Say to the heartbeat address that the app works, and that somebody watches.

    Silence alarms there. So nothing is said while something fails without which no visitor is
    helped, and while somebody was to be told of an outage and no way took it. A model or a
    provider of emails that fails is told by alerts alone. Closed on purpose is no failure.
    """
    if not settings.HEARTBEAT_URL or (seen is not None and not _is_fit(seen)):
        return
    problem = ""
    try:
        routes.heartbeat()
    except routes.RouteError as error:
        problem = str(error)
        logger.warning("the heartbeat was not taken: %s", problem, extra={"event": "heartbeat"})
    send.remember("heartbeat", problem)


def _is_fit(seen: Round) -> bool:
    if seen.quiet:
        return True
    failed = {result.layer for result in seen.results if result.state is State.FAILED}
    return not failed & SERIOUS and not seen.watch.untold


def in_the_chores_place() -> None:
    """Look while nobody does the chore, or the database cannot say whose turn it is."""
    if memory.my_turn():
        beat(round_of(own_world(), from_inside=True))


def own_world() -> World:
    """This deployment as its visitors reach it."""
    return World(target=here(), options=NetworkOptions(timeout=PATIENCE))
