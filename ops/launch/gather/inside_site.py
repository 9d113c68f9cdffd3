"""What answers at SITE_URL, asked from here: this app, another release of it, or something else."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.conf import settings

from ops.launch.findings import NotApplicable, Unknown
from ops.launch.gather.web.follow import NoWay, ways_to
from ops.launch.network.fetch import NoResponse, Response, fetch
from ops.launch.registry import gatherer
from ops.launch.world import World


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnSiteFacts:
    """``release`` is what the address says of itself, "" where this app is not what answers;
    ``here`` is this process's own. ``leads_to`` is where it sends on.
    """

    url: str
    status: int
    ours: bool
    release: str
    here: str
    leads_to: str = ""


@gatherer("own_site", seconds=10, inside=True)
def gather_own_site(world: World) -> OwnSiteFacts | Unknown:
    """From /healthz, which this app answers under any name and never redirects."""
    if world.target.is_local:
        raise NotApplicable("This is a local address.")
    url = f"{world.target.url.rstrip('/')}/healthz"
    try:
        answer = fetch(url, ways_to(world, url)[0], world.connector, world.deadline)
    except NoWay as error:
        return Unknown(f"{url} cannot be asked from here: {error}")
    except NoResponse as error:
        return Unknown(f"{url} did not answer: {error}")
    release = _release(answer)
    return OwnSiteFacts(
        url=url,
        status=answer.status,
        ours=release is not None,
        release=release or "",
        here=settings.VERSION,
        leads_to=answer.header("location") if answer.is_redirect else "",
    )


def _release(answer: Response) -> str | None:
    """The version in the form that only this app gives it; None for any other answer."""
    if answer.status != 200 or not answer.header("content-type").startswith("application/json"):
        return None
    try:
        said = json.loads(answer.body)
    except ValueError:
        return None
    known = isinstance(said, dict) and said.get("status") == "ok" and answer.has("x-request-id")
    return str(said["version"]) if known and isinstance(said.get("version"), str) else None
