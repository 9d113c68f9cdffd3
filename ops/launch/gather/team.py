"""Who may enter the admin, counted. Names stay in the admin: reports are forwarded."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from ops import roles
from ops.launch.registry import gatherer
from ops.launch.world import World


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamFacts:
    """Open accounts: of the admin, those that may do everything, and those nobody uses.

    ``superusers`` are among the ``owners``. ``stale_days`` is how long an unused one was not used.
    """

    staff: int
    owners: int
    superusers: int
    stale: int
    stale_owners: int
    stale_days: int
    local: bool


@gatherer("team", seconds=5, inside=True)
def gather_team(world: World) -> TeamFacts:
    """From the accounts."""
    from ops.admin_team import STALE, stale

    accounts = get_user_model()._default_manager.filter(is_active=True)
    return TeamFacts(
        staff=accounts.filter(is_staff=True).count(),
        owners=roles.owners().count(),
        superusers=accounts.filter(is_superuser=True).count(),
        stale=stale(accounts).count(),
        stale_owners=stale(roles.owners()).count(),
        stale_days=STALE.days,
        local=world.target.is_local,
    )
