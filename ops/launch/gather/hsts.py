"""What this deployment tells browsers about https, and since when it may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import Error
from django.utils import timezone

from ops.launch.findings import CannotTell
from ops.launch.network.names import is_local
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.web.https_start import HttpsStart


@dataclass(frozen=True, kw_only=True, slots=True)
class HstsFacts:
    """``since`` is None where no web process has started on this host with https; ``longest`` is
    the longest promise made so far, in seconds.
    """

    host: str
    local: bool
    https: bool
    by_hand: str
    since: datetime | None
    longest: int
    now: datetime


@gatherer("hsts", seconds=5, inside=True)
def gather_hsts(world: World) -> HstsFacts:
    """From the settings, and the row of our host. Nothing is begun by looking."""
    try:
        row = HttpsStart.objects.filter(host=settings.SITE_HOST).first()
    except Error as error:
        raise CannotTell(f"the database does not answer ({type(error).__name__})") from error
    return HstsFacts(
        host=settings.SITE_HOST,
        local=is_local(settings.SITE_HOST),
        https=settings.HTTPS and not settings.DEBUG,
        by_hand="" if settings.HSTS == "grow" else settings.HSTS,
        since=row.since if row else None,
        longest=row.longest if row else 0,
        now=timezone.now(),
    )
