"""What decides whom the rate limits count: proxies, the edge, and where the counts are kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from ops.launch.deployment import on_platform
from ops.launch.network.names import is_local
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.web import cloudflare
from ops.web.client_ip import Proxies, proxies_here
from ops.web.limits import processes


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitsFacts:
    """No secret is among them. ``written`` is TRUSTED_PROXIES as it stands, ``proxies`` its sense;
    ``shared`` says that every process counts in one place; ``ranges_read`` is when Cloudflare's
    addresses were last asked for.
    """

    local: bool
    https: bool
    platform: str
    written: str
    proxies: Proxies
    edge_secret: bool
    shared: bool
    processes: int
    ranges_read: date
    today: date


@gatherer("limits", seconds=5, inside=True)
def gather_limits(world: World) -> LimitsFacts:
    """From Django's settings, which the environment made."""
    cache = settings.CACHES[settings.RATELIMIT_USE_CACHE]["BACKEND"]
    platform, _ = on_platform(os.environ)
    return LimitsFacts(
        local=is_local(settings.SITE_HOST),
        https=settings.SITE_URL.startswith("https://"),
        platform=platform,
        written=settings.TRUSTED_PROXIES,
        proxies=proxies_here(),
        edge_secret=bool(settings.EDGE_SECRET),
        shared=not cache.rpartition(".")[2].startswith(("LocMem", "Dummy", "FileBased")),
        processes=processes(),
        ranges_read=cloudflare.READ,
        today=timezone.now().date(),
    )
