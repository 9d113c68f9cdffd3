"""The launch checks of the ground floor, found as those of every app are."""

from ops.launch.checks import (
    admin,
    dns_caa,
    dns_leftovers,
    dns_names,
    dns_registration,
    dns_servers,
    dns_zone,
    hsts_steps,
    inside,
    limits,
    secrets,
    team,
    tls,
    web,
)
from ops.launch.checks.mail import dkim, dmarc, message, mx, spf
from ops.launch.gather.mail import gathering

__all__ = [
    "admin", "dkim", "dmarc", "dns_caa", "dns_leftovers", "dns_names", "dns_registration",
    "dns_servers", "dns_zone", "gathering", "hsts_steps", "inside", "limits", "message", "mx",
    "secrets", "spf", "team", "tls", "web",
]  # fmt: skip
