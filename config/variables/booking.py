"""How calls booked elsewhere are told to us."""

from __future__ import annotations

from config.variables import checks
from ops.environment import Kind, Variable

GROUP = "Bookings"
SOURCE = 'make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"'

VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="CALENDLY_WEBHOOK_SECRET",
        group=GROUP,
        kind=Kind.LIST,
        secret=True,
        check=checks.all_long_enough,
        purpose="Signs the bookings that Calendly tells this app. Empty takes none. Two with a "
        "comma during a change.",
        source=f"{SOURCE}, and give it to Calendly as docs/bookings.md says",
        rotation="put the new one in front of the old with a comma, redeploy, run "
        "setup_bookings with --apply --again; then take the old one out.",
    ),
    Variable(
        name="CAL_WEBHOOK_SECRET",
        group=GROUP,
        kind=Kind.LIST,
        secret=True,
        check=checks.all_long_enough,
        purpose="Signs the bookings that Cal.com tells this app. Empty takes none. Two with a "
        "comma during a change.",
        source=f"{SOURCE}, and give it to Cal.com as docs/bookings.md says",
        rotation="put the new one in front of the old with a comma, redeploy, change the secret "
        "of the webhook at Cal.com; then take the old one out.",
    ),
)
