"""Whether an uptime provider looks at the site: what it says itself, and when it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.uptime.plan import Step, plan
from ops.uptime.provider import COMPANIES, SPOKEN, ProviderFailed, connect
from ops.uptime.rows import UptimeMonitor, UptimeVisit
from ops.uptime.wanted import Part, site_of, wanted

#: Seconds for one answer of a provider's API; it is not waited for when it is busy.
PATIENCE = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What one provider's API said of the monitors for this site.

    ``missing``, ``paused``, ``down`` and ``changed`` are parts. ``looked`` is when it last looked,
    None where it does not say. ``problem`` is why it was not told, ``refused`` that the key is
    wrong. ``others`` are monitors of these addresses that setup_uptime has not made.
    """

    provider: str
    missing: tuple[Part, ...] = ()
    paused: tuple[Part, ...] = ()
    down: tuple[Part, ...] = ()
    changed: tuple[Part, ...] = ()
    others: int = 0
    deaf: bool = False
    looked: datetime | None = None
    problem: str = ""
    refused: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class UptimeFacts:
    """``made`` is when monitors were last made from here, by provider; ``seen`` when each was
    last seen looking, by the name it gives itself.
    """

    now: datetime
    local: bool
    asked: tuple[Asked, ...] = ()
    made: dict[str, datetime]
    seen: dict[str, datetime]


@gatherer("uptime", seconds=14, inside=True)
def gather_uptime(world: World) -> UptimeFacts:
    """From the rows, and from the APIs whose keys are set."""
    host = site_of(world.target.host, world.target.port)
    with patient(connection.vendor):
        rows = list(UptimeMonitor.objects.filter(host=host))
        seen = dict(UptimeVisit.objects.values_list("provider", "at"))
    made: dict[str, datetime] = {}
    for row in rows:
        made[row.provider] = max(row.made_at, made.get(row.provider, row.made_at))
    known = {(row.provider, row.part): row.remote_id for row in rows}
    local = world.target.is_local
    keys = [] if local else [one for one in SPOKEN if getattr(settings, SPOKEN[one].variable)]
    return UptimeFacts(
        now=timezone.now(),
        local=local,
        asked=tuple(_ask(key, host, known) for key in keys),
        made=made,
        seen={one.key: seen[one.key] for one in COMPANIES if one.key in seen},
    )


def quiet(text: str) -> None:
    """Nobody watches a check wait, and it does not."""


def _ask(key: str, host: str, known: dict[tuple[str, str], str]) -> Asked:
    secret = getattr(settings, SPOKEN[key].variable)
    try:
        provider = connect(key, secret=secret, say=quiet, patience=0, timeout=PATIENCE)
        whole = wanted(host, every=provider.every, beat=provider.beat, grace=provider.grace)
        ids = {part: known[key, part] for part in Part if (key, part) in known}
        listeners = provider.listeners()
        steps = plan(whole, provider.monitors(), ids, listeners=listeners)
    except ProviderFailed as error:
        return Asked(provider=key, problem=str(error), refused=error.status == 401)
    return as_asked(key, steps, deaf=listeners == 0)


def as_asked(key: str, steps: list[Step], *, deaf: bool) -> Asked:
    """What a plan says, without what only concerns the heartbeat: another check tells of that."""
    pages = [step for step in steps if not step.wanted.is_heartbeat]
    there = [step for step in pages if step.seen is not None]
    looks = [step.seen.looked for step in there if step.seen and step.seen.looked]
    return Asked(
        provider=key,
        missing=tuple(step.wanted.part for step in pages if step.seen is None),
        paused=tuple(step.wanted.part for step in there if step.paused),
        down=tuple(step.wanted.part for step in there if step.down),
        changed=tuple(step.wanted.part for step in there if step.differences),
        others=sum(len(step.foreign) for step in pages),
        deaf=deaf,
        looked=max(looks, default=None),
    )
