"""How the last smoke test went."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from ops.launch.registry import gatherer
from ops.launch.world import World


@dataclass(frozen=True, kw_only=True, slots=True)
class SmokeFacts:
    """``version`` is what runs, "" where it has no name; ``tried`` whether a run of it ended.

    ``failed`` holds title and detail of what did not work in the last one.
    """

    version: str
    tried: bool
    failed: tuple[tuple[str, str], ...]
    by_itself: bool
    local: bool


@gatherer("smoke", seconds=5, inside=True)
def gather_smoke(world: World) -> SmokeFacts:
    """From the rows of the runs."""
    from ops.smoke.after_release import UNNAMED
    from ops.smoke.panel import last_ended
    from ops.smoke.rows import SmokeRun

    version = "" if settings.VERSION == UNNAMED else settings.VERSION
    ended = SmokeRun.objects.exclude(finished_at=None)
    last = last_ended()
    return SmokeFacts(
        version=version,
        tried=ended.filter(version=version).exists() if version else ended.exists(),
        failed=tuple(
            (str(step.get("title", "")), str(step.get("detail", ""))) for step in last.failed
        )
        if last
        else (),
        by_itself=settings.SMOKE_AFTER_RELEASE,
        local=world.target.is_local,
    )
