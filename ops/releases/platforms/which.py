"""Which platform a rollback talks to."""

from __future__ import annotations

import os

from django.conf import settings

from ops.launch.deployment import on_platform
from ops.releases.platforms.base import Platform, PlatformFailed
from ops.releases.platforms.heroku import Heroku
from ops.releases.platforms.own_server import OwnServer
from ops.releases.platforms.render import Render


def chosen(name: str = "") -> Platform:
    """By name, by the platform this runs on, or by whose key is set."""
    keys = {"heroku": settings.HEROKU_API_KEY, "render": settings.RENDER_API_KEY}
    here, _ = on_platform(os.environ)
    with_key = [one for one, key in keys.items() if key]
    if not name and here not in keys and len(with_key) > 1:
        raise PlatformFailed(
            "Keys of Heroku and of Render are set. Add --platform heroku or render."
        )
    wanted = name or (here if here in keys else "") or (with_key[0] if with_key else "server")
    makers: dict[str, type[Heroku] | type[Render] | type[OwnServer]] = {
        "heroku": Heroku, "render": Render, "server": OwnServer,
    }  # fmt: skip
    return makers[wanted]()
