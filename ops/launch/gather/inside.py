"""What this deployment's own settings say."""

from __future__ import annotations

import os
from dataclasses import dataclass

from django.conf import settings

from ops.environment import EnvProblem
from ops.launch.deployment import on_platform
from ops.launch.network.names import is_local
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.outbox import sender


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsFacts:
    """Values that are no secrets, and whether the others are set."""

    site_url: str
    site_host: str
    local: bool
    debug: bool
    problems: tuple[EnvProblem, ...]
    email_provider: str
    from_address: str
    from_is_set: bool
    owner_email: str
    redis: bool
    sqlite: bool
    sqlite_kept: bool
    ops_token: bool
    sentry: bool
    processes: int
    platform: str


@gatherer("settings", seconds=5, inside=True)
def gather_settings(world: World) -> SettingsFacts:
    """From Django's settings, which the environment made."""
    return facts_here()


def facts_here() -> SettingsFacts:
    """The same without a run, for ``manage.py check --deploy``."""
    environment = settings.ENVIRONMENT
    engine = settings.DATABASES["default"]["ENGINE"]
    platform, _ = on_platform(os.environ)
    return SettingsFacts(
        site_url=settings.SITE_URL,
        site_host=settings.SITE_HOST,
        local=is_local(settings.SITE_HOST),
        debug=settings.DEBUG,
        problems=tuple(environment.problems),
        email_provider=settings.EMAIL_PROVIDER,
        from_address=sender.name_and_address()[1],
        from_is_set=environment.is_set("DEFAULT_FROM_EMAIL"),
        owner_email=settings.OWNER_EMAIL,
        redis=bool(settings.REDIS_URL),
        sqlite="sqlite" in engine,
        sqlite_kept=not platform or environment.is_set("DATABASE_URL"),
        ops_token=bool(settings.OPS_TOKEN),
        sentry=bool(settings.SENTRY_DSN),
        processes=int(os.environ.get("WEB_CONCURRENCY") or 1)
        if (os.environ.get("WEB_CONCURRENCY") or "1").isdigit()
        else 1,
        platform=platform,
    )
