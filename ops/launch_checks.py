"""The launch checks of the ground floor, found as those of every app are."""

from ops.handover import records
from ops.launch.checks import (
    admin,
    backups,
    dns_caa,
    dns_leftovers,
    dns_names,
    dns_registration,
    dns_servers,
    dns_zone,
    hsts_steps,
    inside,
    limits,
    migrations,
    releases,
    secrets,
    smoke,
    team,
    tls,
    way_back,
    web,
)
from ops.launch.checks.mail import dkim, dmarc, message, mx, spf
from ops.launch.gather.mail import gathering

__all__ = [
    "admin", "backups", "dkim", "dmarc", "dns_caa", "dns_leftovers", "dns_names",
    "dns_registration", "dns_servers", "dns_zone", "gathering", "hsts_steps", "inside", "limits",
    "message", "migrations", "mx", "records", "releases", "secrets", "smoke", "spf", "team", "tls",
    "way_back", "web",
]  # fmt: skip
