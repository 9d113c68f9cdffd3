"""Whether the release before could be brought back now, and whose keys lie around for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from ops.launch.findings import NotApplicable
from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.releases.plan import make_plan
from ops.releases.which import NoSuchRelease, pair


@dataclass(frozen=True, kw_only=True, slots=True)
class WayBackFacts:
    """``keeps`` is as in the plan: whether the code of ``target`` runs on today's tables."""

    current: str
    target: str
    keeps: bool | None
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformKeyFacts:
    """The names of the variables that hold a key to the whole platform account."""

    names: tuple[str, ...]
    local: bool = False


@gatherer("way_back", seconds=20, inside=True)
def gather_way_back(world: World) -> WayBackFacts:
    """From the list of releases and the migrations."""
    with patient(connection.vendor):
        try:
            plan = make_plan(pair())
        except NoSuchRelease as error:
            raise NotApplicable(str(error)) from error
    return WayBackFacts(
        current=plan.current.version,
        target=plan.target.version,
        keeps=plan.keeps,
        breaks=plan.breaks,
    )


@gatherer("platform_keys", seconds=5, inside=True)
def gather_platform_keys(world: World) -> PlatformKeyFacts:
    """Whether they are set, never what they are."""
    found = {"HEROKU_API_KEY": settings.HEROKU_API_KEY, "RENDER_API_KEY": settings.RENDER_API_KEY}
    return PlatformKeyFacts(
        names=tuple(name for name, value in found.items() if value), local=world.target.is_local
    )
